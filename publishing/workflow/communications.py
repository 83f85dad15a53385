"""A line of the communication plan: kept, done, dropped, opened again."""

from django.db import transaction
from django.utils.timezone import localdate

from publishing.models import Communication
from publishing.permissions import may_tell
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.saving import save_new, save_over

PLANNED, DONE, DROPPED = Communication.State.values
COMMUNICATION_MOVES = MoveTable(
    Move("finish", "It is done", (PLANNED,), DONE, may_tell, True),
    Move("drop", "It is not needed", (PLANNED,), DROPPED, may_tell, True),
    Move("reopen", "Plan it again", (DONE, DROPPED), PLANNED, may_tell),
)


@transaction.atomic
def keep_communication(line, *, base_version=None, by, now):
    """Save a line, new or changed."""
    if not may_tell(by, line):
        raise Refused("Officers of the partnership keep its communication plan.")
    new = line.pk is None
    if new:
        save_new(line, by=by)
    else:
        save_over(line, base_version=base_version, by=by)
    note("communication.add" if new else "communication.change", by=by, now=now, target=line)
    return line


def close_communication(line, name, *, outcome, by, now):
    """Say that it was done or dropped, and what came of it."""
    after = {"outcome": outcome.strip(), "closed_on": localdate(now)}
    made = COMMUNICATION_MOVES.make
    return made(line, name, by=by, now=now, reason=outcome, after=after)


def reopen_communication(line, *, by, now):
    """Plan it again; what came of it stays in the history."""
    after = {"outcome": "", "closed_on": None}
    return COMMUNICATION_MOVES.make(line, "reopen", by=by, now=now, after=after)
