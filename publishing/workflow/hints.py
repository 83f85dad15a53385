"""The one place that asks for background work: after commit, by name, as a mere hint."""

import logging

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)

RENDER = "publishing.render"


def ask_after_commit(renditions):
    """Ask for the files of these rows once they are really there."""
    ids = [rendition.pk for rendition in renditions]
    transaction.on_commit(lambda: ask(ids), robust=True)


def ask(ids):
    """Hint to the workers that there is work. A queue that is down costs seconds, not the work."""
    try:
        for pk in ids:
            current_app.send_task(RENDER, [pk], retry=False)
    except Exception as error:  # whatever a broker's client may raise: the rows are the queue
        log.warning("The queue did not take a hint (%s); the sweeper will see to it.", error)
