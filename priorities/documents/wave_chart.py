"""A question over its waves as a chart: a mark a wave, joined only where the same were asked.

Across in per cent of its width, down in pixels, so that its words keep their size on a phone.
"""

from dataclasses import dataclass
from itertools import pairwise

TOP, BOTTOM = 24, 204  # the highest share and nought
HEIGHT = 240
LEFT, RIGHT = 18, 94  # per cent of the width
SCALES = (10, 25, 50, 100)
MOST_WORDS = 8  # shares that have room beside one another
APART = 13  # per cent of the width that a year needs on a phone
MARKS = ("circle", "square", "diamond", "triangle")


@dataclass(frozen=True)
class Mark:
    """One wave: where it stands and what is written there."""

    wave: object
    x: float
    y: float
    words: str
    title: str


@dataclass(frozen=True)
class Drawn:
    """A line's marks, their shape, and the pieces that join neighbours."""

    line: object
    shape: str
    marks: list

    @property
    def joins(self):
        return list(pairwise(self.marks))


@dataclass(frozen=True)
class WaveChart:
    lines: list
    years: list  # (x, words)
    grid: list  # (y, words)
    height: int = HEIGHT
    bottom: int = BOTTOM


def wave_chart(lines):
    """The chart of some lines, or None where fewer than two waves have a share to draw."""
    drawn = [[wave for wave in line.waves if wave.shown.value is not None] for line in lines]
    waves = [wave for row in drawn for wave in row]
    years = sorted({wave.survey.year for wave in waves})
    if len(waves) < 2:
        return None
    highest = max(wave.shown.value for wave in waves)
    scale = next(one for one in SCALES if one >= highest)
    across = {year: _x(year, years) for year in years}
    told = len(waves) <= MOST_WORDS
    return WaveChart(
        [
            Drawn(line, MARKS[place % len(MARKS)], [_mark(w, across, scale, told) for w in row])
            for place, (line, row) in enumerate(zip(lines, drawn, strict=True))
            if row
        ],
        _labelled(across),
        [(_y(scale * part / 2, scale), f"{scale * part / 2:g}%") for part in (0, 1, 2)],
    )


def _labelled(across):
    """Each year with its place, as far as there is room between them."""
    found = []
    for year, x in across.items():
        if not found or x - found[-1][0] >= APART:
            found.append((x, year))
    return found


def _mark(wave, across, scale, told):
    words = wave.shown.words
    title = f"{wave.survey.label}: {words}"
    y = _y(wave.shown.value, scale)
    return Mark(wave, across[wave.survey.year], y, words if told else "", title)


def _x(year, years):
    first, last = years[0], years[-1]
    if first == last:
        return (LEFT + RIGHT) / 2
    return round(LEFT + (year - first) * (RIGHT - LEFT) / (last - first), 1)


def _y(share, scale):
    return round(BOTTOM - float(share) / scale * (BOTTOM - TOP), 1)
