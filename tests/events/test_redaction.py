"""Words that others no longer see: nowhere, for nobody but an officer whose look is logged."""

import datetime

import pytest
from django.urls import reverse

from events.documents.redaction import find
from events.models import Contribution, Redaction
from events.workflow.coding import code
from events.workflow.redaction import look_at_original, redact
from publishing.models import Document, Edition
from records.models import Change
from records.moves import Refused
from tests import factories
from tests.reading import words_of

NOW = datetime.datetime(2009, 11, 30, 10, 0, tzinfo=datetime.UTC)
WORDS = "the end house on our street"
TEXT = f"The man at {WORDS} keeps the whole road awake"


@pytest.fixture
def of(db):
    return factories.partnership("lancashire")


@pytest.fixture
def officer(of):
    return factories.user("officer", of)


@pytest.fixture
def entry(of, officer):
    """Redacted, and in a theme of a series."""
    event = factories.event(of, series=factories.series(of))
    session = factories.workshop(event)
    said = factories.contribution(event, TEXT, workshop=session, table=factories.table(event))
    theme = factories.theme(of, "Noise", series=event.series)
    code(said, themes=[theme], shown=[], no_theme_reason="", by=officer, now=NOW)
    return said


def remove(entry, words=WORDS, reason="identifies", by=None):
    starts_at = entry.text.index(words)
    return redact(
        entry,
        starts_at=starts_at,
        ends_at=starts_at + len(words),
        reason=reason,
        by=by,
        now=NOW,
    )


def stored(entry):
    return Contribution.objects.get(pk=entry.pk)


def page_of(name, entry):
    return reverse(f"events:{name}", args=[entry.uid])


def test_readers_see_the_reason_and_the_original_stays(entry, officer):
    remove(entry, by=officer)
    assert stored(entry).public_text == (
        "The man at [removed: could identify a person or household] keeps the whole road awake"
    )
    assert stored(entry).text == TEXT


def test_another_redaction_adds(entry, officer):
    remove(entry, by=officer)
    remove(entry, "The man", "names", by=officer)
    assert Redaction.objects.count() == 2
    assert "man" not in stored(entry).public_text


@pytest.mark.parametrize("reason", ["", "because"])
def test_without_a_known_reason_it_is_refused(entry, officer, reason):
    with pytest.raises(Refused):
        remove(entry, reason=reason, by=officer)


@pytest.mark.parametrize("place", [(5, 5), (9, 4), (-1, 3), (0, 900), (3, 4)])
def test_without_words_it_is_refused(entry, officer, place):
    with pytest.raises(Refused):
        redact(entry, starts_at=place[0], ends_at=place[1], reason="names", by=officer, now=NOW)


def test_what_is_removed_is_not_removed_twice(entry, officer):
    remove(entry, by=officer)
    with pytest.raises(Refused):
        remove(entry, "end house", by=officer)


def test_audit_names_the_reason_and_never_the_words(entry, officer):
    remove(entry, by=officer)
    look_at_original(stored(entry), by=officer, now=NOW)
    lines = Change.objects.filter(action__startswith="contribution.")
    assert {line.action for line in lines} == {"contribution.redact", "contribution.original"}
    for line in lines:
        assert line.target == entry.uid
        assert line.partnership == entry.event.partnership.uid
        for value in (line.target_label, line.reason, str(line.before), str(line.after)):
            assert "man" not in value
            assert "house on" not in value


def test_each_look_at_the_original_is_logged(client, entry, officer):
    remove(entry, by=officer)
    client.force_login(officer)
    for looks in (1, 2):
        answer = client.post(page_of("contribution_original", entry))
        assert TEXT in answer.text
        assert "no-store" in answer.headers["Cache-Control"]
        assert Change.objects.filter(action="contribution.original").count() == looks


def test_original_is_only_posted_for(client, entry, officer):
    client.force_login(officer)
    assert client.get(page_of("contribution_original", entry)).status_code == 405


