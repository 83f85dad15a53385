"""How a checked archive is written: all of it with new keys, or nothing."""

from collections import defaultdict
from contextlib import contextmanager
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, models

from partnership.models import Group, Partnership, User
from partnership.workflow.anonymising import is_anonymous
from portal.archiving.checking import owner_values
from portal.archiving.contents import rows_of
from portal.archiving.faults import Faults
from portal.archiving.keys import new_keys
from portal.archiving.kinds import own_kinds
from records.jobs import Lost
from records.moves import Refused

AT_ONCE = 100  # rows in memory: an edition may be a megabyte
REASON = "Brought in from an archive"
REFUSED = "{}: the database refuses it: {}"


@contextmanager
def files_kept(checked, say):
    """Keep the files of an archive; where what follows fails, those that came now go again.

    Gives {(kind, number): where the file of that object is kept}.
    """
    homes, came = {}, []
    try:
        for place, row in _with_files(checked):
            homes[place] = row.home
            if not default_storage.exists(row.home):
                came.append(row.home)
                with checked.archive.open(row.file) as member:
                    default_storage.save(row.home, File(member, row.home))
                say("files", len(came))
        yield homes
    except Lost:
        raise  # somebody else brings in the same archive with the same files
    except BaseException:
        for name in came:
            default_storage.delete(name)
        raise


def _with_files(checked):
    """((kind, number), row) of everything that has a file."""
    for kind in checked.own():
        if kind.file_column or kind.beside:
            for number, row in checked.rows(kind):
                if row.home:
                    yield (kind, number), row


