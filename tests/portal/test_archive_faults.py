"""A broken archive is refused with the place of every fault, and nothing of it is written."""

import zipfile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnership.models import Partnership, User
from plans.models import PastPlan
from portal.archiving.frozen_html import strange
from portal.workflow.archives import import_partnership, look_into
from publishing.documents import content_hash, fingerprint
from publishing.models import Edition
from records.models import Change
from records.moves import Refused
from tests.portal.archives import example, packed

NOW = timezone.now()
UID = "11111111-2222-4333-8444-555555555555"
PAST, PLAN, BLOCK = "plans/pastplan.json", "plans/plan.json", "plans/block.json"
PARTNERSHIP, MANIFEST = "partnership/partnership.json", "manifest.json"
PDF = "files/plan-2005.pdf"
EDITION = {
    "document": UID, "number": 1, "title": "Plan", "fragment": "<p>Text</p>", "snapshot": {},
    "content_hash": content_hash("<p>Text</p>", {}), "published_at": "2011-05-23T10:00:00Z",
    "published_by_label": "Officer",
}  # fmt: skip
DOCUMENT = [{"uid": UID, "kind": "plan", "slug": "plan", "title": "Plan"}]


def said(member, **values):
    """The example with other values in the first object of a list."""

    def change(contents):
        contents[member][0] |= values

    return change


def without(member, column):
    def change(contents):
        del contents[member][0][column]

    return change


def also(**members):
    """The example with further members; “__” stands for “/”."""

    def change(contents):
        for name, content in members.items():
            contents[name.replace("__", "/").replace("_json", ".json")] = content

    return change


def raw(member, content):
    def change(contents):
        contents[member] = content

    return change


def edition(**values):
    return also(publishing__document_json=DOCUMENT, publishing__edition_json=[EDITION | values])


def edition_in_welsh(text):
    """An edition in two languages; ``text`` is what its Welsh one says now."""
    own, welsh = EDITION["content_hash"], content_hash("<p>Testun</p>", {})
    texts = {"edition": UID, "language": "cy", "title": "Cynllun", "fragment": text, "snapshot": {},
             "content_hash": welsh, "published_at": EDITION["published_at"],
             "published_by_label": "Officer"}  # fmt: skip
    print_of_both = fingerprint(own, {"cy": welsh})
    return also(
        publishing__document_json=DOCUMENT,
        publishing__edition_json=[EDITION | {"uid": UID, "content_hash": print_of_both}],
        publishing__editiontext_json=[texts] if text else [],
    )


