"""The queue: the broker, a worker that answers a real task, and beat's sign of life."""

import time
import uuid

from celery import current_app
from django.core.cache import cache

from portal.health import Dead

ANSWER = "portal.answer_doctor"
ASKED, ANSWERED = "portal.doctor.asked.{}", "portal.doctor.answered.{}"
KEPT = 60  # seconds
BEAT_AT = "portal.beat_at"
SILENT = 180  # seconds after which beat counts as away
START_WORKER = (
    "Start `celery -A config worker` (manage.py serve has one), with the same DATABASE_URL, "
    "REDIS_URL and PORTAL_VAR. One that makes a long file answers after it: try --wait 120."
)
START_BEAT = "Start `celery -A config beat`. Nothing of the portal itself waits for it."


def answered(wait):
    """A task goes out by the broker and its answer comes back by the cache, as all share it."""
    token = uuid.uuid4().hex
    cache.set(ASKED.format(token), token, KEPT)
    began = time.monotonic()
    current_app.send_task(ANSWER, [token], expires=wait)
    while time.monotonic() - began < wait:
        if said := cache.get(ANSWERED.format(token)):
            if said != token:
                raise Dead("a worker answers, and does not see this cache")
            return f"answered after {time.monotonic() - began:.1f} s, and shares the cache"
        time.sleep(0.1)
    raise Dead(f"no worker answered within {wait:g} s")


def answer(token):
    """What a worker does when it is asked: say what it finds in the cache."""
    cache.set(ANSWERED.format(token), cache.get(ASKED.format(token), "nothing"), KEPT)


def beat_seen():
    """When beat last came by."""
    at = cache.get(BEAT_AT)
    if at is None:
        raise Dead("it has not been seen")
    if (seconds := time.time() - at) > SILENT:
        raise Dead(f"it has not been seen for {seconds:.0f} s")
    return f"seen {seconds:.0f} s ago"
