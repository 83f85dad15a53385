"""How an archive is written: each kind of thing in turn, then what they name, then the files."""

import hashlib
import json
import zipfile
from collections import defaultdict
from pathlib import PurePath

from django.conf import settings

from partnership.models import Area, AreaLink, CoveredArea, Partnership
from portal.archiving import inside
from portal.archiving.columns import NOTHING
from portal.archiving.contents import rows_of
from portal.archiving.kinds import own_kinds, shared_kinds
from portal.archiving.naming import Names
from portal.backing_up.archive import pieces_of
from portal.backing_up.named_files import opened
from records.moves import Refused

FORMAT, VERSION = "partnership-archive", 1
MANIFEST = "manifest.json"
AT_ONCE = 200  # rows in memory: an edition may be a megabyte
MISSING = "Files that the archive should hold are missing here: {}."


class Writer:
    """An archive while it is written."""

    def __init__(self, file, partnership, *, using, say):
        self.zip = zipfile.ZipFile(file, "w", allowZip64=True)
        self.partnership, self.using, self.say = partnership, using, say
        self.names = Names(partnership, using)
        self.members, self.counts = {}, {}
        self.files, self.missing = {}, []  # {member: name under which it is kept}

    def write(self, *, now):
        """All of it; returns the manifest."""
        for kind in own_kinds().values():
            self._list(kind.member, self._own(kind))
        self._name_places()
        self._shared()
        if self.missing:
            raise Refused(MISSING.format(", ".join(sorted(self.missing)[:5])))
        for number, (member, name) in enumerate(sorted(self.files.items()), start=1):
            with opened(name) as file:
                self._member(member, pieces_of(file), compressed=False)
            self.say("files", number)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "partnership": self.partnership.slug,
            "name": self.partnership.name,
            "made_at": now.isoformat(),
            "made_by": settings.SITE_URL,
            "counts": self.counts,
            "members": self.members,
        }
        self.zip.writestr(zipfile.ZipInfo(MANIFEST), _text(manifest) + "\n", zipfile.ZIP_DEFLATED)
        self.zip.close()
        return manifest

    # ---- members

    def _list(self, member, objects):
        """A list of objects; a kind of which there is nothing has no member."""
        first = next(objects, None)
        if first is None:
            return
        count = 0

        def pieces():
            nonlocal count
            yield b"[\n"
            yield _text(first).encode()
            count = 1
            for one in objects:
                yield b",\n" + _text(one).encode()
                count += 1
                self.say(member, count)
            yield b"\n]\n"

        self._member(member, pieces(), compressed=True)
        self.counts[member] = count

    def _member(self, name, pieces, *, compressed):
        about = zipfile.ZipInfo(name)
        about.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        digest = hashlib.sha256()
        with self.zip.open(about, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                digest.update(piece)
        self.members[name] = digest.hexdigest()

    # ---- objects

    def _own(self, kind):
        lists = {name: self._listed(kind, field) for name, field in kind.lists.items()}
        rows = rows_of(kind.model, self.partnership, self.using)
        for row in rows.iterator(chunk_size=AT_ONCE):
            said = self._said(kind, row)
            for name, listed in lists.items():
                if found := listed.get(row.pk):
                    said[name] = found
            yield inside.outward(kind.label, said, self.names.of)

    def _listed(self, kind, field):
        """{key of a row: the names that its list holds, in their order}."""
        through = field.remote_field.through._base_manager.using(self.using)
        ours = rows_of(kind.model, self.partnership, self.using).values("pk")
        rows = through.filter(**{f"{field.m2m_field_name()}__in": ours}).order_by("pk")
        found = defaultdict(list)
        for row in rows.iterator(chunk_size=AT_ONCE):
            target = getattr(row, field.remote_field.through._meta.get_field(
                field.m2m_reverse_field_name()
            ).attname)  # fmt: skip
            name = self.names.of(field.remote_field.model, target)
            if name is not None:
                found[getattr(row, f"{field.m2m_field_name()}_id")].append(name)
        return found

    def _said(self, kind, row):
        said = {}
        for name, column in kind.columns.items():
            value = self._value(column, row)
            if column.implied is NOTHING or value != column.written(column.implied):
                said[name] = value
        if "file" in kind.beside:
            said["file"] = self._file(f"pictures/{row.name}")
        if kind.label == "publishing.Rendition" and said.get("state") == "rendering":
            said["state"] = "waiting"
        return said

    def _value(self, column, row):
        stored = getattr(row, column.field.attname)
        if column.kind == "reference":
            return self.names.of(column.target, stored)
        if column.kind == "file":
            return self._file(stored.name)
        return column.written(stored)

    def _file(self, name):
        """The member for a kept file, named for what it holds."""
        if not name:
            return ""
        file = opened(name)
        if file is None:
            self.missing.append(name)
            return ""
        digest = hashlib.sha256()
        with file:
            for piece in pieces_of(file):
                digest.update(piece)
        member = f"files/{digest.hexdigest()}{PurePath(name).suffix.lower()}"
        self.files[member] = name
        return member

    # ---- what is shared

    def _name_places(self):
        """The places within those that the partnership covers are its own to show."""
        links = AreaLink.objects.using(self.using).order_by("pk")
        covered = CoveredArea._base_manager.using(self.using).filter(partnership=self.partnership)
        rest, seen = set(covered.values_list("area", flat=True)), set()
        while rest:
            seen |= rest
            within = links.filter(parent__in=rest).values_list("child", flat=True)
            rest = set(within) - seen
        for key in sorted(seen):
            self.names.of(Area, key)

    def _shared(self):
        """Descriptions of what was named, and of what these name in turn."""
        written, found = defaultdict(dict), True
        while found:
            found = False
            for kind in shared_kinds().values():
                for key in [k for k in self.names.shared[kind] if k not in written[kind]]:
                    found = True
                    row = kind.model._base_manager.using(self.using).get(pk=key)
                    written[kind][key] = {"key": self.names.shared[kind][key]}
                    written[kind][key] |= self._said(kind, row) | self._parts(kind, row)
        for kind, objects in written.items():
            listed = sorted(objects.values(), key=lambda one: one["key"])
            self._list(kind.member, iter(listed))

    def _parts(self, kind, row):
        said = {}
        for name, part in kind.parts.items():
            rows = part.model._base_manager.using(self.using).filter(**{part.of: row})
            listed = [
                {
                    column.name: value
                    for column in part.columns.values()
                    if (value := self._value(column, each)) != column.implied
                }
                for each in rows.order_by("pk")
            ]
            if listed:
                said[name] = listed
        return said


def _text(value):
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)


def write_archive(file, slug, *, using, now, say):
    """Write the archive of one partnership into a file; returns its manifest."""
    partnership = Partnership._base_manager.using(using).get(slug=slug)
    writer = Writer(file, partnership, using=using, say=say)
    try:
        return writer.write(now=now)
    finally:
        writer.zip.close()
