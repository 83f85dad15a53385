"""A file of contributions for one event: read in pieces, and told apart from what is here."""

import uuid
from itertools import islice

from events.importers.columns import KNOWN
from events.importers.rows import RowReader
from events.importers.vocabulary import Vocabulary
from events.models import Contribution
from records.sheets import Unreadable

PIECE = 500
MOST_ROWS = 50_000

TOO_MANY = f"This file has more than {MOST_ROWS:,} rows. Divide it into several files."
TWICE = "Another row of this file has this, with other words. Give each row its own."
SECOND_STAR = "This table has another top priority in this session. Each has one: choose."


class ContributionFile:
    """The rows of a table, each understood, faulty or known already.

    The same row always gets the same uid, so that a file that comes twice changes nothing.
    """

    def __init__(self, sheet, event, sha256):
        found, unused = KNOWN.places(sheet.header)
        self.event = event
        self.sha256 = sha256
        self.sheet = sheet
        self.notes = list(sheet.notes)
        if unused:
            names = ", ".join(f"“{name}”" for name in unused)[:300]
            self.notes.append(f"These columns were not used: {names}.")
        self.vocabulary = Vocabulary(event)
        self._reader = RowReader(self.vocabulary, sheet.header, found)
        self._seen = {}
        self._stars = dict(self.vocabulary.stars)

    def pieces(self):
        """Lists of rows that say something; how many there are in memory at once stays the same."""
        understood = (self._reader.understood(number, cells) for number, cells in self.sheet.rows)
        rows = filter(None, understood)
        count = 0
        while piece := list(islice(rows, PIECE)):
            count += len(piece)
            if count > MOST_ROWS:
                raise Unreadable(TOO_MANY)
            self._tell_apart(piece)
            yield piece

    def _tell_apart(self, piece):
        given = {row.number: row.uid for row in piece}
        for row in piece:
            self._name(row)
        here, elsewhere = self._stored(piece)
        references = self._references(row for row in piece if given[row.number] is None)
        for row in piece:
            copy = self._own(row.uid)
            by_reference = given[row.number] is None and row.reference in references
            row.known = by_reference or row.uid in here or copy in here
            if row.uid in elsewhere and not row.known:
                row.uid = copy  # the words of another event, brought here once more
            if not row.known:
                self._check_among_others(row)
            if row.known:
                row.faults.clear()

    def _name(self, row):
        if row.uid is None:
            row.uid = self._own(row.reference or f"{self.sha256}:{row.number}")

    def _own(self, name):
        return uuid.uuid5(self.event.uid, str(name))

    def _stored(self, piece):
        """Which of these uids this event has already, and which another event has."""
        asked = [uid for row in piece for uid in (row.uid, self._own(row.uid))]
        stored = Contribution.objects.filter(uid__in=asked).values_list("uid", "event_id")
        here, elsewhere = set(), set()
        for uid, event in stored:
            (here if event == self.event.pk else elsewhere).add(uid)
        return here, elsewhere

    def _references(self, rows):
        asked = {row.reference for row in rows if row.reference}
        found = Contribution.objects.filter(event=self.event, source__in=asked)
        return set(found.values_list("source", flat=True)) if asked else set()

    def _check_among_others(self, row):
        """One row a uid or reference, one top priority a table and session."""
        said = hash(row.values.get("text"))
        before = self._seen.setdefault(row.uid.int, (row.number, said))
        if before[1] != said:
            column = "reference" if row.reference else "uid"
            self._reader.add_fault(row, column, row.reference or str(row.uid), TWICE)
        row.known = before[0] != row.number and not row.faults
        if row.values.get("top_priority") and not row.known:
            self._check_star(row)

    def _check_star(self, row):
        session, table = row.values.get("workshop"), row.values.get("table")
        if session and table:
            first = self._stars.setdefault((session.pk, table.pk), row.uid)
            if first != row.uid:
                self._reader.add_fault(row, "top priority", "yes", SECOND_STAR)
