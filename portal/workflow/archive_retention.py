"""How long archives lie where administrators left them."""

from django.core.files.storage import default_storage

from portal.models import PartnershipArchive
from records.retention import Rule


def _delete(archives, *, erasure, now):
    """The files go first: should the rest fail, they are looked for once more."""
    for archive in archives:
        default_storage.delete(archive.file.name)
    PartnershipArchive.objects.filter(pk__in=[one.pk for one in archives]).delete()


ARCHIVES = Rule(
    key="archives",
    what="Archives of partnerships that were made or brought on the screen, and what was said of "
    "them",
    kept="7 days",
    days=7,
    why="They hold all that a partnership has, and are wanted when they are asked for.",
    over=lambda before: PartnershipArchive.objects.filter(made_at__lt=before),
    take_out=_delete,
)
