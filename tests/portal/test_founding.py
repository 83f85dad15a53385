"""How an administrator sets up a partnership: seven questions, then all of it or nothing."""

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from partnership.models import (
    Area,
    Group,
    Invitation,
    Membership,
    Organisation,
    OrganisationAlias,
    Partnership,
)
from partnership.workflow.founding import Body, found
from portal.documents.suggesting import suggested
from portal.workflow.area_files import areas_are_here, bring_in_areas
from records.models import Change
from records.moves import Refused
from tests import factories
from tests.reading import words_of

NOW = timezone.now()
START = "/workspace/administration/set-up/"
CONSOLE = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture
def administrator(client, db):
    person = factories.administrator()
    client.force_login(person)
    return person


@pytest.fixture
def lancaster(administrator):
    """Enough of the country for a partnership: a city, its county, its force."""
    made = {}
    for name, kind, code in (
        ("Lancaster", "district", "E07000121"),
        ("Lancaster", "partnership", "E22000158"),
        ("Lancashire", "county", "E10000017"),
        ("Lancashire", "police_force", "E23000003"),
        ("Cardiff", "district", "W06000015"),
    ):
        made[name, kind] = Area.objects.create(name=name, kind=kind, code=code)
    for child, parent in (("district", "partnership"), ("partnership", "police_force")):
        upper = made["Lancashire" if parent == "police_force" else "Lancaster", parent]
        made["Lancaster", child].parent_links.create(parent=upper)
    made["Lancaster", "district"].parent_links.create(parent=made["Lancashire", "county"])
    return made["Lancaster", "district"]


def answers(area, **changed):
    told = {
        "areas": {"areas": [str(area.uid)]},
        "name": {
            "name": "Lancaster Community Safety Partnership",
            "short_name": "Lancaster CSP",
            "place_name": "Lancaster",
        },
        "address": {"slug": "lancaster", "public": "no"},
        "language": {"nation": "england"},
        "bodies": {
            "councils": "Lancaster City Council\r\nLancashire County Council",
            "police": "Lancashire Constabulary",
            "others": "Preventing Homelessness Trust",
        },
        "group": {"name": "Executive Group"},
        "officer": {"email": "First@Lancaster.example", "post": "Partnership officer"},
    }
    return told | changed


def answer(client, told):
    """Each page as somebody fills it in; the last answer."""
    for step, data in told.items():
        said = client.post(f"{START}{step}/", data)
    return said


# ---- the pages


def test_founding_start_is_offered_while_there_is_no_partnership(client, administrator):
    offered = "This portal has no partnership yet"
    assert offered in client.get(reverse("portal:start")).text
    factories.partnership()
    assert offered not in client.get(reverse("portal:start")).text
    assert START in client.get(reverse("portal:administration")).text


def test_founding_start_brings_in_the_areas_of_the_country_once(client, administrator):
    assert "first brings in the areas" in client.get(START).text
    assert client.post(START).url == f"{START}areas/"
    assert areas_are_here() and Area.objects.filter(kind="district").count() > 300
    many = Area.objects.count()
    client.post(START)
    assert Area.objects.count() == many
    assert "first brings in the areas" not in client.get(START).text
    westmorland = Area.objects.get(name="Westmorland and Furness", kind="district")
    south = Area.objects.get(name="South Lakeland", kind="partnership")
    for area, council, police in (
        (westmorland, "Westmorland and Furness Council", ""),
        (south, "Westmorland and Furness Council", "Cumbria Constabulary"),
    ):
        told = suggested([area], timezone.localdate())
        assert (told.councils, told.police) == ((council,), police or told.police)
        assert told.name == f"{area.name} Community Safety Partnership"


def test_founding_step_finds_areas_and_keeps_what_is_ticked(client, lancaster):
    found = client.post(f"{START}areas/", {"search": 1, "q": "LANCAS", "areas": []}, follow=True)
    assert "4 areas found" in found.text
    words = words_of(found.text)
    assert "Lancaster, district (E07000121)" in words and "Cardiff" not in words
    ticked = {"search": 1, "q": "Cardiff", "areas": [str(lancaster.uid)]}
    words = words_of(client.post(f"{START}areas/", ticked, follow=True).text)
    assert "1 area found." in words
    assert "Lancaster, district (E07000121)" in words and "Cardiff, district" in words
    nothing = client.post(f"{START}areas/", {"search": 1, "q": "Zzz"}, follow=True)
    assert "No area of today is called “Zzz”" in nothing.text
    none = client.post(f"{START}areas/", {"q": ""})
    assert none.text.count("There is a problem") == 1
    assert "Find and tick the area that the partnership covers." in none.text
    assert client.post(f"{START}areas/", {"areas": ["nonsense"]}).status_code == 200


def test_founding_step_fills_in_what_the_lookups_tell(client, lancaster):
    client.post(f"{START}areas/", {"areas": [str(lancaster.uid)]})
    name = client.get(f"{START}name/").text
    assert 'value="Lancaster Community Safety Partnership"' in name
    told = answers(lancaster)
    answer(client, {step: told[step] for step in ("areas", "name")})
    assert 'value="lancaster"' in client.get(f"{START}address/").text
    answer(client, {step: told[step] for step in ("address", "language")})
    bodies = client.get(f"{START}bodies/").text
    assert "Lancaster City Council\nLancashire County Council" in bodies
    assert 'value="Lancashire Constabulary"' in bodies


