"""The answer to what people said: written, shown to everybody, taken back; its later news."""

from django.db import transaction
from django.utils.text import slugify

from plans.models import Response
from plans.permissions import may_respond
from plans.workflow.parts import free
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

# What everybody reads of an answer; a change of it is shown only once it is approved again.
PUBLIC = (
    *("title", "title_cy", "asked", "asked_cy", "said", "said_cy", "answer", "did", "did_cy"),
    *("passed_to_id", "passed_words", "changed", "answered_on"),
)
OFFICERS = "Officers of the partnership write the answers to what people said."


def _check(by, partnership):
    if not may_respond(by, partnership):
        raise Refused(OFFICERS)


@transaction.atomic
def keep(response, *, base_version, by, now):
    """Save an answer. Where its public words changed, it waits for an officer's approval again."""
    _check(by, response.partnership)
    if not response.pk:
        return _begin(response, by=by, now=now)
    stored = Response.objects.select_for_update().get(pk=response.pk)
    taken_back = bool(stored.approved_at) and _changed(stored, response)
    if taken_back:
        response.approved_at, response.approved_by_label = None, ""
    save_over(response, base_version=base_version, by=by)
    after = {"answer": response.answer, "taken_back": taken_back}
    note("response.save", by=by, now=now, target=response, after=after)
    return response


def _changed(stored, response):
    return any(getattr(stored, name) != getattr(response, name) for name in PUBLIC)


def _begin(response, *, by, now):
    base = slugify(response.title)[:70] or "answer"
    taken = set(response.partnership.responses.values_list("slug", flat=True))
    response.slug = free(base, taken)
    save_new(response, by=by)
    note("response.add", by=by, now=now, target=response, after={"answer": response.answer})
    return response


@transaction.atomic
def keep_update(update, *, base_version, by, now):
    """Save what has happened since; its words are shown once they are approved."""
    _check(by, update.response.partnership)
    if update.pk:
        update.approved_at, update.approved_by_label = None, ""
        save_over(update, base_version=base_version, by=by)
    else:
        save_new(update, by=by)
    note("response_update.save", by=by, now=now, target=update)
    return update


def as_read(response):
    """What an officer has before them: approving is for these words and no later ones."""
    updates = response.updates.order_by("pk").values_list("pk", "version")
    return ";".join([str(response.version), *(f"{key}:{version}" for key, version in updates)])


@transaction.atomic
def approve(response, *, read, by, now):
    """Show an answer with all its news to everybody, as the officer has just read it."""
    _check(by, response.partnership)
    stored = Response.objects.select_for_update().get(pk=response.pk)
    if as_read(stored) != read:
        raise Refused("It was changed while you were reading. Read it again, then approve it.")
    waiting = list(stored.updates.filter(approved_at=None))
    if stored.approved_at and not waiting:
        raise Refused("Everybody can read this answer already.")
    for one in [*([] if stored.approved_at else [stored]), *waiting]:
        one.approved_at, one.approved_by_label = now, by.label
        save_over(one, base_version=one.version, by=by)
    note("response.approve", by=by, now=now, target=stored, after={"answer": stored.answer})
    return stored


@transaction.atomic
def withdraw(response, *, by, now):
    """Take an answer off the public site; whoever wrote it can still change it."""
    _check(by, response.partnership)
    stored = Response.objects.select_for_update().get(pk=response.pk)
    if not stored.approved_at:
        raise Refused("It is not on the public site.")
    stored.approved_at, stored.approved_by_label = None, ""
    save_over(stored, base_version=stored.version, by=by)
    note("response.withdraw", by=by, now=now, target=stored)
    return stored
