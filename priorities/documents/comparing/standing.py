"""Where a place stands in its group: rank, position and distance from the group's mean."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import pstdev

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from priorities.documents.values import Sign
from priorities.models.comparators import Position
from priorities.models.measures import GoodDirection
from records.languages import is_welsh

FEWEST = 3  # places with a rate; with fewer a rank or a spread says nothing
RULE = gettext_lazy(
    "Below or above the group means more than one standard deviation of its members’ rates "
    "from the group’s mean. What lies between is in line with the group."
)


@dataclass(frozen=True)
class Standing:
    """How a place stands to its group; ``source`` where somebody published it."""

    position: str = ""
    rank: int | None = None
    of: int | None = None
    joint: bool = False
    distance: Decimal | None = None  # per cent from the mean; negative: below it
    mean: Decimal | None = None
    source: str = ""
    compared_with: str = ""
    provisional: bool = False

    @property
    def position_words(self):
        return str(Position(self.position).label) if self.position else ""

    @property
    def rank_words(self):
        """“2nd lowest of 11, where 1st is the lowest rate”."""
        if self.rank is None:
            return ""
        place = _("lowest")
        if self.rank > 1:
            place = _("%(ordinal)s lowest") % {"ordinal": ordinal(self.rank)}
        told = {"place": place.capitalize(), "plain": place, "of": self.of}
        if self.joint:
            return _("Joint %(plain)s of %(of)s, where 1st is the lowest rate") % told
        return _("%(place)s of %(of)s, where 1st is the lowest rate") % told

    @property
    def distance_words(self):
        """“47% below the group’s mean”."""
        if self.distance is None:
            return ""
        size = abs(self.distance)
        if not round(size, 1):
            return _("The same as the group’s mean")
        said = f"{size:.0f}" if round(size) else f"{size:.1f}"
        if self.distance < 0:
            return _("%(size)s%% below the group’s mean") % {"size": said}
        return _("%(size)s%% above the group’s mean") % {"size": said}


def standing(row, group):
    """Computed from the group's members that have a rate; None where they are too few."""
    if row is None or group is None or row.rate is None or not group.rate:
        return None
    rates = [one.rate for one in group.members]
    distance = (row.rate - group.rate) / group.rate * 100
    own = next((one for one in group.members if one.own), None)
    if len(rates) < FEWEST or own is None:
        return Standing(distance=distance, mean=group.rate)
    lower = sum(exact(rate) < exact(row.rate) for rate in rates)
    equal = sum(exact(rate) == exact(row.rate) for rate in rates)
    return Standing(
        _position(row.rate, group.rate, rates),
        lower + 1,
        len(rates),
        joint=equal > 1,
        distance=distance,
        mean=group.rate,
        provisional=group.provisional or row.provisional,
    )


def _position(rate, mean, rates):
    spread = pstdev(rates)
    if rate < mean - spread:
        return Position.BELOW
    return Position.ABOVE if rate > mean + spread else Position.IN_LINE


def exact(rate):
    """A rate as exactly as two are told apart."""
    return round(rate, 3)


def as_published(found):
    """How a place stands to its group in the words of whoever published it."""
    return Standing(
        found.position,
        found.rank,
        found.of_how_many,
        distance=found.distance_percent,
        mean=found.mean,
        source=found.source,
        compared_with=found.group.name if found.group else found.compared_with,
        provisional=found.provisional,
    )


def level_sign(measure, found):
    """Whether a level is good or bad beside the group; never whether it changed."""
    if found is None or not found.position:
        return None
    kinds = {GoodDirection.LOWER: Position.BELOW, GoodDirection.HIGHER: Position.ABOVE}
    if found.position == Position.IN_LINE or measure.good not in kinds:
        return Sign("wait", found.position_words)
    good = found.position == kinds[measure.good]
    words = _("%(position)s, which is good") if good else _("%(position)s, which is not good")
    return Sign("good" if good else "warn", words % {"position": found.position_words})


def ordinal(number):
    """1st, 2nd, 3rd, 11th; Welsh says the number alone."""
    if is_welsh():
        return str(number)
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
