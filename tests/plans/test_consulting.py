"""A draft for consultation: given out, replied to, answered, reported; never the plan."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Contribution
from plans.models import ConsultationDraft, DraftReply, Plan
from plans.workflow import consulting, replies
from publishing.models import Rendition
from records.models import Change
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def whole(document):
    """As if its files were made."""
    edition = document.editions.get()
    Rendition.objects.filter(edition=edition).delete()
    document.current_edition = edition
    document.save()


@pytest.fixture
def draft(small):
    found = consulting.release(
        small.plan,
        introduction="What should we change?",
        closes_on=timezone.localdate() + datetime.timedelta(days=10),
        by=small.officer,
        now=timezone.now(),
    )
    whole(found.document)
    return found


def public(name, draft):
    plan = draft.plan
    return reverse(f"plans:{name}", args=[plan.partnership.slug, plan.slug, draft.number])


def replied(draft, text="More lights, please.", anchor="", **fields):
    return replies.reply(draft, anchor=anchor, text=text, now=timezone.now(), **fields)


def accepted(draft, small, text="More lights, please."):
    return replies.accept(replied(draft, text), by=small.officer, now=timezone.now())


def answered(reply, small, words="We added two."):
    return replies.answer(
        reply,
        outcome="taken",
        words=words,
        base_version=reply.version,
        by=small.officer,
        now=timezone.now(),
    )


def test_a_released_draft_is_read_by_everybody_and_is_not_the_plan(client, draft):
    page = client.get(public("draft_page", draft)).text
    assert "This is not the plan" in page
    assert "The first words." in page
    plan = draft.plan.partnership
    assert client.get(f"/{plan.slug}/plans/{draft.plan.slug}/").status_code == 404
    assert Plan.objects.get(pk=draft.plan.pk).document is None


def test_the_draft_stays_as_people_read_it_when_the_text_goes_on(client, draft, small):
    small.block.text = "<p>Quite other words.</p>"
    small.block.save()
    assert "Quite other words" not in client.get(public("draft_page", draft)).text


def test_a_draft_says_what_it_is_on_its_cover(draft):
    assert "not the plan" in draft.edition.snapshot["edition_line"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"audience": "internal"}, "not for everybody"),
        ({"state": "agreed"}, "agreed already"),
    ],
)
def test_what_cannot_be_given_to_the_public(small, change, words):
    Plan.objects.filter(pk=small.plan.pk).update(**change)
    with pytest.raises(Refused, match=words):
        consulting.release(
            small.plan,
            introduction="What?",
            closes_on=timezone.localdate(),
            by=small.officer,
            now=timezone.now(),
        )


def test_one_draft_is_open_at_a_time(draft, small):
    with pytest.raises(Refused, match="Close that first"):
        consulting.release(
            small.plan,
            introduction="Again?",
            closes_on=timezone.localdate(),
            by=small.officer,
            now=timezone.now(),
        )


def test_executives_do_not_release_drafts(small):
    with pytest.raises(Refused, match="Officers"):
        consulting.release(
            small.plan,
            introduction="What?",
            closes_on=timezone.localdate(),
            by=small.executive,
            now=timezone.now(),
        )


def test_draft_release_keeps_what_was_typed_beside_a_fault(officer, small):
    address = reverse("plans:draft_release", args=[small.plan.uid])
    answer = officer.post(address, {"introduction": "Kept as typed", "closes_on": "2001-01-01"})
    assert "Choose a last day that is not over yet." in answer.text
    assert "Kept as typed" in answer.text
    assert not ConsultationDraft.objects.exists()


def test_a_reply_needs_no_account_and_is_nobodys_to_read_before_an_officer(client, draft):
    anchor = draft.edition.snapshot["contents"][0]["anchor"]
    answer = client.post(
        public("draft_reply_page", draft), {"anchor": anchor, "text": "More lights"}
    )
    assert answer.url == public("draft_replied", draft)
    reply = DraftReply.objects.get()
    assert (reply.standing, reply.section_title) == ("waiting", "1 Introduction")
    assert "More lights" not in client.get(public("draft_page", draft)).text
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": " "}, "Write what you think."),
        ({"text": "x" * 2001}, "or send it in two parts"),
        ({"text": "Lights", "anchor": "nowhere"}, "Select a valid choice"),
    ],
)
def test_a_faulty_reply_is_told_beside_its_field(client, draft, given, words):
    answer = client.post(public("draft_reply_page", draft), given)
    assert words in answer.text
    assert not DraftReply.objects.exists()


def test_programs_that_fill_in_every_field_are_thanked_and_not_kept(client, draft):
    client.post(public("draft_reply_page", draft), {"text": "Buy", "website": "http://spam"})
    assert not DraftReply.objects.exists()


def test_one_address_cannot_flood_a_draft(client, draft):
    for number in range(21):
        answer = client.post(public("draft_reply_page", draft), {"text": f"Words {number}"})
    assert "Many replies came from your network" in answer.text
    assert DraftReply.objects.count() == 20


def test_after_the_last_day_nobody_replies_but_officers_type_in_paper(client, draft, small):
    later = timezone.now() + datetime.timedelta(days=11)
    with pytest.raises(Refused, match="closed"):
        replies.reply(draft, anchor="", text="Late", now=later)
    paper = replies.reply(
        draft, anchor="", text="By post", now=later, origin="paper", by=small.officer
    )
    assert paper.origin == "paper"


def test_an_accepted_reply_is_a_contribution_to_the_consultation(draft, small):
    reply = accepted(draft, small)
    said = Contribution.objects.get()
    assert (said.text, said.kind, said.event) == (reply.text, "comment", draft.event)
    assert said.origin == "web"


def test_a_reply_set_aside_is_not_counted_and_can_be_accepted_later(draft, small):
    reply = replied(draft)
    with pytest.raises(Refused, match="reason"):
        replies.set_aside(reply, reason=" ", by=small.officer, now=timezone.now())
    replies.set_aside(reply, reason="Names a person", by=small.officer, now=timezone.now())
    assert not Contribution.objects.exists()
    replies.accept(reply, by=small.officer, now=timezone.now())
    assert Contribution.objects.count() == 1
    assert DraftReply.objects.get().set_aside_reason == ""


def test_the_report_waits_until_each_reply_has_its_answer(client, draft, small):
    reply = accepted(draft, small)
    consulting.close(draft, by=small.officer, now=timezone.now())
    with pytest.raises(Refused, match="1 without an answer"):
        consulting.publish_report(draft, by=small.officer, now=timezone.now())
    assert client.get(public("draft_answers_page", draft)).status_code == 404
    answered(reply, small)
    consulting.publish_report(draft, by=small.officer, now=timezone.now())
    page = client.get(public("draft_answers_page", draft)).text
    assert "More lights, please." in page
    assert "We added two." in page
    assert Change.objects.filter(action="consultationdraft.publish_report").exists()


def test_the_report_is_not_published_while_people_can_reply(draft, small):
    with pytest.raises(Refused, match="can still reply"):
        consulting.publish_report(draft, by=small.officer, now=timezone.now())


def test_a_stale_answer_shows_both_and_loses_nothing(officer, draft, small):
    reply = accepted(draft, small)
    answered(reply, small, words="Theirs")
    answer = officer.post(
        reverse("plans:reply_answer", args=[reply.uid]),
        {"outcome": "partly", "answer": "Mine", "base_version": reply.version},
    )
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text
    assert DraftReply.objects.get().answer == "Theirs"


def test_draft_detail_costs_the_same_for_few_and_many(officer, draft, small):
    address = reverse("plans:draft_detail", args=[draft.uid])
    accepted(draft, small)
    officer.get(address)
    with CaptureQueriesContext(connection) as few:
        officer.get(address)
    for number in range(10):
        accepted(draft, small, f"Words {number}")
    with CaptureQueriesContext(connection) as many:
        officer.get(address)
    assert len(many) == len(few)


def test_other_partnerships_find_no_draft(client, draft):
    stranger = factories.user("officer", factories.partnership("elsewhere"))
    client.force_login(stranger)
    assert client.get(reverse("plans:draft_detail", args=[draft.uid])).status_code == 404
