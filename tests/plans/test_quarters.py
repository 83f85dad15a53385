"""The officer's quarter: who is asked, who has not reported, what is accepted, and its end."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.models import Letter
from plans.documents.reported import quarter_in
from plans.models import (
    Action,
    ActionReport,
    GroupReport,
    MeasureReport,
    ProgressUpdate,
    ReportCorrection,
    ReportingQuarter,
)
from plans.workflow.accepting import accept, return_with_question
from plans.workflow.closing import close_quarter
from plans.workflow.correcting import ActionNow, MeasureNow, correct
from plans.workflow.quarters import fill_lines, held_open, open_quarter
from priorities.models import Figure, Measure, Target
from records.moves import Refused
from tests import factories

DUE = datetime.date(2011, 7, 15)
JUNE = datetime.date(2011, 6, 30)


@pytest.fixture
def group(small):
    return small.lead.roles.get().group


@pytest.fixture
def action(small, group):
    small.plan.state = "published"
    small.plan.save()
    return factories.action(small.section, "Teach safer drinking", lead_group=group)


@pytest.fixture
def target(small, group):
    measure = factories.measure(small.partnership, "Alcohol offences")
    return Target.objects.create(
        partnership=small.partnership, measure=measure, area=factories.area(), year=2011,
        value=95, group=group,
    )  # fmt: skip


def ask(small, **fields):
    asked = {"year": 2011, "quarter": 1, "due_on": DUE} | fields
    return open_quarter(small.partnership, **asked, by=small.officer, now=timezone.now())


# ---- who is asked, and what about


def test_asking_gives_each_group_its_lines_and_each_lead_one_mail(small, action, target):
    quarter = ask(small)
    report = quarter.reports.get()
    assert [line.action for line in report.actions.all()] == [action]
    assert [line.target for line in report.measures.all()] == [target]
    letter = Letter.objects.get()
    assert (letter.to, letter.about) == (small.lead.email, report.uid)
    assert "1 action and 1 measure" in letter.body
    assert f"/workspace/reports-of-groups/{report.uid}/" in letter.body


def test_a_quarter_is_asked_for_once(small, action):
    ask(small)
    with pytest.raises(Refused, match="asked for already"):
        ask(small)


def test_where_no_group_has_anything_nobody_is_asked(small):
    with pytest.raises(Refused, match="No group"):
        ask(small)


def test_lines_follow_an_action_to_another_group_and_words_stay(small, action, group):
    other = factories.group(small.partnership, "Other Group", "task_and_finish")
    kept = factories.action(small.section, "Kept", lead_group=group)
    factories.action(small.section, "Theirs", lead_group=other)
    quarter = ask(small)
    mine, theirs = quarter.reports.get(group=group), quarter.reports.get(group=other)
    mine.actions.filter(action=kept).update(commentary="We began.")
    Action.objects.filter(pk__in=[action.pk, kept.pk]).update(lead_group=other)
    for report in (mine, theirs):
        fill_lines(report, by=small.officer)
    assert [line.action for line in mine.actions.all()] == [kept]
    assert {line.action.wording for line in theirs.actions.all()} == {"Theirs", action.wording}


def test_filling_again_writes_nothing(small, action, target, django_assert_max_num_queries):
    report = GroupReport.objects.select_related("quarter__partnership").get(
        pk=ask(small).reports.get().pk
    )
    with django_assert_max_num_queries(5):
        fill_lines(report, by=small.officer)
    assert (ActionReport.objects.count(), MeasureReport.objects.count()) == (1, 1)


# ---- accepted, returned, closed


@pytest.fixture
def sent(small, action, target):
    """The group's report as it was sent: amber with its reason, and 97 offences."""
    report = ask(small).reports.get()
    report.actions.update(status="amber", commentary="The trainer left.")
    report.measures.update(value=97, explanation="Two large events.")
    return send(report)


def send(report):
    GroupReport.objects.filter(pk=report.pk).update(
        state="sent", sent_at=timezone.now(), sent_by_label="Group chair"
    )
    return GroupReport.objects.select_related("quarter__partnership", "group").get(pk=report.pk)


def by(small):
    return {"by": small.officer, "now": timezone.now()}