BROKEN = {
    "another format": (raw(MANIFEST, {"format": "x", "version": 1}), "format must be"),
    "a later version": (
        raw(MANIFEST, {"format": "partnership-archive", "version": 2}), "has the version 2"),
    "no manifest": (lambda c: c.pop(MANIFEST), "no manifest.json"),
    "a manifest that is a list": (raw(MANIFEST, []), "cannot be read as a JSON object"),
    "other bytes than promised": (
        raw(MANIFEST, {"format": "partnership-archive", "version": 1, "members": {PDF: "0" * 64}}),
        "holds other bytes than manifest.json says"),
    "a member that is missing": (
        raw(MANIFEST, {"format": "partnership-archive", "version": 1, "members": {"a": "0"}}),
        "names a, which is not in the archive"),
    "an unknown member": (raw("plans/secrets.json", []), "no member that an archive has"),
    "a name that leads elsewhere": (raw("files/../../x.pdf", b"x"), "no member that an archive"),
    "no partnership": (lambda c: c.pop(PARTNERSHIP), "must hold one partnership, and here are 0"),
    "two partnerships": (
        lambda c: c[PARTNERSHIP].append(c[PARTNERSHIP][0] | {"slug": "two"}), "here are 2"),
    "no JSON": (raw(PLAN, b"[{'title': 1}]"), f"{PLAN}: is no JSON"),
    "no list": (raw(PLAN, {}), f"{PLAN}: must be a list"),
    "a list that breaks off": (raw(PLAN, b'[{"title": "A"} '), "breaks off"),
    "a key said twice": (raw(PLAN, b'[{"title": "A", "title": "B"}]'), "“title” is said twice"),
    "no number": (raw(PLAN, b'[{"year": NaN}]'), "“NaN” is no number"),
    "not UTF-8": (raw(PLAN, b'[{"title": "\xff"}]'), "not written in UTF-8"),
    "no object": (raw(PLAN, ["A"]), f"{PLAN}, item 1: must be an object"),
    "an unknown column": (said(PLAN, colour="red"), "colour: is not known here"),
    "a key of a database": (said(PLAN, id=7), "id: is not known here"),
    "a missing column": (
        without(PAST, "ends_on"), "item 1 (Community safety plan), ends_on: is missing"),
    "text for a number": (said(PLAN, year="2011"), "year: must be a whole number"),
    "a number for a text": (said(PLAN, title=7), "title: must be text"),
    "an empty title": (said(PLAN, title=""), "title: must not be empty"),
    "no date": (said(PLAN, starts_on="1.4.2011"), "starts_on: must be a date"),
    "a date that is none": (said(PLAN, starts_on="2011-02-30"), "starts_on: must be a date"),
    "no choice": (said(PLAN, kind="novel"), "kind: “novel” is none of full"),
    "a text too long": (said(PLAN, title="x" * 181), "title: Ensure this value has at most 180"),
    "a slug with blanks": (said(PAST, slug="a b"), "slug: Enter a valid"),
    "a number too small": (said(PLAN, year=-1), "year: Ensure this value is greater"),
    "null": (said(PLAN, title=None), "title: must not be null"),
    "a character that is none": (said(PLAN, summary="a\0b"), "characters that are none"),
    "half a character": (raw(PLAN, b'[{"title": "\\ud800"}]'), "characters that are none"),
    "a reference to nothing": (
        said("plans/section.json", plan=UID), f"plan: “{UID}” leads to nothing in this archive"),
    "the same uid twice": (lambda c: c[PLAN].append(dict(c[PLAN][0])), "uid: stands in this"),
    "what may stand once": (
        lambda c: c[PLAN].append(c[PLAN][0] | {"uid": UID}), "partnership, slug: stands in this"),
    "a rule of the database": (said(PLAN, ends_on="2010-01-01"), "The period ends before"),
    "another rule": (said(BLOCK, kind="figures"), "A live block shows data"),
    "scripts in a text": (said(BLOCK, text="<script>x</script>"), "scripts and styles"),
    "scripts in an edition": (
        edition(fragment='<p onclick="x">Text</p>'), "HTML that the portal does not write"),
    "a text that was changed after it was published": (
        edition(fragment="<p>Another text</p>"), "item 1 (Plan), content_hash: is not the fingerp"),
    "a figure that was changed after it was published": (
        edition(snapshot={"figures": [7]}), "item 1 (Plan), content_hash: is not the fingerprint"),
    "a translation that was changed": (
        edition_in_welsh(text="<p>Testun arall</p>"), "editiontext.json, item 1 (Cynllun), conten"),
    "a translation that is missing": (
        edition_in_welsh(text=None), "edition.json, item 1 (Plan), content_hash: is not"),
    "a list of keys for references": (
        also(plans__action_json=[{"plan": 1}]), "plan: must be text"),
    "a file that is missing": (lambda c: c.pop(PDF), f"original: “{PDF}” is no file of this"),
    "a file that nobody names": (raw("files/more.pdf", b"%PDF-1"), "is named by no object"),
    "a file of another kind": (raw(PDF, b"MZ a program"), "cannot be handed round"),
    "another hash": (said(PAST, sha256="a" * 64), "sha256: is not the SHA-256 of its file"),
    "another kind than said": (
        said(PAST, media_type="text/html"), "is a file of the kind application/pdf"),
    "another size": (said(PAST, size=7), "size: is not the size of its file"),
    "a colour nobody can read": (said(PARTNERSHIP, colour="#ffff00"), "hard to read"),
    "a reserved address": (said(PARTNERSHIP, slug="admin"), "kept for the portal itself"),
    "a shared thing without a key": (
        lambda c: c["shared/area.json"][0].pop("key"), "shared/area.json, item 1"),
    "a picture that is none": (
        lambda c: c.update({"plans/picture.json": [{"file": "files/a.png"}],
                            "files/a.png": b"\x89PNG\r\n\x1a\n"}),
        "not a picture that can be read"),
}  # fmt: skip


