"""Figures in words: small counts, small bases, changes as stated, what is missing or in doubt."""

import datetime
from decimal import Decimal

import pytest

from priorities.documents.fitting import misfit
from priorities.documents.guarding import guarded, protect, protected
from priorities.documents.values import change, headline, line, sentence, shown
from priorities.models import EvidenceImport, Measure
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure():
    return factories.measure(factories.partnership("lakes"), name="House burglary")


@pytest.fixture
def area():
    return factories.area("Lakes")


def level(measure, value, area, year=2010, **fields):
    return factories.level(measure, value, area, year, **fields)


# ---- values


@pytest.mark.parametrize(
    ("count", "words", "number"),
    [
        (0, "0", 0),
        (1, "fewer than 5", None),
        (4, "fewer than 5", None),
        (5, "5", 5),
        (5655, "5,655", 5655),
    ],
)
def test_small_counts_are_not_shown_and_nought_is(measure, area, count, words, number):
    said = shown(level(measure, count, area))
    assert (said.words, said.number) == (words, number)


def test_the_limit_is_the_measures_own(measure, area):
    measure.smallest_shown = 10
    assert shown(level(measure, 9, area)).words == "fewer than 10"
    measure.smallest_shown = 0
    assert shown(level(measure, 1, area, 2011)).words == "1"


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("share", "39.50", "39.5%"),
        ("money", "28442", "£28,442"),
        ("rate", "2", "2 per 1,000 people"),
    ],
)
def test_other_units_are_no_counts(measure, area, unit, value, words):
    measure.unit = unit
    assert shown(level(measure, Decimal(value), area)).words == words


@pytest.mark.parametrize(
    ("reason", "words"),
    [("not_yet", "Not yet published"), ("no_data", "No data published")],
)
def test_what_is_missing_says_why(measure, area, reason, words):
    said = shown(level(measure, None, area, missing=reason))
    assert (said.words, said.number) == (words, None)


def test_provisional_values_are_marked_also_by_their_file(measure, area):
    officer = factories.user("officer", measure.partnership)
    batch = EvidenceImport.objects.create(
        partnership=measure.partnership,
        dataset="c2",
        name="c2.csv",
        made_at=datetime.datetime.now(datetime.UTC),
        by=officer,
        provisional=True,
    )
    assert shown(level(measure, 93, area, firmness="projected")).marks == ("Projected",)
    assert shown(level(measure, 93, area, 2011, batch=batch)).marks == ("Provisional",)


def test_what_is_in_doubt_is_as_printed_until_it_is_answered(measure, area):
    figure = level(measure, 930, area, printed="93O", queried="A letter?")
    assert (str(shown(figure)), shown(figure).number) == ("“93O” (queried)", None)
    figure.query_answer = "The force confirmed 930"
    assert shown(figure).number == 930


def test_a_small_change_that_a_source_states_is_shown_and_marked(measure, area):
    figure = factories.figure(
        measure, area=area, subject_as_stated="Theft from a vehicle", change=2, change_percent=1
    )
    assert sentence(figure) == "Theft from a vehicle reduced by 2 offences (1%)"
    assert shown(figure).marks == ("Small count",)


def test_a_sentence_keeps_a_small_level_to_itself(measure, area):
    assert sentence(level(measure, 3, area)) == "House burglary: fewer than 5 offences"


# ---- changes


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (151, 95, "fell by 56 (37%)"),
        (100, 200, "rose by 100 (100%)"),
        (20, 15, "fell by 5 (25%)"),
        (19, 15, "fell by 4"),
        (0, 15, "rose by 15"),
        (50, 50, "did not change"),
        (1000, 1001, "rose by 1 (less than 1%)"),
        (3, 50, "Cannot be told: the figure before is fewer than 5"),
        (50, 3, "Cannot be told: this figure is fewer than 5"),
    ],
)
def test_a_change_is_number_and_per_cent_unless_its_base_is_small(
    measure, area, before, now, words
):
    earlier, later = level(measure, before, area), level(measure, now, area, 2011)
    assert change(earlier, later).words == words


@pytest.mark.parametrize(
    ("good", "now", "kind", "words"),
    [
        ("lower", 50, "good", "Better"),
        ("lower", 150, "bad", "Worse"),
        ("higher", 150, "good", "Better"),
        ("reporting", 150, "good", "A rise in reporting is welcome"),
        ("reporting", 50, "warn", "Fewer reports: ask why"),
        ("context", 50, "wait", "For context"),
        ("lower", 100, "wait", "No change"),
    ],
)
def test_what_a_change_means_is_said_in_words(measure, area, good, now, kind, words):
    measure.good = good
    sign = change(level(measure, 100, area), level(measure, now, area, 2011)).sign
    assert (sign.kind, sign.words) == (kind, words)


def test_shares_change_by_points(measure, area):
    measure.unit = "share"
    assert change(level(measure, 40, area), level(measure, 45, area, 2011)).words == (
        "rose by 5 percentage points"
    )


