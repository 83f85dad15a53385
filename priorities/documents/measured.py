"""What a partnership has figures of: each measure with its newest value, change and standing."""

from collections import defaultdict
from dataclasses import dataclass, field

from partnership.documents.places import Places, covered_areas
from priorities.documents.comparing import Ground, compared
from priorities.documents.series import Point, every_series
from priorities.documents.values import Sign, arrow, shown, stated_sign
from priorities.models import Figure, Measure
from priorities.models.measures import POPULATION


@dataclass
class MeasureRow:
    """One measure with its newest figure for the partnership's own area."""

    measure: Measure
    point: Point | None = None
    stated: Figure | None = None  # only a change, as its source states it
    comparison: object = None
    parts: list = field(default_factory=list)

    @property
    def figure(self):
        return self.point.figure if self.point else self.stated

    @property
    def said(self):
        return self.point.said if self.point else None

    @property
    def change_words(self):
        if self.point and (self.point.change.is_told or not self.figure.direction):
            return self.point.change.words
        return shown_change(self.figure) if self.figure else ""

    @property
    def arrow(self):
        if self.point and self.point.change.is_told:
            return self.point.change.arrow
        return arrow(self.figure) if self.figure else ""

    @property
    def change_sign(self) -> Sign | None:
        """Changed since last time: better or worse."""
        if self.point and self.point.change.is_told:
            return self.point.change.sign
        if self.figure is not None and self.figure.direction:
            return stated_sign(self.figure)
        return None

    @property
    def level_sign(self) -> Sign | None:
        """A good or a bad level, beside the group."""
        return self.comparison.sign if self.comparison else None

    @property
    def source(self):
        batch = self.figure.batch if self.figure else None
        stated = self.figure.source_as_stated if self.figure else ""
        return stated or (batch.source if batch else "") or self.measure.source

    @property
    def as_at(self):
        if self.figure is None:
            return None
        return self.figure.as_at or (self.figure.batch.as_at if self.figure.batch else None)


def shown_change(figure):
    """The change that a figure states, without its level."""
    bare = Figure(
        measure=figure.measure,
        direction=figure.direction,
        change=figure.change,
        change_percent=figure.change_percent,
        change_points=figure.change_points,
        names_noun=figure.names_noun,
    )
    return shown(bare).words


def own_areas(partnership, on, places=None):
    """The places whose figures are the partnership's own: what it covers, and the area of it."""
    places = places or Places.load()
    covered = covered_areas(partnership, on)
    area = places.partnership_area(covered, on, partnership.place_name)
    return list({one.pk: one for one in [area, *covered] if one}.values())


def measure_rows(partnership, on, places, *, topic=None):
    """Own measures, and the national ones with figures here: wholes with their parts below."""
    areas = own_areas(partnership, on, places)
    measures = Measure.objects.open_to(partnership).exclude(code=POPULATION)
    measures = measures.select_related("topic", "partnership")
    if topic:
        measures = measures.filter(topic=topic)
    rows = _rows(list(measures), areas, partnership)
    _compare(rows, areas, partnership, on, places)
    own = [row for row in rows if row.measure.partnership_id]
    national = [row for row in rows if not row.measure.partnership_id and row.figure]
    return _folded(own), _folded(national)


def _rows(measures, areas, partnership):
    every = every_series(measures, areas, partnership)
    rows = []
    for measure in measures:
        found = [every[measure.pk, area.pk] for area in areas]
        points = [one.latest for one in found if one.latest]
        stated = [figure for one in found for figure in one.stated]
        rows.append(
            MeasureRow(
                measure,
                max(points, key=lambda point: point.figure.ends_on, default=None),
                max(stated, key=lambda figure: figure.ends_on, default=None),
            )
        )
    return rows


def _compare(rows, areas, partnership, on, places):
    """The standing of each newest value in its group; one reading for each own place."""
    by_area = defaultdict(list)
    for row in rows:
        if row.point:
            by_area[row.figure.area_id].append(row)
    for area in areas:
        found = by_area[area.pk]
        spans = {_span(row.figure) for row in found}
        measures = [row.measure for row in found]
        ground = Ground(measures, area, spans, partnership, on, places=places, wide=False)
        for row in found:
            row.comparison = compared(ground, row.measure, _span(row.figure))


def _span(figure):
    return figure.starts_on, figure.ends_on


def _folded(rows):
    """Parts below their whole, where the whole is shown too."""
    by_measure = {row.measure.pk: row for row in rows}
    tops = []
    for row in rows:
        whole = by_measure.get(row.measure.whole_id)
        (whole.parts if whole else tops).append(row)
    return tops


def open_queries(partnership, areas):
    """Values that wait for somebody to say what they are: own ones, and those of own places."""
    found = Figure.objects.current().open_to(partnership).exclude(queried="")
    found = found.filter(query_answer="").select_related("measure", "area", "batch")
    keys = {area.pk for area in areas}
    return [one for one in found if one.measure.partnership_id or one.area_id in keys]
