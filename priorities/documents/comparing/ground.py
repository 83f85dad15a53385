"""All that comparing needs, read once for any number of measures."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext as _

from partnership.documents.places import Places, holds_on
from priorities.documents.comparing.around import Around, People, Population, around
from priorities.documents.guarding import protect
from priorities.models import ComparatorGroup, Figure, PublishedComparison
from records.periods import day_label


@dataclass(frozen=True)
class Drawn:
    """The group that holds for a period, and how it was drawn anew in the year before."""

    group: ComparatorGroup
    members: list
    redrawn: str = ""


class Ground:
    """Places, groups, figures, people and published comparisons for one place.

    ``wide`` also reads what the police force area and the region consist of. The number of
    queries does not depend on the number of measures, periods or members.
    """

    def __init__(
        self, measures, area, spans, partnership, on, *, public=False, wide=True, places=None
    ):
        self.area, self.on = area, on
        self.places = places or Places.load()
        self.groups = _groups(partnership, self.places, area, on)
        days = {span[1] for span in spans}
        self._around = {d: around(self.places, area, d) if wide else Around() for d in days}
        self._drawn = {day: _drawn(self.groups, day, on) for day in days}
        needs = [(one, day) for day in days for one in self._areas(day)]
        self.population = Population(self.places, needs)
        self.figures = _figures(measures, {one for one, _ in needs}, spans, public)
        protect(self.figures.values())
        self.published = _published(partnership, measures, area, public)

    def _areas(self, day):
        drawn = self._drawn[day]
        members = drawn.members if drawn else []
        return {self.area, *self._around[day].areas, *members}

    def figure(self, measure, area, span):
        return self.figures.get((measure.pk, area.pk, *span))

    def people(self, area, span):
        """The population of a place; of a police force area else that of what it consists of."""
        found = self.population.of(area, span)
        parts = self.around(span).parts.get(area.pk, [])
        if found or not parts:
            return found
        numbers = [self.population.of(part, span) for part in parts]
        return People(sum(one.number for one in numbers)) if all(numbers) else None

    def around(self, span):
        return self._around[span[1]]

    def drawn(self, span):
        return self._drawn[span[1]]

    def published_for(self, measure, span):
        return [
            one
            for one in self.published
            if one.measure_id == measure.pk and (one.starts_on, one.ends_on) == span
        ]


def _figures(measures, areas, spans, public):
    """The figure that counts for each measure, place and period; an imported one first."""
    found = Figure.objects.public() if public else Figure.objects.current()
    found = found.filter(
        Q(starts_on__in={first for first, _ in spans}, ends_on__in={last for _, last in spans}),
        measure__in=measures,
        area__in=areas,
    )
    rows = found.select_related("measure", "batch").order_by(F("batch").asc(nulls_last=True), "-pk")
    kept = {}
    for figure in rows:
        kept.setdefault(
            (figure.measure_id, figure.area_id, figure.starts_on, figure.ends_on), figure
        )
    return kept


def _groups(partnership, places, area, on):
    """The partnership's groups for this place, or for the partnership area that it makes up."""
    stands_for = places.partnership_area([area], on, area.name)
    groups = ComparatorGroup.objects.for_partnership(partnership).filter(
        area__in={area.pk, stands_for.pk}
    )
    return list(groups.select_related("area").prefetch_related("members__area"))


def _drawn(groups, day, on):
    """The group that held on a day, else the one that holds now, else the newest."""
    if not groups:
        return None
    group = _holding(groups, day) or _holding(groups, on) or max(groups, key=_begins)
    members = [member.area for member in group.members.all()]
    return Drawn(group, members, _redrawn(groups, group, day))


def _begins(group):
    return group.from_date.toordinal() if group.from_date else 0


def _holding(groups, day):
    """Of the groups of a day the most similar one first."""
    found = [one for one in groups if holds_on(one, day)]
    return min(
        found, key=lambda one: (one.kind != ComparatorGroup.Kind.SIMILAR, one.pk), default=None
    )


def _redrawn(groups, group, day):
    """“The group was drawn anew on 1 April 2011: 4 of 15 members changed.”"""
    before = [
        one
        for one in groups
        if one.name == group.name and one.kind == group.kind and _begins(one) < _begins(group)
    ]
    if not before or not group.from_date:
        return ""
    earlier = {member.area_id for member in max(before, key=_begins).members.all()}
    now = {member.area_id for member in group.members.all()}
    when = day_label(group.from_date)
    return _("The group was drawn anew on %(when)s: %(changed)s of %(all)s members changed.") % {
        "when": when,
        "changed": len(now - earlier),
        "all": len(now),
    }


def _published(partnership, measures, area, public):
    found = PublishedComparison.objects.for_partnership(partnership)
    found = found.filter(measure__in=measures, area=area).select_related("group")
    return list(found.filter(internal=False) if public else found)
