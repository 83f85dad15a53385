"""Charts as plain SVG: per cent across and pixels down, the same in browser and PDF."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

WIDEST = 88  # per cent of the width: the value stands behind the bar
STEPS = (1, 2, 5)
HEIGHT, TOP, FOOT = 240, 28, 34  # pixels
SIDE = 7  # per cent left free at both sides of a series
LABELS = 6  # points that carry their words


@dataclass(frozen=True)
class Dot:
    """One place of the group on the group's bar."""

    name: str
    words: str
    x: float
    own: bool


@dataclass(frozen=True)
class Bar:
    """One row of a comparison: how long its bar is, and the words at its end."""

    row: object
    words: str
    width: float
    dots: list
    words_at: float

    @property
    def dots_words(self):
        return ", ".join(f"{dot.name} {dot.words}" for dot in self.dots)


@dataclass(frozen=True)
class ComparisonChart:
    bars: list
    ticks: list  # (words, x)

    @property
    def has_dots(self):
        return any(bar.dots for bar in self.bars)

    @property
    def has_provisional(self):
        return any(bar.row.provisional for bar in self.bars)


def comparison_chart(comparison):
    """Bars on one scale from nought; on the group's bar a dot for each of its members."""
    rows = [(row, words) for row, words in comparison.lines if row.rate is not None]
    rates = [row.rate for row, _ in rows]
    rates += [one.rate for row, _ in rows for one in row.members]
    top, step = scale(max(rates, default=0))
    return ComparisonChart(
        [_bar(comparison, row, words, top) for row, words in rows],
        [(tick_words(step * at), _x(step * at, top)) for at in range(int(top / step) + 1)],
    )


def _bar(comparison, row, words, top):
    dots = [
        Dot(one.area.name, comparison.rate_words(one.rate), _x(one.rate, top), one.own)
        for one in sorted(row.members, key=lambda one: (one.own, one.rate))
    ]
    width = _x(row.rate, top)
    ends = max([width, *(dot.x + 1 for dot in dots)])
    return Bar(row, words, width, dots, ends)


def _x(value, top):
    return round(float(max(value, 0) / top) * WIDEST, 2)


def scale(largest):
    """The end of a scale from nought and its step: 1, 2 or 5 of something, at most six steps."""
    largest = Decimal(max(largest, 0)) or Decimal(1)
    step = Decimal(10) ** (largest.adjusted() - 1)
    while True:
        for times in STEPS:
            if step * times * 5 >= largest:
                size = step * times
                return size * (largest / size).to_integral_value(ROUND_CEILING), size
        step *= 10


def tick_words(value):
    return f"{value.normalize():,f}"


@dataclass(frozen=True)
class Mark:
    """A point of a series on its chart."""

    point: object
    x: float
    y: float
    words: str  # empty where the points stand too close
    label: str

    @property
    def above(self):
        return self.y - 12


@dataclass(frozen=True)
class SeriesChart:
    marks: list
    lines: list  # (x1, y1, x2, y2) in per cent across and pixels down
    breaks: list  # (x, break)
    ticks: list  # (words, y)
    height: int = HEIGHT
    foot: int = HEIGHT - 12
    floor: int = HEIGHT - FOOT

    @property
    def has_hollow(self):
        return any(mark.point.hollow for mark in self.marks)


def series_chart(series):
    """A line through what follows without a gap; None where fewer than two can be drawn."""
    drawn = series.drawn
    if len(drawn) < 2:
        return None
    top, step = scale(max(point.value for point in drawn))
    first = drawn[0].figure.starts_on.toordinal()
    width = drawn[-1].figure.starts_on.toordinal() - first or 1
    every = -(-len(drawn) // LABELS)
    marks = [
        _mark(point, (point.figure.starts_on.toordinal() - first) / width, top,
              (len(drawn) - 1 - at) % every == 0)
        for at, point in enumerate(drawn)
    ]  # fmt: skip
    return SeriesChart(marks, _lines(marks), _breaks(series, first, width), _levels(top, step))


def _mark(point, share, top, worded):
    words = point.said.words if worded else ""
    return Mark(
        point, _across(share), _down(point.value, top), words, point.label if worded else ""
    )


def _across(share):
    return round(SIDE + share * (100 - 2 * SIDE), 2)


def _down(value, top):
    room = HEIGHT - TOP - FOOT
    return round(TOP + room * (1 - float(max(value, 0) / top)), 1)


def _lines(marks):
    return [
        (one.x, one.y, other.x, other.y) for one, other in pairwise(marks) if other.point.joined
    ]


def _breaks(series, first, width):
    """A break stands halfway between the points that it divides."""
    points, found = series.points, []
    for before, after in pairwise(points):
        if after.gap:
            days = [p.figure.starts_on.toordinal() - first for p in (before, after)]
            share = min(max(sum(days) / 2 / width, 0), 1)
            found.append((_across(share), after.gap))
    return found


def _levels(top, step):
    return [(tick_words(step * at), _down(step * at, top)) for at in range(int(top / step) + 1)]
