"""Measures have rules: what is red, amber, green and grey, as a table of cases."""

from decimal import Decimal

import pytest

from priorities.documents.target_words import SMALL_BASE, change_words, target_words
from priorities.documents.targets import quarter_figures, quarter_values, standing
from priorities.models import Measure, Target
from records.quarters import Quarter
from tests import factories

YEAR_BEFORE = {1: 200, 2: 200, 3: 200, 4: 197}  # 797

CASES = """
good       target  tolerance  adds up  quarters           expected  words

# lower is better; the year's target counts by as many quarters as there are
lower      95      5          yes      21 23 25 24        green     Met
lower      100     5          yes      25                 green     Met
lower      1190    5          yes      300 300 300 314    amber     2% off target
lower      100     5          yes      26 26 26 27        amber     5% off target
lower      100     5          yes      26 26 27 27        red       6% off target
lower      100     0          yes      26                 red       4% off target
lower      1000    5          yes      251                amber     less than 1% off target
lower      0       5          yes      0 0                green     Met
lower      0       5          yes      0 3                red       3 over a target of 0

# higher is better
higher     80      5          no       70 80              green     Met
higher     80      5          no       90 78              amber     3% off target
higher     80      5          no       90 70              red       13% off target

# a range
range      5-10    5          no       7                  green     Met
range      5-10    5          no       5                  green     Met
range      5-10    10         no       11                 amber     10% off target
range      5-10    10         no       4                  red       20% off target
range      20-40   5          yes      5 6                green     Met

# grey
lower      -       5          yes      10                 grey      No target
context    100     5          yes      900                grey      For context only
lower      100     5          yes      none               grey      No data
lower      100     5          no       20 none            grey      No data
lower      100     5          yes      20 none 20         grey      2 of 3 quarters
lower      100     5          yes      20 none            grey      1 of 2 quarters

# a rise in reporting is welcome
reporting  -       5          yes      178 178 178 178    red       Down 85 (11%) on last year
reporting  -       5          yes      195                amber     Down 5 (3%) on last year
reporting  -       5          yes      260                grey      No target
reporting  700     5          yes      150                red       Down 50 (25%) on last year
reporting  2000    5          yes      260                amber     48% off target
reporting  800     5          yes      260                green     Met
"""


def _cases():
    for line in CASES.strip().splitlines()[1:]:
        if line.strip() and not line.startswith("#"):
            good, target, tolerance, adds_up, rest = line.split(maxsplit=4)
            quarters, status, words = rest[:19].split(), *rest[19:].split(maxsplit=1)
            yield good, target, tolerance, adds_up, quarters, status, words


def a_target(good="lower", value="100", *, adds_up=True, unit="count", **fields):
    low, _, high = value.partition("-") if value != "-" else ("", "", "")
    measure = Measure(good="lower" if good == "range" else good, unit=unit, noun="offences")
    return Target(
        measure=measure,
        year=2011,
        value=Decimal(low) if low else None,
        upper=Decimal(high) if high else None,
        adds_up=adds_up,
        **fields,
    )


@pytest.mark.parametrize(
    ("good", "value", "tolerance", "adds_up", "quarters", "status", "words"), list(_cases())
)
def test_rules(good, value, tolerance, adds_up, quarters, status, words):
    target = a_target(good, value, adds_up=adds_up == "yes", tolerance=Decimal(tolerance))
    values = {n: Decimal(q) for n, q in enumerate(quarters, start=1) if q != "none"}
    before = YEAR_BEFORE if good == "reporting" else {}
    found = standing(target, values, len(quarters), before=before)
    assert (found.status, found.words) == (status, words)


def test_quarter_and_year_to_date_are_kept_apart():
    found = standing(a_target(value="100"), {1: Decimal(10), 2: Decimal(30)}, 2)
    assert (found.value, found.to_date, found.aim) == (30, 40, 50)