def test_accepting_copies_what_counts(small, sent, action, target):
    accept(sent, **by(small))
    update = ProgressUpdate.objects.get()
    assert (update.action, update.year, update.quarter) == (action, 2011, 1)
    assert (update.status, update.commentary) == ("amber", "The trainer left.")
    assert (update.told_by, update.report) == ("Group chair", sent)
    figure = Figure.objects.get(measure=target.measure)
    assert (figure.level, figure.area, figure.explanation) == (97, target.area, "Two large events.")
    assert (figure.starts_on, figure.ends_on) == (quarter_in(sent.quarter).starts_on, JUNE)
    assert figure.source_as_stated == "Report of Task Group, quarter 1, 2011-12"
    assert (figure.firmness, figure.internal) == ("provisional", True)


def test_what_an_officer_entered_names_who_told_it(small, sent):
    GroupReport.objects.update(told_by="The Chair, at the meeting of 12 April")
    sent.refresh_from_db()
    accept(sent, **by(small))
    assert ProgressUpdate.objects.get().told_by == "The Chair, at the meeting of 12 April"


def test_grey_without_a_word_says_nothing(small, sent):
    sent.actions.update(status="grey", commentary=" ")
    accept(sent, **by(small))
    assert not ProgressUpdate.objects.exists()


def test_bad_news_without_a_word_is_not_accepted(small, sent):
    sent.actions.update(commentary="")
    with pytest.raises(Refused, match="without a word on why"):
        accept(sent, **by(small))
    assert GroupReport.objects.get().state == "sent"


def test_what_the_public_read_is_approved_anew_where_it_changes(small, sent, action):
    update = ProgressUpdate.objects.create(
        action=action, year=2011, quarter=1, status="green", approved_at=timezone.now(),
        approved_by_label="Officer",
    )  # fmt: skip
    accept(sent, **by(small))
    update.refresh_from_db()
    assert (update.status, update.approved_at) == ("amber", None)


def test_the_same_words_stay_approved(small, sent, action):
    ProgressUpdate.objects.create(
        action=action, year=2011, quarter=1, status="amber", commentary="The trainer left.",
        approved_at=timezone.now(), approved_by_label="Officer",
    )  # fmt: skip
    accept(sent, **by(small))
    assert ProgressUpdate.objects.get().approved_at is not None


def test_a_figure_that_was_there_is_revised_and_stays(small, sent, target):
    days = quarter_in(sent.quarter)
    place = {"area": target.area, "starts_on": days.starts_on, "ends_on": days.ends_on}
    earlier = factories.figure(target.measure, level=90, **place)
    accept(sent, **by(small))
    earlier.refresh_from_db()
    assert (earlier.level, earlier.standing) == (90, "revised")
    assert Figure.objects.current().get(measure=target.measure).level == 97


def test_a_national_measure_gets_no_figure(small, sent, target):
    Measure.objects.filter(pk=target.measure_id).update(partnership=None)
    accept(sent, **by(small))
    assert not Figure.objects.filter(measure=target.measure_id).exists()


def test_accepting_is_for_officers_and_once(small, sent):
    with pytest.raises(Refused, match="You may not"):
        accept(sent, by=small.executive, now=timezone.now())
    accept(sent, **by(small))
    with pytest.raises(Refused, match="not possible now"):
        accept(sent, **by(small))


def test_a_question_goes_to_the_leads_each_time(small, sent):
    return_with_question(sent, "Which trainer?", **by(small))
    return_with_question(send(sent), "And when?", **by(small))
    report = GroupReport.objects.get()
    assert (report.state, report.question) == ("returned", "And when?")
    bodies = [one.body for one in Letter.objects.order_by("pk")]
    assert ["Which trainer?" in body for body in bodies] == [False, True, False]
    assert "And when?" in bodies[2]


def test_a_report_is_not_returned_without_a_question(small, sent):
    with pytest.raises(Refused, match="Write the question"):
        return_with_question(sent, "  ", **by(small))


def test_closing_accepts_what_was_sent_and_takes_no_more(small, sent, group):
    other = factories.group(small.partnership, "Silent Group", "task_and_finish")
    silent = GroupReport.objects.create(quarter=sent.quarter, group=other)
    assert close_quarter(sent.quarter, **by(small)) == 1
    assert ProgressUpdate.objects.count() == 1
    silent.refresh_from_db()
    assert silent.state == "draft"
    with pytest.raises(Refused, match="is closed"):
        held_open(sent.quarter)
    with pytest.raises(Refused, match="is closed"):
        accept(silent, **by(small))


