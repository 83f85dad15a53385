"""A group's report: filled, saved over one version, sent whole, taken back, brought from a file."""

import datetime
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from plans.forms.reporting_page import Filling
from plans.models import (
    Action,
    ActionReport,
    GroupReport,
    MeasureReport,
    ProgressUpdate,
    ReportFile,
    ReportingQuarter,
)
from plans.workflow import reporting
from plans.workflow.accepting import accept, return_with_question
from plans.workflow.quarters import open_quarter
from priorities.models import Target
from records.moves import Refused
from records.saving import save_over
from tests import factories

PDF = b"%PDF-1.7 a small one"
NOW = timezone.make_aware(datetime.datetime(2011, 7, 12, 9, 0))


@pytest.fixture
def group(small):
    return small.lead.roles.get().group


@pytest.fixture
def actions(small, group):
    small.plan.state = "published"
    small.plan.save()
    return [
        factories.action(small.section, wording, lead_group=group)
        for wording in ("Teach safer drinking", "Light the park")
    ]


@pytest.fixture
def target(small, group):
    measure = factories.measure(small.partnership, "Alcohol offences")
    return Target.objects.create(
        partnership=small.partnership, measure=measure, area=factories.area(), year=2011,
        value=400, group=group,
    )  # fmt: skip


@pytest.fixture
def report(small, actions, target):
    due_on = timezone.localdate() + datetime.timedelta(days=3)
    asked = {"year": 2011, "quarter": 2, "due_on": due_on}
    quarter = open_quarter(small.partnership, **asked, by=small.officer, now=timezone.now())
    return quarter.reports.get()


@pytest.fixture
def lead(small):
    """A browser in which the group's lead is signed in."""
    browser = Client()
    browser.force_login(small.lead)
    return browser


def at(report, name="group_report"):
    return reverse(f"plans:{name}", args=[report.uid])


def filled(report, user, **typed):
    """The page's own fields as a browser sends them, some of them typed in."""
    data = {}
    for part in Filling(user, GroupReport.objects.get(pk=report.pk)).parts:
        for name in part.form.fields:
            value = part.form[name].value()
            if value not in (None, False):
                data[part.form.add_prefix(name)] = value
    return data | {key.replace("__", "-"): value for key, value in typed.items()}


def line_of(report, action):
    return report.actions.get(action=action)


def box(line, name):
    kind = "a" if isinstance(line, ActionReport) else "m"
    return f"{kind}-{line.uid}-{name}"


def fill_all(report, status="green", value=95):
    report.actions.update(status=status, commentary="Well.")
    report.measures.update(value=value, explanation="More staff.")


def told(small, action, status="amber", words="No trainer yet.", **fields):
    """What counts of an action in the quarter before."""
    return ProgressUpdate.objects.create(
        action=action, year=2011, quarter=1, status=status, commentary=words, **fields
    )


# ---- the page


def test_group_report_shows_last_quarter_beside_this_one(small, lead, report, actions):
    told(small, actions[0], told_by="the Chair")
    page = lead.get(at(report)).content.decode()
    assert "Quarter 2: July to September 2011" in page
    assert "in 3 days" in page
    assert "No trainer yet." in page
    assert "<strong>0 of 2</strong> actions and <strong>0 of 1</strong> measures ready" in page
    assert "Grey: no data" in page
    assert " checked" not in page  # nothing is filled in from last quarter


def test_group_report_remembers_when_its_lead_opened_it(small, lead, report, officer):
    officer.get(at(report))
    report.refresh_from_db()
    assert report.opened_at is None
    lead.get(at(report))
    report.refresh_from_db()
    first = report.opened_at
    lead.get(at(report))
    report.refresh_from_db()
    assert (first is not None, report.opened_at, report.version) == (True, first, 1)


def test_group_report_is_another_groups_for_another_lead(small, report, client):
    other = factories.group(small.partnership, "Other Group", "task_and_finish")
    client.force_login(factories.user("lead", small.partnership, group=other))
    assert client.get(at(report)).status_code == 403
    client.force_login(factories.user("officer", factories.partnership("elsewhere")))
    assert client.get(at(report)).status_code == 404


def test_a_group_that_is_lent_reports_through_its_own_lead(small, report, client):
    home = factories.partnership("home")
    lent = factories.group(home, "Shared Group", "steering")
    lent.lent_to.add(small.partnership)
    theirs = GroupReport.objects.create(quarter=report.quarter, group=lent)
    client.force_login(factories.user("lead", home, group=lent))
    assert client.get(at(theirs)).status_code == 200
    assert client.get(at(report)).status_code == 404


