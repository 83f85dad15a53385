"""Partnerships that are part of others: rings, days, and who reads what of whom."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnership.documents.parts import parts_of, wholes_of
from partnership.models import PartnershipLink
from tests import factories
from tests.reading import words_of

TODAY = datetime.date(2026, 11, 23)


def link(whole, part, *days):
    first, last = days or (None, None)
    made = PartnershipLink(whole=whole, part=part, from_date=first, to_date=last)
    made.full_clean()
    made.save()
    return made


@pytest.fixture
def region(db):
    """A region of two counties; one of these has two districts."""
    names = ("region", "shire", "dale", "lakes", "fells")
    found = {name: factories.partnership(name) for name in names}
    link(found["region"], found["shire"])
    link(found["region"], found["dale"])
    link(found["shire"], found["lakes"])
    link(found["shire"], found["fells"])
    return found


def slugs(rows):
    return [(row.partnership.slug, row.depth) for row in rows]


def test_parts_are_found_at_any_depth_in_two_queries(region, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = slugs(parts_of(region["region"], TODAY))
    assert found == [("dale", 1), ("shire", 1), ("fells", 2), ("lakes", 2)]
    assert slugs(wholes_of(region["lakes"], TODAY)) == [("shire", 1), ("region", 2)]


def test_a_part_of_two_wholes_is_found_once_at_its_nearest(region):
    link(region["region"], region["lakes"])
    assert slugs(parts_of(region["region"], TODAY)).count(("lakes", 1)) == 1
    assert len(parts_of(region["region"], TODAY)) == 4


def test_a_link_holds_from_its_first_day_to_its_last(region):
    moor = factories.partnership("moor")
    link(region["shire"], moor, datetime.date(2010, 4, 1), datetime.date(2012, 3, 31))
    for day, holds in ((datetime.date(2012, 3, 31), True), (datetime.date(2012, 4, 1), False)):
        assert (("moor", 1) in slugs(parts_of(region["shire"], day))) == holds


def test_what_has_ended_is_no_longer_part_of_anything(region):
    region["lakes"].ended_on = TODAY
    region["lakes"].save()
    assert ("lakes", 1) in slugs(parts_of(region["shire"], TODAY))
    later = TODAY + datetime.timedelta(days=1)
    assert ("lakes", 1) not in slugs(parts_of(region["shire"], later))


@pytest.mark.parametrize("above", ["lakes", "shire"])
def test_a_ring_at_any_depth_is_refused(region, above):
    with pytest.raises(ValidationError, match="would be part of itself"):
        link(region[above], region["region"])


def test_what_was_once_the_other_way_round_is_no_ring(region):
    first, second = factories.partnership("first"), factories.partnership("second")
    link(first, second, None, datetime.date(2010, 3, 31))
    link(second, first, datetime.date(2010, 4, 1), None)
    with pytest.raises(ValidationError, match="would be part of itself"):
        link(first, second, datetime.date(2012, 4, 1), None)


def test_the_database_refuses_a_partnership_in_itself_and_the_same_link_twice(region):
    for whole, part in (("lakes", "lakes"), ("shire", "lakes")):
        with pytest.raises(IntegrityError), transaction.atomic():
            PartnershipLink.objects.create(whole=region[whole], part=region[part])


def test_reading_ends_even_if_a_ring_was_stored_past_the_rule(region):
    PartnershipLink.objects.create(whole=region["lakes"], part=region["region"])
    assert len(parts_of(region["region"], TODAY)) == 4


@pytest.mark.once
def test_both_say_it_in_public_and_hide_what_is_not_public(client, region):
    region["fells"].public = False
    region["fells"].save()
    page = words_of(client.get(reverse("partnership:about", args=["shire"])).text)
    assert "Part of Region Partnership" in page
    assert "Its partnerships Lakes Partnership" in page
    assert "Fells" not in page


@pytest.mark.once
def test_the_officer_of_the_whole_has_no_sight_of_a_parts_work(client, region):
    officer = factories.user("officer", region["shire"])
    draft = factories.plan(region["lakes"])
    client.force_login(officer)
    for name in ("plans:plan_detail", "plans:plan_edit"):
        assert client.get(reverse(name, args=[draft.uid])).status_code == 404
    for name in ("priorities:workspace_priority_list", "priorities:round_list"):
        assert client.get(reverse(name, args=["lakes"])).status_code == 404


@pytest.mark.once
def test_an_administrator_is_told_of_a_ring_beside_the_field(client, region):
    client.force_login(factories.administrator())
    data = {"whole": region["lakes"].pk, "part": region["region"].pk}
    page = client.post(reverse("admin:partnership_partnershiplink_add"), data)
    assert "Lakes Partnership would be part of itself" in page.text