def test_a_report_that_cannot_be_accepted_leaves_the_quarter_open(small, sent):
    sent.actions.update(commentary="")
    with pytest.raises(Refused):
        close_quarter(sent.quarter, **by(small))
    assert ReportingQuarter.objects.get().is_open


# ---- corrected


@pytest.fixture
def closed(small, sent):
    close_quarter(sent.quarter, **by(small))
    return GroupReport.objects.select_related("quarter__partnership", "group").get()


def test_a_correction_is_a_dated_line_that_the_plan_follows(small, closed, action):
    correct(
        closed.quarter,
        closed,
        ActionNow(action, "green", "He stayed."),
        reason="Misheard",
        **by(small),
    )
    line = ReportCorrection.objects.get()
    assert line.before == "Amber: late or at risk. The trainer left."
    assert (line.after, line.reason) == ("Green: on track. He stayed.", "Misheard")
    assert (ProgressUpdate.objects.get().status, closed.actions.get().status) == ("green", "amber")


def test_a_corrected_figure_is_one_more(small, closed, target):
    for value in (95, 96):
        wanted = MeasureNow(target, Decimal(value), "Counted again.")
        correct(closed.quarter, closed, wanted, reason="Counted twice", **by(small))
    first, second = ReportCorrection.objects.order_by("pk")
    assert first.before == "97. Two large events."
    assert second.before == first.after == "95. Counted again."
    levels = Figure.objects.filter(measure=target.measure).order_by("pk")
    assert [(f.level, f.standing) for f in levels] == [
        (97, "revised"), (95, "revised"), (96, "current"),
    ]  # fmt: skip
    assert closed.measures.get().value == 97


@pytest.mark.parametrize(
    ("status", "words", "reason", "why"),
    [
        ("amber", "The trainer left.", "No reason", "stands there already"),
        ("red", " ", "Worse", "Say why it is late"),
        ("green", "", " ", "Say why it is corrected"),
    ],
)
def test_what_is_no_correction_is_refused(small, closed, action, status, words, reason, why):
    with pytest.raises(Refused, match=why):
        correct(
            closed.quarter, closed, ActionNow(action, status, words), reason=reason, **by(small)
        )


def test_nothing_is_corrected_while_the_quarter_is_open_or_by_others(small, sent, action):
    wanted = ActionNow(action, "green", "")
    with pytest.raises(Refused, match="still open"):
        correct(sent.quarter, sent, wanted, reason="Misheard", **by(small))
    close_quarter(sent.quarter, **by(small))
    sent.quarter.refresh_from_db()
    with pytest.raises(Refused, match="Officers"):
        correct(sent.quarter, sent, wanted, reason="Misheard", by=small.lead, now=timezone.now())


# ---- a single update, where the quarter was asked for


def update_page(action):
    return reverse("plans:progress_edit", args=[action.uid]) + "?quarter=2011-1"


def test_progress_edit_leads_to_the_groups_report(officer, small, sent, action):
    answer = officer.get(update_page(action))
    assert answer.url == reverse("plans:group_report", args=[sent.uid])
    typed = {"status": "green", "commentary": "Typed before.", "base_version": 1}
    answer = officer.post(update_page(action), typed)
    assert "Write it in the group’s report" in answer.text
    assert "Typed before." in answer.text
    assert not ProgressUpdate.objects.exists()


def test_progress_edit_of_a_closed_quarter_leads_to_a_correction(officer, small, closed, action):
    answer = officer.get(update_page(action))
    assert answer.url.startswith(reverse("plans:quarter_correct", args=[closed.quarter.uid]))
    assert officer.get(answer.url).status_code == 200
    officer.logout()
    officer.force_login(small.lead)
    assert officer.get(update_page(action)).url == reverse("plans:group_report", args=[closed.uid])


def test_progress_edit_of_an_action_without_a_group_stays_until_the_quarter_is_closed(
    officer, small, sent
):
    alone = factories.action(small.section, "Alone")
    typed = {"status": "green", "commentary": "Done.", "base_version": 1}
    assert officer.get(update_page(alone)).status_code == 200
    assert officer.post(update_page(alone), typed).status_code == 302
    close_quarter(sent.quarter, **by(small))
    answer = officer.post(update_page(alone), typed | {"commentary": "More."})
    assert "is closed" in answer.text
    assert ProgressUpdate.objects.get(action=alone).commentary == "Done."


