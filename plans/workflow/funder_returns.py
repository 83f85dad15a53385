"""A return to a funder: begun, changed, published as an edition, marked as sent."""

from django.db import transaction

from plans.documents.funder_returns import compose_return, return_of
from plans.models import FunderReturn, ReturnShare
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


@transaction.atomic
def ask_partners(found, partnerships, *, by, now):
    """Ask other partnerships for their money in a return; who is no longer asked is left out."""
    _refuse(found, by)
    asked = {share.partnership_id: share for share in found.shares.all()}
    wanted = {one.pk: one for one in partnerships if one.pk != found.partnership_id}
    for key, share in asked.items():
        if key not in wanted:
            share._history_user = by
            share.delete()
    for key in wanted.keys() - asked.keys():
        save_new(ReturnShare(funder_return=found, partnership=wanted[key]), by=by)
    if asked.keys() != wanted.keys():
        after = {"shared_with": sorted(one.slug for one in wanted.values())}
        note("return.share", by=by, now=now, target=found, after=after)


@transaction.atomic
def answer_share(share, source, *, by, now):
    """An officer says which money of their own stands in another's return; none takes it back."""
    if not may_make_reports(by, share.partnership):
        raise Refused("Officers of the partnership say what of its money stands in a return.")
    share = ReturnShare.objects.select_for_update().get(pk=share.pk)
    if share.funder_return.sent_on:
        raise Refused("This return has been sent. Ask its partnership for a correction.")
    if source is not None and source.owner != share.partnership:
        raise Refused("This is another partnership’s money.")
    share.source = source
    share.confirmed_at = now if source else None
    share.confirmed_by_label = by.label if source else ""
    save_over(share, base_version=share.version, by=by)
    after = {"source": str(source.uid) if source else ""}
    note("return.confirm", by=by, now=now, target=share, after=after)
    return share
