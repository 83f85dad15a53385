"""What the portal takes out by itself when its time has come, and what it says of it."""

import datetime
import logging
import os
import uuid

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from events.models import CaptureDevice, Contribution, ContributionImport
from events.workflow.redaction import redact
from partnership.models import Invitation, User
from partnership.workflow import letters
from partnership.workflow.invitations import accept, invite
from plans.models import Check, ConsultationDraft, DraftReply, PlanImport, Presence
from portal.workflow import retaining
from portal.workflow.retaining import retain, rules
from priorities.models import EvidenceImport
from publishing.models import Document, FormatRequest
from records.models import Change, Erasure, note
from records.retention import Rule
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def own(settings):
    """A partnership with its officer."""
    found = factories.partnership()
    return found, factories.user("officer", found)


def rule(name):
    return import_string(next(each for each in settings.RETENTION if each.endswith(name)))


def taken(key):
    return [sum(one.counts.values()) for one in Erasure.objects.filter(rule=key)]


# ---- the schedule


def test_retention_says_once_a_day_what_it_did(own):
    note("account.sign_in_failure", by=None, now=NOW - 91 * DAY, after={"address": "who@x.org"})
    retain(NOW)
    retain(NOW)
    said = Change.objects.get(action="retention.run")
    assert set(said.after) == {retaining.PARTS, *(one.key for one in rules())}
    assert said.after["sign-ins"] == 1 and said.after["letters"] == 0
    retain(NOW + DAY)
    assert Change.objects.filter(action="retention.run").count() == 2
    assert taken("sign-ins") == [1]


def test_retention_goes_on_behind_a_rule_that_fails(own, settings, caplog):
    def breaks(before):
        raise LookupError("staged")

    broken = Rule("broken", "what", "1 day", 1, "why", breaks, None)
    retaining.BROKEN_IN_A_TEST = broken
    settings.RETENTION = ["portal.workflow.retaining.BROKEN_IN_A_TEST", *settings.RETENTION]
    note("account.sign_in_failure", by=None, now=NOW - 91 * DAY, after={"address": "who@x.org"})
    with caplog.at_level(logging.ERROR):
        retain(NOW)
    said = Change.objects.get(action="retention.run")
    assert said.after["broken"] == "failed" and said.after["sign-ins"] == 1
    assert "The retention rule broken failed" in caplog.text


def test_retention_gives_way_and_goes_on_at_the_next_sweep(own, monkeypatch):
    monkeypatch.setattr("records.retention.BATCH", 2)
    monkeypatch.setattr(retaining, "A_SWEEP_LASTS", 0)
    for number in range(5):
        note("account.sign_in_failure", by=None, now=NOW - 91 * DAY, after={"address": f"{number}"})
    retain(NOW)
    assert taken("sign-ins") == [2]
    assert not Change.objects.filter(action="retention.run").exists()
    retain(NOW)
    retain(NOW)
    assert sum(taken("sign-ins")) == 5
    assert Change.objects.get(action="retention.run").after["sign-ins"] == 5


def test_every_rule_says_what_how_long_and_why():
    keys = [one.key for one in rules()]
    assert len(set(keys)) == len(keys)
    assert all(one.what and one.kept and one.why and one.days >= 0 for one in rules())


# ---- each rule: the day before nothing, the day after all


def test_sign_ins_keep_that_they_failed_and_lose_the_address(own):
    line = note(
        "account.sign_in_failure", by=None, now=NOW - 90 * DAY, after={"address": "who@x.org"}
    )
    retain(NOW - DAY)
    line.refresh_from_db()
    assert line.after == {"address": "who@x.org"}
    retain(NOW + DAY)
    line.refresh_from_db()
    assert line.after is None and line.action == "account.sign_in_failure"
    assert line.taken_out.rule == "sign-ins" and line.taken_out.counts == {"records.Change": 1}


def test_sign_ins_can_be_emptied_only_on_behalf_of_an_erasure(own):
    line = note("account.sign_in_failure", by=None, now=NOW, after={"address": "who@x.org"})
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.filter(pk=line.pk).update(after=None)


def _letter(own, state, **fields):
    one = letters.letter(
        own[0], key=f"for anna@x.org {state}", to="anna@x.org", subject="Reminder",
        body="Dear Anna", now=NOW - 200 * DAY,
    )  # fmt: skip
    one.state = state
    for name, value in fields.items():
        setattr(one, name, value)
    one.save()
    return one


