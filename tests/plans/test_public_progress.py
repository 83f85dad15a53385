"""What of progress the public sees: nothing before an officer has approved it."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from plans.models import Action, ProgressUpdate
from plans.workflow import progress, showing
from plans.workflow.accepting import set_progress
from records.models import Change
from records.moves import Refused
from records.saving import StaleVersion
from tests import factories
from tests.plans.editions import published

SECRET = "Never yet for the public."


def told(action, status="green", quarter=1, commentary=SECRET, **fields):
    return action.updates.create(
        year=2011, quarter=quarter, status=status, commentary=commentary, **fields
    )


def approve(small, update, words=""):
    update.refresh_from_db()
    return showing.show(
        update, words=words, base_version=update.version, by=small.officer, now=timezone.now()
    )


def show_page(plan, quarter="2011-1"):
    return f"{reverse('plans:progress_show', args=[plan.uid])}?quarter={quarter}"


def send(client, small, *updates, words="", tick=True, **more):
    """The officer's form with these updates in it, in the versions that are stored."""
    typed = {}
    for one in updates:
        typed |= {f"{one.uid}-version": one.version, f"{one.uid}-words": words}
        typed |= {f"{one.uid}-show": "on"} if tick else {}
    return client.post(show_page(small.plan), typed | more, follow=True)


@pytest.fixture
def action(small):
    return factories.action(small.section, "Walk the streets", all_priorities=True)


@pytest.fixture
def update(action):
    return told(action, told_by="The Chair")


@pytest.fixture
def page(small, action):
    """The public page, read by somebody who is not signed in."""

    def read(query=""):
        address = reverse("plans:progress_page", args=[small.partnership.slug, small.plan.slug])
        return Client().get(address + query)

    published(small.plan)
    return read


# ---- the public page


def test_nothing_unapproved_is_ever_on_the_public_page(page, small, action, update):
    told(action, "red", 2)
    for answer in (
        page(),
        page("?by=priority"),
        Client().get(f"/{small.partnership.slug}/progress/"),
    ):
        assert answer.status_code == 200
        assert "Walk the streets" in answer.text
        assert "No progress published yet" in answer.text
        assert "The plan has 1 action: 1 with no progress published yet." in answer.text
        for words in (SECRET, "On track", "Off track", "Quarter 1", "The Chair"):
            assert words not in answer.text


def test_progress_page_shows_the_newest_approved_and_folds_the_earlier(page, small, action):
    first, second = told(action, commentary="One lamp."), told(action, "amber", 2, "No ladder.")
    told(action, "red", 3)
    approve(small, first)
    approve(small, second, words="We wait for a ladder.")
    answer = page()
    assert "The plan has 1 action: 1 late or at risk." in answer.text
    assert answer.text.index("We wait for a ladder.") < answer.text.index("One lamp.")
    assert answer.text.index("Earlier quarters") < answer.text.index("One lamp.")
    assert "Quarter 2, 2011-12, July to September 2011" in answer.text
    for words in (SECRET, "No ladder.", "Off track", "Quarter 3"):
        assert words not in answer.text


def test_progress_page_marks_what_is_an_example(page, small, update):
    approve(small, update)
    assert "example-tag" not in page().text
    ProgressUpdate.objects.update(example=True)
    assert "example-tag" in page().text


def test_progress_page_keeps_the_published_wording(page, small, action, update):
    approve(small, update, words="It goes well.")
    factories.action(small.section, "Only in the draft")
    action.wording = "Reworded in the draft"
    action.save()
    answer = page()
    assert "Walk the streets" in answer.text
    assert "It goes well." in answer.text
    for words in ("Reworded in the draft", "Only in the draft"):
        assert words not in answer.text
    published(small.plan)
    assert "Reworded in the draft" in page().text


def test_an_action_taken_out_of_the_draft_stays_as_published(page, small, action, update):
    approve(small, update, words="It goes well.")
    Action.objects.filter(pk=action.pk).update(taken_out_at=timezone.now())
    assert "It goes well." in page().text


def test_two_actions_of_one_wording_keep_their_own_progress(small):
    actions = [factories.action(small.section, "Meet") for _ in range(2)]
    published(small.plan)
    approve(small, told(actions[1], "amber", commentary="Second one."))
    address = reverse("plans:progress_page", args=[small.partnership.slug, small.plan.slug])
    first, second = Client().get(address).context["actions"]
    assert first.latest is None
    assert second.latest.words == "Second one."


def test_progress_page_groups_by_section_or_by_what_it_serves(page, small):
    groups = page().context["groups"]
    assert [(one.title, one.anchor) for one in groups] == [("1 Introduction", small.section.anchor)]
    assert f"#{small.section.anchor}" in page().text
    assert [one.title for one in page("?by=priority").context["groups"]] == ["all priorities"]
    assert page("?by=nonsense").context["by"] == "section"


