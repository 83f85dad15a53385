"""A return to a funder: begun, changed, published as an edition, marked as sent."""

from django.db import transaction

from plans.documents.funder_returns import compose_return, return_of
from plans.models import FunderReturn
from plans.permissions import may_make_reports
from publishing import workflow as publishing
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

KIND = "funder-return"


@transaction.atomic
def keep_return(found, *, base_version=None, by, now):
    """Save a return: whose money, which days, in which words."""
    _refuse(found, by)
    new = found.pk is None
    if new:
        save_new(found, by=by)
    else:
        save_over(found, base_version=base_version, by=by)
    note("return.add" if new else "return.change", by=by, now=now, target=found)
    return found


@transaction.atomic
def publish_return(found, *, number, change_note, by, now):
    """Freeze a return as its edition ``number``, with its PDF.

    Whoever asks for the same number twice is led to the edition that the first time made.
    """
    _refuse(found, by)
    found = FunderReturn.objects.select_for_update().get(pk=found.pk)
    newest = found.document.newest_edition if found.document else None
    if newest and number <= newest.number:
        return newest
    composed = compose_return(return_of(found))
    document = found.document or _new_document(found, composed.title, by, now)
    return publishing.publish_composed(document, composed, change_note=change_note, by=by, now=now)


def _new_document(found, title, by, now):
    found.document = publishing.new_document(
        partnership=found.partnership,
        kind=KIND,
        slug=f"return-{found.starts_on}-{found.ends_on}",
        title=title[:200],
        internal=True,
        by=by,
        now=now,
    )
    save_over(found, base_version=found.version, by=by)
    return found.document


@transaction.atomic
def mark_sent(found, *, on, today, by, now):
    """Say on which day the return went to the funder."""
    _refuse(found, by)
    found = FunderReturn.objects.select_for_update().get(pk=found.pk)
    if found.sent_on:
        raise Refused("It is marked as sent already. Change the return to correct the date.")
    if on > today:
        raise Refused("This day has not come yet.")
    found.sent_on = on
    save_over(found, base_version=found.version, by=by)
    note("return.sent", by=by, now=now, target=found, after={"sent_on": on.isoformat()})
    return found


def _refuse(found, by):
    if not may_make_reports(by, found.partnership):
        raise Refused("Officers of the partnership make its returns.")
