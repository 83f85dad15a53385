"""The demonstration: loaded once, left alone afterwards, kept out of production."""

import io
import stat

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.test import override_settings

from partnership.models import Partnership, Role, User
from plans.documents.welsh import both_texts
from plans.models import ApprovalRecord, Comment, DraftReply, KeptText, Plan
from portal.demo import load, places
from portal.demo.people import kept_password
from publishing.models import Edition
from records.models import Record
from records.moves import Refused

ROOMS = ("records", "partnership", "publishing", "events", "priorities", "plans")


def everything():
    """Rows of each table, and the sum of their versions."""
    found = {}
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            rows = model._base_manager.all()
            found[model._meta.label] = rows.count()
            if issubclass(model, Record):
                found[f"{model._meta.label}.version"] = rows.aggregate(sum=Sum("version"))["sum"]
    return found


def test_load_twice_is_as_once(demo):
    before = everything()
    assert before["partnership.HistoricalUser"] == 24
    again = load(now=demo.now, password=demo.password)
    assert not again.made
    assert everything() == before


def test_load_leaves_what_people_changed(demo):
    Plan.objects.update(title="Our own title")
    Role.objects.filter(kind="lead").delete()
    load(now=demo.now, password=demo.password)
    assert set(Plan.objects.values_list("title", flat=True)) == {"Our own title"}
    assert not Role.objects.filter(kind="lead").exists()


def test_load_keeps_a_password_that_a_person_chose(demo, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    officer = demo.user()
    officer.set_password("their own long words")
    officer.save()
    again = load(now=demo.now)
    assert demo.user().check_password("their own long words")
    assert not next(one for one in again.sign_ins if one.email == officer.email).unchanged


def test_load_sets_a_password_that_is_given(demo, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "a-quite-different-lantern")
    again = load(now=demo.now)
    assert again.password == "a-quite-different-lantern"
    assert len(again.sign_ins) == 10
    assert all(one.unchanged for one in again.sign_ins)


def test_made_password_is_kept_for_its_owner_only(tmp_path):
    with override_settings(VAR_DIR=tmp_path):
        made = kept_password()
        assert len(made) >= 12
        assert kept_password() == made
    assert stat.S_IMODE((tmp_path / "demo-password").stat().st_mode) == 0o600


def test_load_refuses_to_touch_a_real_partnership(demo):
    Plan.objects.update(example=False)
    with pytest.raises(Refused, match="is not the demonstration"):
        load(now=demo.now, password=demo.password)


def test_load_marks_what_is_invented(demo):
    assert all(Plan.objects.values_list("example", flat=True))
    assert all(reply.text.startswith("Example:") for reply in DraftReply.objects.all())
    assert all(comment.example for comment in Comment.objects.all())
    invented = Partnership.objects.filter(example=True).values_list("slug", flat=True)
    assert set(invented) == {"lancashire", "cwm-enghraifft"}
    assert all(one.comment.startswith("Example:") for one in ApprovalRecord.objects.all())


def test_load_goes_the_way_of_every_plan(demo):
    for plan in Plan.objects.filter(predecessor=None):
        edition = Edition.objects.get(document__plan=plan)
        assert plan.state == "published"
        assert edition.content_hash == plan.submitted_hash
        assert edition.published_by_label == "Partnership officer"
        assert ApprovalRecord.objects.get(step__plan=plan).by_label == "Executive member"


def test_the_example_valley_is_published_in_both_languages(demo):
    plan = Plan.objects.get(in_welsh=True)
    edition = plan.document.current_edition or plan.document.newest_edition
    assert both_texts(plan).complete
    assert "Walk through the square" in edition.fragment
    welsh = edition.text_in("cy")
    assert welsh.title == "Cynllun Diogelwch Cymunedol 2011-2012"
    assert "Cerdded drwy" in welsh.fragment and "Walk through" not in welsh.fragment


def test_load_names_who_made_each_row(demo):
    officer = demo.user()
    theirs = {"plans.HistoricalAction": "plan__partnership"}
    for model in ("plans.HistoricalAction", "priorities.HistoricalFigure"):
        rows = apps.get_model(model).objects.all()
        if model in theirs:
            rows = rows.filter(**{theirs[model]: demo.partnership()})
        assert set(rows.values_list("history_user", flat=True)) == {officer.pk}


def test_next_years_plan_is_at_work(demo):
    plan = Plan.objects.get(predecessor__isnull=False)
    assert plan.state == "draft"
    assert plan.document is None
    assert plan.consultation_drafts.get().document.editions.count() == 1
    assert KeptText.objects.get(plan=plan).user == demo.user()


def test_lancashire_has_nothing_published(demo):
    assert not demo.partnership("lancashire").plans.exists()
    people = User.objects.filter(email__endswith="@lancashire.example")
    assert sum(person.has_usable_password() for person in people) == 3


def test_load_demo_says_who_can_sign_in(demo):
    said = io.StringIO()
    call_command("load_demo", password=demo.password, in_production=True, stdout=said)
    for slug in places.SLUGS:
        for kind in ("officer", "executive", "lead"):
            assert f"{kind}@{slug}.example" in said.getvalue()
    assert "administrator@portal.example" in said.getvalue()
    assert demo.password in said.getvalue()


def test_load_demo_refuses_in_production():
    with override_settings(PRODUCTION=True), pytest.raises(CommandError, match="--in-production"):
        call_command("load_demo")
