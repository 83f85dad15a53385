"""Entry points of the worker."""

import datetime

from celery import shared_task
from django.utils import timezone

from events.importers.jobs import work
from events.workflow.hints import IMPORT


@shared_task(name=IMPORT)
def import_contributions(pk, sign):
    """See to an import; a message that comes late or twice finds nothing to do."""
    work(pk, sign=datetime.datetime.fromisoformat(sign), clock=timezone.now)
