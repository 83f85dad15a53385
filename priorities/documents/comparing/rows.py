"""The rows of a comparison: the place itself, its police force area, its group, its region."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from partnership.models.places import AreaKind
from priorities.documents.guarding import reveals
from priorities.documents.values import is_provisional, is_small, shown
from priorities.models.measures import Unit
from records.numbers import plain_number

BY_VALUE = {Unit.RATE, Unit.SHARE}  # compared as they are: nothing to divide by people
NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class Member:
    """A place of the group: its rate, or why it has none."""

    area: object
    offences: Decimal | None = None
    people: Decimal | None = None
    rate: Decimal | None = None
    words: str = ""  # what stands for the count
    provisional: bool = False
    own: bool = False


@dataclass(frozen=True)
class Row:
    """One line of a comparison and one bar of its chart."""

    key: str  # own, force, group or region
    name: str
    rate: Decimal | None
    offences: Decimal | None = None
    people: Decimal | None = None
    hidden: bool = False  # its count would reveal a small one
    provisional: bool = False
    example: bool = False
    published: str = ""  # who published it, where it is not computed here
    members: tuple = ()
    without: tuple = ()  # names of places that have no figure
    note: str = ""

    @property
    def offences_words(self):
        if self.hidden:
            return NOT_SHOWN
        return "not stated" if self.offences is None else plain_number(self.offences)

    @property
    def people_words(self):
        return "not stated" if self.people is None else plain_number(self.people)


def member(ground, measure, area, span):
    """One place with its count, people and rate, as far as these may be shown."""
    figure, own = ground.figure(measure, area, span), area == ground.area
    if figure is None:
        return Member(area, words="no figure", own=own)
    said = shown(figure)
    firm = is_provisional(figure)
    if measure.unit in BY_VALUE or figure.level is None:
        return Member(area, rate=said.number, words=said.words, provisional=firm, own=own)
    people = ground.people(area, span)
    number = people.number if people else None
    rate = _rate(measure, said.number, number, figure)
    return Member(area, said.number, number, rate, said.words, firm, own)


def _rate(measure, value, people, figure):
    """Computed from count and people; the stated rate where the people are not known."""
    if value is None or measure.unit != Unit.COUNT:
        return None
    return value / people * measure.per if people else figure.rate


def own_row(ground, measure, span):
    found = member(ground, measure, ground.area, span)
    return Row("own", ground.area.name, found.rate, found.offences, found.people,
               provisional=found.provisional)  # fmt: skip


def force_row(ground, measure, span):
    """The police force area: its own figure, else the sum of what it consists of."""
    found = ground.around(span)
    if found.force is None:
        return None
    direct = member(ground, measure, found.force, span)
    if direct.rate is None:
        parts = [member(ground, measure, area, span) for area in found.force_parts]
        return _sum("force", force_name(found.force), measure, parts)
    return Row(
        "force",
        force_name(found.force),
        direct.rate,
        direct.offences,
        direct.people,
        hidden=_gives_away(ground, measure, found.force_parts, span),
        provisional=direct.provisional,
    )


def region_row(ground, measure, span):
    """The region: the forces that lie wholly in it, else what it consists of."""
    found = ground.around(span)
    if found.region is None:
        return None
    forces = [member(ground, measure, area, span) for area in found.forces]
    covered = forces and all(one.rate is not None for one in forces)
    parts = forces
    if not covered:
        parts = [member(ground, measure, area, span) for area in found.region_parts]
    row = _sum("region", region_name(found.region), measure, parts)
    return row if row or measure.unit in BY_VALUE else None


def group_row(ground, measure, span):
    """The group: all offences and all people of its members that have figures."""
    drawn = ground.drawn(span)
    if drawn is None:
        return None
    members = [member(ground, measure, area, span) for area in drawn.members]
    name = _("%(name)s, %(number)s places") % {"name": drawn.group.name, "number": len(members)}
    row = _sum("group", name, measure, members)
    if row is None:
        return None
    known = tuple(one for one in members if one.rate is not None)
    return Row(**(vars(row) | {"members": known, "example": drawn.group.example}))


def _sum(key, name, measure, parts):
    """Places together; those without a figure are named, and their people left out."""
    known = [one for one in parts if one.rate is not None]
    without = tuple(_without(one) for one in parts if one.rate is None)
    firm = any(one.provisional for one in known)
    if all(one.own for one in known) or (key != "group" and len(without) > len(known)):
        return None  # the place would be compared with itself, or with a few of many
    if measure.unit in BY_VALUE:
        if key != "group":  # a share of a larger place is no sum of shares
            return None
        mean = sum(one.rate for one in known) / len(known)
        return Row(key, name, mean, provisional=firm, without=without)
    counted = [one for one in known if one.people]
    if not counted:
        return None
    without += tuple(
        _("%(name)s (no population)") % {"name": one.area.name} for one in known if not one.people
    )
    offences = sum(one.offences for one in counted)
    people = sum(one.people for one in counted)
    rate = offences / people * measure.per
    return Row(key, name, rate, offences, people, provisional=firm, without=without)


def _without(one):
    words = one.words or _("no figure")
    return f"{one.area.name} ({words})"


def _gives_away(ground, measure, areas, span):
    """Whether a total beside the counts of its parts would reveal a small one."""
    figures = [ground.figure(measure, area, span) for area in areas]
    counts = [one.level for one in figures if one and one.level is not None]
    small = any(is_small(measure, count) for count in counts)
    return small and reveals(counts, measure.smallest_shown)


def force_name(area):
    if area.kind != AreaKind.POLICE_FORCE:
        return area.name
    return _("%(removesuffix)s police area") % {"removesuffix": area.name.removesuffix(" Police")}


def region_name(area):
    return _("%(name)s region") % {"name": area.name} if area.kind == AreaKind.REGION else area.name