def nothing_came():
    folders = ("past", "pictures", "library", "editions")
    kept = [path for one in folders for path in (settings.MEDIA_ROOT / one).rglob("*.*")]
    return (Partnership.objects.count(), PastPlan.objects.count(), User.objects.count(), len(kept))


@pytest.mark.parametrize("name", BROKEN)
def test_broken_archive_says_where_and_writes_nothing(db, tmp_path, name):
    change, words = BROKEN[name]
    contents = example()
    change(contents)
    path, before = packed(tmp_path / "broken.zip", contents), nothing_came()
    try:
        partnership, look = import_partnership(path, by=None, now=NOW)
        assert partnership is None
        faults = "\n".join(look.faults)
    except Refused as refused:
        faults = str(refused)
    assert words in faults
    assert nothing_came() == before
    assert not Change.objects.filter(action="partnership.import").exists()


def test_archive_that_is_no_zip_or_a_bomb_or_damaged_is_refused(db, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"not a zip at all")
    with pytest.raises(Refused, match="cannot be opened as a zip"):
        look_into(path, now=NOW)
    with pytest.raises(Refused, match="would unpack to"):
        look_into(packed(path, example() | {"files/zeros.pdf": bytes(50_000_000)}), now=NOW)
    packed(path, example())
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo(PDF).header_offset + 60
    raw_bytes = bytearray(path.read_bytes())
    raw_bytes[place] ^= 0xFF
    path.write_bytes(raw_bytes)
    assert any(f"{PDF}: is damaged" in line for line in look_into(path, now=NOW).faults)
    with (
        zipfile.ZipFile(packed(path, example()), "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr(PLAN, "[]")
    assert f"{PLAN}: is in the archive twice." in look_into(path, now=NOW).faults


def test_archive_tells_the_first_faults_and_counts_the_rest(db, tmp_path, capsys):
    contents = example() | {BLOCK: [{"kind": "x"}] * 300}
    path = packed(tmp_path / "a.zip", contents)
    with pytest.raises(CommandError, match="the archive has 900 faults"):
        call_command("import_partnership", path)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 201 and told[-1] == "… and 700 more."
    assert f"{BLOCK}, item 1, section: is missing." in told


@pytest.mark.once
@pytest.mark.parametrize("hostile", [
    "<script>x</script>", '<a href="javascript:x">', '<a href="java&#10;script:x">', "<!-- x -->",
    "<p onclick=x>", "<p/onclick='x'>", '<style>', '<a href="data:text/html,x">', "< p>",
    '<p style="x">', '<img src=x onerror=y>', "<iframe>", '<rect fill="url(//x)"/>', "<![CDATA[",
])  # fmt: skip
def test_strange_html_of_an_edition_is_found(hostile):
    assert strange(f"<p>Text</p>{hostile}") == hostile
    assert strange('<p id="a">A &lt;script&gt; and <a href="https://x.example/">x</a></p>') == ""


def test_edition_in_two_languages_comes_in_as_it_was_published(db, tmp_path):
    contents = example()
    edition_in_welsh(text="<p>Testun</p>")(contents)
    import_partnership(packed(tmp_path / "a.zip", contents), by=None, now=NOW)
    assert Edition.objects.get().texts.get().fragment == "<p>Testun</p>"