def test_letters_lose_whom_they_went_to_and_what_they_said(own):
    sent = _letter(own, "sent", sent_at=NOW - 181 * DAY)
    failed = _letter(own, "failed", reason="550 no such user anna@x.org")
    young = _letter(own, "sent", sent_at=NOW - 179 * DAY, key="young")
    waiting = _letter(own, "waiting")
    retain(NOW)
    for one in (sent, failed):
        one.refresh_from_db()
        assert "anna" not in f"{one.to} {one.body} {one.key} {one.reason}".lower()
        assert one.subject == "Reminder"
    for one in (young, waiting):
        one.refresh_from_db()
        assert one.to == "anna@x.org" and one.body == "Dear Anna"
    assert taken("letters") == [2]
    retain(NOW + DAY)
    assert taken("letters") == [2]


def test_invitations_that_nobody_took_lose_their_address(own):
    partnership, officer = own
    asked = {"kind": "lead", "by": officer, "now": NOW - 110 * DAY}
    unused = invite(partnership, email="anna@x.org", post="Anna Bell", **asked)
    used = invite(partnership, email="ben@x.org", post="Chair", **asked)
    accept(used, password=factories.PASSWORD, now=NOW - 109 * DAY)
    retain(NOW)
    unused.refresh_from_db()
    assert "anna" not in f"{unused.email} {unused.post}".lower()
    assert not unused.history.filter(email="anna@x.org").exists()
    assert not Change.objects.filter(target_label__icontains="anna").exists()
    assert Change.objects.filter(action="invitation.invite", target=unused.uid).exists()
    assert Invitation.objects.get(pk=used.pk).email == "ben@x.org"
    retain(NOW + DAY)
    assert taken("invitations") == [1]


def test_accounts_are_made_anonymous_two_years_after_the_last_role(own):
    partnership, officer = own
    gone, back, closing = (factories.user(post=f"Lead {n}") for n in range(3))
    for person, days in ((gone, 740), (back, 740), (closing, 700)):
        factories.role(
            person, "lead", partnership,
            from_date=(NOW - 900 * DAY).date(), to_date=(NOW - days * DAY).date(),
        )  # fmt: skip
    factories.role(back, "lead", partnership)
    retain(NOW)
    posts = dict(User.objects.values_list("pk", "post"))
    assert posts[gone.pk] == "Somebody who left"
    assert posts[back.pk] == "Lead 1" and posts[closing.pk] == "Lead 2"
    assert posts[officer.pk] == officer.post


def test_sessions_that_ended_are_deleted(own):
    ended, running = SessionStore(), SessionStore()
    ended.set_expiry(NOW - DAY)
    running.set_expiry(NOW + 5 * DAY)
    for each in (ended, running):
        each["what"] = 1
        each.save()
    retain(NOW)
    assert not SessionStore().exists(ended.session_key)
    assert SessionStore().exists(running.session_key)


def test_requests_lose_how_to_reach_whoever_asked(own):
    asked = {"partnership": own[0], "wanted": "braille", "promised_on": NOW.date()}
    closed = {"state": "sent", "outcome": "Sent by post", "asked_at": NOW - 200 * DAY}
    old = FormatRequest.objects.create(
        name="Anna", email="anna@x.org", closed_at=NOW - 91 * DAY, **asked, **closed
    )
    young = FormatRequest.objects.create(
        name="Ben", email="ben@x.org", closed_at=NOW - 89 * DAY, **asked, **closed
    )
    retain(NOW)
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.name, old.email) == ("", "") and young.email == "ben@x.org"


def _stored(name):
    return default_storage.save(name, ContentFile(b"what was uploaded"))


def test_files_of_contributions_go_with_what_was_read_from_them(own):
    event = factories.event(own[0])
    kept = {"event": event, "sha256": "a", "by": own[1], "preview": {"rows": [{"text": "Anna"}]}}
    shared = _stored("imports/test/shared.csv")
    old = ContributionImport.objects.create(
        file=shared, name="a.csv", state="done", made_at=NOW - 366 * DAY, **kept
    )
    young = ContributionImport.objects.create(
        file=shared, name="b.csv", state="done", made_at=NOW - 364 * DAY, **kept
    )
    alone = ContributionImport.objects.create(
        file=_stored("imports/test/own.csv"), name="c.csv", state="read",
        made_at=NOW - 366 * DAY, **kept,
    )  # fmt: skip
    path = alone.file.name
    retain(NOW)
    for one in (old, young, alone):
        one.refresh_from_db()
    assert not old.file and old.preview == {} and old.state == "done"
    assert alone.state == "failed" and not default_storage.exists(path)
    assert young.file and default_storage.exists(shared)
    retain(NOW + 2 * DAY)
    assert not default_storage.exists(shared)


