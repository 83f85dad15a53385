"""The quarters of a target's measure: the figures of its year, and of the year before."""

from dataclasses import dataclass, field

from django.db.models import F

from priorities.models import Figure
from records.quarters import Quarter


@dataclass
class YearFigures:
    """The figures that count of one target by the number of their quarter."""

    now: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)

    @property
    def values(self):
        return _values(self.now)

    @property
    def values_before(self):
        return _values(self.before)

    @property
    def provisional(self):
        """Whether a figure of this year may still change."""
        return any(one.firmness or (one.batch and one.batch.provisional) for one in self.all_now)

    @property
    def all_now(self):
        return list(self.now.values())


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
        for target, number, is_now in places.get(_key(figure), ()):
            kept = found[target.pk].now if is_now else found[target.pk].before
            kept.setdefault(number, figure)
    return found


def _places(targets):
    """Where a figure of certain days belongs: {key: [(target, number, whether this year)]}."""
    places = {}
    for target in targets:
        for year in (target.year, target.year - 1):
            for number in (1, 2, 3, 4):
                quarter = Quarter(year, number)
                key = (target.measure_id, target.area_id, quarter.starts_on, quarter.ends_on)
                places.setdefault(key, []).append((target, number, year == target.year))
    return places


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
