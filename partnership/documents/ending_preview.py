"""What would happen were a partnership to end: for whoever is about to say so."""

from dataclasses import dataclass

from partnership.models import Partnership, Role
from records.fields import valid_on


@dataclass(frozen=True)
class Before:
    """A partnership before its end, with what stands on it."""

    partnership: Partnership
    readers: int  # people who only read afterwards
    closing: list
    roles: list  # carried over
    counts: list  # (words, number), of what would be carried over


def before_ending(partnership, *, roles, closing, carried, on):
    """What would be different after its last day; a few queries for each partnership."""
    of = partnership
    current = of.roles.filter(valid_on(on))
    kept = [role for role in closing if role.partnership_id == of.pk]
    counts = {
        "areas": ("areas that it covers", of.covered_areas.filter(valid_on(on))),
        "groups": ("groups", of.groups.filter(valid_on(on)).exclude(state="ended")),
        "contacts": ("contact points", of.contact_points.filter(valid_on(on))),
        "library": ("related documents", of.related_documents.all()),
    }
    return Before(
        of,
        current.values("user").distinct().count() - len({role.user_id for role in kept}),
        kept,
        [role for role in roles if role.partnership_id == of.pk],
        [(words, rows.count()) for name, (words, rows) in counts.items() if name in carried],
    )


def roles_of(partnerships, on):
    """Everybody's role in some partnerships on a day."""
    held = Role.objects.filter(valid_on(on), partnership__in=partnerships)
    return held.select_related("user", "partnership", "group").order_by(
        "partnership__name", "kind", "user__post"
    )
