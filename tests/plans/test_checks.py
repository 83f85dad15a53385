"""Checks by link: one section, no account, and nothing more than that."""

import datetime

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Block, Check, Comment
from plans.workflow.checks import COMMENTS_A_LINK, ask, check_with, hashed, remark, revoke
from records.anchors import paragraphs
from records.moves import Refused
from tests import factories

NOW = timezone.now()
TODAY = timezone.localdate()
IN_A_WEEK = TODAY + datetime.timedelta(days=7)


def asked(small, **fields):
    return ask(
        small.section,
        **{"name": "Analyst", "expires_on": IN_A_WEEK, "by": small.officer, "now": NOW} | fields,
    )


@pytest.fixture
def link(small):
    """The address of a check of the small plan's section."""
    cache.clear()
    return reverse("plans:check_page", args=[asked(small, question="Is it right?")[1]])


def read(client, link):
    """The fingerprint of the text that the page shows."""
    return client.get(link).context["text"]


# ---- asking


def form(officer, small, **typed):
    address = reverse("plans:check_add", args=[small.section.uid])
    uid = officer.get(address).context["form"]["uid"].value()
    fields = {"name": "Analyst", "expires_on": IN_A_WEEK.isoformat(), "uid": uid}
    return officer.post(address, fields | typed)


def test_the_link_is_shown_once_and_only_its_hash_is_kept(officer, small):
    page = form(officer, small)
    token = page.context["link"].rstrip("/").split("/")[-1]
    check = Check.objects.get()
    assert check.token_sha256 == hashed(token)
    assert token not in "".join(str(value) for value in vars(check).values())
    assert "no-store" in page["Cache-Control"]
    assert "mailto:?subject=Please%20check" in page.content.decode()
    assert Client().get(reverse("plans:check_page", args=[token])).status_code == 200
    section = reverse("plans:section_detail", args=[small.section.uid])
    assert token not in officer.get(section).content.decode()


def test_the_same_form_twice_makes_one_link(officer, small):
    page = form(officer, small)
    again = officer.post(
        page.request["PATH_INFO"],
        {"name": "Analyst", "expires_on": IN_A_WEEK.isoformat(), "uid": Check.objects.get().uid},
    )
    assert "This link was made already" in again.content.decode()
    assert Check.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Say who checks it."),
        ({"email": "nobody"}, "not a whole e-mail address"),
        ({"expires_on": "2001-01-01"}, "This day has passed."),
        ({"expires_on": str(TODAY + datetime.timedelta(days=61))}, "at most 60 days"),
        ({"expires_on": "soon"}, "This is not a date."),
    ],
)
def test_bad_input(officer, small, typed, words):
    page = form(officer, small, question="Kept as typed", **typed).content.decode()
    assert words in page
    assert "Kept as typed" in page
    assert not Check.objects.exists()


def test_the_workflow_holds_the_limit_too(small):
    with pytest.raises(Refused):
        asked(small, expires_on=TODAY + datetime.timedelta(days=61))
    with pytest.raises(Refused):
        asked(small, by=small.lead)


def test_it_is_sent_where_there_is_an_address(officer, small):
    page = form(officer, small, email="analyst@example.org", question="Are the numbers right?")
    assert "Sent" in page.content.decode()
    [letter] = mail.outbox
    assert letter.to == ["analyst@example.org"]
    assert page.context["link"] in letter.body
    assert "Are the numbers right?" in letter.body


def test_a_mail_server_that_is_down_loses_no_link(officer, small, monkeypatch):
    def down(*arguments):
        raise OSError("no route")

    monkeypatch.setattr("plans.views.checks.send_mail", down)
    page = form(officer, small, email="analyst@example.org").content.decode()
    assert "The portal could not send its e-mail" in page
    assert "/check/" in page


def test_asking_again_makes_a_new_link_and_ends_the_old_one(officer, small):
    check, token = asked(small, email="a@example.org")
    address = f"{reverse('plans:check_add', args=[small.section.uid])}?again={check.uid}"
    first = officer.get(address).context["form"]
    assert first["name"].value() == "Analyst"
    officer.post(
        address,
        {"name": "Analyst", "expires_on": IN_A_WEEK.isoformat(), "uid": first["uid"].value()},
    )
    assert check_with(token, now=NOW) is None
    assert Check.objects.count() == 2


# ---- the page without an account


def test_a_checker_reads_exactly_one_section(client, small, link):
    factories.block(factories.section(small.plan, "Elsewhere"), text="<p>Other words.</p>")
    page = client.get(link)
    words = page.content.decode()
    assert "The first words." in words
    assert "Is it right?" in words
    assert "Other words." not in words
    assert "Elsewhere" not in words
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]
    assert Check.objects.get().opened_at is not None


