"""Spreadsheet cells: formulas are made harmless, and come back as they were."""

import pytest

from records.cells import plain, safe

RISKY = [
    "=1+1",
    "+44 1524",
    "-5 pm to -7 pm",
    "@home",
    "\tx",
    "\rx",
    "\nx",
    "'=1",
    "=cmd|' /C calc'!A0",
]
HIDDEN = [
    " =1",
    "\u00a0=1",
    "\ufeff=1",
    "\u200b+1",
    "\x00=1",
    " \t @x",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    " ＝1",
]


@pytest.mark.parametrize("words", RISKY + HIDDEN)
def test_what_a_spreadsheet_would_run_is_marked_and_comes_back(words):
    assert safe(words) == f"'{words}"
    assert plain(safe(words)) == words


@pytest.mark.parametrize("words", ["", "Funding", "'quoted' words", "'", "5 pm - 7 pm"])
def test_other_words_pass_both_ways(words):
    assert safe(words) == plain(words) == words


def test_numbers_pass_as_they_are():
    assert safe(-3) == plain(-3) == -3
