"""Rows pasted from a spreadsheet into the actions of a plan: looked at, applied whole, undone."""

import io
import re

import pytest
from django.urls import reverse

from partnership.models import Membership
from plans.importers.pasting import named_columns, text_cells
from plans.models import Action
from plans.models.sections import SectionState
from records.models import Change
from records.sheets import Unreadable
from tests import factories

EXCEL = 'Action\tLead\tBy when\r\n"Walk the\n""dark"" streets"\tFire Service\tJune\r\n'


def page_of(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


@pytest.fixture
def rows(small):
    fire = factories.organisation("Fire Service")
    Membership.objects.create(partnership=small.partnership, organisation=fire)
    return [
        factories.action(small.section, wording, all_priorities=True)
        for wording in ("Walk the streets", "Light the park")
    ]


def look(client, small, text, **more):
    section = {"section": str(small.section.uid)}
    return client.post(page_of("action_paste", small.plan), {"text": text} | section | more)


def apply(client, small, preview, text, **more):
    stamp = preview.context["form"].data["stamp"]
    return look(client, small, text, act="apply", stamp=stamp, **more)


def kinds(preview):
    return [line.kind for line in preview.context["paste"].lines]


# ---- reading


@pytest.mark.once
def test_cells_of_excel_hold_line_breaks_and_quotation_marks():
    assert text_cells(EXCEL)[1] == ['Walk the\n"dark" streets', "Fire Service", "June"]


@pytest.mark.once
def test_a_quotation_mark_that_is_never_closed_is_a_letter():
    assert text_cells('"Walk\tSLDC\nLight\tCCC') == [['"Walk', "SLDC"], ["Light", "CCC"]]


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing in it"),
        ("\t\t\n\n", "nothing in it"),
        ("Walk\n" * 502, "500 rows"),
        ("x" * 1_000_001, "1 MB"),
    ],
)
def test_what_is_too_much_or_nothing_says_so(text, words):
    with pytest.raises(Unreadable, match=words):
        text_cells(text)


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "start", "places"),
    [
        (EXCEL, "", {"wording": 0, "lead": 1, "by": 2}),
        ("Owner\tAction\nx\ty", "by", {"lead": 0, "wording": 1}),
        ("1\tWalk\tPrevention", "", {"number": 0, "wording": 1, "elements": 2}),
        ("Walk\tPrevention", "", {"wording": 0, "elements": 1}),
        ("SLDC\tJune", "lead", {"lead": 0, "by": 1}),
    ],
)
def test_columns_are_known_by_name_or_by_their_order(text, start, places):
    assert named_columns(text_cells(text), start)[0] == places


# ---- the preview


def test_action_paste_shows_each_row_and_writes_nothing(officer, small, rows):
    text = "No.\tAction\tBy\n1\tWalk the streets\tJune\n2\tLight the park\t\n\tClean up\tsoon"
    preview = look(officer, small, text)
    assert kinds(preview) == ["Changed", "As it is", "To mend"]
    assert "not a date that can be read" in preview.text
    assert "By 30 June 2011 (“June”)" in preview.text
    assert "1 row to mend" in preview.text
    assert re.search(r"Apply \d+ change", preview.text) is None
    assert Action.objects.filter(by_date=None).count() == 2


def test_action_paste_with_a_fault_is_not_applied_whatever_is_posted(officer, small, rows):
    text = "No.\tBy\n1\tJune\n2\tsoon"
    apply(officer, small, look(officer, small, text), text)
    assert not Action.objects.exclude(by_date=None).exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No.\tBy\n9\tJune", "No action here has this number"),
        ("Action\tSection\nClean up\t9.9", "No section of this plan is called “9.9”"),
        ("No.\tBy\n1\tJune\n1\tJuly", "An earlier row is about action 1 as well"),
        ("Action\tLead\nClean up\tFir Service", "Near it: Fire Service"),
    ],
)
def test_action_paste_says_what_is_wrong_with_a_row(officer, small, rows, text, words):
    preview = look(officer, small, text)
    assert kinds(preview)[-1] == "To mend"
    assert words in preview.text


def test_action_paste_keeps_what_was_pasted_when_it_cannot_be_read(officer, small, rows):
    answer = look(officer, small, "Walk\n" * 502)
    assert "at most 500 rows" in answer.text
    assert answer.text.count("Walk\n") == 502