@pytest.mark.parametrize("change", ["draft", "internal", "hidden"])
def test_what_is_not_public_has_no_progress_page(page, small, update, change):
    approve(small, update)
    if change == "draft":
        small.plan.document.current_edition = None
        small.plan.document.save()
    elif change == "internal":
        small.plan.audience = "internal"
        small.plan.save()
    else:
        small.partnership.public = False
        small.partnership.save()
    assert page().status_code == 404
    home = Client().get(f"/{small.partnership.slug}/progress/")
    assert home.status_code == (404 if change == "hidden" else 200)
    assert SECRET not in home.text
    assert "Walk the streets" not in home.text


def test_progress_opens_the_plan_in_force_and_names_the_others(small, action):
    published(small.plan)
    today = timezone.localdate()
    day = datetime.timedelta(days=1)
    of_today = factories.plan(
        small.partnership, title="Plan of today", starts_on=today - day, ends_on=today + day
    )
    next_plan = factories.plan(
        small.partnership, title="Plan to come", starts_on=today + day, ends_on=today + 9 * day
    )
    factories.plan(small.partnership, title="A draft", starts_on=today + day, ends_on=today + day)
    published(of_today)
    published(next_plan)
    answer = Client().get(f"/{small.partnership.slug}/progress/")
    assert answer.context["plan"] == of_today
    assert {one.pk for one in answer.context["others"]} == {small.plan.pk, next_plan.pk}
    assert "A draft" not in answer.text


def test_the_public_address_never_hides_the_workspaces_own():
    assert resolve("/workspace/progress/").view_name == "plans:progress_home"


def test_progress_without_a_published_plan_says_so(small):
    answer = Client().get(f"/{small.partnership.slug}/progress/")
    assert "No plan is published here yet." in answer.text


def test_progress_of_a_withdrawn_plan_says_so(page, small):
    document = small.plan.document
    document.withdrawn_at, document.withdrawn_reason = timezone.now(), "A wrong number."
    document.save()
    assert "This plan was withdrawn" in page().text
    assert "A wrong number." in page().text


def test_the_public_page_costs_as_many_queries_with_many_actions(small):
    def add(number):
        for _ in range(number):
            action = factories.action(small.section, f"Action {Action.objects.count()}")
            for quarter in (1, 2):
                approve(small, told(action, quarter=quarter))

    def queries():
        address = reverse("plans:progress_page", args=[small.partnership.slug, small.plan.slug])
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(address).status_code == 200
        return len(asked)

    add(2)
    published(small.plan)
    few = queries()
    add(8)
    published(small.plan)
    assert queries() == few
    assert few <= 10


# ---- the officer's page


def test_progress_show_approves_the_ticked_ones_in_one_go(officer, small, action, update):
    other = told(factories.action(small.section, "Light the park"), "amber")
    left = told(factories.action(small.section, "Meet"))
    answer = send(
        officer, small, update, other, **{f"{left.uid}-version": left.version},
        **{f"{other.uid}-words": "In plain words."},
    )  # fmt: skip
    assert "2 shown to the public." in answer.text
    approved = ProgressUpdate.objects.filter(approved_at__isnull=False)
    assert set(approved) == {update, other}
    assert {one.approved_by_label for one in approved} == {small.officer.label}
    other.refresh_from_db()
    assert other.public_words == "In plain words."
    changes = Change.objects.filter(action="progress.approve")
    assert {one.after["words"] for one in changes} == {SECRET, "In plain words."}


def test_progress_show_keeps_words_of_what_is_not_ticked(officer, small, update):
    answer = send(officer, small, update, words="Not yet.", tick=False)
    assert "Words kept, not public: 1." in answer.text
    assert "Not yet." in answer.text
    update.refresh_from_db()
    assert (update.public_words, update.approved_at) == ("Not yet.", None)
    assert "Tick what the public may see." in send(
        officer, small, update, words="Not yet.", tick=False
    ).text  # fmt: skip


def test_progress_show_takes_nothing_that_changed_while_it_was_read(officer, small, update):
    other = told(factories.action(small.section, "Light the park"))
    ProgressUpdate.objects.filter(pk=update.pk).update(
        version=update.version + 1, commentary="A newer report."
    )
    answer = send(officer, small, update, other, words="My words.")
    assert answer.status_code == 409
    assert "This report was changed while you read it." in answer.text
    assert "A newer report." in answer.text
    assert answer.text.count("My words.") == 2
    assert not ProgressUpdate.objects.filter(approved_at__isnull=False).exists()
    assert not Change.objects.filter(action="progress.approve").exists()
    update.refresh_from_db()
    send(officer, small, update, words="My words.")
    assert ProgressUpdate.objects.get(pk=update.pk).approved_at


def test_progress_show_keeps_too_long_words_in_the_page(officer, small, update):
    answer = send(officer, small, update, words="x" * 2001)
    assert answer.status_code == 422
    assert "Keep the words for the public to 2,000 letters." in answer.text
    assert "x" * 2001 in answer.text


