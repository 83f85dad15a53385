"""Contributions of an event in the workspace: listed, typed in, corrected."""

import re
import uuid
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Contribution, Redaction, ResidentType
from events.models.contributions import LONGEST, Heading
from records.models import Change
from tests import factories


@pytest.fixture
def evening(db, client):
    of = factories.partnership("lakes")
    event = factories.event(of, slug="evening")
    first = factories.workshop(event, title="Workshop Session 1")
    second = factories.workshop(
        event,
        order=2,
        title="Workshop Session 2",
        collects=["barrier", "good_practice"],
        asks_heading=False,
        asks_level=False,
        asks_top_priority=False,
    )
    ResidentType.objects.create(workshop=second, name="Young person")
    officer = factories.user("officer", of)
    client.force_login(officer)
    return SimpleNamespace(
        of=of,
        event=event,
        officer=officer,
        first=first,
        second=second,
        tables=[factories.table(event) for _ in range(2)],
    )


def listed(client, evening, **asked):
    address = reverse("events:contribution_list", args=[evening.event.uid])
    return client.get(address, asked).text


def words(page):
    """The words of each row of the list, in order."""
    return re.findall(r'<p class="entry__words" dir="auto">(.*?)</p>', page)


def say(evening, text="Future funding of PCSOs", heading=None, **fields):
    fields = {"workshop": evening.first, "table": evening.tables[0], "origin": "paper"} | fields
    return factories.contribution(evening.event, text, heading, **fields)


# ---- the list


def test_list_shows_each_contribution_with_all_that_was_said_of_it(client, evening):
    say(evening, "Taxi ranks", "urgent", level="local", top_priority=True)
    page = listed(client, evening)
    row = page.partition('<ul class="entries">')[2].partition("</ul>\n")[0]
    for wanted in (
        *("Taxi ranks", "Urgent but not Essential", "Local or neighbourhood", "Top priority"),
        *("Table 1", "Workshop Session 1", "From paper"),
    ):
        assert wanted in row


def test_list_counts_only_what_is_kept(client, evening):
    say(evening, "One")
    say(evening, "Two", standing="removed")
    say(evening, "Three", standing="arriving")
    page = listed(client, evening)
    assert words(page) == ["One"]
    assert "1 contribution<" in page


@pytest.mark.parametrize("kind", ["officer", "executive", "lead"])
def test_nobody_reads_redacted_words_in_the_list(client, evening, kind):
    redact(say(evening, "Mr Smith drinks"), 0, 8, evening.officer)
    client.force_login(factories.user(kind, evening.of))
    page = listed(client, evening)
    assert "Smith" not in page
    assert "removed: names a person" in page


def redact(said, starts_at, ends_at, by):
    return Redaction.objects.create(
        contribution=said,
        starts_at=starts_at,
        ends_at=ends_at,
        reason="names",
        at=timezone.now(),
        by=by.uid,
        by_label=by.label,
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"session": "1"}, ["Two", "One"]),
        ({"table": "2"}, ["Three", "Two"]),
        ({"kind": "barrier"}, ["Three"]),
        ({"heading": "essential"}, ["One"]),
        ({"heading": "none"}, ["Three"]),
        ({"level": "local"}, ["Two"]),
        ({"level": "none", "session": "1"}, ["One"]),
        ({"coded": "yes"}, ["Two"]),
        ({"coded": "no"}, ["Three", "One"]),
        ({"session": "77", "heading": "soon"}, ["Three", "Two", "One"]),
    ],
)
def test_list_can_be_narrowed(client, evening, asked, found):
    say(evening, "One", "essential")
    two = say(evening, "Two", "urgent", level="local", table=evening.tables[1])
    say(evening, "Three", workshop=evening.second, kind="barrier", table=evening.tables[1])
    factories.tag(two, factories.theme(evening.of))
    page = listed(client, evening, **asked)
    assert words(page) == found
    if len(found) < 3:
        assert f"{len(found)} of 3" in page


def test_pages_keep_the_filters(client, evening):
    for number in range(60):
        say(evening, f"No {number}", "urgent" if number < 55 else "neither")
    first = listed(client, evening, heading="urgent")
    assert len(words(first)) == 50
    older = re.search(r'rel="next" href="\?([^"]+)"', first)[1].replace("&amp;", "&")
    page = client.get(f"{reverse('events:contribution_list', args=[evening.event.uid])}?{older}")
    assert words(page.text) == [f"No {number}" for number in range(4, -1, -1)]
    assert "Newer contributions" in page.text


def test_five_thousand_contributions_need_no_more_queries_than_ten(client, evening):
    say_many(evening, 10)
    few = queries(client, evening)
    say_many(evening, 4990)
    assert queries(client, evening) == few


