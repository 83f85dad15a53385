"""Words explained: kept by officers, marked where a published text first uses them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.models import Term
from publishing.workflow.terms import keep_term, remove_term
from records.models import Change
from records.moves import Refused
from tests import factories
from tests.reading import as_frozen

PLAN = "/south-lakeland/plans/partnership-plan-2011-12/"


@pytest.fixture
def place(db):
    return factories.partnership("small-place")


@pytest.fixture
def officer(client, place):
    person = factories.user("officer", place)
    client.force_login(person)
    return person


def kept(place, word="MARAC", meaning="A meeting.", **fields):
    return Term.objects.create(partnership=place, word=word, meaning=meaning, **fields)


def test_term_add_and_edit_keep_a_word_with_its_meaning(client, place, officer):
    add = reverse("publishing:term_add", args=[place.slug])
    assert "Explain a word" in client.get(add).text
    assert "Say what it means." in client.post(add, {"word": "MARAC"}).text
    client.post(add, {"word": " MARAC  meeting ", "meaning": "Plans <b>safety</b>."})
    term = Term.objects.get()
    assert term.word == "MARAC meeting"
    again = client.post(add, {"word": "MARAC meeting", "meaning": "Other."})
    assert "This word is explained already." in again.text

    edit = reverse("publishing:term_edit", args=[term.uid])
    sent = {"word": "MARAC", "meaning": "Another.", "base_version": 1}
    assert client.post(edit, sent).url == reverse("publishing:term_list", args=[place.slug])
    stale = client.post(edit, sent | {"meaning": "A third."})
    assert stale.status_code == 409
    assert "Another." in stale.text
    assert "A third." in stale.text
    assert list(Change.objects.values_list("action", flat=True)) == ["term.change", "term.add"]


def test_term_remove_takes_away_what_was_read(client, place, officer):
    term = kept(place)
    address = reverse("publishing:term_remove", args=[term.uid])
    assert "A meeting." in client.get(address).text
    assert client.post(address, {"base_version": "9"}).status_code == 409
    assert client.post(address, {"base_version": "x"}).status_code == 409
    listed = client.post(address, {"base_version": "1"}, follow=True).text
    assert "“MARAC” is no longer explained." in listed
    assert "No word is explained yet." in listed
    assert Change.objects.get().action == "term.remove"


def test_words_are_kept_by_officers_alone(place):
    member, now = factories.user("executive", place), timezone.now()
    with pytest.raises(Refused):
        keep_term(Term(partnership=place, word="A", meaning="B"), by=member, now=now)
    with pytest.raises(Refused):
        remove_term(kept(place), base_version=1, by=member, now=now)
    assert Term.objects.count() == 1


def test_plan_page_explains_the_words_it_uses(client, demo):
    Term.objects.all().delete()
    before = client.get(PLAN).text
    assert "words-used" not in before
    place = factories.Partnership.objects.get(slug="south-lakeland")
    kept(place, meaning="A meeting <at> which", meaning_cy="Cyfarfod")
    kept(factories.partnership("elsewhere"), word="offences")
    page = client.get(PLAN).text
    assert "A meeting &lt;at&gt; which" in page
    assert page.count('class="term"') == page.count('<div class="words-used">') > 0
    assert as_frozen(page) == as_frozen(before)
