"""Entry points of the worker."""

import datetime

from celery import shared_task
from django.utils import timezone

from priorities.importers.jobs import work
from priorities.workflow.hints import IMPORT


@shared_task(name=IMPORT)
def import_evidence(pk, sign):
    """See to a file of evidence; a message that comes late or twice finds nothing to do."""
    work(pk, sign=datetime.datetime.fromisoformat(sign), clock=timezone.now)
