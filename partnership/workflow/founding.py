"""How a partnership begins: its name, its areas, its bodies, its executive group, its officer."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from partnership.models import CoveredArea, Invitation, Membership, Organisation, Partnership
from partnership.models.groups import GroupKind
from partnership.models.people import RoleKind
from partnership.permissions import is_administrator
from partnership.workflow import groups
from partnership.workflow.invitations import invite
from records.models import note
from records.moves import Refused
from records.saving import save_new

SET_UP = "Set up with the partnership"


@dataclass(frozen=True)
class Body:
    """A body that takes part, by the name that somebody typed, and in what capacity."""

    name: str
    kind: str


@dataclass(frozen=True)
class Founded:
    """What was made: the partnership, and the invitation of its first officer."""

    partnership: Partnership
    invitation: Invitation


@transaction.atomic
def found(about, *, areas, bodies, group_name, officer, by, now):
    """Make a partnership with all that it needs to begin, or nothing.

    ``about``: the partnership's own fields; ``officer``: the address and the post of whoever is
    invited to maintain it. Bodies that are known here, by whichever of their names, are not
    made a second time.
    """
    if not is_administrator(by):
        raise Refused("Administrators set up partnerships.")
    if not areas:
        raise Refused("Choose the area that the partnership covers.")
    partnership = _made(about, by)
    note(
        "partnership.found", by=by, now=now, target=partnership,
        after={"slug": partnership.slug, "areas": [area.code or area.name for area in areas]},
    )  # fmt: skip
    for area in areas:
        save_new(CoveredArea(partnership=partnership, area=area), by=by)
    for body in bodies:
        _join(partnership, body, by, now)
    groups.set_up(
        partnership,
        name=group_name,
        kind=GroupKind.EXECUTIVE,
        purpose="",
        from_date=None,
        reason=SET_UP,
        by=by,
        now=now,
    )
    invitation = invite(partnership, **officer, kind=RoleKind.OFFICER, by=by, now=now)
    return Founded(partnership, invitation)


def _made(about, by):
    try:
        with transaction.atomic():
            return save_new(Partnership(**about), by=by)
    except IntegrityError as taken:
        raise Refused("This address is taken. Choose another.") from taken


def _join(partnership, body, by, now):
    """The body takes part; one whose name is not known here yet is made."""
    name = " ".join(body.name.split())
    organisation = Organisation.objects.named(name)
    if organisation is None:
        organisation = save_new(Organisation(name=name), by=by)
        note("organisation.make", by=by, now=now, target=organisation)
    taking_part = {"partnership": partnership, "organisation": organisation, "kind": body.kind}
    if not Membership.objects.filter(**taking_part).exists():
        save_new(Membership(**taking_part, from_date=localdate(now)), by=by)
