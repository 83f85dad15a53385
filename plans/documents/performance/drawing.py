"""A measure drawn large: its running total over the quarters, with the target as a dashed line."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from priorities.documents.charts import scale, tick_words
from priorities.documents.values import in_unit, is_provisional

HEIGHT, TOP, FOOT = 250, 30, 36  # pixels
LEFT, RIGHT = 9, 80  # per cent across: the words of the last point stand behind it
QUARTERS = 4


@dataclass(frozen=True)
class Point:
    """A quarter on the line."""

    number: int
    value: Decimal
    words: str
    x: float
    y: float
    hollow: bool  # provisional

    @property
    def below(self):
        return round(self.y + 24, 1)


@dataclass(frozen=True)
class Row:
    """A quarter in the table of the same figures."""

    label: str
    quarter: str
    to_date: str
    aim: str
    before: str


@dataclass(frozen=True)
class Drawing:
    """The chart of one measure and the table of the same figures."""

    line: object
    points: list
    lines: list  # (x1, y1, x2, y2)
    targets: list  # dashed, the same
    ticks: list  # (words, y)
    marks: list  # (words, x)
    rows: list
    target_words: str
    target_y: float
    words_y: float
    height: int = HEIGHT
    foot: int = HEIGHT - 10
    left: float = LEFT
    right: float = RIGHT
    beside: float = RIGHT + 2

    @property
    def last(self):
        return self.points[-1] if self.points else None

    @property
    def has_hollow(self):
        return any(point.hollow for point in self.points)

    @property
    def said(self):
        """The chart for those who hear it."""
        parts = [f"Quarter {point.number}: {point.words}." for point in self.points]
        return " ".join([*parts, f"Target for the year: {self.line.target_words}."])


def drawing(line, number, figures):
    """The running total up to quarter ``number``, or each quarter where they do not add up.

    ``figures`` are the year's as they are stored; a point without one was only sent.
    """
    totals = _totals(line, number)
    target = line.target
    ends = [one for one in (target.value, target.upper) if one is not None]
    top, step = scale(max([*totals.values(), *ends], default=0))
    points = [_point(line, n, value, top, figures) for n, value in totals.items()]
    aims = [_aim_line(target, end, top) for end in ends]
    target_y = aims[-1][3] if aims else 0
    return Drawing(
        line=line,
        points=points,
        lines=_joined(target, points, top),
        targets=aims,
        ticks=[(tick_words(step * at), _y(step * at, top)) for at in range(int(top / step) + 1)],
        marks=[(f"Q{n}", _x(n)) for n in range(1, QUARTERS + 1)],
        rows=[_row(line, n, totals) for n in range(1, number + 1)],
        target_words=in_unit(line.measure, ends[-1]) if ends else "",
        target_y=target_y,
        words_y=_apart(points[-1].y if points else 0, target_y, points),
    )


def _totals(line, number):
    """{quarter: what is drawn}: the sum so far up to the first quarter without a figure."""
    found, so_far = {}, Decimal(0)
    for n in range(1, number + 1):
        if n in line.values:
            so_far += line.values[n]
            found[n] = so_far if line.target.adds_up else line.values[n]
        elif line.target.adds_up:
            break
    if number not in found and line.found.to_date is not None:
        found[number] = line.found.to_date  # told as a whole, not by quarters
    return found


def _point(line, number, value, top, figures):
    figure = figures.newest(number)
    hollow = figure is None or is_provisional(figure)
    words = in_unit(line.measure, value)
    return Point(number, value, words, _x(number), _y(value, top), hollow)


def _joined(target, points, top):
    """From nought where quarters add up; never across a quarter without a figure."""
    pairs = [
        (one.x, one.y, two.x, two.y)
        for one, two in pairwise(points)
        if two.number == one.number + 1
    ]
    if target.adds_up and points and points[0].number == 1:
        pairs.insert(0, (_x(0), _y(0, top), points[0].x, points[0].y))
    return pairs


def _aim_line(target, end, top):
    """To the year's target in equal steps; level where quarters do not add up."""
    start = 0 if target.adds_up else end
    return _x(0), _y(start, top), _x(QUARTERS), _y(end, top)


def _apart(value_y, target_y, points):
    """Where the last value's words stand, so that they do not lie on the target's."""
    if not points or points[-1].number < QUARTERS or abs(value_y - target_y) >= 20:
        return value_y
    return value_y + (20 - (value_y - target_y) if value_y >= target_y else -20)


def _row(line, number, totals):
    target, measure = line.target, line.measure
    share = Decimal(number) / QUARTERS if target.adds_up else Decimal(1)
    aim = None if target.value is None else target.value * share
    return Row(
        f"Quarter {number}",
        _told(measure, line.values.get(number)),
        _told(measure, totals.get(number)),
        "not set" if aim is None else in_unit(measure, aim),
        _told(measure, line.before.get(number)),
    )


def _told(measure, value):
    return "no figure" if value is None else in_unit(measure, value)


def _x(number):
    return round(LEFT + (RIGHT - LEFT) * number / QUARTERS, 2)


def _y(value, top):
    room = HEIGHT - TOP - FOOT
    return round(TOP + room * (1 - float(max(value, 0) / top)), 1)
