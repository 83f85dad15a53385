"""One body under two names: found by each of them, and merged without losing anything."""

import pytest

from partnership.models import Area, AreaAlias, KnownAs, Organisation, OrganisationAlias
from tests import factories

pytestmark = pytest.mark.django_db


# ---- finding by name


@pytest.fixture
def council():
    return Organisation.objects.create(
        name="Lancaster City Council", name_cy="Cyngor Caerhirfryn", short_name="LCC"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Lancaster City Council",
        "  lancaster   CITY council ",
        "LancasterCity Council",
        "Lancaster\xa0City Council",
        "CYNGOR caerhirfryn",
        "lcc",
        "Lancaster City Concil",
        "City of Lancaster",
        "CoL",
    ],
)
def test_an_organisation_is_found_by_each_of_its_names(council, text):
    factories.organisation("Another council")
    OrganisationAlias.objects.create(organisation=council, name="Lancaster City Concil")
    KnownAs.objects.create(organisation=council, name="City of Lancaster", short_name="CoL")
    assert Organisation.objects.named(text) == council


@pytest.mark.parametrize("text", ["", "  ", None, "Lancaster", "Lancaster City Council Ltd"])
def test_what_nobody_is_called_is_nobody(council, text):
    assert Organisation.objects.named(text) is None


def test_letters_with_accents_and_apostrophes_of_either_shape_are_the_same():
    wyre = factories.organisation("Residents’ Panel of YNYS MÔN")
    assert Organisation.objects.named("residents' panel of Ynys môn") == wyre


def test_a_name_counts_before_another_ones_alias(council):
    other = factories.organisation("Preston")
    OrganisationAlias.objects.create(organisation=other, name="Lancaster City Council")
    assert Organisation.objects.named("Lancaster City Council") == council


def test_a_name_of_several_areas_is_not_guessed():
    county = Area.objects.create(name="Lancashire", kind="county")
    Area.objects.create(name="Lancashire", kind="police_force")
    assert Area.objects.named("Lancashire") is None
    assert Area.objects.filter(kind="county").named("Lancashire") == county


def test_an_area_is_found_by_its_aliases():
    wyre = factories.area("Wyre")
    AreaAlias.objects.create(area=wyre, name="Wyre Borough")
    KnownAs.objects.create(area=wyre, name="Wyre Rural District")
    assert Area.objects.named("wyre borough") == Area.objects.named("Wyre  Rural district") == wyre


def test_what_was_merged_leads_to_what_it_became(council):
    gone = factories.organisation("Lancaster Council")
    gone.merged_into = council
    gone.save()
    assert Organisation.objects.named("lancaster council") == council
    assert list(Organisation.objects.offered()) == [council]
