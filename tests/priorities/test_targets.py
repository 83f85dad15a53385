"""Measures have rules: what is red, amber, green and grey, as a table of cases."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnership.models import CoveredArea
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


# ---- the pages


@pytest.fixture
def of(db):
    found = factories.partnership("lakes")
    CoveredArea.objects.create(partnership=found, area=factories.area("Lakes"))
    return found


@pytest.fixture
def officer(client, of):
    """A browser in which the officer is signed in."""
    client.force_login(factories.user("officer", of))
    return client


def page(of, name="target_list"):
    return reverse(f"priorities:{name}", args=[of.slug])


def typed(of, **fields):
    measure = fields.pop("measure", None) or factories.measure(of, "Burglary")
    area = of.covered_areas.get().area
    base = {"measure": measure.pk, "area": area.pk, "year": 2011, "value": 95, "tolerance": 5}
    return {key: value for key, value in (base | fields).items() if value is not None}


def test_target_list_shows_the_newest_year_that_has_targets(officer, of):
    target = stored_target(of, factories.area(), value=95)
    for number, level in enumerate((21, 23, 25, 24), start=1):
        quarter_figure(target, 2011, number, level)
    stored_target(of, factories.area(), year=2009, measure=factories.measure(of, "Earlier"))
    found = officer.get(page(of)).text
    assert "Measures, 2011-12" in found
    assert "no more than 95" in found
    assert "Met" in found
    assert "Earlier" not in found
    assert "Earlier" in officer.get(f"{page(of)}?year=2009").text
    assert officer.get(f"{page(of)}?year=banana").status_code == 200


def test_target_list_has_a_constant_number_of_queries(officer, of):
    def count():
        with CaptureQueriesContext(connection) as queries:
            officer.get(f"{page(of)}?year=2011")
        return len(queries)

    for _ in range(2):
        stored_target(of, factories.area())
    few = count()
    for _ in range(8):
        stored_target(of, factories.area())
    assert count() == few


def test_target_add_and_edit(officer, of):
    answer = officer.post(page(of, "target_add"), typed(of))
    assert answer.url == f"{page(of)}?year=2011"
    target = Target.objects.get()
    address = reverse("priorities:target_edit", args=[target.uid])
    sent = {"value": 90, "tolerance": 3, "base_version": target.version}
    assert officer.post(address, sent).status_code == 302
    target.refresh_from_db()
    assert (target.value, target.tolerance) == (90, 3)
    stale = officer.post(address, sent | {"value": 80})
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": 10, "upper": 5}, "A range goes from a lower to a higher number."),
        ({"value": None, "upper": 5}, "A range needs a lower number too."),
        ({"value": -1}, "This cannot be negative."),
        ({"year": 20111}, "Give the year in which the plan year begins"),
        ({"tolerance": 101}, "Ensure this value is less than or equal to 100"),
        ({"value": "many"}, "Enter a number."),
    ],
)
def test_target_add_says_what_is_wrong(officer, of, fields, words):
    found = officer.post(page(of, "target_add"), typed(of, **fields))
    assert found.status_code == 200
    assert words in found.text
    assert not Target.objects.exists()


def test_target_add_twice_is_refused_in_words(officer, of):
    sent = typed(of)
    officer.post(page(of, "target_add"), sent)
    found = officer.post(page(of, "target_add"), sent)
    assert "This measure has its target for this year already." in found.text


def test_a_share_has_no_target_over_a_hundred(officer, of):
    measure = factories.measure(of, "Feel safe", unit="share")
    found = officer.post(page(of, "target_add"), typed(of, measure=measure, value=101))
    assert "A share is between 0 and 100 per cent." in found.text


def test_no_group_reports_a_national_measure(officer, of):
    group = factories.group(of, "Network")
    sent = typed(of, measure=factories.measure(None, "National"), group=group.pk)
    found = officer.post(page(of, "target_add"), sent)
    assert "so no group reports it." in found.text


def test_another_partnerships_group_cannot_be_chosen(officer, of):
    group = factories.group(factories.partnership("shire"), "Theirs")
    found = officer.post(page(of, "target_add"), typed(of, group=group.pk))
    assert "Select a valid choice" in found.text


def test_a_measures_page_leads_to_its_targets(officer, of):
    measure = factories.measure(of, "Burglary")
    stored_target(of, factories.area(), measure=measure)
    found = officer.get(reverse("priorities:measure_detail", args=[of.slug, measure.uid])).text
    assert f"{page(of)}?year=2011" in found
    assert f"{page(of, 'target_add')}?measure={measure.uid}" in found


def test_the_year_so_far_of_a_source_counts_where_quarters_are_missing(of):
    target = stored_target(of, factories.area())
    quarter_figure(target, 2011, 1, 93, ends_on=Quarter(2011, 4).ends_on)
    found = quarter_figures([target])[target.pk]
    assert (found.values, found.to_date(4), found.to_date(3)) == ({}, 93, None)
    assert standing(target, found.values, 4, to_date=found.to_date(4)).status == "green"
