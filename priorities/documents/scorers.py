"""Who is asked to score a round: members, organisations or one session."""

from partnership.models import Membership, Organisation, Role, User
from partnership.models.organisations import MembershipKind
from partnership.models.people import RoleKind
from priorities.models import ScoreCard, ScoringScheme
from priorities.models.rounds import RoundState
from records.fields import valid_on

OPEN_TO_ALL = (RoundState.CLOSED, RoundState.DECIDED)


def asked(round, *, on=None):
    """The keys of everybody who is asked: members' or organisations'; of a session just one.

    Whoever has scored was asked, also when the role has ended since.
    """
    scorers = round.scheme.scorers
    if scorers == ScoringScheme.Scorers.SESSION:
        return {None}
    whole = ScoreCard.objects.filter(candidate__round=round, complete_at__isnull=False)
    if scorers == ScoringScheme.Scorers.ORGANISATIONS:
        gave = whole.filter(organisation__isnull=False).values_list("organisation", flat=True)
        return {body.pk for body in responsible(round.partners, on=on)} | set(gave)
    gave = whole.filter(member__isnull=False).values_list("member", flat=True)
    return set(members(round.partners, on=on).values_list("pk", flat=True)) | set(gave)


def members(partnerships, *, on=None):
    """The executive members of today, or of a day, of all that take part."""
    held = Role.objects.current(on).filter(partnership__in=partnerships, kind=RoleKind.EXECUTIVE)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("email")


def responsible(partnerships, *, on=None):
    """The responsible authorities of some partnerships, by name; others are asked when they
    score."""
    return _bodies(partnerships, on).filter(memberships__kind=MembershipKind.RESPONSIBLE)


def bodies(partnerships, *, on=None):
    """All organisations that can score: those with a part in one of the partnerships."""
    return _bodies(partnerships, on)


def _bodies(partnerships, on):
    part = Membership.objects.filter(partnership__in=partnerships)
    if on:
        part = part.filter(valid_on(on))
    return Organisation.objects.filter(memberships__in=part).distinct().order_by("name")
