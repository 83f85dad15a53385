"""What the worker does with a Word file: read it into what its draft will hold."""

import datetime
import logging

from plans.importers import word
from plans.importers.originals import word_file
from plans.workflow import bringing
from records.jobs import beat, tried

log = logging.getLogger(__name__)

# Often enough to be known to be alive.
EVERY = datetime.timedelta(seconds=2)


def work(pk, *, sign, clock):
    """Read the file of an import; nothing where somebody else has it."""
    batch = bringing.QUEUE.claim(pk, sign=sign, now=clock())
    if batch is None:
        return
    log.info("%s: %s.", batch, batch.get_state_display())

    def fail(batch, words):
        bringing.fail(batch, words, now=clock())

    tried(lambda: _read(batch, clock), batch, fail=fail, meanwhile=bringing.MEANWHILE)


def _read(batch, clock):
    said_at = clock()

    def alive():
        nonlocal said_at
        now = clock()
        if now - said_at >= EVERY:
            beat(batch, now=now)
            said_at = now

    def keep(name, data):
        bringing.keep_picture(batch, name, data)

    with batch.file.open("rb") as file:
        word_file(file)
        with word.opened(file) as parts:
            found = word.read(parts, name=batch.name, keep=keep, alive=alive)
    bringing.finish_reading(batch, found, now=clock())