# ---- pages


def page(client, name, *key, **asked):
    return client.get(reverse(f"plans:{name}", args=key), asked)


def test_quarter_list_offers_the_next_quarter_and_counts(officer, small, sent):
    found = page(officer, "quarter_list", small.partnership.slug).text
    assert "1 of 1 group reported, 0 accepted" in found
    assert "Ask for quarter 2" in found
    officer.force_login(small.executive)
    assert "Ask for" not in page(officer, "quarter_list", small.partnership.slug).text


def test_quarter_open_shows_the_mail_and_asks(officer, small, action, target):
    without = factories.group(small.partnership, "No Lead Group", "task_and_finish")
    factories.action(small.section, "Theirs", lead_group=without)
    slug = small.partnership.slug
    found = page(officer, "quarter_open", slug, quarter="2011-1").text
    assert "Mail to: " + small.lead.post in found
    assert "invite a lead" in found
    assert "(the link to the report)" in found
    assert not ReportingQuarter.objects.exists()
    address = reverse("plans:quarter_open", args=[slug]) + "?quarter=2011-1"
    due = timezone.localdate() + datetime.timedelta(days=20)
    answer = officer.post(address, {"due_on": due.isoformat()})
    quarter = ReportingQuarter.objects.get()
    assert answer.url == reverse("plans:quarter_detail", args=[quarter.uid])
    assert quarter.due_on == due
    assert "asked for already" in officer.post(address, {"due_on": due}, follow=True).text


@pytest.mark.parametrize(
    ("due", "why"),
    [
        ("", "Choose the day"),
        ("x", "Write the day as a date"),
        ("2011-07-15", "not over yet"),
        ("2999-01-01", "within four months"),
    ],
)
def test_quarter_open_refuses_other_days(officer, small, action, due, why):
    address = reverse("plans:quarter_open", args=[small.partnership.slug]) + "?quarter=2011-1"
    answer = officer.post(address, {"due_on": due})
    assert why in answer.text
    assert not ReportingQuarter.objects.exists()


def test_quarter_open_of_another_quarter_is_not_found(officer, small, action):
    assert page(officer, "quarter_open", small.partnership.slug, quarter="x").status_code == 404


def test_quarter_detail_shows_first_who_has_not_reported(officer, small, sent):
    late = factories.group(small.partnership, "Zeal Group", "task_and_finish")
    GroupReport.objects.create(quarter=sent.quarter, group=late)
    found = page(officer, "quarter_detail", sent.quarter.uid).text
    assert found.index("Zeal Group") < found.index("Task Group")
    assert "1 of 2 groups has not reported, 1 is late" in found
    assert "No lead in the portal" in found
    assert "Accept" in found
    officer.force_login(small.executive)
    found = page(officer, "quarter_detail", sent.quarter.uid).text
    assert "Zeal Group" in found
    assert "Accept<" not in found
    read = reverse("plans:group_report_preview", args=[sent.uid])
    assert found.count("reports-of-groups") == found.count(read) == 1, "sent ones are read only"
    officer.force_login(small.lead)
    found = page(officer, "quarter_detail", sent.quarter.uid).text
    assert found.count("reports-of-groups") == 1


def test_quarter_detail_says_what_became_of_the_mails(officer, small, action):
    quarter = ask(small)
    assert "Mail to 1 lead waits to be sent" in page(officer, "quarter_detail", quarter.uid).text
    Letter.objects.update(state="sent", sent_at=timezone.now())
    assert "Mail sent to 1 lead on" in page(officer, "quarter_detail", quarter.uid).text
    Letter.objects.update(state="failed", reason="550 no such person")
    found = page(officer, "quarter_detail", quarter.uid).text
    assert "could not be sent" in found
    assert "550 no such person" in found
    officer.force_login(small.executive)
    assert "550 no such person" not in page(officer, "quarter_detail", quarter.uid).text


def test_quarter_detail_asks_the_database_as_often_for_many_groups(
    officer, small, action, django_assert_max_num_queries
):
    quarter = ask(small)
    for number in range(12):
        group = factories.group(small.partnership, f"Group {number}", "task_and_finish")
        factories.user("lead", small.partnership, group=group)
        GroupReport.objects.create(quarter=quarter, group=group)
    with django_assert_max_num_queries(14):
        page(officer, "quarter_detail", quarter.uid)