def test_founding_step_of_wales_begins_in_welsh(client, lancaster):
    cardiff = Area.objects.get(name="Cardiff")
    told = answers(cardiff)
    answer(client, {step: told[step] for step in ("areas", "name", "address")})
    page = client.get(f"{START}language/").text
    assert 'value="wales" checked' in page and 'name="uses_welsh"' in page
    bodies = suggested([cardiff], timezone.localdate())
    assert bodies.councils == ("City of Cardiff Council",)


def test_founding_step_sends_whoever_skips_one_to_it(client, lancaster):
    assert client.get(f"{START}officer/").url == f"{START}areas/"
    assert client.get(f"{START}check/").url == f"{START}areas/"
    assert client.get(f"{START}nonsense/").status_code == 404


def test_founding_step_says_what_is_wrong_and_keeps_what_was_typed(client, lancaster):
    factories.partnership("lancaster")
    told = answers(lancaster)
    answer(client, {step: told[step] for step in ("areas", "name")})
    said = client.post(f"{START}address/", {"slug": "lancaster", "public": "yes"}).text
    assert "Another partnership has this address. Choose another." in said
    assert 'value="lancaster"' in said
    assert "is kept for the portal itself" in client.post(
        f"{START}address/", {"slug": "admin", "public": "no"}
    ).text  # fmt: skip


def test_founding_check_makes_all_of_it(client, lancaster, administrator):
    Organisation.objects.create(name="The Lancashire Constabulary").aliases.create(
        name="Lancashire Constabulary"
    )
    assert answer(client, answers(lancaster)).url == f"{START}check/"
    page = words_of(client.get(f"{START}check/").text)
    assert "Lancaster City Council" in page and "Fire and rescue: not said yet" in page
    assert client.post(f"{START}check/").url == f"{START}done/"
    made = Partnership.objects.get(slug="lancaster")
    assert not made.public and made.nation == "england" and not made.uses_welsh
    assert [row.area for row in made.covered_areas.all()] == [lancaster]
    parts = {(row.organisation.name, row.kind) for row in made.memberships.all()}
    assert parts == {
        ("Lancaster City Council", "responsible"),
        ("Lancashire County Council", "responsible"),
        ("The Lancashire Constabulary", "responsible"),
        ("Preventing Homelessness Trust", "cooperating"),
    }
    assert Group.objects.get(partnership=made, kind="executive").name == "Executive Group"
    assert Invitation.objects.get(partnership=made).email == "first@lancaster.example"
    lines = set(Change.objects.filter(actor=administrator.uid).values_list("action", flat=True))
    assert {"partnership.found", "group.set_up", "invitation.invite"} <= lines
    assert client.post(f"{START}check/").url == f"{START}check/"
    assert Partnership.objects.count() == 1


def test_founding_check_leads_back_to_what_is_no_longer_true(client, lancaster):
    answer(client, answers(lancaster))
    factories.partnership("lancaster")
    assert client.get(f"{START}check/").url == f"{START}address/"
    assert client.post(f"{START}check/").status_code == 302
    assert Partnership.objects.count() == 1
    changed = client.post(f"{START}address/", {"slug": "lancaster-csp", "public": "no"})
    assert changed.url == f"{START}check/"


@pytest.mark.django_db(transaction=True)
def test_founding_done_shows_the_link_once_where_no_mail_goes_out(client, lancaster):
    with override_settings(EMAIL_BACKEND=CONSOLE):
        answer(client, answers(lancaster))
        client.post(f"{START}check/")
        link = f"/invitation/{Invitation.objects.get().token}/"
        assert link in client.get(f"{START}done/").text
        assert link not in client.get(f"{START}done/").text
    client.logout()
    assert client.get(link).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_founding_done_shows_no_link_that_a_mail_took(client, lancaster, monkeypatch):
    monkeypatch.setattr("portal.checks.GO_NOWHERE", ())
    answer(client, answers(lancaster))
    client.post(f"{START}check/")
    assert mail.outbox[0].to == ["first@lancaster.example"]
    done = client.get(f"{START}done/").text
    assert "/invitation/" not in done and "The first officer is invited." in done


# ---- the one function


ABOUT = {"name": "Here", "short_name": "Here", "place_name": "Here", "slug": "here"}
OFFICER = {"email": "first@here.example", "post": "Officer"}


def _found(by, area, **changed):
    said = {
        "areas": [area], "bodies": [Body("A council", "responsible")] * 2,
        "group_name": "Board", "officer": OFFICER, "by": by, "now": NOW,
    } | changed  # fmt: skip
    return found(ABOUT | said.pop("about", {}), **said)


def test_a_body_that_is_named_twice_takes_part_once(administrator, lancaster):
    _found(administrator, lancaster)
    assert Membership.objects.count() == Organisation.objects.count() == 1
    assert OrganisationAlias.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"areas": []},
        {"group_name": " "},
        {"about": {"slug": "taken"}},
        {"about": {"slug": "admin"}},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_nothing_is_made_where_one_part_of_it_is_refused(wrong, administrator, lancaster):
    factories.partnership("taken")
    with pytest.raises(Refused):
        _found(administrator, lancaster, **wrong)
    assert Partnership.objects.count() == 1
    assert not Organisation.objects.exists() and not Invitation.objects.exists()
    assert not Change.objects.filter(action="partnership.found").exists()


def test_only_administrators_set_up_partnerships(administrator, lancaster):
    officer = factories.user("officer", factories.partnership())
    with pytest.raises(Refused):
        _found(officer, lancaster)


def test_the_areas_that_somebody_brought_in_are_left_alone(administrator, lancaster):
    bring_in_areas(by=administrator, now=NOW)
    assert Area.objects.count() == 5
