"""Entry points of the worker."""

from celery import shared_task
from django.utils import timezone

from partnership.workflow import letters


@shared_task(name=letters.SEND)
def send_letters():
    """Send every mail that is due; a message that comes late or twice finds nothing to do."""
    letters.send_letters(clock=timezone.now)
