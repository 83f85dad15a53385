"""Entry points of the worker."""

from celery import shared_task
from django.utils import timezone

from publishing.workflow import RENDER, make


@shared_task(name=RENDER)
def render(pk):
    """Make one file; a message that comes late or twice finds nothing to do."""
    make(pk, clock=timezone.now)