def test_group_report_reads_no_more_for_more_lines(
    small, lead, report, group, django_assert_max_num_queries
):
    lead.get(at(report))
    with CaptureQueriesContext(connection) as two:
        lead.get(at(report))
    most = len(two)
    for number in range(8):
        action = factories.action(small.section, f"More {number}", lead_group=group)
        told(small, action)
    lead.get(at(report))  # makes the lines
    with django_assert_max_num_queries(most):
        assert lead.get(at(report)).content.decode().count("data-part") == 12


def test_an_action_that_moved_says_from_which_group(small, lead, report, actions, group):
    other = factories.group(small.partnership, "Other Group", "task_and_finish")
    before = ReportingQuarter.objects.create(
        partnership=small.partnership, year=2011, quarter=1, due_on=NOW.date(), opened_at=NOW
    )
    earlier = GroupReport.objects.create(
        quarter=before, group=other, state="sent", sent_at=NOW, sent_by_label="Its chair"
    )
    ActionReport.objects.create(
        report=earlier, action=actions[0], status="red", commentary="It stood still."
    )
    page = lead.get(at(report)).content.decode()
    assert "This action came to your group from Other Group." in page
    assert "It stood still." in page
    assert "Reported by Other Group." in page
    line = line_of(report, actions[1])
    line.commentary = "Lamps ordered."
    line.save()
    Action.objects.filter(pk=actions[1].pk).update(lead_group=other)
    page = lead.get(at(report)).content.decode()
    assert "This action is now with Other Group." in page
    assert "Lamps ordered." in page


# ---- saving


def test_everything_typed_is_saved_by_one_button(small, lead, report, actions, target):
    line, measure = line_of(report, actions[0]), report.measures.get()
    typed = {
        box(line, "status"): "red",
        box(line, "commentary"): "Nobody insures it.",
        box(measure, "value"): "1,214",
        "report-words": "Thank you.",
    }
    answer = lead.post(at(report), filled(report, small.lead) | typed, follow=True)
    assert "Saved " in answer.content.decode()
    line.refresh_from_db()
    measure.refresh_from_db()
    report.refresh_from_db()
    assert (line.status, line.commentary) == ("red", "Nobody insures it.")
    assert (measure.value, report.words) == (1214, "Thank you.")
    assert line_of(report, actions[1]).version == 1  # nobody typed there


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("count", "many", "is not a number"),
        ("count", "-3", "cannot be below 0"),
        ("count", "3.5", "give a whole number"),
        ("share", "101", "cannot be over 100 per cent"),
        ("money", "-£5", "cannot be below 0"),
        ("rate", "0.123", "at most two decimals"),
    ],
)
def test_a_value_outside_its_unit_is_refused_and_kept_in_its_box(
    small, lead, report, target, unit, value, words
):
    type(target.measure).objects.filter(pk=target.measure_id).update(unit=unit)
    measure = report.measures.get()
    data = filled(report, small.lead) | {
        box(measure, "value"): value,
        "report-words": "Kept all the same.",
    }
    page = lead.post(at(report), data).content.decode()
    assert words in page
    assert f'value="{value}"' in page
    measure.refresh_from_db()
    report.refresh_from_db()
    assert (measure.value, report.words) == (None, "Kept all the same.")


def test_a_figure_or_a_reason_for_none(small, lead, report):
    measure = report.measures.get()
    both = {box(measure, "value"): "5", box(measure, "without"): "on"}
    page = lead.post(at(report), filled(report, small.lead) | both).content.decode()
    assert "not both" in page
    why = {box(measure, "without"): "on", box(measure, "no_figure"): "The police send it in May."}
    lead.post(at(report), filled(report, small.lead) | why)
    measure.refresh_from_db()
    assert (measure.value, measure.no_figure) == (None, "The police send it in May.")
    instead = filled(report, small.lead) | {box(measure, "value"): "5"}
    del instead[box(measure, "without")]
    lead.post(at(report), instead)
    measure.refresh_from_db()
    assert (measure.value, measure.no_figure) == (5, "")