def test_long_list_is_counted_where_somebody_asks(client, evening):
    say_many(evening, 1_000)
    assert "1,000 contributions<" in listed(client, evening)
    factories.tag(say(evening, "One more", "urgent"), factories.theme(evening.of))
    page = listed(client, evening, heading="urgent")
    assert "More than 1,000 contributions" in page
    assert "</strong> fit" not in page  # how many of how many is not known
    count = re.search(r'href="\?([^"]+)">Count all of them', page)[1].replace("&amp;", "&")
    page = client.get(f"{reverse('events:contribution_list', args=[evening.event.uid])}?{count}")
    assert "1,001 contributions<" in page.text
    assert "1 of 1,001 coded" in page.text
    assert "1 of 1,001</strong> fits" in page.text


def say_many(evening, number):
    made = [
        Contribution(
            event=evening.event,
            workshop=evening.first,
            table=evening.tables[n % 2],
            text=f"No {n}",
            origin="paper",
        )
        for n in range(number)
    ]
    Contribution.objects.bulk_create(made)
    redact(made[-1], 0, 1, evening.officer)


def queries(client, evening):
    listed(client, evening)
    with CaptureQueriesContext(connection) as captured:
        listed(client, evening)
    assert not [query for query in captured if "OFFSET" in query["sql"]]
    return len(captured)


def test_executives_get_no_buttons(client, evening):
    say(evening)
    client.force_login(factories.user("executive", evening.of))
    page = listed(client, evening)
    assert "Type in sheets" not in page
    assert "contributions.csv" not in page
    assert "/edit/" not in page


# ---- typing in


def sheet(evening, session=None, table=1):
    address = reverse("events:contribution_add", args=[evening.event.uid])
    return f"{address}?session={(session or evening.first).uid}&table={table}&origin=paper"


def type_in(client, evening, text, *, at=None, **fields):
    posted = {"uid": uuid.uuid4(), "text": text} | fields
    return client.post(at or sheet(evening), posted, follow=True)


def test_sheet_is_chosen_before_its_rows(client, evening):
    address = reverse("events:contribution_add", args=[evening.event.uid])
    page = client.get(address).text
    assert "Choose the session and the table" in page
    assert 'name="text"' not in page


def test_row_is_saved_and_the_next_one_is_open_for_the_same_sheet(client, evening):
    answer = type_in(
        client, evening, "Taxi ranks", heading="urgent", level="local", top_priority="on"
    )
    assert answer.redirect_chain == [(sheet(evening), 302)]
    said = Contribution.objects.get()
    assert (said.text, said.heading, said.level) == ("Taxi ranks", Heading.URGENT, "local")
    assert (said.workshop, said.table) == (evening.first, evening.tables[0])
    assert (said.origin, said.kind, said.top_priority) == ("paper", "challenge", True)
    assert said.history.get().history_user == evening.officer
    box = re.search(r"<textarea[^>]*autofocus[^>]*>\s*(.*?)</textarea>", answer.text, re.S)
    assert box[1] == ""
    assert words(answer.text) == ["Taxi ranks"]
    assert str(said.uid) not in answer.text.partition("typing__last")[0]


def test_words_from_elsewhere_than_paper_are_marked_so_for_the_whole_sheet(client, evening):
    at = sheet(evening).replace("origin=paper", "origin=typed")
    answer = type_in(client, evening, "Taxi ranks", at=at)
    assert answer.redirect_chain == [(at, 302)]
    assert Contribution.objects.get().origin == "typed"


def test_row_sent_twice_is_kept_once(client, evening):
    one = uuid.uuid4()
    type_in(client, evening, "Taxi ranks", uid=one)
    type_in(client, evening, "Taxi ranks", uid=one)
    assert Contribution.objects.count() == 1


def test_session_asks_only_for_what_it_collects(client, evening):
    page = client.get(sheet(evening, evening.second)).text
    assert "Good practice" in page
    assert "Young person" in page
    assert "How urgent" not in page
    assert "top priority" not in page.partition("<form")[2]
    assert "Young person" not in client.get(sheet(evening)).text


def test_kind_and_resident_type_are_kept(client, evening):
    at, young = sheet(evening, evening.second), ResidentType.objects.get()
    assert "Choose one." in type_in(client, evening, "Web only", at=at).text
    type_in(client, evening, "Web only", at=at, kind="barrier", resident_type=young.uid)
    said = Contribution.objects.get()
    assert (said.kind, said.resident_type) == ("barrier", young)