def test_links_that_do_not_work_all_look_the_same(client, small):
    ended, token_of_ended = asked(small)
    revoke(ended, by=small.officer, now=NOW)
    old, token_of_old = asked(small)
    Check.objects.filter(pk=old.pk).update(expires_on=TODAY - datetime.timedelta(days=1))
    token_of_taken = asked(small)[1]
    pages = [client.get(reverse("plans:check_page", args=[t]))
             for t in ("unknown", token_of_ended, token_of_old)]  # fmt: skip
    small.section.taken_out_at = NOW
    small.section.save()
    pages.append(client.get(reverse("plans:check_page", args=[token_of_taken])))
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert "ask the person who sent it to you" in pages[0].content.decode()
    assert pages[0]["Referrer-Policy"] == "same-origin"
    posted = client.post(reverse("plans:check_page", args=[token_of_old]), {"text": "Late"})
    assert posted.status_code == 404
    assert not Comment.objects.exists()


def test_it_is_right_as_it_stands(client, officer, small, link):
    stranger = Client(enforce_csrf_checks=True)
    given = {"answer": "right", "text": read(stranger, link)}
    assert stranger.post(link, given).status_code == 403
    token = stranger.cookies["csrf"].value
    answered = stranger.post(link, given | {"csrfmiddlewaretoken": token})
    assert answered.status_code == 302
    check = Check.objects.get()
    assert (check.answer, check.answered_at is not None) == ("right", True)
    section = reverse("plans:section_detail", args=[small.section.uid])
    page = officer.get(section).content.decode()
    assert "Right as it stands" in page
    assert "changed since" not in page
    block = Block.objects.get(pk=small.block.pk)
    block.text = "<p>Quite other words.</p>"
    block.save()
    assert "The section was changed since." in officer.get(section).content.decode()


def test_what_was_changed_while_reading_is_not_confirmed(client, small, link):
    text = read(client, link)
    block = Block.objects.get(pk=small.block.pk)
    block.text = "<p>Quite other words.</p>"
    block.save()
    page = client.post(link, {"answer": "right", "text": text})
    assert page.status_code == 409
    assert "changed while you were reading" in page.content.decode()
    assert Check.objects.get().answer == ""


def test_comments_of_a_checker(client, officer, small, link):
    anchor = paragraphs(Block.objects.get(pk=small.block.pk).text)[0].id
    for typed in ({"text": "On the whole"}, {"text": "On these words", "anchor": anchor}):
        assert client.post(link, typed).status_code == 302
    first, second = Comment.objects.order_by("pk")
    assert (first.author, first.author_label, first.check_of) == (
        *(None, "Analyst"),
        Check.objects.get(),
    )
    assert (first.anchor, second.anchor) == ("", anchor)
    assert Check.objects.get().answer == "commented"
    assert "On these words" in client.get(link).content.decode()
    section = reverse("plans:section_detail", args=[small.section.uid])
    page = officer.get(section).content.decode()
    assert "Checked this section by a link" in page


def test_a_comment_that_cannot_be_taken_keeps_its_words(client, small, link):
    page = client.post(link, {"text": "Fine", "anchor": "p-elsewher"})
    assert page.status_code == 422
    assert ">\nFine</textarea>" in page.content.decode()
    assert client.post(link, {"text": "x" * 5001}).status_code == 422
    assert client.post(link, {"text": " "}).status_code == 422
    assert not Comment.objects.exists()


def test_at_most_fifty_comments_by_a_link(client, small):
    check, token = asked(small)
    for number in range(COMMENTS_A_LINK):
        remark(check, text=f"Number {number}", now=NOW)
    with pytest.raises(Refused):
        remark(check, text="One more", now=NOW)
    page = client.get(reverse("plans:check_page", args=[token])).content.decode()
    assert "takes no more comments" in page


def test_no_more_than_ten_answers_a_minute(client, small, link):
    for number in range(10):
        client.post(link, {"text": f"Number {number}"})
    page = client.post(link, {"text": "The eleventh"})
    assert page.status_code == 429
    assert "The eleventh" in page.content.decode()
    assert Comment.objects.count() == 10


def test_an_officer_ends_a_link(client, officer, small, link):
    officer.post(reverse("plans:check_revoke", args=[Check.objects.get().uid]))
    assert Client().get(link).status_code == 404
    page = officer.get(reverse("plans:section_detail", args=[small.section.uid])).content.decode()
    assert "Link ended" in page
    assert "Ask again" in page


def test_only_officers_see_who_checks(client, small, link):
    client.force_login(small.executive)
    page = client.get(reverse("plans:section_detail", args=[small.section.uid])).content.decode()
    assert "Checked by others" not in page
