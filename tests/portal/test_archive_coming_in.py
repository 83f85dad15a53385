"""An archive comes in: what it makes, what it matches, and what it may never do."""

import json
import zipfile

from django.core.management import call_command
from django.utils import timezone

from events.models import Meeting
from partnership.models import Area, Group, Partnership, Role, User
from partnership.workflow.anonymising import anonymise
from plans.models import Block, PastPlan, Plan
from portal.archiving.writing import write_archive
from portal.workflow.archives import import_partnership, look_into
from records.models import Change
from tests import factories
from tests.portal.archives import EXAMPLE, example, packed

NOW = timezone.now()
UID = "11111111-2222-4333-8444-555555555555"
PLAN, BLOCK = "plans/plan.json", "plans/block.json"
PARTNERSHIP, MANIFEST = "partnership/partnership.json", "manifest.json"
PDF = "files/plan-2005.pdf"


def test_example_of_the_documentation_comes_in(db, tmp_path, capsys):
    path = packed(tmp_path / "a.zip", example())
    call_command("import_partnership", path, check=True)
    assert "can be brought in, at /westmorland/" in capsys.readouterr().out
    assert not Partnership.objects.exists()
    call_command("import_partnership", path)
    assert "Westmorland Community Safety Partnership is here now" in capsys.readouterr().out
    past = PastPlan.objects.get()
    assert past.original.read() == (EXAMPLE / PDF).read_bytes()
    assert past.media_type == "application/pdf" and past.sha256 in past.original.name
    assert Block.objects.get().section.plan.partnership.covered_areas.get().area.name
    assert Block.objects.get().history.get().history_change_reason == "Brought in from an archive"
    line = Change.objects.get(action="partnership.import")
    assert line.partnership is None and line.after["slug"] == "westmorland"


def test_archive_of_what_is_here_is_refused_also_under_another_address(db, tmp_path):
    of = factories.partnership(slug="one")
    factories.plan(of)
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        write_archive(file, "one", using="default", now=NOW, say=lambda what, done: None)
    faults = look_into(path, now=NOW).faults
    assert any("slug: “one” is the address of another partnership" in line for line in faults)
    faults = look_into(path, now=NOW, slug="two").faults
    assert faults and all("is in this installation already" in line for line in faults)


def test_archive_cannot_name_what_another_partnership_owns(db, tmp_path):
    other = factories.plan(factories.partnership())
    contents = example()
    contents["plans/section.json"][0]["plan"] = str(other.uid)
    contents[PLAN][0]["uid"] = str(other.uid)
    faults = look_into(packed(tmp_path / "a.zip", contents), now=NOW).faults
    assert len(faults) == 1 and f"{PLAN}, item 1" in faults[0] and "somebody else’s" in faults[0]
    contents[PLAN][0]["uid"] = UID
    faults = look_into(packed(tmp_path / "a.zip", contents), now=NOW).faults
    assert f"plan: “{other.uid}” leads to nothing in this archive." in faults[0]


def test_archive_comes_in_under_another_address(db, tmp_path):
    path = packed(tmp_path / "a.zip", example())
    factories.partnership(slug="westmorland")
    assert look_into(path, now=NOW).fault_count == 1
    assert "slug: Enter a valid" in look_into(path, now=NOW, slug="a b").faults[0]
    partnership, _ = import_partnership(path, slug="north", by=None, now=NOW)
    assert partnership.slug == "north"


def _with_people(contents):
    contents["shared/user.json"] = [
        {"key": key, "uid": uid, "email": email, "post": "Officer"}
        for key, uid, email in (
            ("a", "11111111-2222-4333-8444-00000000000a", "Known@x.example"),
            ("b", "11111111-2222-4333-8444-00000000000b", "new@x.example"),
        )
    ]
    contents["partnership/role.json"] = [{"user": key, "kind": "officer"} for key in "ab"]
    return contents


