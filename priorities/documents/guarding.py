"""Small counts stay unknown to whoever subtracts: a second one is withheld beside a single one."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from priorities.models import Figure, Measure
from priorities.models.measures import Unit

DAY = datetime.timedelta(days=1)


def protected(counts, smallest, *, total_shown=True):
    """The positions of counts that are not shown where their total is (or is not) shown.

    Counts from 1 up to, not including, ``smallest``; and, so that nobody subtracts one of
    them from the total, the next smallest beside it.
    """
    hidden = _small(counts, smallest)
    while total_shown and (second := _second(counts, hidden, smallest)) is not None:
        hidden.add(second)
    return frozenset(hidden)


def reveals(counts, smallest):
    """Whether a total shown beside these counts would give a small one away."""
    return _reveals(counts, _small(counts, smallest), smallest)


def _small(counts, smallest):
    return {at for at, count in enumerate(counts) if 0 < count < smallest}


def _reveals(counts, hidden, smallest):
    if len(hidden) <= 1:
        return bool(hidden)
    rest = sum(counts[at] for at in hidden)
    # As many as there are: each is 1. As many as there can be: each is the largest small one.
    edges = (len(hidden), len(hidden) * (smallest - 1))
    return hidden <= _small(counts, smallest) and rest in edges


def _second(counts, hidden, smallest):
    """The position to withhold beside those that are; None where they protect each other."""
    open_ones = [at for at in range(len(counts)) if at not in hidden]
    if not open_ones or not _reveals(counts, hidden, smallest):
        return None
    return min(open_ones, key=lambda at: (counts[at] <= 0, counts[at]))


def protect(figures):
    """Mark those of these figures that are withheld, so that whoever tells them keeps quiet."""
    figures = list(figures)
    keys = guarded(figures)
    for figure in figures:
        figure.withheld = figure.pk in keys
    return figures


@dataclass(frozen=True, slots=True)
class Held:
    """A count that we hold, as far as subtracting needs it."""

    pk: int
    measure: int
    area: int
    first: datetime.date
    last: datetime.date
    count: Decimal
    smallest: int


def guarded(figures):
    """Keys of figures that are withheld, beside the small ones, to protect one of these.

    The parts of a whole, and the quarters or months of a year, add up to a total that is
    shown. At most three queries, however many figures.
    """
    measures = {figure.measure_id for figure in figures}
    areas = {figure.area_id for figure in figures}
    wholes = dict(Measure.objects.values_list("pk", "whole")) if measures else {}
    family = _family(wholes, measures)
    small = _counts(family, areas).filter(level__lt=F("measure__smallest_shown"), level__gt=0)
    affected = set(small.values_list("area", flat=True)) if family else set()
    if not affected:
        return frozenset()
    held = [Held(*row) for row in _counts(family, affected).values_list(*COLUMNS)]
    return frozenset(_withheld([*_by_whole(held, wholes), *_by_time(held)]))


COLUMNS = ("pk", "measure", "area", "starts_on", "ends_on", "level", "measure__smallest_shown")


def _counts(measures, areas):
    return Figure.objects.certain().filter(
        measure__in=measures,
        area__in=areas,
        measure__unit=Unit.COUNT,
        missing="",
        level__isnull=False,
    )


def _family(wholes, measures):
    """These measures, what they are part of, and all the other parts."""
    roots = {_root(wholes, pk) for pk in measures}
    return {pk for pk in wholes if _root(wholes, pk) in roots}


def _root(wholes, pk):
    seen = set()
    while wholes.get(pk) and pk not in seen:
        seen.add(pk)
        pk = wholes[pk]
    return pk


def _by_whole(held, wholes):
    """Each whole with its parts, in one place and period, where they make it up."""
    totals = {(one.measure, one.area, one.first, one.last): one for one in held}
    parts = defaultdict(list)
    for one in held:
        total = totals.get((wholes.get(one.measure), one.area, one.first, one.last))
        if total:
            parts[total].append(one)
    return [(total, found) for total, found in parts.items() if _adds_up(total, found)]


def _by_time(held):
    """Each year with its quarters or months, where they make it up."""
    series = defaultdict(list)
    for one in held:
        series[one.measure, one.area].append(one)
    for rows in series.values():
        by_length = defaultdict(list)
        for one in sorted(rows, key=lambda row: row.first):
            by_length[_months(one)].append(one)
        for total in rows:
            for length, shorter in by_length.items():
                inside = _inside(total, shorter) if length < _months(total) else []
                if inside and _adds_up(total, inside):
                    yield total, inside


def _months(one):
    after = one.last + DAY
    return (after.year - one.first.year) * 12 + after.month - one.first.month


def _inside(total, shorter):
    """The shorter ones that cover a period one after the other, without a gap."""
    found = [one for one in shorter if total.first <= one.first and one.last <= total.last]
    edges = [total.first, *(one.last + DAY for one in found)]
    starts = [*(one.first for one in found), total.last + DAY]
    return found if edges == starts else []


def _adds_up(total, parts):
    return sum(one.count for one in parts) == total.count


def _withheld(sums):
    """Keys of what is withheld beside the small ones, until nothing shown gives one away."""
    small = {one.pk for _, parts in sums for one in parts if _is_small(one)}
    hidden, changed = set(small), True
    while changed:
        changed = False
        for total, parts in sums:
            if total.pk not in hidden and not _is_small(total):
                more = _beside(parts, hidden)
                hidden |= more
                changed = changed or bool(more)
    return hidden - small


def _is_small(one):
    return 0 < one.count < one.smallest


def _beside(parts, hidden):
    """The key of the one part to withhold beside those that are, if any."""
    at = {place for place, one in enumerate(parts) if one.pk in hidden}
    second = _second([one.count for one in parts], at, max(one.smallest for one in parts))
    return set() if second is None else {parts[second].pk}