def test_each_quarter_stands_alone_where_they_do_not_add_up():
    found = standing(a_target("higher", "80", adds_up=False), {1: Decimal(10), 2: Decimal(85)}, 2)
    assert (found.value, found.to_date, found.aim) == (85, 85, 80)


def test_a_later_quarter_does_not_count_yet():
    found = standing(a_target(value="100"), {1: Decimal(10), 2: Decimal(300)}, 1)
    assert (found.status, found.to_date) == ("green", 10)


def test_a_small_base_carries_a_warning():
    assert standing(a_target(value="8"), {1: Decimal(3)}, 1).warning == SMALL_BASE
    assert standing(a_target(value="80"), {1: Decimal(30)}, 1).warning == ""
    share = a_target("higher", "8", unit="share", adds_up=False)
    assert standing(share, {1: Decimal(3)}, 1).warning == ""


def test_a_status_set_by_hand_wins_and_says_so():
    found = standing(a_target(), {1: Decimal(90)}, 1, status="green", reason="counted twice")
    assert (found.status, found.words) == ("green", "Set by hand: counted twice")
    assert found.computed == "260% off target"
    assert not found.needs_attention


def test_the_year_so_far_as_reported_is_taken_for_the_sum():
    found = standing(a_target(), {2: Decimal(30)}, 2, to_date=Decimal(48))
    assert (found.status, found.to_date, found.value) == ("green", 48, 30)


def test_the_baseline_stands_in_for_a_year_that_is_not_known():
    target = a_target("reporting", "-", baseline=Decimal(800))
    found = standing(target, {1: Decimal(150)}, 1)
    assert (found.status, found.words) == ("red", "Down 50 (25%) on the baseline")


def test_a_change_in_words():
    found = standing(a_target("context"), {1: Decimal(712)}, 1, before={1: Decimal(797)})
    assert change_words(a_target().measure, found) == "down 85 (11%) on last year"
    assert change_words(a_target().measure, standing(a_target(), {}, 1)) == ""


def test_a_target_in_words():
    assert target_words(a_target(value="95")) == "no more than 95"
    assert target_words(a_target("higher", "80", unit="share")) == "at least 80%"
    assert target_words(a_target("range", "5-10")) == "between 5 and 10"
    assert target_words(a_target(value="-")) == "not set"


# ---- the figures of quarters


def stored_target(of, area, **fields):
    measure = fields.pop("measure", None) or factories.measure(of)
    return Target.objects.create(
        partnership=of, measure=measure, area=area, **{"year": 2011, "value": 100} | fields
    )


def quarter_figure(target, year, number, level, **fields):
    days = Quarter(year, number)
    return factories.figure(
        target.measure,
        area=target.area,
        **{"direction": "", "change": None, "change_percent": None}
        | {"starts_on": days.starts_on, "ends_on": days.ends_on, "level": level}
        | fields,
    )


@pytest.mark.django_db
def test_figures_of_exactly_a_quarter_count():
    of, area = factories.partnership(), factories.area()
    target = stored_target(of, area)
    quarter_figure(target, 2011, 1, 21)
    quarter_figure(target, 2011, 2, 23, queried="twice?")
    quarter_figure(target, 2011, 3, 9, standing="revised")
    quarter_figure(target, 2010, 1, 30)
    factories.level(target.measure, 99, area, year=2011)
    quarter_figure(stored_target(of, factories.area()), 2011, 4, 7)
    assert quarter_values([target]) == {target.pk: {1: 21}}
    assert quarter_figures([target])[target.pk].values_before == {1: 30}


@pytest.mark.django_db
def test_figures_are_read_in_one_query(django_assert_num_queries):
    of, area = factories.partnership(), factories.area()
    targets = [stored_target(of, area) for _ in range(5)]
    for target in targets:
        quarter_figure(target, 2011, 1, 10)
    with django_assert_num_queries(1):
        found = quarter_values(targets)
    assert list(found.values()) == [{1: 10}] * 5