class Bringer:
    """Writes the rows of a checked archive, in a transaction of the caller's."""

    def __init__(self, checked, homes, *, slug, by, now, say):
        self.checked, self.homes, self.slug = checked, homes, slug
        self.by, self.now, self.say = by, now, say
        self.places = checked.places
        self.partnership = None  # its key
        self.people = {}  # {uid in the archive: uid here}, where they differ

    def bring_in(self):
        """Write everything; returns the partnership."""
        kinds = [*self.checked.shared(), *self.checked.own()]
        self._give_keys(kinds)
        for kind in kinds:
            try:
                (self._shared if kind.is_shared else self._own)(kind)
            except DatabaseError as error:
                raise Refused(REFUSED.format(kind.member, _first_line(error))) from error
        self._check_references(kinds)
        partnership = Partnership.objects.get(pk=self.partnership)
        self._check_rules(partnership)
        return partnership

    def _give_keys(self, kinds):
        """Every object gets the key under which it will stand, before the first is written."""
        for model in {kind.model: None for kind in kinds}:
            same = [kind for kind in kinds if kind.model is model]  # own ones and shared ones
            free = iter(new_keys(model, sum(self.places.counts[kind] for kind in same)))
            for kind in same:
                self.places.keys[kind] = list(islice(free, self.places.counts[kind]))
                if kind.is_partnership:
                    self.partnership = self.places.keys[kind][0]

    # ---- what is shared

    def _shared(self, kind):
        matched = self.places.matched[kind.model]
        made, parts = [], defaultdict(list)
        for number, row in self.checked.rows(kind):
            if number in matched:
                self._use(kind, matched[number], row)
                continue
            key = self.places.key(kind, number)
            made.append(self._new(kind, key, row.values))
            for name, rows in row.parts.items():
                part = kind.parts[name]
                parts[part] += [part.model(**values, **{f"{part.of}_id": key}) for values in rows]
        self._create(kind, made)
        for part, rows in parts.items():
            self._insert(part.model, rows)

    def _new(self, kind, key, values):
        """A shared thing that is not here yet."""
        row = kind.model(pk=key, **values)
        if isinstance(row, User):
            row.set_unusable_password()
        if isinstance(row, Group):  # nobody here lends it: it becomes one of its own
            row.partnership_id = self.partnership
            row.uid = kind.columns["uid"].field.get_default()
        return row

    def _use(self, kind, key, row):
        """A shared thing that is here: people by their own uid, groups as lent."""
        if kind.model is User:
            person = User.objects.get(pk=key)
            if person.uid != row.values["uid"]:
                self.people[row.values["uid"]] = person.uid
            if is_anonymous(person):
                _let_be_found(person, row.values)
        if kind.model is Group:
            Group.objects.get(pk=key).lent_to.add(self.partnership)

    # ---- what is its own

    def _own(self, kind):
        made, lists = [], defaultdict(list)
        for number, row in self.checked.rows(kind):
            key = self.places.key(kind, number)
            made.append(self._row(kind, key, number, row.values))
            for name, keys in row.lists.items():
                lists[name] += [(key, other) for other in keys]
            if len(made) >= AT_ONCE:
                self._create(kind, made)
                made = []
                self.say(kind.member, number)
        self._create(kind, made)
        for name, pairs in lists.items():
            field = kind.lists[name]
            one, other = (
                field.remote_field.through._meta.get_field(each).attname
                for each in (field.m2m_field_name(), field.m2m_reverse_field_name())
            )
            through = field.remote_field.through
            self._insert(through, [through(**{one: a, other: b}) for a, b in pairs])

    def _row(self, kind, key, number, values):
        values = values | owner_values(kind, values, self.partnership)
        if kind.is_partnership and self.slug:
            values["slug"] = self.slug
        if kind.file_column:
            values[kind.file_column] = self.homes.get((kind, number), "")
        if kind.label == "records.Change":
            values["partnership"] = self._uid()
        for name, column in kind.columns.items():
            if column.kind == "uid" and name != "uid":
                values[name] = self.people.get(values[name], values[name])
        return kind.model(pk=key, **values)

    def _uid(self):
        return Partnership.objects.values_list("uid", flat=True).get(pk=self.partnership)

    # ---- rows

    def _create(self, kind, rows):
        """Write rows, each with the first entry of its history."""
        told = [_moments(row) for row in rows]
        self._insert(kind.model, rows)
        for row, moments in zip(rows, told, strict=True):
            if moments:
                kind.model._base_manager.filter(pk=row.pk).update(**moments)
        history = getattr(kind.model, "history", None)
        if rows and history is not None:
            history.bulk_history_create(
                rows, batch_size=AT_ONCE, default_user=self.by,
                default_change_reason=REASON, default_date=self.now,
            )  # fmt: skip

    def _insert(self, model, rows):
        model._base_manager.bulk_create(rows, batch_size=AT_ONCE)

    # ---- what can only be asked when everything is there

    def _check_references(self, kinds):
        try:
            connection.check_constraints([kind.model._meta.db_table for kind in kinds])
        except DatabaseError as error:
            raise Refused(REFUSED.format("A reference", _first_line(error))) from error

    def _check_rules(self, partnership):
        """The models' own rules, which look at several things at once."""
        faults = Faults()
        for kind in own_kinds().values():
            if kind.model.clean is models.Model.clean or kind not in self.places.keys:
                continue
            related = [n for n, c in kind.columns.items() if c.kind == "reference"]
            rows = rows_of(kind.model, partnership, connection.alias).select_related(*related)
            for number, row in enumerate(rows.iterator(chunk_size=AT_ONCE), start=1):
                try:
                    row.clean()
                except ValidationError as error:
                    said = {"title": str(row)}
                    faults.add(kind.member, " ".join(error.messages), item=number, said=said)
        if faults:
            raise Refused("\n".join(faults.lines))


def _let_be_found(person, values):
    """Somebody whom this installation has forgotten: for as long as this transaction they are
    called what the archive calls them, so that all of it is taken out again at its end."""
    person.post = values["post"]
    if not User.objects.filter(email=values["email"]).exists():
        person.email = values["email"]
    User.objects.filter(pk=person.pk).update(post=person.post, email=person.email)


def _moments(row):
    """When something was made, which a row would otherwise set to now by itself."""
    fields = [f for f in row._meta.concrete_fields if getattr(f, "auto_now_add", False)]
    return {field.name: getattr(row, field.attname) for field in fields}


def _first_line(error):
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