def test_archive_matches_people_and_makes_the_others_without_a_password(db, tmp_path):
    known = factories.user(email="known@x.example", post="Chair")
    password = known.password
    path = packed(tmp_path / "a.zip", _with_people(example()))
    partnership, look = import_partnership(path, by=None, now=NOW)
    assert look.shared["shared/user.json"] == (1, 1)
    known.refresh_from_db()
    assert (known.post, known.password) == ("Chair", password)
    new = User.objects.get(email="new@x.example")
    assert not new.has_usable_password() and not new.is_superuser
    held = set(Role.objects.filter(partnership=partnership).values_list("user", flat=True))
    assert held == {known.pk, new.pk}


def test_archive_cannot_make_an_administrator(db, tmp_path):
    contents = _with_people(example())
    contents["shared/user.json"][1]["is_superuser"] = True
    faults = look_into(packed(tmp_path / "a.zip", contents), now=NOW).faults
    assert "is_superuser: is not known here" in faults[0]


def test_archive_brings_nobody_back_who_was_erased_here(db, tmp_path):
    gone = factories.user(email="new@x.example", post="Anna Bell")
    uid = "11111111-2222-4333-8444-00000000000b"
    User.objects.filter(pk=gone.pk).update(uid=uid)
    gone.refresh_from_db()
    anonymise(gone, by=None, now=NOW, reason="She asked")
    contents = _with_people(example())
    contents["shared/user.json"].pop(0)
    contents["partnership/role.json"].pop(0)
    contents["records/change.json"] = [
        {"at": "2011-05-23T10:00:00Z", "actor": uid, "actor_label": "Officer", "action": "x"}
    ]
    import_partnership(packed(tmp_path / "a.zip", contents), by=None, now=NOW)
    assert not User.objects.filter(email="new@x.example").exists()
    assert not Change.objects.filter(action="x", actor_label="Officer").exists()


def test_archive_uses_a_lent_group_where_its_owner_is_and_keeps_it_elsewhere(db, tmp_path):
    owner, borrower = factories.partnership(), factories.partnership(slug="borrower")
    group = factories.group(owner, "Shared group")
    group.lent_to.add(borrower)
    met = Meeting.objects.create(partnership=borrower, title="A", slug="a", held_on=NOW.date())
    met.groups.add(group)
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        write_archive(file, "borrower", using="default", now=NOW, say=lambda what, done: None)
    with zipfile.ZipFile(path) as archive:
        described = json.loads(archive.read("shared/group.json"))
    assert [one["name"] for one in described] == ["Shared group"]
    contents = example() | {"shared/group.json": described}
    contents["events/meeting.json"] = [
        {"title": "A", "slug": "a", "held_on": "2011-05-23", "groups": [described[0]["key"]]}
    ]
    partnership, _ = import_partnership(packed(path, contents), by=None, now=NOW)
    assert list(group.lent_to.order_by("pk")) == [borrower, partnership]
    Group.objects.filter(pk=group.pk).update(uid=UID)
    contents[PLAN], contents["plans/section.json"], contents[BLOCK] = [], [], []
    partnership, _ = import_partnership(packed(path, contents), slug="b", by=None, now=NOW)
    assert partnership.groups.get().name == "Shared group"


def test_archive_keeps_a_file_for_what_it_is_whatever_it_is_called(db, tmp_path):
    contents = example()
    contents["files/page.html"] = contents.pop(PDF)
    contents["plans/pastplan.json"][0]["original"] = "files/page.html"
    import_partnership(packed(tmp_path / "a.zip", contents), by=None, now=NOW)
    assert PastPlan.objects.get().original.name.endswith(".pdf")


def test_archive_of_nothing_but_a_name_is_enough(db, tmp_path):
    contents = {name: example()[name] for name in (MANIFEST, PARTNERSHIP)}
    partnership, _ = import_partnership(packed(tmp_path / "a.zip", contents), by=None, now=NOW)
    assert (partnership.slug, Plan.objects.count(), Area.objects.count()) == ("westmorland", 0, 0)
