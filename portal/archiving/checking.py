"""Everything that is looked at before anything of an archive is written."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q

from partnership.models import Partnership
from portal.archiving.columns import Wrong
from portal.archiving.faults import Faults
from portal.archiving.files import Files
from portal.archiving.kinds import own_kinds, shared_kinds
from portal.archiving.matching import SEVERAL, Places, here
from portal.archiving.once import TWICE, Once
from portal.archiving.prints import Prints
from portal.archiving.reading import BadList, Opened
from portal.archiving.rows import Reader

ONE_PARTNERSHIP = "must hold one partnership, and here are {}."
SLUG_TAKEN = "“{}” is the address of another partnership here. Bring it in under another one."
NOT_NAMED = "is named by no object."
NO_KEY = "is missing: it is the word by which other objects name this one."


@dataclass
class Checked:
    """An archive that was looked at whole: where everything is, and what is wrong."""

    archive: Opened
    places: Places
    files: Files
    faults: Faults
    now: object

    def rows(self, kind):
        """(number, row) of a kind, with the keys that ``places`` knows now."""
        reader = Reader(self.places.find, self.now)
        for number, said in self.archive.objects(kind):
            row = reader.row(kind, said)
            self.files.fill(kind, row)
            yield number, row

    def own(self):
        return self.archive.kinds(own_kinds())

    def shared(self):
        return self.archive.kinds(shared_kinds())

    def partnership(self):
        """What the archive says of the partnership itself."""
        kind = next(kind for kind in own_kinds().values() if kind.is_partnership)
        return next((said for _, said in self.archive.objects(kind)), {})


def check(file, *, slug, now, say):
    """Look at all of an archive; Refused where it is none, else a Checked with every fault.

    ``slug`` is another address than the archive's, or None where that is chosen later.
    """
    faults = Faults()
    archive = Opened(file, faults)
    archive.check_members(say)
    found = Checked(archive, Places(), Files(archive), faults, now)
    _Checker(found, slug, say).run()
    return found


class _Checker:
    def __init__(self, found, slug, say):
        self.found, self.slug, self.say = found, slug, say
        self.archive, self.places, self.faults = found.archive, found.places, found.faults
        self.reader = Reader(self.places.find, found.now)
        self.prints = Prints()

    def run(self):
        readable = [kind for kind in (*self.found.own(), *self.found.shared()) if self._index(kind)]
        for kind in readable:
            if kind.is_shared:
                self._match(kind)
        for kind in readable:
            if not kind.is_shared:
                self._rows(kind)
        self.prints.compare(self._fault)
        for name in sorted(self.archive.files() - self.found.files.named):
            self.faults.add(name, NOT_NAMED)
        self._one_partnership()

    # ---- where everything is

    def _index(self, kind):
        """Note where each object stands; False where the list cannot be read to its end."""
        names = (self.places.shared if kind.is_shared else self.places.own)[kind.model]
        column = "key" if kind.is_shared else "uid"
        try:
            for number, said in self.archive.objects(kind):
                self.places.counts[kind] = number
                name = said.get(column) if isinstance(said, dict) else None
                if not isinstance(name, str):
                    if kind.is_shared:
                        self._fault(kind, number, said, "key", NO_KEY)
                    continue
                name = name if kind.is_shared else name.lower()
                if name in names:
                    self._fault(kind, number, said, column, TWICE.format(names[name]))
                names.setdefault(name, number)
        except BadList as fault:
            self.faults.add(kind.member, str(fault))
            return False
        return True

    def _match(self, kind):
        """Find what the installation has already of what is shared."""
        for number, said in self.archive.objects(kind):
            row = self._row(kind, number, said)
            if row.faults:
                continue
            found = here(kind, row.values)
            if len(found) > 1:
                self._fault(kind, number, said, "", SEVERAL)
            elif found:
                self.places.matched[kind.model][number] = found[0].pk
            else:
                self._constraints(kind, number, said, row)

    # ---- rows

    def _rows(self, kind):
        once = Once(kind)
        for number, said in self.archive.objects(kind):
            row = self._row(kind, number, said)
            key = self.places.key(kind, number)
            self.prints.note((kind, number, said), key, row.values, self._fault)
            if not row.faults:
                once.note(number, said, row.values, self._fault)
                self._constraints(kind, number, said, row)
            self.say(kind.member, number)
        once.compare_with_here(self._fault)

    def _row(self, kind, number, said):
        row = self.reader.row(kind, said)
        self.found.files.fill(kind, row)
        if kind.is_partnership and self.slug:
            self._rename(kind, row)
        for column, words in row.faults:
            self._fault(kind, number, said, column, words)
        return row

    def _rename(self, kind, row):
        try:
            row.values["slug"] = kind.columns["slug"].read(self.slug)
        except Wrong as fault:
            row.faults.append(("slug", str(fault)))

    def _constraints(self, kind, number, said, row):
        """What the database would refuse, asked of each row by itself."""
        values = row.values if kind.is_shared else row.values | owner_values(kind, row.values, -1)
        instance = kind.model(**values)
        rules = [c for c in kind.model._meta.constraints if isinstance(c, CheckConstraint)]
        if not rules:
            return
        against = instance._get_field_expression_map(meta=kind.model._meta)
        if Q(*(rule.condition for rule in rules)).check(against):
            return
        for rule in rules:
            if not rule.condition.check(against):
                self._fault(kind, number, said, "", _words(rule))

    def _fault(self, kind, number, said, column, words):
        self.faults.add(kind.member, words, item=number, said=said, column=column)

    def _one_partnership(self):
        kind = next(kind for kind in own_kinds().values() if kind.is_partnership)
        count = self.places.counts[kind]
        if count != 1:
            self.faults.add(kind.member, ONE_PARTNERSHIP.format(count))
            return
        said = self.found.partnership()
        slug = self.slug or said.get("slug")
        is_chosen = self.slug is not None and isinstance(slug, str)
        if is_chosen and Partnership.objects.filter(slug=slug).exists():
            self._fault(kind, 1, said, "slug", SLUG_TAKEN.format(slug))
        row = Reader(self.places.find, self.found.now).row(kind, said)
        if not row.faults:
            try:
                kind.model(**row.values).clean()
            except ValidationError as error:
                for column, words in error.message_dict.items():
                    self._fault(kind, 1, said, column, " ".join(words))


def owner_values(kind, values, key):
    """Whose a row is, where it says so itself: the partnership, or for the audit its uid."""
    if kind.owner_column is None or kind.is_partnership or kind.label == "records.Change":
        return {}
    if kind.label == "partnership.KnownAs" and values.get("group_id"):
        return {}
    return {f"{kind.owner_column}_id": key}


def _words(rule):
    if rule.violation_error_message != rule.default_violation_error_message:
        return str(rule.violation_error_message)
    return f"breaks the rule “{rule.name.replace('_', ' ')}”."
