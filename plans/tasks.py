"""Entry points of the worker."""

import datetime

from celery import shared_task
from django.utils import timezone

from plans.importers.jobs import work
from plans.workflow.bringing import READ_WORD


@shared_task(name=READ_WORD)
def read_word_file(pk, sign):
    """Read a Word file; a message that comes late or twice finds nothing to do."""
    work(pk, sign=datetime.datetime.fromisoformat(sign), clock=timezone.now)