def test_quarter_accept_and_quarter_return_by_button(officer, small, sent):
    address = reverse("plans:quarter_return", args=[sent.uid])
    assert "Write the question" in officer.post(address, {"question": " "}).text
    officer.post(address, {"question": "Which trainer?"})
    assert GroupReport.objects.get().state == "returned"
    accept_it = reverse("plans:quarter_accept", args=[sent.uid])
    assert "not possible now" in officer.post(accept_it, follow=True).text
    send(sent)
    officer.post(accept_it)
    assert GroupReport.objects.get().state == "accepted"


def test_quarter_close_names_who_is_not_in(officer, small, sent):
    other = factories.group(small.partnership, "Silent Group", "task_and_finish")
    GroupReport.objects.create(quarter=sent.quarter, group=other)
    found = page(officer, "quarter_close", sent.quarter.uid).text
    assert found.index("Silent Group") < found.index("Accepted by closing")
    officer.post(reverse("plans:quarter_close", args=[sent.quarter.uid]))
    assert not ReportingQuarter.objects.get().is_open
    assert "Not reported" in page(officer, "quarter_detail", sent.quarter.uid).text


def test_quarter_correct_chooses_a_line_and_corrects_it(officer, small, closed, action):
    uid = closed.quarter.uid
    assert action.wording in page(officer, "quarter_correct", uid).text
    line = closed.actions.get()
    form = {"status": "green", "commentary": "He stayed.", "reason": ""}
    address = reverse("plans:quarter_correct", args=[uid]) + f"?line={line.uid}"
    answer = officer.post(address, form)
    assert "Say why it is corrected" in answer.text
    assert "He stayed." in answer.text
    officer.post(address, form | {"reason": "Misheard"})
    found = page(officer, "quarter_detail", uid).text
    assert "Was: Amber: late or at risk. The trainer left." in found
    assert "Because: Misheard" in found


def test_quarter_correct_of_an_action_without_a_group(officer, small, closed, action):
    alone = factories.action(action.section, "Tell people")
    edit = reverse("plans:progress_edit", args=[alone.uid])
    led = officer.get(f"{edit}?quarter={closed.quarter.key}")
    address = reverse("plans:quarter_correct", args=[closed.quarter.uid])
    assert led.url == f"{address}?action={alone.uid}"
    assert "Tell people" in officer.get(address).text
    form = {"status": "complete", "commentary": "Told.", "reason": "Nobody had asked"}
    officer.post(led.url, form)
    update = alone.updates.get()
    assert (update.status, update.commentary, update.report) == ("complete", "Told.", None)
    found = page(officer, "quarter_detail", closed.quarter.uid).text
    assert "Was: No report yet" in found and "Because: Nobody had asked" in found
    assert officer.get(f"{address}?action={action.uid}").status_code == 404  # has its line


@pytest.mark.parametrize(
    ("unit", "value", "why"),
    [
        ("count", "-1", "not below 0"),
        ("count", "1.5", "whole number"),
        ("share", "101", "at most 100"),
        ("count", "many", "Write a number"),
    ],
)
def test_quarter_correct_refuses_a_value_outside_its_unit(
    officer, closed, target, unit, value, why
):
    Measure.objects.filter(pk=target.measure_id).update(unit=unit)
    line = closed.measures.get()
    address = reverse("plans:quarter_correct", args=[closed.quarter.uid]) + f"?line={line.uid}"
    answer = officer.post(address, {"value": value, "reason": "Counted twice"})
    assert why in answer.text
    assert f'value="{value}"' in answer.text


@pytest.mark.parametrize("line", ["x", "7d4d5f2e-0000-4000-8000-000000000000"])
def test_quarter_correct_of_no_line_of_the_quarter_is_not_found(officer, closed, line):
    assert page(officer, "quarter_correct", closed.quarter.uid, line=line).status_code == 404
    address = reverse("plans:quarter_correct", args=[closed.quarter.uid])
    assert officer.post(address, {"reason": "x"}).status_code == 404


def test_progress_home_leads_to_the_only_partnership_and_lists_several(officer, small):
    home = reverse("plans:progress_home")
    assert officer.get(home).url == reverse("plans:quarter_list", args=[small.partnership.slug])
    factories.role(small.officer, "officer", factories.partnership("shire"))
    assert "Shire Partnership" in factories.bare(officer.get(home).text)
