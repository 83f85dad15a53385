"""Taking out who was asked to check a section by a link."""

from plans.models import Check

SOMEBODY = "Somebody asked by a link"


def forget_address(address, *, now):
    """Take somebody's address out of the checks that they were asked for."""
    return {Check._meta.label: forget(Check.objects.filter(email__iexact=address))}


def forget(checks):
    """What was asked and answered stays; whom it was asked of does not. Returns how many."""
    gone = {"name": SOMEBODY, "email": ""}
    keys = [one.pk for one in checks]
    Check.history.filter(id__in=keys).update(**gone)
    return Check.objects.filter(pk__in=keys).update(**gone)
