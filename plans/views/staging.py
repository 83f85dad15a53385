"""Files of past plans that were chosen and wait to be described: kept in the officer's session.

They are no rows of the portal yet: nobody else sees them, and nothing typed is lost between tries.
"""

import hashlib

from plans.forms.past import LARGEST_FILE, NewPastPlanForm
from plans.importers.originals import KINDS, kind_of
from plans.importers.word.facts import kind_of as plan_kind_of
from plans.importers.word.facts import title_of, years_of
from plans.models import PastPlan
from plans.workflow import past
from records.sheets import Unreadable

MOST = 20
LONGEST_NAME = 200
TOO_LARGE = "“{}” has {:,} MB. Choose a file of at most 50 MB."
TOO_MANY = "“{}” was not taken: describe and save these {} files first, then choose the others."
HERE = "“{}” is here already: it is the file of “{}”."
TWICE = "“{}” is the same file as “{}”, which is in the list below."


class Staged:
    """The files that one person has chosen for one partnership, in order."""

    def __init__(self, session, partnership):
        self.session = session
        self.partnership = partnership
        self.key = f"past_plans_{partnership.uid}"
        self.rows = session.get(self.key, [])

    def _keep(self):
        self.session[self.key] = self.rows

    def clear(self):
        self.rows = []
        self._keep()

    def take(self, files):
        """Take files into the list; the words for each that could not be."""
        faults = []
        for file in files:
            try:
                self.rows.append(self._row(file))
            except Unreadable as fault:
                faults.append(str(fault))
        self._keep()
        return faults

    def _row(self, file):
        name = file.name[-LONGEST_NAME:]
        if file.size > LARGEST_FILE:
            raise Unreadable(TOO_LARGE.format(name, -(-file.size // 2**20)))
        try:
            kind = kind_of(file)
        except Unreadable as fault:
            raise Unreadable(f"“{name}”: {fault}") from fault
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self._refuse_known(name, sha256)
        if len(self.rows) >= MOST:
            raise Unreadable(TOO_MANY.format(name, MOST))
        file.seek(0)
        return {
            "name": name,
            "sha256": sha256,
            "extension": kind.extension,
            "size": file.size,
            "original": past.keep_original(file, sha256, kind.extension),
            "typed": {},
        }

    def _refuse_known(self, name, sha256):
        known = self.partnership.past_plans.filter(sha256=sha256).first()
        if known:
            raise Unreadable(HERE.format(name, known))
        for row in self.rows:
            if row["sha256"] == sha256:
                raise Unreadable(TWICE.format(name, row["name"]))

    def drop(self, sha256):
        """Take a file out of the list."""
        for row in [row for row in self.rows if row["sha256"] == sha256]:
            self.rows.remove(row)
            past.drop_original(row["original"])
        self._keep()

    def keep_typed(self, data):
        """Remember what was typed beside each file, right or wrong."""
        for row in self.rows:
            start = f"{prefix_of(row)}-"
            typed = {key: value for key, value in data.items() if key.startswith(start)}
            row["typed"] = typed or row["typed"]
        self._keep()

    def forms(self, *, checked=False):
        """A form for each file: with what was typed, or what its name suggests."""
        return [self._form(row, checked) for row in self.rows]

    def _form(self, row, checked):
        stem = row["name"].rpartition(".")[0] or row["name"]
        form = NewPastPlanForm(
            row["typed"] if checked else None,
            prefix=prefix_of(row),
            instance=self._unsaved(row),
            years=years_of(stem),
            initial={"title": title_of(stem), "kind": plan_kind_of(stem)} | _as_initial(row),
        )
        form.file_label = KINDS[row["extension"]].label
        return form

    def _unsaved(self, row):
        return PastPlan(
            partnership=self.partnership,
            original=row["original"],
            original_name=row["name"],
            media_type=KINDS[row["extension"]].media_type,
            size=row["size"],
            sha256=row["sha256"],
        )


def prefix_of(row):
    return f"file-{row['sha256'][:16]}"


def _as_initial(row):
    """What was typed before the form was complete; its check boxes are absent when off."""
    start = f"{prefix_of(row)}-"
    typed = {key.removeprefix(start): value for key, value in row["typed"].items()}
    if typed:
        typed = {"use_guess": False, "public": False} | typed
        typed.pop("base_version", None)
    return typed
