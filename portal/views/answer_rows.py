"""What people said and still waits for an answer, and mails that could not be sent."""

from django.db.models import Count
from django.urls import reverse

from partnership.models import Letter, Partnership
from partnership.models.letters import LetterState
from partnership.permissions import officer_of
from plans.documents.silence import counted
from portal.views.rows import Row

NAMES = {
    "themes": ("theme", "themes"),
    "consultations": ("consultation", "consultations"),
    "findings": ("survey finding", "survey findings"),
    "replies": ("reply to a draft", "replies to a draft"),
}


def answer_rows(user, on):
    """For officers: threads that end in silence, answers that are late, mails that failed."""
    mine = officer_of(user)
    for partnership in Partnership.objects.filter(pk__in=mine):
        found = counted(partnership, on)
        yield from _silent(partnership, found)
    yield from _failed(mine)


def _silent(partnership, found):
    address = reverse("plans:silence", args=[partnership.slug])
    if found["late"]:
        one = found["late"] == 1
        yield Row(
            f"{found['late']} answer{' is' if one else 's are'} late",
            "The day that was promised has passed.",
            address,
            "Answer",
            "bad",
            "Late",
            group="late",
        )
    missing = [
        f"{found[key]:,} {names[found[key] != 1]}" for key, names in NAMES.items() if found[key]
    ]
    if missing:
        yield Row(
            f"{_listed(missing).capitalize()} without an answer",
            "What people said and nobody has answered.",
            address,
            "Answer",
            "warn",
            "Not answered",
        )


def _listed(words):
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _failed(mine):
    letters = Letter.objects.filter(partnership__in=mine, state=LetterState.FAILED)
    rows = letters.order_by().values_list("partnership__name").annotate(n=Count("pk"))
    for name, count in rows:
        yield Row(
            f"{count} mail{' was' if count == 1 else 's were'} not sent",
            f"{name}. Open one to see why, and tell the person another way.",
            reverse("admin:partnership_letter_changelist") + "?state__exact=failed",
            "See which",
            "bad",
            "Failed",
        )
