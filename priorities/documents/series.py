"""The figures of one measure in one place over time: what joins, what breaks, what is left out."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Q

from priorities.documents.guarding import protect
from priorities.documents.values import Change, Shown, change, is_provisional, is_queried, shown
from priorities.models import Figure, SeriesBreak
from records.periods import short_span

DAY = datetime.timedelta(days=1)
YEAR = 12


@dataclass(frozen=True)
class Point:
    """One figure of a series; ``joined`` where a line leads to it from the one before."""

    figure: Figure
    said: Shown
    value: Decimal | None
    joined: bool
    gap: SeriesBreak | None  # the break between it and the one before
    change: Change

    @property
    def label(self):
        return short_span(self.figure.starts_on, self.figure.ends_on)

    @property
    def hollow(self):
        """Provisional or projected: it may still change."""
        return is_provisional(self.figure)


@dataclass(frozen=True)
class Series:
    """Figures of one length of period, the earliest first, and all that stands beside them."""

    measure: object
    area: object
    points: list = field(default_factory=list)
    shorter: list = field(default_factory=list)  # points of other lengths, for the table
    stated: list = field(default_factory=list)  # changes alone, as their sources state them
    breaks: list = field(default_factory=list)

    @property
    def latest(self):
        return self.points[-1] if self.points else None

    @property
    def drawn(self):
        """The points that have a value; a line through one says nothing."""
        return [point for point in self.points if point.value is not None]

    @property
    def left_out(self):
        """Points whose value is in doubt or not told: said below the chart."""
        return [point for point in self.points if point.value is None]

    @property
    def all_points(self):
        return [*self.points, *self.shorter]


def series(measure, area, partnership, *, public=False):
    """All figures that count of one measure in one place, for one partnership's readers."""
    return every_series([measure], [area], partnership, public=public)[measure.pk, area.pk]


def every_series(measures, areas, partnership, *, public=False):
    """The series of each measure in each place, by their keys; constant number of queries."""
    figures = Figure.objects.public() if public else Figure.objects.current()
    found = figures.open_to(partnership).filter(measure__in=measures, area__in=areas)
    found = found.select_related("measure", "area", "batch")
    found = list(found.order_by("starts_on", "ends_on", F("batch").desc(nulls_last=True), "pk"))
    breaks = list(
        SeriesBreak.objects.filter(Q(area=None) | Q(area__in=areas), measure__in=measures)
    )
    rows = defaultdict(list)
    for figure in protect(found):
        rows[figure.measure_id, figure.area_id].append(figure)
    return {
        (measure.pk, area.pk): _series(
            measure,
            area,
            rows[measure.pk, area.pk],
            [one for one in breaks if _is_for(one, measure, area)],
        )
        for measure in measures
        for area in areas
    }


def _series(measure, area, figures, breaks):
    stated = [one for one in figures if _is_change_alone(one)]
    by_length = defaultdict(list)
    for figure in _one_each(one for one in figures if not _is_change_alone(one)):
        by_length[months(figure)].append(figure)
    main = _main(by_length)
    points = {length: _points(rows, breaks) for length, rows in sorted(by_length.items())}
    return Series(
        measure,
        area,
        points.pop(main, []),
        [point for rows in points.values() for point in rows],
        stated,
        breaks,
    )


def _is_for(one, measure, area):
    return one.measure_id == measure.pk and one.area_id in (None, area.pk)


def _is_change_alone(figure):
    bare = figure.level is None and figure.rate is None and not figure.missing
    return bare and bool(figure.direction) and not is_queried(figure)


def _one_each(figures):
    """One figure for each period: what is typed beside an imported one is told in its source."""
    kept = {}
    for figure in figures:
        kept.setdefault((figure.starts_on, figure.ends_on), figure)
    return kept.values()


def months(figure):
    """How many months a figure covers; 0 for a single day."""
    after = figure.ends_on + DAY
    return (after.year - figure.starts_on.year) * 12 + after.month - figure.starts_on.month


def _main(by_length):
    """Years where there are any, else what there is most of."""
    if YEAR in by_length:
        return YEAR
    return max(by_length, key=lambda length: (len(by_length[length]), length), default=YEAR)


def _points(figures, breaks):
    points, before = [], None
    starts = {figure.starts_on: figure for figure in figures}
    for figure in figures:
        said = shown(figure)
        gap = _break_between(before.figure if before else None, figure, breaks)
        follows = before is not None and before.figure.ends_on + DAY == figure.starts_on
        known = said.number is not None and before is not None and before.value is not None
        earlier = starts.get(_year_before(figure.starts_on)) or (before and before.figure)
        point = Point(
            figure,
            said,
            said.number,
            joined=follows and known and gap is None,
            gap=gap,
            change=change(earlier, figure, breaks=breaks),
        )
        points.append(point)
        before = point
    return points


def _break_between(before, figure, breaks):
    if before is None:
        return None
    return next((one for one in breaks if before.starts_on < one.on <= figure.starts_on), None)


def _year_before(day):
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
