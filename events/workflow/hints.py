"""The one place that asks the worker to see to an import: after commit, by name, as a hint."""

import logging

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)

IMPORT = "events.import_contributions"


def ask_after_commit(batch):
    """Ask for work on an import once its row is really there.

    The hint carries the import's sign of life: one that comes twice, or late, finds it changed.
    """
    key, sign = batch.pk, batch.seen_at.isoformat()
    transaction.on_commit(lambda: _ask(key, sign), robust=True)


def _ask(key, sign):
    try:
        current_app.send_task(IMPORT, [key, sign], retry=False)
    except Exception as error:  # whatever a broker's client may raise: the page offers to ask again
        log.warning("The queue did not take a hint (%s).", error)
