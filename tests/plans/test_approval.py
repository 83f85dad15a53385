"""Agree and publish as people press it."""

import pytest
from django.urls import reverse

from plans.models import ApprovalRecord
from publishing.models import Edition
from records.models import Change
from records.saving import save_over


def page_of(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


def answer(client, small, **typed):
    prefix = f"step-{small.step.pk}"
    typed = {"outcome": "agreed", "decided_on": "2011-05-23"} | typed
    data = {f"{prefix}-{name}": value for name, value in typed.items()}
    return client.post(page_of("approval_record", small.step), data, follow=True)


def fingerprint(small):
    found = small.again().submitted_hash
    return f"{found[:4]} {found[4:8]}"


def agreed(small):
    small.submit()
    small.answer()


def test_from_draft_to_edition(client, small):
    client.force_login(small.officer)
    said = client.post(page_of("plan_submit", small.plan), follow=True).text
    assert "The text is locked until it is agreed or returned." in said
    assert fingerprint(small) in said
    client.force_login(small.executive)
    assert "Read it, then agree or return it." in client.get("/workspace/").text
    assert "Recorded." in answer(client, small, minute="12/2011").text
    client.force_login(small.officer)
    assert "Publish it." in client.get("/workspace/").text
    page = client.get(page_of("plan_agree", small.plan)).text
    assert "Agreed, 23 May 2011, minute 12/2011. Recorded by Chair." in page
    published = client.post(page_of("plan_publish", small.plan), {"change_note": ""})
    assert published.url == page_of("edition_detail", Edition.objects.get())


def test_return_with_a_comment_reaches_the_officer(client, small):
    small.submit()
    client.force_login(small.executive)
    answer(client, small, outcome="returned", comment="Name the source.")
    assert small.again().state == "draft"
    client.force_login(small.officer)
    assert "Name the source." in client.get(page_of("plan_detail", small.plan)).text
    assert "Returned: “Name the source.”" in client.get("/workspace/").text


def test_return_that_was_answered_is_not_shown_again(officer, small):
    small.submit()
    small.answer("returned", comment="Name the source.")
    agreed(small)
    small.reopen()
    assert "Name the source." not in officer.get(page_of("plan_detail", small.plan)).text
    assert "Name the source." not in officer.get("/workspace/").text


def test_return_without_a_comment_is_refused_beside_the_field(client, small):
    small.submit()
    client.force_login(small.executive)
    page = answer(client, small, outcome="returned", minute="Kept as typed").text
    assert f'<p id="id_step-{small.step.pk}-comment_error"' in page
    assert "Give the reason." in page
    assert "Kept as typed" in page
    assert small.again().state == "submitted"


@pytest.mark.parametrize("who", ["officer", "lead"])
def test_nobody_else_can_speak_for_the_executive_group(client, small, who):
    small.submit()
    client.force_login(getattr(small, who))
    page = client.get(page_of("plan_agree", small.plan)).text
    assert page_of("approval_record", small.step) not in page
    refused = answer(client, small)
    assert refused.status_code == 403
    assert "You may not speak for the Executive Group." in refused.text
    assert not ApprovalRecord.objects.exists()


def test_reopen_without_a_reason_is_refused(officer, small):
    small.submit()
    page = officer.post(page_of("plan_reopen", small.plan), {"reason": " "}).text
    assert "Give the reason." in page
    assert small.again().state == "submitted"


def test_plan_submitted_anew_asks_anew(client, small):
    agreed(small)
    small.reopen()
    small.submit()
    client.force_login(small.executive)
    page = client.get(page_of("plan_agree", small.plan)).text
    assert page_of("approval_record", small.step) in page
    assert "Before it was submitted again: Agreed" in page
    assert "Complete" not in page


@pytest.mark.parametrize("reached", ["draft", "submitted"])
def test_plan_publish_is_refused_before_agreement(officer, small, reached):
    if reached == "submitted":
        small.submit()
    address = page_of("plan_publish", small.plan)
    assert "It cannot be published yet" in officer.get(address).text
    refused = officer.post(address, {"change_note": ""})
    assert refused.status_code == 409
    assert "Nothing was published" in refused.text
    assert not Edition.objects.exists()


def test_plan_publish_refuses_what_changed_after_approval_and_shows_it(officer, small):
    agreed(small)
    small.figure.change = 280
    save_over(small.figure, base_version=1, by=small.officer)
    refused = officer.post(page_of("plan_publish", small.plan), {"change_note": ""})
    assert refused.status_code == 409
    assert "removed: </span>277<" in refused.text
    assert "added: </span>280<" in refused.text
    assert "Nothing was published" in refused.text
    assert not Edition.objects.exists()
    assert not Change.objects.filter(action__in=["plan.publish", "edition.publish"]).exists()


@pytest.mark.parametrize("note", ["", "A first edition."])
def test_plan_publish_pressed_twice_leads_to_the_one_edition(officer, small, note):
    agreed(small)
    address = page_of("plan_publish", small.plan)
    first = officer.post(address, {"change_note": note})
    second = officer.post(address, {"change_note": note})
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Edition.objects.count() == 1


def test_plan_publish_of_a_correction_needs_a_change_note(officer, small):
    agreed(small)
    small.publish()
    small.reopen()
    small.figure.change = 280
    save_over(small.figure, base_version=1, by=small.officer)
    agreed(small)
    page = officer.post(page_of("plan_publish", small.plan), {"change_note": ""}).text
    assert "Say what changed since the last edition" in page
    assert Edition.objects.count() == 1
    officer.post(page_of("plan_publish", small.plan), {"change_note": "A number corrected."})
    assert Edition.objects.get(number=2).change_note == "A number corrected."


def test_those_who_answer_read_the_text_that_was_submitted(client, small):
    small.submit()
    small.figure.change = 280
    save_over(small.figure, base_version=1, by=small.officer)
    client.force_login(small.executive)
    page = client.get(page_of("plan_preview", small.plan)).text
    plan_itself = page.partition('class="plan-body')[2]
    assert "277 offences (6%)" in plan_itself
    assert "280 offences" not in plan_itself
    assert "Data has changed since this text was submitted" in page
    assert "added: </span>280<" in page  # and what changed is shown above it
    assert small.again().submitted_hash[:8] in page


def test_no_pdf_of_other_data_is_shown_as_the_submitted_text(client, small):
    small.submit()
    small.figure.change = 280
    save_over(small.figure, base_version=1, by=small.officer)
    client.force_login(small.executive)
    pdf = page_of("plan_preview_pdf", small.plan)
    assert pdf not in client.get(page_of("plan_preview", small.plan)).text
    answer = client.get(pdf, follow=True)
    assert "no PDF of the submitted text" in answer.text
