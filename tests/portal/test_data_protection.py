"""The page on which administrators look after people's data, and what it may not miss."""

import json

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from partnership.models import Letter, User
from partnership.workflow import letters
from partnership.workflow.invitations import invite
from plans.models import Comment
from portal.documents.personal import NOT_SEARCHED, SECRETS, is_text
from portal.workflow.retaining import retain
from publishing.models import Document, Edition, FormatRequest
from records.models import Change, Erasure, note
from tests import factories
from tests.reading import words_of

NOW = timezone.now()
PAGE = "/workspace/data-protection/"


@pytest.fixture
def own(db):
    """A partnership, its officer, and an administrator who signed in."""
    found = factories.partnership()
    return found, factories.user("officer", found, email="anna.bell@x.org", post="Anna Bell")


@pytest.fixture
def administrator(client, db):
    person = factories.administrator()
    client.force_login(person)
    return client


# ---- the page


def test_data_protection_shows_the_schedule_and_what_it_did(administrator, own):
    assert "The schedule has not run yet" in administrator.get(PAGE).text
    note(
        "account.sign_in_failure", by=None, now=NOW - timezone.timedelta(days=91),
        after={"address": "who@x.org"},
    )  # fmt: skip
    retain(NOW)
    words = words_of(administrator.get(PAGE).text)
    assert "The schedule last ran on" in words
    assert "The address that was typed when a sign-in failed" in words
    assert "records.Change: 1" in words


def test_data_protection_says_which_rule_failed(administrator, own):
    note("retention.run", by=None, now=NOW, after={"letters": "failed", "sign-ins": 0})
    assert words_of(administrator.get(PAGE).text).count("Failed the last time") == 1


def _everywhere(own):
    """What Anna Bell left behind in each room."""
    partnership, anna = own
    plan = factories.plan(partnership)
    Comment.objects.create(
        plan=plan, author=anna, author_label="Anna Bell", text="I would not.", at=NOW
    )
    FormatRequest.objects.create(
        partnership=partnership, wanted="braille", email="Anna.Bell@x.org",
        asked_at=NOW, promised_on=NOW.date(),
    )  # fmt: skip
    factories.contribution(factories.event(partnership), text="Ask anna.bell@x.org about it")
    letters.write(partnership, key="a", to="anna.bell@x.org", subject="Reminder", body="…", now=NOW)
    invite(partnership, email="anna.bell@x.org", post="Chair", kind="lead", by=anna, now=NOW)
    Edition.objects.create(
        document=Document.objects.create(
            partnership=partnership, kind="plan", slug="p", title="Plan"
        ),
        number=1, title="Plan", fragment="<p>Write to anna.bell@x.org</p>", snapshot={},
        content_hash="a" * 64, published_at=NOW, published_by=anna.uid,
        published_by_label="Officer",
    )  # fmt: skip
    note("account.sign_in", by=anna, now=NOW, target=anna)
    note("account.sign_in_failure", by=None, now=NOW, after={"address": "anna.bell@x.org"})


IN_TABLES = {
    "partnership.User", "partnership.HistoricalUser", "partnership.Role",
    "partnership.Invitation", "partnership.HistoricalInvitation", "partnership.Letter",
    "publishing.FormatRequest", "publishing.HistoricalFormatRequest", "publishing.Edition",
    "plans.Comment", "events.Contribution", "records.Change",
}  # fmt: skip


@pytest.mark.parametrize("typed", ["anna.bell@x.org", " ANNA.BELL@x.org "])
def test_data_protection_export_finds_a_person_in_every_room(administrator, own, typed):
    _everywhere(own)
    answer = administrator.post(f"{PAGE}export/", {"words": typed})
    assert "attachment" in answer.headers["Content-Disposition"]
    told = json.loads(answer.content)
    assert {one["table"] for one in told["found"]} >= IN_TABLES
    assert told["accounts"][0]["email"] == "anna.bell@x.org"
    assert "password" not in {key for one in told["found"] for row in one["rows"] for key in row}
    assert Change.objects.get(action="personal.export").target == own[1].uid


def test_data_protection_finds_by_post_and_by_words(administrator, own):
    _everywhere(own)
    for typed, tables in {"Anna Bell": "Comments", "anna.bell": "Editions"}.items():
        assert tables in words_of(administrator.post(PAGE, {"words": typed}).text), typed
    assert Change.objects.filter(action="personal.search").count() == 2
    assert not Change.objects.filter(action="personal.search", reason__contains="nna").exists()


def test_data_protection_keeps_what_is_typed_out_of_addresses_and_says_what_is_wrong(administrator):
    page = administrator.get(f"{PAGE}?words=anna.bell@x.org").text
    assert "Where it stands" not in page
    assert "Type an e-mail address" in administrator.post(PAGE, {"words": ""}).text
    assert "Type an e-mail address" in administrator.post(f"{PAGE}export/", {"words": " "}).text