def test_files_of_evidence_and_plans_go_after_a_year(own):
    kept = {"partnership": own[0], "sha256": "a", "by": own[1], "made_at": NOW - 366 * DAY}
    evidence = EvidenceImport.objects.create(
        file=_stored("imports/test/crime.csv"), name="crime.csv", state="done", dataset="c2",
        counted_at=NOW, **kept,
    )  # fmt: skip
    word = PlanImport.objects.create(
        file=_stored("imports/test/original.docx"), name="plan.docx", state="done",
        preview={"sections": [{"title": "By Anna Bell"}]}, **kept,
    )  # fmt: skip
    paths = [evidence.file.name, word.file.name]
    retain(NOW)
    evidence.refresh_from_db()
    word.refresh_from_db()
    assert not evidence.file and not word.file and word.preview == {}
    assert [default_storage.exists(path) for path in paths] == [False, False]


def test_replies_that_were_set_aside_lose_their_words(own):
    plan = factories.plan(own[0])
    document = Document.objects.create(partnership=own[0], kind="x", slug="draft", title="Draft")
    draft = ConsultationDraft.objects.create(
        plan=plan,
        document=document,
        opens_on=NOW.date(),
        closes_on=NOW.date(),
        event=factories.event(own[0]),
    )
    aside = {"draft": draft, "standing": "set_aside", "set_aside_reason": "Not about the plan"}
    old = DraftReply.objects.create(text="I am Anna", said_at=NOW - 366 * DAY, **aside)
    young = DraftReply.objects.create(text="I am Ben", said_at=NOW - 364 * DAY, **aside)
    said = _redacted(own, 366)
    taken_in = DraftReply.objects.create(
        draft=draft, text="Mr Brown of 4 High Street drinks", said_at=NOW - 400 * DAY,
        standing="accepted", contribution=said,
    )  # fmt: skip
    retain(NOW)
    for one in (old, young, taken_in):
        one.refresh_from_db()
    assert old.text == "" and not old.history.filter(text__contains="Anna").exists()
    assert young.text == "I am Ben"
    assert taken_in.text == "████████ of 4 High Street drinks"


def test_checks_devices_and_windows_lose_who_it_was(own):
    section = factories.section(factories.plan(own[0]))
    check = Check.objects.create(
        section=section, name="Anna", email="anna@x.org", token_sha256="a",
        expires_on=(NOW - 91 * DAY).date(),
    )  # fmt: skip
    table = factories.table(factories.event(own[0]))
    CaptureDevice.objects.create(table=table, key="old", seen_at=NOW - 31 * DAY)
    CaptureDevice.objects.create(table=table, key="young", seen_at=NOW - 29 * DAY)
    window = {"section": section, "user": own[1], "opened_at": NOW - 2 * DAY}
    Presence.objects.create(window=uuid.uuid4(), seen_at=NOW - 2 * DAY, **window)
    Presence.objects.create(window=uuid.uuid4(), seen_at=NOW, **window)
    retain(NOW)
    check.refresh_from_db()
    assert "anna" not in f"{check.name} {check.email}".lower()
    assert not check.history.filter(email="anna@x.org").exists()
    assert [one.key for one in CaptureDevice.objects.all()] == ["young"]
    assert Presence.objects.count() == 1


def _redacted(own, days, **event):
    said = factories.contribution(
        factories.event(own[0], **event), text="Mr Brown of 4 High Street drinks"
    )
    redact(said, starts_at=0, ends_at=8, reason="names", by=own[1], now=NOW - days * DAY)
    return said


def test_redacted_words_are_blackened_where_they_stood(own):
    old, young, shown = _redacted(own, 366), _redacted(own, 364), _redacted(own, 366, example=True)
    public = old.public_text
    retain(NOW)
    for one in (old, young, shown):
        one.refresh_from_db()
    assert old.text == "████████ of 4 High Street drinks"
    assert old.public_text == public == "[removed: names a person] of 4 High Street drinks"
    assert not Contribution.history.filter(id=old.pk, text__contains="Brown").exists()
    assert "Brown" in young.text and "Brown" in shown.text
    retain(NOW + DAY)
    assert taken("redacted-words") == [1]


def test_half_written_files_go_after_a_day_and_the_log_says_so(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    left, fresh, whole = (tmp_path / name for name in (".part-old", ".part-new", "whole"))
    for file in (left, fresh, whole):
        file.write_bytes(b"half")
    for file in (left, whole):
        os.utime(file, (NOW.timestamp() - 90_000,) * 2)
    os.utime(fresh, (NOW.timestamp() - 80_000,) * 2)
    retain(NOW)
    assert {file.name for file in tmp_path.iterdir()} == {".part-new", "whole"}
    assert Change.objects.get(action="retention.run").after["half-written files"] == 1