def test_row_without_words_or_with_too_many_says_so_and_loses_nothing(client, evening):
    assert "Write what was said." in type_in(client, evening, "  ").text
    long = "x" * 10_000
    answer = type_in(client, evening, long)
    assert f"Keep it to {LONGEST:,} characters" in answer.text
    assert long in answer.text
    assert not Contribution.objects.exists()


def test_star_moves_to_the_row_typed_in_last(client, evening):
    former = say(evening, "Funding", top_priority=True)
    other = say(evening, "Noise", table=evening.tables[1], top_priority=True)
    answer = type_in(client, evening, "Taxi ranks", top_priority="on")
    assert "The star moved here from “Funding”" in answer.text
    stars = Contribution.objects.filter(top_priority=True)
    assert set(stars.values_list("text", flat=True)) == {"Taxi ranks", "Noise"}
    assert former.history.first().top_priority is False
    assert other.history.count() == 1


def test_another_events_session_is_no_sheet_here(client, evening):
    elsewhere = factories.workshop(factories.event(evening.of))
    answer = type_in(client, evening, "Taxi ranks", at=sheet(evening, elsewhere))
    assert "Choose the session" in answer.text
    assert not Contribution.objects.exists()


def test_consultation_without_sessions_is_typed_in_too(client, evening):
    survey = factories.event(evening.of, kind="survey")
    address = reverse("events:contribution_add", args=[survey.uid])
    assert 'name="text"' in client.get(address).text
    type_in(client, evening, "Clear enough", at=address, kind="comment")
    assert survey.contributions.get().kind == "comment"


def test_next_table_is_one_link_away(client, evening):
    assert f"table={evening.tables[1].number}" in client.get(sheet(evening)).text


# ---- undo and correct


def move(client, name, said):
    return client.post(reverse(f"events:{name}", args=[said.uid]), follow=True)


def test_row_can_be_taken_out_and_put_back(client, evening):
    said = say(evening, "Taxi rnaks", top_priority=True)
    page = move(client, "contribution_take_out", said).text
    said.refresh_from_db()
    assert (said.standing, said.top_priority) == ("removed", False)
    assert "Put back" in page
    change = Change.objects.get(action="contribution.take_out")
    assert "Taxi" not in change.target_label
    move(client, "contribution_put_back", said)
    said.refresh_from_db()
    assert said.standing == "kept"


def test_coded_row_is_not_taken_out(client, evening):
    said = say(evening)
    factories.tag(said, factories.theme(evening.of))
    assert "stands in themes already" in move(client, "contribution_take_out", said).text


def edit(said):
    return reverse("events:contribution_edit", args=[said.uid])


def correct(client, said, **fields):
    same = {"text": said.text, "kind": said.kind, "table": said.table_id}
    posted = same | {"base_version": said.version} | fields
    return client.post(edit(said), posted)


def test_typing_error_is_corrected(client, evening):
    said = say(evening, "Taxi rnaks", "urgent")
    page = client.get(edit(said)).text
    assert re.search(r'value="urgent" checked', page)
    answer = correct(
        client, said, text="Taxi ranks", heading="essential", table=evening.tables[1].pk
    )
    assert answer.status_code == 302
    said.refresh_from_db()
    assert (said.text, said.heading, said.table) == (
        *("Taxi ranks", Heading.ESSENTIAL),
        evening.tables[1],
    )
    assert said.version == 2


def test_correction_over_a_newer_one_shows_both(client, evening):
    said = say(evening, "Taxi rnaks")
    correct(client, said, text="Taxi ranks")
    answer = correct(client, said, text="Taxi rank")
    assert answer.status_code == 409
    assert "Taxi ranks" in answer.text


@pytest.mark.parametrize("origin", ["table", "import"])
def test_words_that_no_officer_typed_are_not_corrected(client, evening, origin):
    said = say(evening, "As we said it", origin=origin)
    assert "were not typed in by an officer" in client.get(edit(said)).text
    assert correct(client, said, text="Better said").status_code == 409
    move(client, "contribution_take_out", said)
    said.refresh_from_db()
    assert (said.text, said.standing) == ("As we said it", "kept")


def test_redacted_words_are_not_corrected_nor_shown(client, evening):
    said = say(evening, "Mr Smith drinks")
    redact(said, 0, 8, evening.officer)
    page = client.get(edit(said)).text
    assert "were redacted" in page
    assert "Smith" not in page
    assert correct(client, said, text="Somebody drinks").status_code == 409


def test_star_of_a_corrected_row_moves(client, evening):
    former = say(evening, "Funding", top_priority=True)
    said = say(evening, "Taxi ranks")
    assert correct(client, said, top_priority="on").status_code == 302
    former.refresh_from_db()
    said.refresh_from_db()
    assert (former.top_priority, said.top_priority) == (False, True)
