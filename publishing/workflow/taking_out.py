"""Taking the words out of an edition that named somebody it should not have named.

Its title, number, date and fingerprint stay, with the reason; its text, data and files go for good.
"""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.module_loading import import_string

from publishing.models import Edition, EditionText, Rendition, State
from publishing.permissions import may_take_out
from publishing.workflow.editions import lock
from publishing.workflow.withholding import withhold
from records.moves import Refused
from records.retention import erase, saved

EDITION = "edition"  # what its Erasure names as rule
NOT_YOURS = "Officers of the partnership take out what it published."
SAY_WHY = "Say why: readers of this edition’s address are shown this."
DONE_ALREADY = "This edition has been taken out already."
STILL_CURRENT = (
    "This is the edition that everybody reads. Correct it first: publish a new edition without "
    "these words, then take this one out. Or withdraw it."
)
IN_ITS_PLACE = "Taken out"  # where a note on what changed stood; pages say it in their language


@transaction.atomic
def take_out(edition, *, reason, by, now):
    """Empty an edition that is no longer current, or of a withdrawn document; for good."""
    document = lock(edition.document)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not may_take_out(by, edition):
        raise Refused(NOT_YOURS)
    if edition.taken_out_id:
        raise Refused(DONE_ALREADY)
    if document.current_edition_id == edition.pk and not document.withdrawn:
        raise Refused(STILL_CURRENT)
    if not reason.strip():
        raise Refused(SAY_WHY)
    counts = {
        Edition._meta.label: 1,
        EditionText._meta.label: edition.texts.count(),
        Rendition._meta.label: edition.renditions.exclude(file="").count(),
    }
    erasure = erase(EDITION, counts, subject=edition.uid, reason=reason.strip(), by=by, now=now)
    _empty(edition, document, erasure)
    return erasure


@transaction.atomic
def take_out_again(erasure):
    """After a restore: what was taken out after the backup is taken out once more."""
    edition = Edition.objects.select_for_update().filter(uid=erasure.subject).first()
    erasure = saved(erasure)
    if edition is not None and not edition.taken_out_id:
        _empty(edition, lock(edition.document), erasure)


def _empty(edition, document, erasure):
    withhold(document)
    gone = {"fragment": "", "taken_out": erasure}
    for text in edition.texts.all():
        snapshot = emptied(text.snapshot)
        EditionText.objects.filter(pk=text.pk).update(snapshot=snapshot, **gone)
    Edition.objects.filter(pk=edition.pk).update(
        snapshot=emptied(edition.snapshot),
        change_note=IN_ITS_PLACE if edition.change_note else "",
        **gone,
    )
    edition.renditions.update(state=State.GONE, lease_until=None, leased_by="", reason="")
    for name in settings.TAKEN_OUT:
        import_string(name)(document)
    transaction.on_commit(delete_files, robust=True)


def emptied(snapshot):
    """Data in its old shape with nothing in it, so that pages which read it find what they seek."""
    return {key: None if value is None else type(value)() for key, value in snapshot.items()}


def delete_files(now=None):
    """Delete the files of what was taken out, unless another edition's are the same.

    Asked once more by the sweeper, so that none stays should a process die before it.
    """
    for rendition in Rendition.objects.filter(state=State.GONE).exclude(file=""):
        _delete_file(rendition)


@transaction.atomic
def _delete_file(rendition):
    name = rendition.file.name
    kept = Rendition.objects.select_for_update().filter(file=name).exclude(state=State.GONE)
    if not kept.exists():
        default_storage.delete(name)
    Rendition.objects.filter(pk=rendition.pk).update(file="", size=None, pages=None)
