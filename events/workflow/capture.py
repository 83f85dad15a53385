"""What a table writes: each entry kept once, however often and however late it is sent."""

import datetime
import re

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Contribution, Table
from events.models.contributions import LONGEST, Heading, Level, Origin, Standing
from events.models.events import Capture
from events.models.workshops import Kind, SessionState
from records.moves import Refused
from records.saving import StaleVersion, save_new, save_over

GRACE = datetime.timedelta(minutes=15)
# Neither people nor databases can do anything with these; new lines and tabs stay.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
WORDS = ("text", "kind", "heading", "level", "resident_type")
NOT_ACCEPTED = gettext_lazy("This session no longer takes entries. Ask the organiser to add it.")
NOT_OPEN = gettext_lazy("This session is not open yet.")
LOCKED = gettext_lazy(
    "The organiser works with this entry already. Ask the organiser to change it."
)
NOT_ASKED = gettext_lazy("This session does not ask for this.")


class Unfit(Refused):
    """An entry that cannot be kept as it is; ``faults`` says why, by the name of the field."""

    def __init__(self, faults):
        self.faults = {name: str(words) for name, words in faults.items()}
        super().__init__(" ".join(self.faults.values()))


@transaction.atomic
def keep_entry(table, *, uid, workshop_uid, base_version, values, now):
    """Keep what a table wrote, changed, removed or starred; return the row as it stands.

    ``base_version`` is the version that its author was reading, 0 for a new entry; ``values``
    has the words (all of WORDS together), ``standing``, ``top_priority``, or several of these.
    Sent again it changes nothing. Raises DoesNotExist where table, session and entry do not
    belong together, Refused, Unfit, or StaleVersion where somebody wrote other words meanwhile.
    """
    # One table's entries come one after the other, so that its star never shines twice.
    table = Table.objects.select_for_update(of=("self",)).select_related("event").get(pk=table.pk)
    workshop = table.event.workshops.get(uid=workshop_uid)
    stored = Contribution.objects.select_for_update().filter(uid=uid).first()
    if stored is None:
        return _add(table, workshop, uid, base_version, values, now)
    if stored.table_id != table.pk or stored.workshop_id != workshop.pk:
        raise Contribution.DoesNotExist
    if base_version == 0:
        return stored
    stored.workshop = workshop
    return _change(stored, table.event, base_version, values, now)


def _add(table, workshop, uid, base_version, values, now):
    if base_version != 0:
        raise Contribution.DoesNotExist
    check_taken(workshop, table.event, now=now)
    entry = Contribution(uid=uid, event=table.event, workshop=workshop, table=table)
    entry.origin, entry.said_at = Origin.TABLE, now
    _put_words(entry, values)
    _put_star(entry, bool(values.get("top_priority")))
    return save_new(entry, by=None)


def _change(entry, event, base_version, values, now):
    star, standing = entry.top_priority, entry.standing
    if "text" in values:
        before = words_of(entry)
        _put_words(entry, values)
        later = entry.history.filter(version__gte=base_version)
        if words_of(entry) == before or any(
            words_of(row) == words_of(entry) for row in later if row.version > base_version
        ):
            # It arrived before, only the answer was lost; others may have changed it since.
            entry.refresh_from_db()
        elif standing == Standing.REMOVED or not any(
            words_of(row) == before for row in later if row.version == base_version
        ):
            raise StaleVersion(Contribution.objects.get(pk=entry.pk))
    wanted = values.get("standing", standing)
    if wanted not in (Standing.KEPT, Standing.REMOVED):
        raise Unfit({"standing": _("An entry is kept or removed.")})
    wanted_star = bool(values.get("top_priority", star)) and wanted == Standing.KEPT
    return _save_changed(entry, event, wanted, wanted_star, now)


def _save_changed(entry, event, standing, star, now):
    stored = Contribution.objects.get(pk=entry.pk)
    same = (stored.standing, stored.top_priority) == (standing, star)
    if same and words_of(stored) == words_of(entry):
        return stored
    check_unlocked(stored)
    check_taken(entry.workshop, event, now=now)
    entry.standing = standing
    if star != stored.top_priority:
        _put_star(entry, star)
    return save_over(entry, base_version=stored.version, by=None)


def check_taken(workshop, event, *, now):
    """A session takes entries while it is open, and what waited on devices some minutes longer."""
    if workshop.state == SessionState.WAITING:
        raise Refused(NOT_OPEN)
    ends = [
        *([workshop.closed_at] if workshop.state == SessionState.CLOSED else []),
        *([event.capture_closed_at] if event.capture == Capture.CLOSED else []),
    ]
    if event.capture == Capture.NOT_YET or any(end is None or now > end + GRACE for end in ends):
        raise Refused(NOT_ACCEPTED)


def check_unlocked(entry):
    """The table's words stay as they were once the organiser has worked with them."""
    if entry.has_theme or entry.no_theme_reason or entry.redactions.exists():
        raise Refused(LOCKED)


def words_of(row):
    """What was said and how it was placed, of an entry or of a row of its history."""
    return row.text, row.kind, row.urgent, row.essential, row.level, row.resident_type_id


def clean_text(value):
    """The words as typed, without what no database and no page can hold."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", lines).strip()


def _put_words(entry, values):
    """Set the words from what was sent, or raise Unfit with every fault by its field."""
    faults, workshop = {}, entry.workshop
    entry.text = clean_text(values.get("text") or "")
    if not entry.text:
        faults["text"] = _("Write what was said.")
    elif len(entry.text) > LONGEST:
        faults["text"] = (
            f"This has {len(entry.text):,} characters. Keep it to {LONGEST:,}, "
            "or add it as several entries."
        )
    entry.kind = _kind(values.get("kind"), workshop, faults)
    entry.heading = _choice(values, "heading", workshop.asks_heading and Heading.values, faults)
    entry.level = _choice(values, "level", workshop.asks_level and Level.values, faults)
    residents = {str(one.uid): one for one in workshop.resident_types.all()}
    chosen = _choice(values, "resident_type", residents, faults)
    if faults:
        raise Unfit(faults)
    entry.resident_type = residents.get(chosen)


def _kind(value, workshop, faults):
    if not value and len(workshop.kinds) == 1:
        return workshop.kinds[0][0]
    if value not in workshop.collects:
        faults["kind"] = _("Choose what it is.") if not value else NOT_ASKED
        return Kind.CHALLENGE
    return value


def _choice(values, name, offered, faults):
    """One of what the session offers, or nothing."""
    value = values.get(name) or ""
    if value and value not in (offered or ()):
        faults[name] = NOT_ASKED
        return ""
    return value


def _put_star(entry, wanted):
    """The table's one top priority: where it moves, the old one loses it first."""
    if wanted and not entry.workshop.asks_top_priority:
        raise Unfit({"top_priority": NOT_ASKED})
    if wanted:
        others = Contribution.objects.kept().filter(
            workshop=entry.workshop, table=entry.table_id, top_priority=True
        )
        for other in others.exclude(uid=entry.uid):
            check_unlocked(other)
            other.top_priority = False
            save_over(other, base_version=other.version, by=None)
    entry.top_priority = wanted