def test_a_status_set_by_hand_has_its_reason(small, lead, report):
    measure = report.measures.get()
    data = filled(report, small.lead) | {
        box(measure, "value"): "90",
        box(measure, "status"): "amber",
    }
    assert "Say why the status is set by hand." in lead.post(at(report), data).content.decode()
    data[box(measure, "status_reason")] = "One more is being counted."
    page = lead.post(at(report), data, follow=True).content.decode()
    assert "Set by hand: One more is being counted." in page


def test_two_people_at_once_both_texts_are_shown(small, lead, report, actions):
    line = line_of(report, actions[0])
    mine = filled(report, small.lead) | {box(line, "commentary"): "Mine"}
    line.commentary = "Theirs"
    save_over(line, base_version=line.version, by=small.officer)
    answer = lead.post(at(report), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody saved this while you were writing" in page
    assert "Theirs" in page
    assert ">Mine</textarea>" in page
    assert ActionReport.objects.get(pk=line.pk).commentary == "Theirs"
    again = filled(report, small.lead) | {box(line, "commentary"): "Both joined"}
    assert lead.post(at(report), again).status_code == 302
    assert ActionReport.objects.get(pk=line.pk).commentary == "Both joined"


def test_a_line_that_nobody_touched_here_never_clashes(small, lead, report, actions):
    line = line_of(report, actions[0])
    data = filled(report, small.lead) | {"report-words": "Only this."}
    line.commentary = "Theirs"
    save_over(line, base_version=line.version, by=small.officer)
    assert lead.post(at(report), data).status_code == 302
    assert ActionReport.objects.get(pk=line.pk).commentary == "Theirs"


# ---- saving as it is typed


def part(report, user, line, **typed):
    start = box(line, "")
    data = {key: value for key, value in filled(report, user).items() if key.startswith(start)}
    return data | {box(line, name): value for name, value in typed.items()}


def test_group_report_save_says_what_the_rules_make_of_it(small, lead, report, actions):
    told(small, actions[0], "green", "Well.")
    line = line_of(report, actions[0])
    answer = lead.post(
        at(report, "group_report_save"), part(report, small.lead, line, status="complete")
    )
    said = answer.json()
    assert answer.status_code == 200
    assert (said["rule"], said["ready"], said["version"]) == (
        "Needed: the status changed.", False, 2,
    )  # fmt: skip
    assert len(said["saved"]) == 5
    again = part(report, small.lead, line, commentary="Done.")
    assert lead.post(at(report, "group_report_save"), again).json()["ready"] is True


def test_group_report_save_shows_both_or_says_what_is_wrong(small, lead, report, actions):
    line, measure = line_of(report, actions[0]), report.measures.get()
    address = at(report, "group_report_save")
    mine = part(report, small.lead, line, commentary="Mine")
    line.commentary = "Theirs"
    save_over(line, base_version=line.version, by=small.officer)
    answer = lead.post(address, mine)
    assert answer.status_code == 409
    assert answer.json()["theirs"][box(line, "commentary")] == "Theirs"
    assert answer.json()["version"] == 2
    wrong = lead.post(address, part(report, small.lead, measure, value="few"))
    assert wrong.status_code == 422
    assert "is not a number" in wrong.json()["faults"][box(measure, "value")][0]
    assert lead.post(address, {}).status_code == 422


def test_the_same_sent_twice_is_saved_once(small, lead, report, actions):
    line = line_of(report, actions[0])
    data = part(report, small.lead, line, commentary="Once")
    for _ in range(2):
        assert lead.post(at(report, "group_report_save"), data).status_code == 200
    assert line_of(report, actions[0]).version == 2


def test_a_closed_quarter_takes_nothing_and_gives_back_what_was_typed(small, lead, report, actions):
    line = line_of(report, actions[0])
    data = filled(report, small.lead) | {box(line, "commentary"): "Too late, but written."}
    ReportingQuarter.objects.update(state="closed", closed_at=NOW, closed_by_label="Officer")
    answer = lead.post(at(report), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "is closed. A change is now a correction" in page
    assert "Too late, but written.</textarea>" in page
    assert line_of(report, actions[0]).commentary == ""
    typed = part(report, small.lead, line, commentary="x")
    saved = lead.post(at(report, "group_report_save"), typed)
    assert (saved.status_code, "closed" in saved.json()["words"]) == (423, True)


# ---- sending


def test_sending_lists_what_is_missing_each_with_its_field(small, lead, report, actions):
    told(small, actions[1], "green", "Well.")
    red, changed = line_of(report, actions[0]), line_of(report, actions[1])
    data = filled(report, small.lead) | {
        box(red, "status"): "red", box(changed, "status"): "complete", "act": "send",
    }  # fmt: skip
    page = lead.post(at(report), data, follow=True).content.decode()
    assert f'href="#id_{box(red, "commentary")}">Action 1: say why it is red' in page
    assert f'href="#id_{box(changed, "commentary")}">Action 2: say what changed' in page
    assert f'href="#id_{box(report.measures.get(), "value")}">Measure “Alcohol offences”' in page
    report.refresh_from_db()
    assert report.state == "draft"


def test_a_rise_beyond_the_tolerance_is_explained(small, lead, report, target):
    fill_all(report)
    before = ReportingQuarter.objects.create(
        partnership=small.partnership, year=2011, quarter=1, due_on=NOW.date(), opened_at=NOW
    )
    earlier = GroupReport.objects.create(
        quarter=before, group=report.group, state="sent", sent_at=NOW, sent_by_label="Chair"
    )
    MeasureReport.objects.create(report=earlier, target=target, value=100)
    report.measures.update(value=Decimal(105), explanation="")
    assert Filling(small.lead, report).sheet.missing == []
    report.measures.update(value=Decimal(106))
    words = [one.words for one in Filling(small.lead, report).sheet.missing]
    assert words == ["Measure “Alcohol offences”: say why it rose by 6%"]


def test_a_sent_report_is_read_and_taken_back_until_it_is_accepted(small, lead, report):
    fill_all(report)
    lead.post(at(report), filled(report, small.lead) | {"act": "send"})
    report.refresh_from_db()
    assert (report.state, report.sent_by_label) == ("sent", small.lead.label)
    page = lead.get(at(report)).content.decode()
    assert "You can change it until the officer accepts it" in page
    assert "<textarea" not in page
    lead.post(at(report, "group_report_take_back"))
    report.refresh_from_db()
    assert (report.state, report.sent_at) == ("draft", None)
    reporting.send(report, by=small.lead, now=timezone.now())
    accept(report, by=small.officer, now=timezone.now())
    page = lead.post(at(report, "group_report_take_back"), follow=True).content.decode()
    assert "is not possible now" in page
    assert "A correction goes through the partnership officer" in page


def test_a_returned_report_shows_the_question_and_is_filled_again(small, lead, report):
    fill_all(report)
    reporting.send(report, by=small.lead, now=timezone.now())
    report.refresh_from_db()
    return_with_question(report, "Who insures them?", by=small.officer, now=timezone.now())
    page = lead.get(at(report)).content.decode()
    assert "Who insures them?" in page
    assert "Send to the partnership officer" in page


def test_an_officer_says_who_told_them(small, officer, report):
    fill_all(report)
    page = officer.post(
        at(report), filled(report, small.officer) | {"act": "send"}, follow=True
    ).content.decode()
    assert 'href="#id_report-told_by">Told by: say who told you, and where' in page
    told_by = {"report-told_by": "the Chair, at the meeting of 12 April", "act": "send"}
    officer.post(at(report), filled(report, small.officer) | told_by)
    report.refresh_from_db()
    assert (report.state, report.told_by) == ("sent", "the Chair, at the meeting of 12 April")
    assert (
        "Told by: the Chair, at the meeting of 12 April."
        in officer.get(at(report)).content.decode()
    )


def test_group_report_preview_reads_the_lines_as_they_are(small, lead, report):
    fill_all(report, "amber")
    page = lead.get(at(report, "group_report_preview")).content.decode()
    assert "What the executive group will see" in page
    assert "Amber: late or at risk" in page
    assert "<textarea" not in page


def test_group_report_preview_is_read_by_everybody_of_the_partnership_once_it_is_sent(
    small, client, report
):
    fill_all(report, "green")
    client.force_login(small.executive)
    assert client.get(at(report, "group_report_preview")).status_code == 403
    report.state, report.sent_at, report.sent_by_label = "sent", timezone.now(), "Lead"
    report.save()
    page = client.get(at(report, "group_report_preview"))
    assert "What the group reported" in page.text and "Green: on track" in page.text


# ---- files


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_report_file_is_added_handed_out_and_removed(small, lead, report, media):
    file = SimpleUploadedFile("minutes <b>.pdf", PDF)
    data = filled(report, small.lead) | {"act": "file", "file": file, "file_title": "Minutes"}
    lead.post(at(report), data)
    kept = ReportFile.objects.get()
    assert (kept.title, kept.size) == ("Minutes", len(PDF))
    assert kept.file.name == f"reports/{kept.uid}.pdf"
    answer = lead.get(reverse("plans:report_file", args=[kept.uid]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PDF
    lead.post(at(report), filled(report, small.lead) | {"remove": str(kept.uid)})
    assert ReportFile.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.pdf", b"<script>alert(1)</script>", "not a document that can be kept"),
        ("empty.pdf", b"", "empty"),
        ("large.pdf", PDF + b"0" * (10 * 1024 * 1024), "at most 10 MB"),
    ],
)
def test_a_file_that_is_not_kept_says_why_and_loses_no_words(
    small, lead, report, media, name, content, words
):
    file = SimpleUploadedFile(name, content)
    data = {"act": "file", "file": file, "report-words": "Typed beside it."}
    page = lead.post(at(report), filled(report, small.lead) | data).content.decode()
    report.refresh_from_db()
    assert words in page
    assert report.words == "Typed beside it."
    assert ReportFile.objects.count() == 0


# ---- a spreadsheet


def sheet_of(lead, report):
    answer = lead.get(at(report, "group_report_sheet"))
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def as_file(book):
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("filled.xlsx", file.getvalue())


def bring(lead, report, book):
    return lead.post(at(report, "group_report_bring"), {"file": as_file(book), "act": "look"})


def test_group_report_sheet_holds_its_lines_and_no_formula(small, lead, report, actions):
    report.actions.filter(action=actions[0]).update(status="green", commentary="=1+1")
    page = sheet_of(lead, report).active
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][:4] == ("Reference", "Action or measure", "Last quarter", "Status")
    assert rows[1][1:5] == ("Teach safer drinking", "No report", "Green: on track", "'=1+1")
    assert rows[3][1] == "Measure: Alcohol offences"
    assert "Amber: late or at risk" in page.data_validations.dataValidation[0].formula1


def test_group_report_bring_writes_what_was_looked_at(small, lead, report, actions):
    book = sheet_of(lead, report)
    page = book.active
    page["D2"], page["E2"], page["F4"] = "red: OFF track", "=No insurer", 95
    page["E2"].data_type = "s"
    answer = bring(lead, report, book)
    shown = answer.content.decode()
    assert "Take 2 lines into the report" in shown
    assert line_of(report, actions[0]).status == ""
    form = answer.context["form"]
    confirmed = {"text": form.data["text"], "stamp": form.data["stamp"], "act": "apply"}
    lead.post(at(report, "group_report_bring"), confirmed)
    assert line_of(report, actions[0]).status == "red"
    assert report.measures.get().value == 95
    # The same once more: the lines are no longer those that were looked at.
    again = lead.post(at(report, "group_report_bring"), confirmed).content.decode()
    assert "no longer what you looked at" in again


def test_group_report_bring_names_wrong_cells_with_their_place(small, lead, report, actions):
    other = factories.action(small.section, "Not ours")
    book = sheet_of(lead, report)
    page = book.active
    page["D2"], page["F4"], page["F3"] = "purple", "few", 7
    page.append([str(other.uid), "Not ours", "", "Green: on track", "We did it."])
    shown = bring(lead, report, book).content.decode()
    assert "D2</strong>, “purple”: “purple” is no status." in shown
    assert "F4</strong>, “few”: “few” is not a number." in shown
    assert "F3</strong>, “7”: This line has no such box." in shown
    assert "Row 5</strong>, “Not ours”: No action or measure of this report is meant." in shown
    assert "into the report</button>" not in shown
    assert line_of(report, actions[0]).status == ""


def test_group_report_bring_refuses_what_is_no_table(small, lead, report):
    file = SimpleUploadedFile("filled.xlsx", b"PK\x03\x04 not really")
    page = lead.post(at(report, "group_report_bring"), {"file": file}).content.decode()
    assert "This is not a table that can be read" in page
    page = lead.post(at(report, "group_report_bring"), {"text": "[1]", "act": "apply"})
    assert "This came incomplete" in page.content.decode()


def test_a_line_of_another_report_is_never_brought(small, report, actions, group):
    other = GroupReport.objects.create(
        quarter=report.quarter, group=factories.group(small.partnership, "Other", "steering")
    )
    line = ActionReport.objects.create(report=other, action=actions[0])
    with pytest.raises(Refused, match="another report"):
        reporting.bring(
            report, [reporting.Brought(line, line.version)], by=small.lead, now=timezone.now()
        )