def test_action_paste_needs_something(officer, small):
    answer = officer.post(page_of("action_paste", small.plan))
    assert "Paste some rows, or choose a file" in answer.text


def test_action_paste_of_a_file_that_is_no_table_says_so(officer, small):
    file = io.BytesIO(b"%PDF-1.7 \0")
    file.name = "actions.xlsx"
    answer = officer.post(page_of("action_paste", small.plan), {"file": file})
    assert "neither text nor a workbook" in answer.text


def test_action_paste_into_the_grid_fills_down_from_its_cell(officer, small, rows):
    below = ",".join(str(row.uid) for row in rows)
    preview = look(officer, small, "Fire Service\tJune\n\tJuly", start="lead", below=below)
    assert kinds(preview) == ["Changed", "Changed"]
    assert [line.row.action for line in preview.context["paste"].lines] == rows


# ---- applied and undone


def pasted(officer, small):
    text = (
        "No.\tAction\tElements\tLead\tBy\n"
        "1\tWalk more streets\tPrevention\tFire Service\tJune\n"
        "\tClean up\tEducation\t\teach quarter"
    )
    answer = apply(officer, small, look(officer, small, text), text.replace("\n", "\r\n"))
    assert answer.status_code == 302, answer.text
    return re.search(r"pasted=(\d+)", answer.url)[1]


def test_action_paste_applies_all_rows_and_is_undone_whole(officer, small, rows):
    small.section.state = SectionState.READY
    small.section.save()
    number = pasted(officer, small)
    changed = Action.objects.get(pk=rows[0].pk)
    added = Action.objects.get(wording="Clean up")
    assert (changed.wording, changed.prevention) == ("Walk more streets", True)
    assert changed.lead_organisations.get().name == "Fire Service"
    assert added.ongoing and added.all_priorities
    small.section.refresh_from_db()
    assert small.section.state == SectionState.DRAFT
    officer.post(page_of("paste_undo", small.plan), {"paste": number})
    again = Action.objects.get(pk=rows[0].pk)
    assert (again.wording, again.prevention, again.by_date) == ("Walk the streets", False, None)
    assert not again.lead_organisations.exists()
    assert not Action.objects.filter(wording="Clean up").exists()
    assert Change.objects.filter(action="plan.undo_paste", target=small.plan.uid).count() == 1


def test_paste_undo_is_refused_once_a_row_has_changed(officer, small, rows):
    number = pasted(officer, small)
    row = Action.objects.get(pk=rows[0].pk)
    officer.post(
        page_of("action_cell", row),
        {"column": "by", "value": "July", "seen": "June", "base_version": row.version},
    )
    answer = officer.post(page_of("paste_undo", small.plan), {"paste": number}, follow=True)
    assert "was changed since the paste" in answer.text
    assert Action.objects.filter(wording="Clean up").exists()


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "999999"])
def test_paste_undo_of_nothing_is_refused(officer, small, number):
    answer = officer.post(page_of("paste_undo", small.plan), {"paste": number}, follow=True)
    assert "There is no such paste" in answer.text


def test_paste_undo_reaches_no_other_plan(officer, small, rows):
    number = pasted(officer, small)
    other = factories.plan(small.partnership)
    answer = officer.post(page_of("paste_undo", other), {"paste": number}, follow=True)
    assert "There is no such paste" in answer.text


def test_action_paste_is_looked_at_again_when_a_row_moved_on(officer, small, rows):
    text = "No.\tBy\n1\tJune"
    preview = look(officer, small, text)
    row = Action.objects.get(pk=rows[0].pk)
    officer.post(
        page_of("action_cell", row),
        {"column": "wording", "value": "Ride", "seen": row.wording, "base_version": row.version},
    )
    answer = apply(officer, small, preview, text)
    assert "no longer what you looked at" in answer.text
    assert Action.objects.get(pk=row.pk).by_date is None


def test_action_paste_is_looked_at_again_when_its_words_were_changed(officer, small, rows):
    preview = look(officer, small, "No.\tBy\n1\tJune")
    answer = apply(officer, small, preview, "No.\tBy\n1\tJuly")
    assert "no longer what you looked at" in answer.text
    assert Action.objects.get(pk=rows[0].pk).by_date is None