def test_data_protection_person_becomes_anonymous_with_a_reason(administrator, own):
    partnership, anna = own
    factories.user("officer", partnership)
    address = reverse("portal:data_protection_person", args=[anna.uid])
    assert "Nobody can undo this" in administrator.get(address).text
    assert "Say why" in administrator.post(address, {"reason": ""}).text
    assert User.objects.filter(email="anna.bell@x.org").exists()
    done = administrator.post(address, {"reason": "She asked"}, follow=True)
    assert "nobody’s now" in words_of(done.text) and "She asked" in done.text
    assert not User.objects.filter(email="anna.bell@x.org").exists()


def test_data_protection_person_refuses_the_last_officer_in_words(administrator, own):
    address = reverse("portal:data_protection_person", args=[own[1].uid])
    assert "has no other officer" in administrator.post(address, {"reason": "x"}).text


def test_data_protection_forget_takes_an_address_out(administrator, own):
    letters.write(own[0], key="a", to="ben@x.org", subject="Reminder", body="…", now=NOW)
    found = administrator.post(PAGE, {"words": "ben@x.org"}).text
    assert "Take this address out" in found
    asked = {"address": "ben@x.org", "reason": ""}
    assert "Say why" in administrator.post(f"{PAGE}forget/", asked).text
    done = administrator.post(f"{PAGE}forget/", asked | {"reason": "He asked"}, follow=True)
    assert "It was taken out" in done.text
    assert not Letter.objects.filter(to="ben@x.org").exists()
    assert Erasure.objects.get().reason == "He asked"


# ---- what may not slip in

# Columns in which people's names, addresses and the like may stand, and what becomes of them.
CONTACTS = {
    "partnership.CaseReview.phone": "a body's own, public",
    "partnership.CaseReview.email": "a body's own, public",
    "partnership.ContactPoint.phone": "business contact that an officer made public",
    "partnership.ContactPoint.email": "business contact that an officer made public",
    "partnership.ContactPoint.address": "business contact that an officer made public",
    "partnership.ContactPoint.name": "business contact that an officer made public",
    "partnership.Invitation.email": "rule invitations; forgetting; anonymising",
    "partnership.Invitation.post": "rule invitations; forgetting; anonymising",
    "partnership.Letter.to": "rule letters; forgetting; anonymising",
    "partnership.User.email": "rule accounts; anonymising",
    "partnership.User.post": "rule accounts; anonymising",
    "partnership.GroupMember.post": "a post, not a person; officers end it",
    "publishing.FormatRequest.name": "rule requests; forgetting",
    "publishing.FormatRequest.email": "rule requests; forgetting",
    "publishing.FormatRequest.phone": "rule requests; forgetting",
    "publishing.FormatRequest.address": "rule requests; forgetting",
    "plans.Check.name": "rule checks; forgetting",
    "plans.Check.email": "rule checks; forgetting",
    "plans.ConsultationDraft.reply_address": "a body's own, public",
    "plans.Risk.owner_post": "a post, not a person",
    "events.MeetingAttendance.post": "a post, not a person",
    "events.MeetingAction.post": "a post, not a person",
    "events.Workshop.speaker_post": "a post, not a person",
    "plans.PlanPartner.name_as_stated": "the name of a body",
    "events.Attendance.name_as_stated": "the name of a body",
    "account.EmailAddress.email": "anonymising",
}
PERSONAL = {"email", "phone", "post", "address", "mobile", "contact", "surname", "person"}
NAMES_OF_PEOPLE = {"plans.Check", "publishing.FormatRequest", "partnership.ContactPoint"}


def _personal_columns():
    for model in apps.get_models():
        if model.__name__.startswith("Historical"):
            continue
        for column in model._meta.local_concrete_fields:
            if column.is_relation or not isinstance(column, models.CharField | models.TextField):
                continue
            name = column.name
            parts = set(name.split("_"))
            named = name == "name" and model._meta.label in NAMES_OF_PEOPLE
            stated = named or name in {"name_as_stated", "to"}
            if isinstance(column, models.EmailField) or parts & PERSONAL or stated:
                yield f"{model._meta.label}.{name}"


@pytest.mark.once
def test_every_column_for_people_stands_in_the_register():
    """A new column for an address or a telephone number asks what becomes of it."""
    found = set(_personal_columns())
    assert found == set(CONTACTS)


@pytest.mark.once
def test_every_column_for_addresses_is_emptied_or_a_business_contact(settings):
    """Whoever adds an address adds how it is forgotten."""
    forgotten = {name for name, becomes in CONTACTS.items() if "forgetting" in becomes}
    addresses = {name for name in forgotten if name.endswith((".email", ".to"))}
    assert addresses == set(settings.ADDRESSES)


@pytest.mark.once
def test_every_table_with_words_is_searched():
    """What the search leaves out is named, and holds no words of people."""
    left_out = {
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if isinstance(column, models.EmailField)
        and (model._meta.app_label in NOT_SEARCHED or not is_text(column))
    }
    assert left_out == set()
    assert {"password", "token_sha256"} <= SECRETS
