"""Taking a backup of everything, and putting it back into an empty place."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from portal.backing_up import ledger
from portal.backing_up.archive import Archive, pieces_of, written_whole
from portal.backing_up.checking import checked
from portal.backing_up.moment import ALIAS, last_key, moment, rows
from portal.backing_up.named_files import is_damaged, named_files, opened
from portal.backing_up.putting_back import (
    applied_migrations,
    check_fits,
    files_put_back,
    put_rows_back,
)
from portal.backing_up.tables import tables
from publishing.public_copy import Folder
from records.models import Erasure, note
from records.moves import Refused

THERE_ALREADY = "There is a file {} already. A backup is never written over another."


def _nobody(what, done):
    """Nobody wants to hear how far it is."""


# ---- taking


def take(path, *, now, check=True, say=_nobody):
    """Write a backup of this moment, read it again, and its ledger; returns its manifest.

    ``say(what, done)`` hears how far it is. The manifest names files that were ``missing`` or
    ``damaged`` before, and those that somebody removed meanwhile (``removed``).
    """
    if Path(path).exists():
        raise Refused(THERE_ALREADY.format(path))
    with written_whole(path) as file:
        with Archive(file) as archive:
            manifest = _write(archive, now, say)
        if check:
            file.flush()
            with checked(file.name) as backup:
                manifest["seal"] = backup.seal
        if Path(path).exists():
            raise Refused(THERE_ALREADY.format(path))
    ledger.write(ledger.ledger_beside(path))
    note("backup.take", by=None, now=now, after=_in_short(path, manifest))
    return manifest


def _write(archive, now, say):
    """First the files, while hardly anybody had the time to remove one; then the rows."""
    with moment() as reader:
        manifest = {"taken_at": now.isoformat(), "site": settings.SITE_URL}
        manifest["migrations"] = applied_migrations(reader)
        named = named_files(ALIAS)
        manifest |= _add_files(archive, named, say)
        manifest["tables"] = {
            table.name: {
                "columns": table.columns,
                "rows": _add_rows(archive, table, reader, say),
                "last_key": last_key(reader, table),
            }
            for table in tables()
        }
    archive.close(manifest)
    return manifest


def _add_rows(archive, table, reader, say):
    count = 0

    def counted():
        nonlocal count
        for line in rows(reader, table):
            count += 1
            yield line
            say(table.name, count)

    archive.add(f"rows/{table.name}.jsonl", counted(), compressed=True)
    return count


def _add_files(archive, named, say):
    """Every file that rows name; which are not there, or not what their name says."""
    gone, damaged = [], []
    for number, (name, lasting) in enumerate(sorted(named.items()), start=1):
        file = opened(name)
        if file is None:
            gone += [name] if lasting else []
            continue
        with file:
            sha256 = archive.add(f"files/{name}", pieces_of(file), compressed=False)
        if is_damaged(name, sha256):
            damaged.append(name)
        say("files", number)
    still = named_files(connection.alias) if gone else {}
    return {
        "missing": [name for name in gone if name in still],
        "removed": [name for name in gone if name not in still],
        "damaged": damaged,
    }


def _in_short(path, manifest):
    return {
        "file": Path(path).name,
        "taken_at": manifest["taken_at"],
        "rows": sum(about["rows"] for about in manifest["tables"].values()),
        "files": sum(name.startswith("files/") for name in manifest["members"]),
        "seal": manifest.get("seal", ""),
    }


# ---- putting back


@dataclass
class Restored:
    """What a restore came to. ``unknown`` are rules by which nobody here erases again."""

    manifest: dict
    erased_again: int = 0
    newest_erasure: object = None  # the last moment of which a ledger tells
    unknown: dict = field(default_factory=lambda: defaultdict(int))


def restore(path, *, now, ledgers=(), say=_nobody):
    """Put a backup into this empty place, but for what was erased after it was taken.

    Nothing is changed before all of it was checked; all of it is put back, or nothing.
    """
    with checked(path) as backup:
        erasures = ledger.read([*ledger.ledgers_near(path), *ledgers])
        check_fits(backup)
        restored = Restored(backup.manifest)
        with files_put_back(backup, say), transaction.atomic():
            put_rows_back(backup, say)
            _erase_again(erasures, restored)
            after = _in_short(path, backup.manifest) | {"erased_again": restored.erased_again}
            note("backup.restore", by=None, now=now, after=after | {"seal": backup.seal})
        Folder(settings.PUBLIC_COPY, site=settings.SITE_URL).clear()
    return restored


def _erase_again(erasures, restored):
    """What the backup does not know to be erased is erased, before anybody has seen it."""
    known = set(Erasure.objects.values_list("uid", flat=True))
    by_the_schedule = {import_string(name).key for name in settings.RETENTION}
    for erasure in erasures:
        restored.newest_erasure = erasure.at
        if erasure.uid in known or erasure.rule in by_the_schedule:
            continue  # the schedule finds by itself what is over its time
        if erasure.rule not in settings.ERASERS:
            restored.unknown[erasure.rule] += 1
            continue
        import_string(settings.ERASERS[erasure.rule])(erasure)
        restored.erased_again += 1
