"""Where the dots of a spread stand: one for each scorer, mine first, at most four in a pile."""

import math
from dataclasses import dataclass

STEP, GAP, RADIUS, FOOT = 40, 13, 5.5, 22
PILE, WIDEST = 4, 3


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    mine: bool


@dataclass(frozen=True)
class Dots:
    """A small drawing: its size, its dots, the base line and the values below it."""

    width: int
    height: int
    base: float
    dots: tuple
    labels: tuple  # (x, value)
    words: str  # the same for those who hear it

    @property
    def foot(self):
        """Where the values stand."""
        return self.height - 6


def dots(row):
    """The drawing of one criterion's spread."""
    piles = {column.value: _pile(column.count) for column in row.columns}
    tallest = max((rows for _, rows in piles.values()), default=1)
    height = round(tallest * GAP + FOOT + 4)
    base = height - FOOT
    found, labels = [], []
    for number, column in enumerate(row.columns):
        middle = round(STEP * (number + 0.5), 1)
        labels.append((middle, column.value))
        across, _ = piles[column.value]
        for place in range(column.count):
            x = middle + (place % across - (across - 1) / 2) * GAP
            y = base - RADIUS - 1.5 - place // across * GAP
            found.append(Dot(round(x, 1), round(y, 1), column.mine and place == 0))
    width = STEP * len(row.columns)
    return Dots(width, height, base, tuple(found), tuple(labels), _words(row))


def _pile(count):
    """How many stand side by side, and in how many rows."""
    across = min(WIDEST, max(1, math.ceil(count / PILE)))
    return across, max(1, math.ceil(count / across))


def _words(row):
    """“1: 2, you among them. 2: 3.”"""
    parts = [
        f"{column.value}: {column.count}{', you among them' if column.mine else ''}"
        for column in row.columns
    ]
    return f"{row.criterion.name}. How many gave each score. {'. '.join(parts)}."
