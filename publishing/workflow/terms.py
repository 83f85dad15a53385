"""The words that a partnership explains to its readers: kept by officers, shown at once."""

from django.db import transaction

from publishing.models import Term
from publishing.permissions import may_tell
from records.models import note
from records.moves import Refused
from records.saving import StaleVersion, save_new, save_over

NOT_YOURS = "Officers of the partnership explain its words."


@transaction.atomic
def keep_term(term, *, base_version=None, by, now):
    """Save a word with its meaning, new or changed."""
    _refuse(term, by)
    is_new = term.pk is None
    if is_new:
        save_new(term, by=by)
    else:
        save_over(term, base_version=base_version, by=by)
    note("term.add" if is_new else "term.change", by=by, now=now, target=term)
    return term


@transaction.atomic
def remove_term(term, *, base_version, by, now):
    """Explain a word no longer, if it still says what whoever removes it has read."""
    _refuse(term, by)
    stored = Term.objects.select_for_update().filter(pk=term.pk).first()
    if stored is None:
        raise Refused(f"“{term.word}” was removed already.")
    if stored.version != base_version:
        raise StaleVersion(stored)
    before = {"word": stored.word, "meaning": stored.meaning}
    note("term.remove", by=by, now=now, target=stored, before=before)
    stored._history_user = by
    stored.delete()


def _refuse(term, by):
    if not may_tell(by, term):
        raise Refused(NOT_YOURS)