@pytest.mark.parametrize("version", ["", "x", "9" * 40])
def test_progress_show_never_stumbles_over_a_version(officer, small, update, version):
    typed = {f"{update.uid}-version": version, f"{update.uid}-show": "on"}
    answer = officer.post(show_page(small.plan), typed, follow=True)
    assert answer.status_code in (409, 422)
    assert not ProgressUpdate.objects.filter(approved_at__isnull=False).exists()


def test_progress_show_knows_no_report_of_elsewhere(officer, small, update):
    foreign = factories.section(factories.plan(factories.partnership()))
    later = told(update.action, quarter=2)
    for stranger in (told(factories.action(foreign)), later):
        answer = send(officer, small, update, stranger)
        assert answer.status_code == 404
    assert officer.post(show_page(small.plan), {"x-show": "on"}).status_code == 404
    assert not ProgressUpdate.objects.filter(approved_at__isnull=False).exists()


def test_progress_take_back_is_the_officers_and_is_written_down(officer, page, small, update):
    approve(small, update, words="It goes well.")
    assert "It goes well." in page().text
    address = reverse("plans:progress_take_back", args=[update.uid])
    assert "The public sees it no longer." in officer.post(address, follow=True).text
    assert "It goes well." not in page().text
    assert Change.objects.get(action="progress.take_back").before["words"] == "It goes well."
    assert "The public does not see this." in officer.post(address, follow=True).text


@pytest.mark.parametrize("who", ["executive", "lead"])
def test_only_officers_say_what_the_public_sees(client, small, update, who):
    client.force_login(getattr(small, who))
    assert client.get(show_page(small.plan)).status_code == 403
    assert client.post(show_page(small.plan)).status_code == 403
    for move in (showing.show, showing.keep_words):
        with pytest.raises(Refused, match="Officers of the partnership"):
            move(update, words="", base_version=1, by=getattr(small, who), now=timezone.now())
    with pytest.raises(Refused, match="Officers of the partnership"):
        showing.take_back(update, by=getattr(small, who), now=timezone.now())


# ---- what changes after approval has lost it


def _report(small, update, **fields):
    for name, value in fields.items():
        setattr(update, name, value)
    base = update.version
    return progress.report(update, base_version=base, by=small.officer, now=timezone.now())


def test_a_changed_report_is_public_no_longer_and_is_marked(officer, page, small, update):
    _report(small, approve(small, update, words="It goes well."), commentary="It stopped.")
    assert "It goes well." not in page().text
    assert Change.objects.filter(action="progress.unapprove").count() == 1
    shown = officer.get(show_page(small.plan)).text
    assert "This was public. It changed on" in shown
    assert "It goes well." in shown
    approve(small, update)
    assert "This was public. It changed" not in officer.get(show_page(small.plan)).text


def test_what_was_taken_back_is_not_marked_as_changed(officer, small, update):
    showing.take_back(approve(small, update), by=small.officer, now=timezone.now())
    assert "This was public. It changed" not in officer.get(show_page(small.plan)).text


def test_a_report_saved_without_a_change_stays_public(page, small, update):
    _report(small, approve(small, update, words="It goes well."), told_by="Somebody else")
    assert "It goes well." in page().text


def test_an_accepted_report_or_correction_takes_the_approval_back(officer, page, small, update):
    approve(small, update, words="It goes well.")
    report = _group_report(small)
    given = {"report": report, "told_by": "The group", "by": small.officer, "now": timezone.now()}
    set_progress(update.action, report.quarter, "green", SECRET, **given)
    assert "It goes well." in page().text
    set_progress(update.action, report.quarter, "red", "It stopped.", **given)
    assert "It goes well." not in page().text
    assert "This was public. It changed on" in officer.get(show_page(small.plan)).text


def _group_report(small):
    quarter = small.partnership.reporting_quarters.create(
        year=2011, quarter=1, due_on=timezone.localdate(), opened_at=timezone.now()
    )
    return quarter.reports.create(group=small.lead.roles.get().group)


def test_a_change_in_the_admin_takes_the_approval_back(officer, page, small, update):
    approve(small, update)
    assert SECRET in page().text
    address = reverse("admin:plans_progressupdate_change", args=[update.pk])
    update.refresh_from_db()
    typed = {
        "base_version": update.version, "action": update.action_id, "year": 2011, "quarter": 1,
        "status": "green", "commentary": "Changed here.", "told_by": "", "public_words": "",
    }  # fmt: skip
    assert officer.post(address, typed).status_code == 302
    assert SECRET not in page().text
    assert "Changed here." not in page().text


def test_words_of_what_became_public_meanwhile_are_read_again(small, update):
    approved = approve(small, update)
    with pytest.raises(StaleVersion):
        showing.keep_words(
            update, words="x", base_version=approved.version, by=small.officer, now=timezone.now()
        )
