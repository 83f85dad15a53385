"""Entry points of the worker."""

import datetime

from celery import shared_task
from django.utils import timezone

from portal.doctor import queue
from portal.workflow.archive_jobs import WORK
from portal.workflow.archive_work import work


@shared_task(name=queue.ANSWER)
def answer_doctor(token):
    """Say that a worker is there."""
    queue.answer(token)


@shared_task(name=WORK)
def see_to_archive(pk, sign):
    """See to an archive; a message that comes late or twice finds nothing to do."""
    work(pk, sign=datetime.datetime.fromisoformat(sign), clock=timezone.now)
