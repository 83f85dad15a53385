"""How long files of evidence are kept after what they say has come in."""

from django.core.files.storage import default_storage

from priorities.models import EvidenceImport
from records.jobs import DONE, FAILED
from records.retention import Rule


def _files(before):
    ended = EvidenceImport.objects.filter(state__in=(DONE, FAILED), made_at__lt=before)
    return ended.exclude(file="")


def _delete_files(batches, *, erasure, now):
    """The file goes first: should the rest fail, it is looked for once more."""
    for batch in batches:
        same = EvidenceImport.objects.filter(file=batch.file.name).exclude(pk=batch.pk)
        if not same.exists():
            default_storage.delete(batch.file.name)
        batch.file = ""
        batch.save(update_fields=["file"])


IMPORTS = Rule(
    key="evidence-imports",
    what="Files of evidence that were uploaded; their figures, source and fingerprint stay",
    kept="365 days after the upload",
    days=365,
    why="Figures say where they come from; a partner’s own file may hold more than figures.",
    over=_files,
    take_out=_delete_files,
)
