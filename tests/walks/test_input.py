"""What people type is shown as they typed it and never runs: on pages, in files, in sheets."""

import csv
import io
import re

import pytest
from django.db import transaction
from openpyxl import load_workbook

from records import richtext
from tests import hostile, markup, test_access
from tests.payloads import FORMULA, PAYLOADS, WORDS
from tests.test_access import PAGE_ROWS, POSTED, address_of

# One of everything in a partnership, and the people who may see it.
world, people, things = test_access.world, test_access.people, test_access.things
_no_rendering = test_access._no_rendering


@pytest.mark.once
@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_rich_text_runs(payload):
    for html in (payload, f"<p>{payload}</p>", f"<table><tr><td>{payload}</td></tr></table>"):
        cleaned = richtext.clean(html)
        assert markup.active(cleaned) == []
        assert richtext.clean(cleaned) == cleaned
        kept = list(markup.elements(cleaned))
        assert {tag for tag, _, _ in kept} <= richtext.TAGS | {"html", "head", "body"}
        names = {name for _, attributes, _ in kept for name in attributes}
        assert names <= {"href", "scope", "colspan"}


def attempts(html):
    """Where an attempt became part of a page's own markup."""
    for tag, attributes, text in markup.elements(html):
        if tag == "script" and "evil" in text and "json" not in attributes.get("type", ""):
            yield f"<script> {text[:60]}"
        for name, value in attributes.items():
            if _is_attempt(name, value):
                yield f"<{tag} {name}={value[:60]!r}>"


def _is_attempt(name, value):
    if name.startswith("on") or name in {"style", "srcdoc"}:
        return True
    if name in {"src", "srcset", "poster"} and ("evil" in value or value == "x"):
        return True
    return name in markup.LEADS and markup.scheme_of(value) not in {*markup.HARMLESS, "data"}


def visit(client, person, address):
    client.cookies.clear()
    client.cookies.load(test_access._signed_in[person])
    with transaction.atomic():
        answer = client.get(address)
        transaction.set_rollback(True)
    return answer


@pytest.mark.once
def test_nothing_in_the_database_runs_on_any_page(client, people, things):
    filled = hostile.fill(things, WORDS)
    found, read, shown = {}, 0, 0
    for name in PAGE_ROWS:
        if name in POSTED or "logout" in name:
            continue
        answer = visit(client, people["officer"], address_of(name, things))
        assert answer.status_code < 500, name
        text = answer.getvalue().decode(errors="replace")
        assert "23331" not in text.replace("&#", ""), f"{name} worked out a template"
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            read += 1
            shown += "{{7777*3}}" in text
            if wrong := sorted(set(attempts(text))):
                found[name] = wrong
    assert found == {}
    assert (filled > 200, read > 200, shown > 100) == (True, True, True), (filled, read, shown)


# ---- spreadsheets


def cells_of(answer):
    """Every cell of a file that a spreadsheet opens, as (its value, whether it is a formula)."""
    kind, body = answer.headers.get("Content-Type", ""), answer.getvalue()
    if kind.startswith("text/csv"):
        for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))):
            yield from ((cell, cell.startswith("=")) for cell in row)
    elif "spreadsheetml" in kind:
        for sheet in load_workbook(io.BytesIO(body)).worksheets:
            for row in sheet.iter_rows():
                yield from ((cell.value, cell.data_type == "f") for cell in row)


def runs(value, formula):
    risky = isinstance(value, str) and re.match(r"[\t\r\n]|[\s\ufeff]*[=+\-@＝＋－＠]", value)
    return formula or (risky and not re.fullmatch(r"-?[0-9][0-9.,]*%?", value))


@pytest.mark.once
@pytest.mark.parametrize("words", [FORMULA, " @SUM(1+1)"])
def test_no_cell_of_any_sheet_runs(client, people, things, words):
    hostile.fill(things, words)
    found, sheets, marked = {}, set(), 0
    for name in PAGE_ROWS:
        if not SHEETS.search(name):
            continue
        for asked in ("", "?format=xlsx", "?as=xlsx"):
            answer = visit(client, people["officer"], address_of(name, things) + asked)
            for value, formula in cells_of(answer):
                sheets.add(name)
                marked += isinstance(value, str) and words.strip() in value
                if runs(value, formula):
                    found[name] = value
    assert found == {}
    assert len(sheets) >= 8 and marked >= 8, (sheets, marked)


SHEETS = re.compile(r"csv|export|sheet|template|figures|money|file")
