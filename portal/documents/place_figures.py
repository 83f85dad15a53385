"""The public figures of one place, without any count that is too small to be shown."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from partnership.documents.places import partnership_area
from partnership.models import AreaLink
from priorities.documents.charts import comparison_chart
from priorities.documents.comparing import compare
from priorities.documents.guarding import protect, protected
from priorities.documents.picker import Pick, picked
from priorities.documents.topics import WHOLE_YEAR
from priorities.documents.values import headline
from priorities.models import Figure
from priorities.models.measures import Unit

MOST = 18  # figures of one place


@dataclass(frozen=True)
class Compared:
    """One figure beside those of other places, and the others that can be picked."""

    picks: list
    pick: Pick
    comparison: object
    chart: object


def figures_of(area, partnership, on, *, whole):
    """(figure, how a page says it): the newest of each measure that is published for a place.

    National figures name the partnership's area by a code of its own; for the whole of it these
    are its figures too.
    """
    areas = {area.pk}
    if whole and (stands_for := partnership_area(partnership, on)):
        areas.add(stands_for.pk)
    newest = Window(
        RowNumber(),
        partition_by=[F("measure")],
        order_by=[F("missing").asc(), WHOLE_YEAR.asc(), F("ends_on").desc(), F("pk").desc()],
    )
    own = Q(measure__partnership=partnership)
    telling = own | Q(measure__topic__isnull=False) | Q(measure__whole=None)
    figures = Figure.objects.public().open_to(partnership).filter(telling, area__in=areas)
    figures = figures.annotate(place=newest).filter(place=1)
    rows = list(figures.select_related("measure__whole", "area", "batch"))
    rows.sort(key=lambda one: (one.measure.partnership_id is None, one.measure.name, one.pk))
    rows = protect_beside(protect(rows[:MOST]))
    return [(one, headline(one)) for one in rows]


def protect_beside(figures):
    """Withhold also what would give away a small count of a neighbour.

    The places that lie in one place may add up to its published total: where one of them is
    too small to be shown, the next smallest is not shown either.
    """
    counts = [one for one in figures if one.measure.unit == Unit.COUNT and one.level is not None]
    beside = _beside({one.area_id for one in counts})
    every = {area for places in beside.values() for area in places} | set(beside)
    if not every:
        return figures
    held = Figure.objects.certain().filter(
        measure__in={one.measure_id for one in counts}, area__in=every, level__isnull=False
    )
    levels = defaultdict(dict)
    for measure, area, first, last, level in held.values_list(
        "measure", "area", "starts_on", "ends_on", "level"
    ):
        levels[measure, first, last][area] = level
    for one in counts:
        known = levels[one.measure_id, one.starts_on, one.ends_on]
        for total, places in beside.items():
            if one.area_id in places and _gives_away(one, total, places, known):
                one.withheld = True
    return figures


def _beside(areas):
    """{key of a place: keys of those that lie directly in it}, round these places."""
    parents = AreaLink.objects.filter(child__in=areas).values("parent")
    links = AreaLink.objects.filter(parent__in=parents).order_by()
    found = defaultdict(set)
    for parent, child in links.values_list("parent", "child"):
        found[parent].add(child)
    return {parent: places for parent, places in found.items() if places & areas}


def _gives_away(figure, total, places, known):
    """Whether showing it would tell what a neighbour's small count is."""
    order = sorted(area for area in places if area in known)
    counts = [known[area] for area in order]
    if total not in known or sum(counts) != known[total]:
        return False
    hidden = protected(counts, figure.measure.smallest_shown)
    return order.index(figure.area_id) in hidden if figure.area_id in order else False


def compared_of(figures, partnership, on, asked):
    """How a figure compares with those of other places; None where no figure can be compared."""
    picks = [Pick(one) for one in figures if not one.withheld and Pick(one).has_level]
    pick = picked(picks, asked)
    if pick is None:
        return None
    span = (pick.figure.starts_on, pick.figure.ends_on)
    comparison = compare(pick.measure, pick.figure.area, span, partnership, on, public=True)
    if comparison.cannot and not asked:
        return None
    chart = None if comparison.cannot else comparison_chart(comparison)
    return Compared(picks, pick, comparison, chart)
