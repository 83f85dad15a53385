"""How a worker takes up a file that came in: one at a time, with signs of life, and never half.

The row of the import is the job. Its ``seen_at`` is at once a sign of life and the key to it:
whoever works on it changes it every few hundred rows, and who holds an older one has lost it.
"""

import datetime
import logging

from django.db import Error, IntegrityError, transaction

from records.imports import ImportState
from records.moves import Refused
from records.sheets import Unreadable

log = logging.getLogger(__name__)

WAITING, READING, READ, SAVING, DONE, FAILED = ImportState.values
UNDER_WAY = (WAITING, READING, SAVING)
PATIENCE = datetime.timedelta(seconds=30)
TICK = datetime.timedelta(microseconds=1)

NOT_READY = "This file is not ready to be imported: look at its state below."
STILL_ALIVE = "It is being worked on. Give it half a minute."
NOT_FOUND = "The stored file could not be read. Upload it again."
UNKNOWN = "Something went wrong with this file. Upload it again; if it fails once more, tell us."


class Lost(Exception):
    """Somebody else has taken this import over; whoever worked on it stops here."""


class ImportQueue:
    """The imports of one model; ``ask`` sends its workers a hint (key of the row, its sign)."""

    def __init__(self, model, ask, related=()):
        self.model = model
        self.ask = ask
        self.related = related

    def ask_after_commit(self, batch):
        """Ask for work on an import once its row is really there.

        The hint carries the import's sign of life: one that comes twice, or late, finds it changed.
        """
        key, sign = batch.pk, batch.seen_at.isoformat()
        transaction.on_commit(lambda: self._ask(key, sign), robust=True)

    def _ask(self, key, sign):
        try:
            self.ask(key, sign)
        except Exception as error:  # whatever a broker raises: the page offers to ask again
            log.warning("The queue did not take a hint (%s).", error)

    def claim(self, pk, *, sign, now):
        """Take the import that a hint spoke of; None where somebody has it or nothing is to do."""
        waits = self.model.objects.filter(pk=pk, seen_at=sign)
        taken = {"seen_at": _after(sign, now), "rows_seen": 0}
        if waits.filter(state=WAITING).update(state=READING, **taken) or waits.filter(
            state=SAVING
        ).update(**taken):
            return self.model.objects.select_related(*self.related).get(pk=pk)
        return None

    def restart(self, batch, *, now):
        """Have somebody else take up an import that shows no sign of life; its row is locked."""
        if not is_stale(batch, now):
            raise Refused(STILL_ALIVE if batch.state in UNDER_WAY else NOT_READY)
        if batch.state == READING:
            batch.state = WAITING
        self.ask_again(batch, now=now)

    def ask_again(self, batch, *, now, hint=True):
        """Save a locked row with another sign of life, and ask for work on it."""
        batch.seen_at = _after(batch.seen_at, now) if batch.seen_at else now
        batch.save()
        if hint:
            self.ask_after_commit(batch)


def _after(sign, now):
    """A sign of life that differs from the last one, even where a clock stands still."""
    return max(now, sign + TICK)


def beat(batch, *, now, **progress):
    """Give a sign of life with the progress; raises Lost where somebody has taken it over."""
    held = type(batch).objects.filter(pk=batch.pk, state=batch.state, seen_at=batch.seen_at)
    seen_at = _after(batch.seen_at, now)
    if not held.update(seen_at=seen_at, **progress):
        raise Lost
    batch.seen_at = seen_at


def is_stale(batch, now, patience=PATIENCE):
    """Whether nobody seems to work on it any more, or ever began."""
    return batch.state in UNDER_WAY and now - (batch.seen_at or batch.made_at) > patience


def tried(step, batch, *, fail, meanwhile, not_found=NOT_FOUND, unknown=UNKNOWN):
    """Make one step with an import; where it cannot be made, ``fail(batch, words)`` says why.

    ``meanwhile`` are the words for a clash with what others saved at the same time, ``not_found``
    those for a file that cannot be reached, ``unknown`` those for all else.
    """
    try:
        words = _said_by(step, batch, meanwhile, not_found, unknown)
        if words:
            fail(batch, words)
    except Lost:
        log.info("Somebody else has taken over %s.", batch)


def _said_by(step, batch, meanwhile, not_found, unknown):
    """Make the step; why it could not be made, or nothing."""
    try:
        step()
    except (Unreadable, Refused) as fault:
        return str(fault)
    except OSError:
        log.exception("The file of %s could not be read.", batch)
        return not_found
    except IntegrityError:
        log.warning("%s clashed with what came in meanwhile.", batch)
        return meanwhile
    except (Lost, Error):
        raise  # without its database there is nobody to tell: the page offers to start again
    except Exception:
        log.exception("%s could not be imported.", batch)
        return unknown
    return ""
