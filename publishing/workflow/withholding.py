"""Take a document's copies away before a change of it is seen: Django answers meanwhile."""

import logging
import uuid

from django.conf import settings
from django.db import transaction

from publishing.models import Document
from publishing.public_copy import Folder

log = logging.getLogger(__name__)


def withhold(document):
    """To be called in the transaction that changes what the public reads of a document.

    With the change the document has another turn: no machine shows a copy of an earlier one.

    The copies go now, before the change is committed, and nobody may make new ones until it is:
    so no copy ever says what was withdrawn, whoever is killed at whatever moment. Where the
    change is rolled back after all, Django answers for a minute.
    """
    document.turn = uuid.uuid4()
    Document.objects.filter(pk=document.pk).update(turn=document.turn)
    if settings.S3_BUCKET:
        return  # each machine sees for itself, with the change and not before it
    folder = Folder(settings.PUBLIC_COPY, site=settings.SITE_URL)
    uid = str(document.uid)
    try:
        folder.hold(uid)
    except OSError:
        if folder.manifest_path.exists():
            raise  # readers would go on seeing what is no longer true
        log.warning("The folder of the public copy cannot be written to: %s", folder.path)
        return
    transaction.on_commit(lambda: folder.release(uid), robust=True)
