"""What cannot be: impossible states of who takes part."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import URLPattern, URLResolver, get_resolver

from partnership.models import KnownAs, Partnership, ReportingLine, Role
from partnership.models.partnerships import FOR_MACHINES, RESERVED_SLUGS
from tests import factories

pytestmark = pytest.mark.django_db


def _new(**fields):
    return Partnership(
        **{"name": "A", "short_name": "A", "place_name": "A", "slug": "a-place"} | fields
    )


def _said_of(thing, field):
    with pytest.raises(ValidationError) as refused:
        thing.full_clean()
    return " ".join(refused.value.message_dict[field])


@pytest.mark.parametrize("slug", RESERVED_SLUGS)
def test_a_reserved_address_is_refused_beside_its_field(slug):
    assert _said_of(_new(slug=slug), "slug")
    with pytest.raises(IntegrityError), transaction.atomic():
        _new(slug=slug).save()


@pytest.mark.parametrize("slug", ["admin", *FOR_MACHINES])
def test_a_reserved_address_is_refused_with_words(slug):
    assert "kept for the portal itself" in _said_of(_new(slug=slug), "slug")


def test_a_taken_address_is_refused_with_words():
    factories.partnership("lakes")
    assert "Another partnership has this address" in _said_of(_new(slug="lakes"), "slug")


@pytest.mark.parametrize("slug", ["two words", "söuth", "a/b", "a.b"])
def test_an_address_is_letters_numbers_and_hyphens(slug):
    assert "letters, numbers" in _said_of(_new(slug=slug), "slug")


def test_first_parts_of_the_portals_own_addresses_are_reserved():
    """A partnership could otherwise never be reached, or take over a page."""
    kept = {*RESERVED_SLUGS, *FOR_MACHINES}
    assert _first_parts(get_resolver()) - kept - _for_partnerships() == set()


def _first_parts(resolver, prefix=""):
    parts = set()
    for entry in resolver.url_patterns:
        text = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver) and "/" not in text:
            parts |= _first_parts(entry, text)
        elif isinstance(entry, URLPattern | URLResolver):
            parts.add(text.lstrip("^").split("/")[0].rstrip("$"))
    return parts


def _for_partnerships():
    """The home page, the places where the partnership's own address stands."""
    return {"", "<slug:partnership>"}


@pytest.mark.parametrize("colour", ["#ffffff", "#ffcc00"])
def test_a_colour_on_which_white_is_hard_to_read_is_refused(colour):
    assert "Choose a darker one" in _said_of(_new(colour=colour), "colour")


def test_a_role_does_not_end_before_it_starts():
    person, lakes = factories.user(), factories.partnership()
    role = Role(
        user=person,
        partnership=lakes,
        kind="officer",
        from_date=datetime.date(2011, 4, 1),
        to_date=datetime.date(2011, 3, 31),
    )
    assert "must not be before the start" in _said_of(role, "to_date")
    with pytest.raises(IntegrityError), transaction.atomic():
        role.save()


def test_only_a_lead_speaks_for_a_group():
    lakes = factories.partnership()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.role(factories.user(), "officer", lakes, group=factories.group(lakes))


def test_a_role_is_held_once():
    lakes = factories.partnership()
    person = factories.user("officer", lakes)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.role(person, "officer", lakes)


def test_a_group_does_not_report_to_itself():
    one = factories.group(factories.partnership())
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingLine.objects.create(lower=one, upper=one)


def test_another_name_is_of_one_thing():
    for fields in ({}, {"partnership": factories.partnership(), "area": factories.area()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            KnownAs.objects.create(name="Old name", **fields)
