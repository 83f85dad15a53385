"""What `manage.py doctor` looks at: each part for real, with what to do about a fault."""

from dataclasses import replace
from functools import partial

from django.conf import settings

from plans.models import Requirement
from portal import health
from portal.doctor import database, files, outside, queue
from portal.health import Dead, Part


def _requirements():
    if not Requirement.objects.exists():
        raise Dead("nothing is loaded, so every checklist is empty")


def examinations(*, wait, mail_to=""):
    """Every part in the order in which a fault of one explains those after it.

    ``wait``: seconds that a worker gets to answer; ``mail_to``: whom to send a mail, if anybody.
    What runs beside the database counts as ill in production only: before the first start
    nothing of it is there yet.
    """
    here = settings.PRODUCTION
    return (
        Part("secret key", outside.secret_key, outside.KEEP_KEY, needed=here),
        replace(health.DATABASE, check=database.reached),
        Part("database, writing", database.writable, database.MAKE_WRITABLE),
        replace(health.MIGRATIONS, check=database.migrated),
        health.BROKER,
        Part("worker", partial(queue.answered, wait), queue.START_WORKER, needed=here),
        health.STORAGE,
        Part("room on the disks", files.room, files.MAKE_ROOM),
        replace(health.RENDERER, check=files.rendered),
        *files.programs(),
        Part("fonts", files.fonts, "make assets"),
        Part("styles and scripts", files.assets, "make assets"),
        Part("mail", partial(outside.mail, mail_to), outside.CORRECT_MAIL, needed=here),
        replace(health.SWEEPER, needed=here),
        Part("beat", queue.beat_seen, queue.START_BEAT, needed=False),
        Part("clock", outside.clock, outside.SET_CLOCK, needed=here),
        Part("address", outside.address, outside.CORRECT_ADDRESS, needed=here),
        Part("settings", outside.checked, outside.CORRECT_SETTINGS, needed=here),
        Part("what is asked of plans", _requirements, "manage.py load_requirements", needed=False),
    )