def test_a_year_is_not_compared_with_a_quarter(measure, area):
    quarter = level(
        measure,
        30,
        area,
        starts_on=datetime.date(2011, 4, 1),
        ends_on=datetime.date(2011, 6, 30),
    )
    assert "differ in length" in change(level(measure, 100, area), quarter).words


# ---- headlines and cards


def test_headline_of_a_welcome_rise():
    measure = factories.measure(noun="incidents reported", good="reporting", reason="Confidence")
    figure = factories.figure(
        measure,
        direction="increased",
        change=59,
        change_percent=8,
        compared_starts_on=datetime.date(2009, 4, 1),
        compared_ends_on=datetime.date(2010, 3, 31),
    )
    head = headline(figure)
    assert (head.big, head.arrow, head.sign_words) == (
        "59 more",
        "up",
        "A rise in reporting is welcome",
    )
    assert head.rest == (
        "incidents reported (8%), April 2010 to March 2011 compared with 2009/10. Level not stated."
    )
    assert head.reason == "Confidence"


def test_headline_of_a_level(measure, area):
    head = headline(level(measure, 93, area, firmness="provisional"))
    assert (head.big, head.rest) == (
        "93",
        "offences, April 2010 to March 2011. Provisional.",
    )


def test_line_of_a_card(measure, area):
    said = line(factories.figure(measure, area=area, change=665, change_percent=13))
    assert (said.arrow, said.noun, said.words, said.share, said.sign_words) == (
        *("down", "Offences", "fell by 665", "(13%)"),
        "Better",
    )


# ---- against subtraction


@pytest.mark.once
@pytest.mark.parametrize(
    ("counts", "total_shown", "hidden"),
    [
        ([90, 3, 40], True, {1, 2}),
        ([90, 3, 40], False, {1}),
        ([90, 3, 2], True, {1, 2}),
        ([90, 1, 1], True, {0, 1, 2}),  # together 2: each can only be 1
        ([90, 4, 4], True, {0, 1, 2}),  # together 8: each can only be 4
        ([90, 0, 3], True, {0, 2}),
        ([90, 0, 40], True, set()),
    ],
)
def test_no_small_count_comes_out_by_subtraction(counts, total_shown, hidden):
    assert protected(counts, 5, total_shown=total_shown) == hidden


def test_a_second_part_of_a_whole_is_withheld(area):
    whole = factories.measure(name="Violence")
    parts = [factories.measure(name=f"Part {at}", whole=whole) for at in range(3)]
    total = level(whole, 133, area)
    found = [level(part, count, area) for part, count in zip(parts, (90, 3, 40), strict=True)]
    assert guarded([total, *found]) == {found[2].pk}
    assert guarded([found[2]]) == {found[2].pk}, "on whichever page it stands"
    said = shown(protect(found)[2])
    assert (said.words, said.number) == ("not shown", None)
    assert not said.marks[0].startswith("40")


def test_a_second_quarter_of_a_year_is_withheld(measure, area):
    starts = [(2010, 4, 6, 30), (2010, 7, 9, 30), (2010, 10, 12, 31), (2011, 1, 3, 31)]
    quarters = [
        level(
            measure,
            count,
            area,
            starts_on=datetime.date(year, first, 1),
            ends_on=datetime.date(year, last, day),
        )
        for count, (year, first, last, day) in zip((20, 2, 9, 30), starts, strict=True)
    ]
    year = level(measure, 61, area)
    assert guarded([year, *quarters]) == {quarters[2].pk}
    protect(quarters)
    assert "not shown" in change(quarters[0], quarters[2]).words


def test_guarding_asks_three_questions_however_many(area, django_assert_max_num_queries):
    whole = factories.measure(name="All")
    found = [level(whole, 300, area)]
    for at in range(30):
        part = factories.measure(name=f"Part {at}", whole=whole)
        found.append(level(part, 3 if at == 0 else 10, area))
    with django_assert_max_num_queries(3):
        guarded(found)


# ---- what does not fit its series


@pytest.mark.once
@pytest.mark.parametrize(
    ("unit", "value", "printed", "last", "doubt"),
    [
        ("share", 104, "", None, "between 0 and 100"),
        ("count", 5, "£5", None, "no amount of money"),
        ("count", 5, "5%", None, "no share"),
        ("count", -3, "", None, "not negative"),
        ("count", Decimal("2.5"), "", None, "whole number"),
        ("count", 501, "", 100, "more than 5 times"),
        ("count", 20, "", 101, "less than a fifth"),
        ("count", 500, "", 100, ""),
        ("count", 19, "", 400, ""),
        ("count", 400, "", 19, ""),
        ("money", -3, "£-3", None, ""),
    ],
)
def test_what_does_not_fit_is_asked_about(unit, value, printed, last, doubt):
    last = None if last is None else Decimal(last)
    found = misfit(Measure(unit=unit), Decimal(value), printed, last)
    assert doubt in found
    assert bool(found) == bool(doubt)
