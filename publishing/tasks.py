"""Entry points of the worker."""

from celery import shared_task
from django.utils import timezone

from publishing.workflow import RENDER, make_next


@shared_task(name=RENDER)
def render(pk):
    """There is a file to make: the most urgent one, which may be another than the message was
    about. One that comes late or twice finds nothing to do."""
    make_next(clock=timezone.now)
