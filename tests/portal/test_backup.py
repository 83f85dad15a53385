"""A backup holds everything, is refused unless whole, and comes back as it was."""

import json
import resource
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from partnership.models import Partnership, User
from partnership.workflow.anonymising import anonymise
from portal.backing_up import ledger
from portal.backing_up.archive import SEAL, seal
from portal.backing_up.moment import ALIAS, moment
from portal.workflow.backups import take
from publishing.models import Rendition
from records.models import Change, Erasure
from tests.portal.restored import public_answers
from tests.prepared import copy_migrated_database
from tests.servers import ROOT, clean_environment

NOW = timezone.now()
Place = namedtuple("Place", "var answers again")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("backups")


@pytest.fixture
def backup(demo, folder):
    """A backup of the demo, taken once."""
    path = folder / "demo.zip"
    if not path.exists():
        take(path, now=NOW)
    return path


def members(path):
    """The contents of a backup by their names; rows as values, JSON in them too."""
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    return {
        name: [_row(line) for line in body.splitlines()] if name.startswith("rows/") else body
        for name, body in found.items()
        if name != "manifest.json"
    }


def _row(line):
    return [_json(value) for value in json.loads(line)]


def _json(value):
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def manifest(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def restored(folder, name, source, *ledgers):
    """Restore a backup in an empty SQLite installation, in a process of its own."""
    var = folder / name
    var.mkdir()
    copy_migrated_database(var / "portal.sqlite3")
    again = folder / f"{name}.zip"
    env = clean_environment(
        PORTAL_VAR=str(var), DJANGO_SETTINGS_MODULE="config.settings", PYTHONPATH=str(ROOT),
        FORMATS=" ".join(settings.FORMATS), SECRET_KEY=settings.SECRET_KEY, SECOND_FACTOR="offered",
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "tests/portal/restored.py", source, again, *ledgers],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return Place(var, json.loads(done.stdout.splitlines()[-1]), again)


_places = {}


@pytest.fixture
def place(backup, folder):
    """Where the demo's backup was restored, once."""
    if "place" not in _places:
        _places["place"] = restored(folder, "place", backup)
    return _places["place"]


# ---- what it holds


def test_backup_holds_every_row_of_every_table(backup):
    tables = manifest(backup)["tables"]
    left_out = {"django_session", "portal_searchentry", "portal_searchmark"}
    models = apps.get_models(include_auto_created=True)
    assert {m._meta.db_table for m in models} - set(tables) == left_out
    for model in models:
        if model._meta.db_table in tables and model is not Change:  # this test writes a line
            said = tables[model._meta.db_table]["rows"]
            assert said == model._base_manager.count(), model


def test_backup_holds_every_published_file(backup):
    kept = manifest(backup)["members"]
    ready = Rendition.objects.ready()
    assert ready.count() > 0
    for rendition in ready:
        assert kept[f"files/{rendition.file.name}"]["sha256"] == rendition.sha256


def test_backup_is_for_its_owner_alone_and_never_over_another(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    before = backup.read_bytes()
    with pytest.raises(CommandError, match="There is a file"):
        call_command("backup", str(backup))
    assert backup.read_bytes() == before
    assert not list(backup.parent.glob(".*"))


def test_backup_is_in_the_audit(demo, tmp_path):
    call_command("backup", str(tmp_path / "b.zip"), verbosity=0)
    line = Change.objects.get(action="backup.take")
    assert (line.actor_label, line.after["file"]) == ("The portal", "b.zip")
    assert line.after["seal"] == (tmp_path / "b.zip").read_bytes()[-64:].decode()


def test_backup_without_room_leaves_nothing(demo, tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
    try:
        with pytest.raises(CommandError, match="could not be written"):
            call_command("backup", str(tmp_path / "b.zip"), verbosity=0)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def a_file(demo):
    """A published file, which is put back after the test."""
    rendition = Rendition.objects.ready().first()
    path = Path(default_storage.path(rendition.file.name))
    before = path.read_bytes()
    yield rendition
    path.write_bytes(before)


def test_backup_names_a_file_that_was_missing_before(a_file, tmp_path):
    default_storage.delete(a_file.file.name)
    with pytest.raises(CommandError, match=f"missing before: {a_file.file.name}"):
        call_command("backup", str(tmp_path / "b.zip"), verbosity=0)
    assert manifest(tmp_path / "b.zip")["missing"] == [a_file.file.name]


def test_backup_names_a_file_that_somebody_removed_meanwhile(a_file, tmp_path, capsys):
    default_storage.delete(a_file.file.name)
    Rendition.objects.filter(file=a_file.file.name).delete()  # the backup sees it still
    call_command("backup", str(tmp_path / "b.zip"), verbosity=0)
    assert f"while they were copied: {a_file.file.name}" in capsys.readouterr().err
    assert manifest(tmp_path / "b.zip")["removed"] == [a_file.file.name]


def test_backup_names_a_file_that_is_not_what_was_kept(a_file, tmp_path):
    Path(default_storage.path(a_file.file.name)).write_bytes(b"%PDF- something else")
    with pytest.raises(CommandError, match=f"not what they were .*: {a_file.file.name}"):
        call_command("backup", str(tmp_path / "b.zip"), verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_moment_sees_nothing_that_is_written_meanwhile_and_writes_nothing():
    with moment():
        Partnership.objects.create(slug="later", name="Later", place_name="Later")
        assert Partnership.objects.count() == 1
        assert Partnership.objects.using(ALIAS).count() == 0
    with moment() as reader, pytest.raises(DatabaseError):
        assert Partnership.objects.using(ALIAS).count() == 1
        with reader.cursor() as cursor:
            cursor.execute("DELETE FROM partnership_partnership")


# ---- what is refused


def refusal(path):
    with pytest.raises(CommandError) as error:
        call_command("restore", str(path), check=True)
    return str(error.value)


def test_restore_check_says_that_a_backup_is_whole(backup, capsys):
    call_command("restore", str(backup), check=True)
    assert "is whole" in capsys.readouterr().out


def test_restore_refuses_a_backup_with_any_byte_flipped(backup, tmp_path):
    whole = backup.read_bytes()
    positions = {*range(0, len(whole), len(whole) // 40), *range(len(whole) - 90, len(whole), 7)}
    path = tmp_path / "flipped.zip"
    for position in positions:
        flipped = bytearray(whole)
        flipped[position] ^= 1
        path.write_bytes(flipped)
        assert "no whole backup" in refusal(path), position


@pytest.mark.parametrize(
    "cut", [slice(0, 0), slice(0, 30), slice(0, 5000), slice(0, -1), slice(1, None)]
)
def test_restore_refuses_a_backup_cut_short(backup, tmp_path, cut):
    path = tmp_path / "short.zip"
    path.write_bytes(backup.read_bytes()[cut])
    assert "no whole backup" in refusal(path)
    path.write_bytes(backup.read_bytes() + b"0")
    assert "no whole backup" in refusal(path)


def rewritten(backup, path, *, add=(), drop=(), contents=None, **changed):
    """Another backup, sealed as if the portal had made it; ``changed`` stands in its manifest."""
    with zipfile.ZipFile(backup) as before, zipfile.ZipFile(path, "w", 8) as after:
        for name in before.namelist():
            body = before.read(name)
            if name == "manifest.json":
                body = json.dumps(json.loads(body) | changed)
            if name not in drop:
                after.writestr(name, (contents or {}).get(name, body))
        for name in add:
            after.writestr(name, b"more")
        after.comment = b"0" * SEAL
    with open(path, "r+b") as file:
        seal(file)
    return path


PLANS = "rows/plans_plan.jsonl"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"drop": [PLANS]}, f"lacks what its manifest names: {PLANS}"),
        ({"drop": ["manifest.json"]}, "manifest of the backup cannot be read"),
        ({"add": ["files/more.pdf"]}, "does not name: files/more.pdf"),
        ({"add": [PLANS]}, f"does not name: {PLANS}"),
        ({"format": 2}, "has the format 2, this portal reads the format 1"),
        ({"contents": {PLANS: b"[]\n"}}, f"not what was written: {PLANS}"),
        ({"contents": {"manifest.json": b"{"}}, "manifest of the backup cannot be read"),
    ],
    ids=str,
)
def test_restore_refuses_what_its_manifest_does_not_say(backup, tmp_path, change, words):
    assert words in refusal(rewritten(backup, tmp_path / "b.zip", **change))


def test_restore_refuses_contents_of_the_right_size_with_another_hash(backup, tmp_path):
    with zipfile.ZipFile(backup) as archive:
        body = archive.read(PLANS).replace(b"Plan", b"Flan")
    changed = rewritten(backup, tmp_path / "b.zip", contents={PLANS: body})
    assert f"not what was written: {PLANS}" in refusal(changed)


@pytest.mark.parametrize(
    "name",
    [
        "files/../../etc/passwd",
        "/etc/passwd",
        "files//etc/passwd",
        "files/..\\x",
        "files/a/..",
        "x",
    ],
)
def test_restore_refuses_names_that_lead_elsewhere(backup, tmp_path, name):
    said = manifest(backup)["members"] | {name: {"size": 4, "sha256": "0" * 64}}
    changed = rewritten(backup, tmp_path / "b.zip", add=[name], members=said)
    assert f"leads elsewhere: {name}" in refusal(changed)


def test_restore_refuses_to_unpack_more_than_there_is_room_for(backup, tmp_path):
    """A few bytes in which a member says of itself that it is a petabyte."""
    path = rewritten(backup, tmp_path / "b.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.getinfo(PLANS).file_size = 10**15
        archive._didModify = True
    with path.open("r+b") as file:
        seal(file)
    assert "there is room for" in refusal(path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda there: [*there, "plans.9999_later"], "newer portal, with plans.9999_later"),
        (lambda there: there[:-1], "older portal, which lacks"),
        (lambda there: there, "there are rows in"),
    ],
)
def test_restore_refuses_another_portal_and_a_place_in_use(backup, tmp_path, change, words):
    migrations = change(manifest(backup)["migrations"])
    path = rewritten(backup, tmp_path / "b.zip", migrations=migrations)
    people, files = User.objects.count(), sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    with pytest.raises(CommandError, match=words):
        call_command("restore", str(path))
    assert User.objects.count() == people
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == files


# ---- what comes back


def test_restore_brings_back_every_row_and_file_as_it_was(backup, place):
    before, after = members(backup), members(place.again)
    lines = after.pop("rows/records_change.jsonl")
    assert [line[4] for line in lines[-1:]] == ["backup.restore"]
    assert before.pop("rows/records_change.jsonl") == lines[:-1]
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


@pytest.mark.once
def test_restore_answers_every_public_address_as_before(place):
    assert len(place.answers) > 5
    assert place.answers == public_answers()


@pytest.mark.parametrize(
    "statement", ["UPDATE publishing_edition SET title = 'x'", "DELETE FROM records_change"]
)
def test_restore_leaves_the_guards_of_the_database_standing(place, statement):
    connection = sqlite3.connect(place.var / "portal.sqlite3")
    with pytest.raises(sqlite3.IntegrityError, match="is never"):
        connection.execute(statement)
    connection.close()


# ---- what was erased stays erased


@pytest.fixture
def erased(backup, folder, demo):
    """Somebody, and where a backup was restored that knows them still; made once.

    In the backup 7,000 keys of plans have been given out: the last of those plans are gone.
    """
    person = demo.user("lead")
    if "erased" not in _places:
        tables = manifest(backup)["tables"]
        tables["plans_plan"]["last_key"] = 7000
        older = rewritten(backup, folder / "older.zip", tables=tables)
        anonymise(person, by=demo.user("administrator"), now=timezone.now(), reason="Asked")
        ledger.write(folder / "told.jsonl")
        _places["erased"] = restored(folder, "erased", older, folder / "told.jsonl")
    return person.email.encode(), _places["erased"]


def test_restore_erases_again_what_was_erased_after_the_backup(backup, erased):
    address, place = erased
    with zipfile.ZipFile(backup) as before, zipfile.ZipFile(place.again) as after:
        assert any(address in before.read(name) for name in before.namelist())
        assert [name for name in after.namelist() if address in after.read(name)] == []


def test_restore_gives_out_no_key_twice(erased):
    assert manifest(erased[1].again)["tables"]["plans_plan"]["last_key"] == 7000


def test_ledger_only_grows(demo, tmp_path):
    """Also where the portal was restored from before an erasure, and does not know it."""
    path = tmp_path / "all.erasures.jsonl"
    for rule in ("person", "edition"):
        with transaction.atomic():
            Erasure.objects.create(at=timezone.now(), rule=rule, actor_label="The portal")
            call_command("erasures", str(path), verbosity=0)
            transaction.set_rollback(True)
    assert [erasure.rule for erasure in ledger.read([path, path])] == ["person", "edition"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_restore_refuses_a_ledger_that_it_cannot_read(backup, tmp_path):
    (tmp_path / "broken.jsonl").write_text('{"uid": "1"}\n')
    with pytest.raises(CommandError, match=r"Line 1 of the ledger broken\.jsonl"):
        call_command("restore", str(backup), erasures=[tmp_path / "broken.jsonl"])
