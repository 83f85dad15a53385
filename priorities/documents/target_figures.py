"""The quarters of a target's measure: the figures of its year, and of the year before."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F

from priorities.models import Figure
from records.quarters import Quarter

QUARTERS = (1, 2, 3, 4)


@dataclass
class YearFigures:
    """The figures that count of one target by the number of their quarter."""

    now: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)
    so_far: dict = field(default_factory=dict)  # from the year's first day, by the last quarter

    @property
    def values(self):
        return _values(self.now)

    @property
    def values_before(self):
        return _values(self.before)

    def to_date(self, number):
        """The year so far as a source counts it, where the quarters do not make it up."""
        figure = self.so_far.get(number)
        whole = all(one in self.values for one in range(1, number + 1))
        return None if figure is None or whole else value_of(figure)

    def newest(self, number):
        """The figure that counts of a quarter, else that of the year so far."""
        return self.now.get(number) or self.so_far.get(number)


def _values(figures):
    return {number: value_of(one) for number, one in figures.items() if value_of(one) is not None}


def value_of(figure):
    """What counts of a figure."""
    return figure.rate if figure.level is None else figure.level


def quarter_figures(targets):
    """{target.pk: YearFigures}, in one query; values that are in doubt are left out."""
    targets = list(targets)
    found = {target.pk: YearFigures() for target in targets}
    places = _places(targets)
    for figure in _read(targets, places):
        for target, number, kind in places.get(_key(figure), ()):
            getattr(found[target.pk], kind).setdefault(number, figure)
    return found


def _places(targets):
    """Where a figure of certain days belongs: {key: [(target, number, which kind)]}."""
    places = defaultdict(list)
    for target in targets:
        for kind, number, first, last in _days(target.year):
            places[target.measure_id, target.area_id, first, last].append((target, number, kind))
    return places


def _days(year):
    """The quarters of a year and of the one before, and the year so far at the end of each."""
    for number in QUARTERS:
        quarter, earlier = Quarter(year, number), Quarter(year - 1, number)
        yield "now", number, quarter.starts_on, quarter.ends_on
        yield "before", number, earlier.starts_on, earlier.ends_on
        if number > 1:
            yield "so_far", number, Quarter(year, 1).starts_on, quarter.ends_on


def _key(figure):
    return figure.measure_id, figure.area_id, figure.starts_on, figure.ends_on


def _read(targets, places):
    """Imported figures first: what is typed beside one is told in its source."""
    rows = Figure.objects.certain().filter(
        measure__in={target.measure_id for target in targets},
        area__in={target.area_id for target in targets},
        starts_on__in={key[2] for key in places},
    )
    return rows.select_related("batch").order_by(F("batch").asc(nulls_last=True), "-pk")


def quarter_values(targets):
    """{target.pk: {number: value}} of each target's own year."""
    return {pk: found.values for pk, found in quarter_figures(targets).items()}