@pytest.mark.parametrize("kind", ["officer", "executive", "lead"])
def test_removed_words_stand_on_no_page(client, of, entry, officer, kind):
    remove(entry, by=officer)
    theme = entry.tags.get().theme
    second = factories.theme(of, "Sound", series=entry.event.series)
    of_event = [
        *("theme_list", "theme_coding", "theme_coding_list", "theme_merge"),
    ]
    addresses = [reverse(f"events:{name}", args=[entry.event.uid]) for name in of_event]
    addresses += [
        f"{addresses[1]}?entry={entry.uid}",
        f"{addresses[2]}?show=all",
        f"{addresses[3]}?a={theme.uid}&b={second.uid}",
        *(page_of("theme_detail", theme), page_of("theme_split", theme)),
        page_of("contribution_redact", entry),
        *(page_of("series_comparison", entry.event.series),),
        page_of("series_comparison_csv", entry.event.series),
    ]
    client.force_login(officer if kind == "officer" else factories.user(kind, of))
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in ((200,) if kind == "officer" else (200, 403))
        assert WORDS not in answer.text, address
    if kind != "officer":
        assert client.post(page_of("contribution_original", entry)).status_code == 403


def test_example_beside_the_tick_boxes_shows_no_removed_words(client, entry, officer):
    remove(entry, by=officer)
    other = factories.contribution(entry.event, "Another", workshop=entry.workshop)
    client.force_login(officer)
    address = reverse("events:theme_coding", args=[entry.event.uid])
    page = client.get(f"{address}?entry={other.uid}").text
    assert "keeps the whole road awake" in page
    assert WORDS not in page


def typed(**fields):
    return {"words": WORDS, "which": "", "reason": "identifies", "act": "redact"} | fields


def test_page_removes_pasted_words(client, entry, officer):
    client.force_login(officer)
    page = client.post(page_of("contribution_redact", entry), typed(), follow=True).text
    assert "removed: could identify a person or household" in page
    assert WORDS not in page
    assert Redaction.objects.get().by_label == officer.label


def test_page_shows_what_each_reader_will_see_before_it_is_saved(client, entry, officer):
    client.force_login(officer)
    page = client.post(page_of("contribution_redact", entry), typed(act="preview")).text
    assert "removed: could identify a person or household" in page
    assert not Redaction.objects.exists()
    page = client.post(page_of("contribution_redact", entry), typed(act="preview", reason=""))
    assert "removed: reason not chosen yet" in page.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": ""}, "Mark or copy the words to remove."),
        ({"words": "the house at the end"}, "do not stand in the entry like this"),
        ({"which": "2"}, "do not stand in the entry like this"),
        ({"reason": ""}, "Choose why the words are removed."),
    ],
)
def test_page_refuses_what_is_missing(client, entry, officer, fields, said):
    client.force_login(officer)
    page = client.post(page_of("contribution_redact", entry), typed(**fields))
    assert page.status_code == 200
    assert said in page.text
    assert not Redaction.objects.exists()


# ---- finding the words


def found(entry, words, which=1):
    place = find(stored(entry).pieces, words, which)
    return place and entry.text[slice(*place)]


def test_words_are_found_the_nth_time_they_stand_there(entry):
    assert find(entry.pieces, "the", 2)[0] == TEXT.index("the whole")
    assert find(entry.pieces, "the", 3) is None


def test_line_breaks_of_every_browser_are_the_same(entry):
    for breaks in ("\r\n", "\n", "\r"):
        entry.text = f"First{breaks}second 🙂 third"
        entry.save()
        for typed_break in ("\r\n", "\n"):
            assert found(entry, f"First{typed_break}second") == f"First{breaks}second"
        assert found(entry, "third") == "third"
        assert found(entry, "🙂") == "🙂"


def test_marks_of_earlier_removals_are_not_words(entry, officer):
    remove(entry, by=officer)
    assert found(entry, "household") is None
    assert found(entry, "at [removed") is None
    assert found(entry, "keeps the whole") == "keeps the whole"
    assert found(entry, WORDS) is None


def test_officer_is_told_which_editions_still_say_the_words(client, entry, officer):
    client.force_login(officer)
    event = entry.event
    document = Document.objects.create(
        partnership=event.partnership, kind="event-report", slug="report", title="Report"
    )
    frozen = {"document": document, "snapshot": {}, "content_hash": "a" * 64, "published_at": NOW}
    said_by = ("<p>Noise at <b>the end\nhouse</b> on our street.</p>", "<p>Noise.</p>")
    for number, fragment in enumerate(said_by, start=1):
        Edition.objects.create(
            number=number, title="Report", fragment=fragment, change_note="Other words", **frozen
        )
    typed = {"words": WORDS, "reason": "identifies"}
    said = words_of(client.post(page_of("contribution_redact", entry), typed, follow=True).text)
    assert "these words still stand in Report, edition 1. Publish a correction" in said
    typed["words"] = "The man"
    said = words_of(client.post(page_of("contribution_redact", entry), typed, follow=True).text)
    assert "Removed." in said and "still stand in" not in said
