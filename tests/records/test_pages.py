"""Lists a page at a time: nothing lost between two pages, nothing shown twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.models import Organisation
from records.pages import KeysetPage
from tests import factories


@pytest.fixture
def rows(db):
    return [factories.organisation(f"Body {number:02d}").pk for number in range(12)]


def page(**asked):
    asked = {key: str(value) for key, value in asked.items()}
    return KeysetPage.of(Organisation.objects.all(), asked, size=5)


def keys(found):
    return [row.pk for row in found.rows]


def test_pages_lead_from_the_newest_to_the_oldest_and_back(rows):
    newest_first = rows[::-1]
    first = page()
    assert keys(first) == newest_first[:5]
    assert first.newer is None
    second = page(before=first.older)
    assert keys(second) == newest_first[5:10]
    third = page(before=second.older)
    assert keys(third) == newest_first[10:]
    assert third.older is None
    assert keys(page(after=third.newer)) == keys(second)
    back = page(after=second.newer)
    assert keys(back) == keys(first)
    assert back.newer is None


def test_what_came_in_meanwhile_is_neither_lost_nor_shown_in_half_a_page(rows):
    first = page()
    late = factories.organisation("Body 99").pk
    back = page(after=page(before=first.older).newer)
    assert keys(back) == keys(first)
    assert keys(page(after=back.newer)) == [late, *rows[:-5:-1]]


def test_full_page_in_the_middle_names_both_neighbours(rows):
    third = page(before=rows[2])
    assert keys(third) == rows[1::-1]
    middle = page(after=rows[1])
    assert keys(middle) == rows[6:1:-1]
    assert (middle.newer, middle.older) == (rows[6], rows[2])


@pytest.mark.parametrize("asked", ["", "x", "-4", "²", "9" * 30])
def test_whatever_is_no_key_asks_for_the_newest_page(rows, asked):
    assert keys(page(before=asked)) == rows[:-6:-1]


def test_empty_list_is_one_empty_page(db):
    found = page()
    assert (found.rows, found.newer, found.older) == ([], None, None)


def test_page_is_one_query_without_counting_or_skipping(rows):
    with CaptureQueriesContext(connection) as captured:
        page(before=rows[6])
    assert len(captured) == 1
    assert "OFFSET" not in captured[0]["sql"]
    assert "COUNT" not in captured[0]["sql"]
