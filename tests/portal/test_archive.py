"""A partnership leaves in one file and comes in again as it was; each table is decided about."""

import json
import zipfile

import jsonschema
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnership.models import Partnership
from portal.archiving.contents import COLUMNS_LEFT_OUT, LEFT_OUT, SHARED, is_history
from portal.archiving.kinds import own_kinds
from portal.archiving.schema import schema
from portal.archiving.writing import write_archive
from portal.workflow.archives import export_partnership
from records.models import Change
from records.moves import Refused
from tests import factories, world
from tests.portal.archives import brought_in, example, members
from tests.portal.restored import front_answers, public_answers
from tests.servers import ROOT

NOW = timezone.now()
SLUGS = ("cwm-enghraifft", "lancashire", "south-lakeland")


def silent(what, done):
    """Nobody listens."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("archives")


_exported = {}


@pytest.fixture
def exported(demo, folder):
    """The archives of the demo's three partnerships, written once."""
    for slug in SLUGS:
        if slug not in _exported:
            _exported[slug] = folder / f"{slug}.zip"
            export_partnership(slug, _exported[slug], by=None, now=NOW)
    return _exported


# ---- what it holds


def test_archive_decides_about_every_table_and_column():
    own = {kind.label for kind in own_kinds().values()}
    parts = {label for one in SHARED.values() for label, *_ in one.parts.values()}
    lists = {
        field.remote_field.through._meta.label
        for kind in own_kinds().values()
        for field in kind.lists.values()
    }
    left_out = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if is_history(model)
    } | set(LEFT_OUT)
    decided = own | set(SHARED) | parts | lists | left_out
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert labels - decided == set(), "Say in portal/archiving/contents.py what becomes of these."
    assert not (own | lists) & left_out
    assert all(LEFT_OUT.values()) and all(COLUMNS_LEFT_OUT.values())
    for name in COLUMNS_LEFT_OUT:
        label, _, column = name.rpartition(".")
        assert apps.get_model(label)._meta.get_field(column)


def test_archive_schema_in_docs_is_the_one_that_the_models_make():
    kept = json.loads((ROOT / "docs/archive.schema.json").read_text())
    assert kept == json.loads(json.dumps(schema())), "manage.py archive_schema > docs/…"


def test_archive_and_example_are_what_the_schema_says(exported):
    validator = jsonschema.Draft202012Validator(schema())
    texts = [members(path) for path in exported.values()]
    for found in texts:
        lists = {name: json.loads(raw) for name, raw in found.items() if name.endswith(".json")}
        manifest = {"manifest.json": {"format": "partnership-archive", "version": 1}}
        assert not list(validator.iter_errors(lists | manifest))
    lists = {name: said for name, said in example().items() if name.endswith(".json")}
    assert not list(validator.iter_errors(lists))


def test_archive_holds_no_key_no_password_and_nobody_elses(exported):
    for slug, path in exported.items():
        text = b"".join(raw for name, raw in members(path).items() if name.endswith(".json"))
        assert b"password" not in text and b'"id"' not in text and b'"pk"' not in text
        for other in Partnership.objects.exclude(slug=slug):
            assert str(other.uid).encode() not in text
        with zipfile.ZipFile(path) as archive:
            assert json.loads(archive.read("manifest.json"))["partnership"] == slug


def test_archive_export_stands_in_the_audit_and_never_replaces_a_file(demo, tmp_path):
    path = tmp_path / "a.zip"
    export_partnership("lancashire", path, by=demo.user("administrator"), now=NOW)
    line = Change.objects.filter(action="partnership.export").latest("pk")
    assert line.target == demo.partnership("lancashire").uid and line.after["sha256"]
    with pytest.raises(Refused, match="never written over"):
        export_partnership("lancashire", path, by=None, now=NOW)
    with pytest.raises(CommandError, match="no partnership “nowhere”"):
        call_command("export_partnership", "nowhere", tmp_path / "b.zip")


# ---- there and back


def test_archive_brought_in_elsewhere_is_the_same_again_and_shows_the_same(exported, folder):
    here = public_answers() | front_answers(SLUGS)
    again, there = brought_in(folder, *exported.values())
    for slug, path in exported.items():
        before, after = members(path), members(again / f"{slug}.zip")
        assert set(before) == set(after)
        assert [name for name in before if before[name] != after[name]] == []
        ours = {at: said for at, said in here.items() if f"/{slug}/" in at}
        assert any(at.endswith(".pdf") for at in ours)
        assert {at for at in ours if ours[at] != there.get(at)} == set()


def test_archive_brings_one_of_everything(db, tmp_path):
    of = factories.partnership(slug="one")
    things = world.build(of, factories.user("officer", of))
    path = tmp_path / "one.zip"
    with path.open("wb") as file:
        write_archive(file, "one", using="default", now=NOW, say=silent)
    before = members(path)
    again, _ = brought_in(tmp_path, path)
    after = members(again / "one.zip")
    assert set(before) == set(after)
    assert [name for name in before if before[name] != after[name]] == []
    held = {name.removesuffix(".json").replace("/", "_") for name in before}
    jobs = {"plans_planimport", "events_contributionimport", "priorities_evidenceimport"}
    wanted = {kind.member.removesuffix(".json").replace("/", "_") for kind in own_kinds().values()}
    assert (wanted & set(things)) - held - jobs - {"partnership_letter"} == set()
