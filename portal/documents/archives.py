"""Archives of partnerships as their pages show them: where each stands, and what it would bring."""

from dataclasses import dataclass

from portal.archiving.kinds import own_kinds, shared_kinds
from portal.models import PartnershipArchive
from records.imports import ImportState

GOING = {
    ImportState.WAITING: ("wait", "Waiting to be made"),
    ImportState.READING: ("here", "Being made"),
    ImportState.DONE: ("done", "Ready"),
    ImportState.FAILED: ("bad", "Not made"),
}
COMING = {
    ImportState.WAITING: ("wait", "Waiting to be checked"),
    ImportState.READING: ("here", "Being checked"),
    ImportState.READ: ("warn", "Waits for you"),
    ImportState.SAVING: ("here", "Being brought in"),
    ImportState.DONE: ("done", "Brought in"),
    ImportState.FAILED: ("bad", "Not brought in"),
}


def standing(archive):
    """Where an archive stands: the kind of its sign, and the words."""
    words = GOING if archive.way == PartnershipArchive.Way.OUT else COMING
    return words[ImportState(archive.state)]


@dataclass(frozen=True)
class Counted:
    """How many things of a kind an archive would bring; of what is shared, how many are here."""

    what: str
    new: int
    here: int = 0


def counted(about):
    """What an archive would bring, kind by kind: (its own, what is shared)."""
    own, shared = own_kinds(), shared_kinds()
    return (
        [Counted(_called(own[member]), count) for member, count in about.get("kinds", {}).items()],
        [Counted(_called(shared[name]), *of) for name, of in about.get("shared", {}).items()],
    )


def _called(kind):
    words = str(kind.model._meta.verbose_name_plural)
    return words[0].upper() + words[1:]
