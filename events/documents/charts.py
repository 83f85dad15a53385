"""The chart of a series: a row a theme, a dot an event, in the units of its own drawing."""

import textwrap
from dataclasses import dataclass

WIDTH = 1120
LEFT, RIGHT = 330, 30  # beside the scale: names, half a dot
TOP = 34  # the scale's figures
ROW, LANE = 60, 24  # one row's height, with room for one dot above another; one dot more
RADIUS = 11
LINE = 34  # characters of a name on one line
LINES = 2


@dataclass(frozen=True)
class Dot:
    letter: str
    name: str
    share: float
    x: float
    y: float


@dataclass(frozen=True)
class Band:
    """One theme's row: its name in lines, the range of its dots, the bar of all together."""

    lines: list
    dots: list
    y: float
    starts: float
    ends: float
    bar: float
    together: float

    @property
    def bar_top(self):
        return self.y - 22

    @property
    def bar_bottom(self):
        return self.y + 22

    @property
    def words(self):
        return [(words, self.y + 5 + 21 * (at - (len(self.lines) - 1) / 2))
                for at, words in enumerate(self.lines)]  # fmt: skip


@dataclass(frozen=True)
class Chart:
    bands: list
    height: float
    width: int = WIDTH
    radius: int = RADIUS

    @property
    def scale(self):
        """The grid: (words, x)."""
        return [(f"{share}%", _x(share)) for share in (0, 25, 50, 75, 100)]

    @property
    def grid(self):
        return TOP + 6, self.height - 4


def _x(share):
    return round(LEFT + share * (WIDTH - LEFT - RIGHT) / 100, 1)


def chart(rows):
    """Lay out the rows of a comparison that have shares; dots that would touch move apart."""
    bands, top = [], TOP
    for row in rows:
        cells = sorted(row.charted, key=lambda cell: (cell.share, cell.column.letter))
        lanes = _lanes([_x(cell.share) for cell in cells])
        y = top + ROW / 2 + LANE * max(max(lanes) - 1, 0)
        dots = [
            Dot(cell.column.letter, cell.column.name, cell.share, _x(cell.share), y - LANE * lane)
            for cell, lane in zip(cells, lanes, strict=True)
        ]
        together = row.together
        bands.append(
            Band(
                textwrap.wrap(
                    row.theme.name, LINE, max_lines=LINES, placeholder=" …", break_long_words=True
                ),
                *(dots, y, dots[0].x, dots[-1].x, _x(together), together),
            )
        )
        top = y + ROW / 2
    return Chart(bands, top + 8)


def _lanes(places):
    """For each place from left to right the lowest lane in which its dot touches no other."""
    ends, lanes = [], []
    for x in places:
        lane = next((at for at, end in enumerate(ends) if x - end >= 2 * RADIUS), len(ends))
        ends[lane : lane + 1] = [x]
        lanes.append(lane)
    return lanes
