"""The ledger of erasures: a file beside the backups, so that nothing erased comes back with them.

A line of JSON for each ``Erasure``. It says that something was taken out of somebody's account,
never what; lines are only added.
"""

import datetime
import json
import uuid
from pathlib import Path

from portal.backing_up.archive import written_whole
from records.models import Erasure
from records.moves import Refused

ENDING = ".erasures.jsonl"
UNREADABLE = "Line {} of the ledger {} cannot be read. Nothing was changed."


def ledger_beside(path):
    """The name of the ledger that belongs to a backup."""
    path = Path(path)
    return path.with_name(path.stem + ENDING)


def ledgers_near(path):
    """All ledgers in the folder of a backup: those of later ones know what was erased since."""
    return sorted(Path(path).resolve().parent.glob(f"*{ENDING}"))


def write(path):
    """Write down every erasure, beside those that the file knows already; how many it has."""
    path = Path(path)
    known = _lines(path) if path.exists() else {}
    for erasure in Erasure.objects.order_by("at", "pk").iterator():
        known.setdefault(erasure.uid, erasure)
    with written_whole(path) as file:
        for erasure in _in_order(known):
            file.write(_line(erasure))
    return len(known)


def read(paths):
    """The erasures of all these ledgers, each once, in the order in which they were made."""
    known = {}
    for path in paths:
        known |= _lines(Path(path))
    return _in_order(known)


def _in_order(known):
    return sorted(known.values(), key=lambda erasure: (erasure.at, str(erasure.uid)))


def _line(erasure):
    said = {
        "uid": str(erasure.uid),
        "at": erasure.at.isoformat(),
        "rule": erasure.rule,
        "subject": str(erasure.subject) if erasure.subject else None,
        "actor": str(erasure.actor) if erasure.actor else None,
        "actor_label": erasure.actor_label,
        "reason": erasure.reason,
        "counts": erasure.counts,
    }
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def _lines(path):
    found = {}
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            erasure = _erasure(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Refused(UNREADABLE.format(number, path.name)) from None
        found[erasure.uid] = erasure
    return found


def _erasure(said):
    return Erasure(
        uid=uuid.UUID(said["uid"]),
        at=datetime.datetime.fromisoformat(said["at"]),
        rule=said["rule"],
        subject=uuid.UUID(said["subject"]) if said["subject"] else None,
        actor=uuid.UUID(said["actor"]) if said["actor"] else None,
        actor_label=said["actor_label"],
        reason=said["reason"],
        counts=said["counts"],
    )
