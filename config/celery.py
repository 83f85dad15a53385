"""The queue, and how its processes log: as all others do."""

import logging
import logging.config
import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

from django.conf import settings  # noqa: E402 - they are named by now

from portal.logs import asked_by  # noqa: E402
from records.requests import request_id  # noqa: E402


@signals.setup_logging.connect
def log_as_everywhere(loglevel=None, **kwargs):
    """Celery would set up a log of its own."""
    logging.config.dictConfig(settings.LOGGING)
    if loglevel:
        logging.getLogger().setLevel(loglevel)


@signals.before_task_publish.connect
def send_along(headers=None, **kwargs):
    """A hint says which request gave it."""
    headers["asked_by"] = request_id.get()


@signals.task_prerun.connect
def begin(task=None, **kwargs):
    asked_by.set(task.request.get("asked_by") or "")


@signals.task_postrun.connect
def end(**kwargs):
    asked_by.set("")
