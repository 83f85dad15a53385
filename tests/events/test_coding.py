"""Coding entries into themes; merging, splitting: nothing is lost, nothing counts twice."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.documents.progress import progress
from events.documents.themes import entries_of, ranked
from events.forms.themes import ThemeForm
from events.models import Contribution, ReportedTheme, Tag, Theme
from events.models.contributions import Heading
from events.workflow.coding import code, skip, ticks
from events.workflow.themes import add_theme, merge, nearest, split, unmerge
from records.models import Change
from records.moves import Refused
from tests import factories

NOW = datetime.datetime(2009, 11, 30, 10, 0, tzinfo=datetime.UTC)


@pytest.fixture
def of(db):
    return factories.partnership("lancashire")


@pytest.fixture
def event(of):
    return factories.event(of, series=factories.series(of, "Our Partnership Challenge"))


@pytest.fixture
def session(event):
    return factories.workshop(event)


@pytest.fixture
def officer(of):
    return factories.user("officer", of)


@pytest.fixture
def other(of):
    return factories.user("officer", of)


@pytest.fixture
def browser(client, officer):
    client.force_login(officer)
    return client


def theme(event, name, **fields):
    return factories.theme(event.partnership, name, series=event.series, **fields)


def entry(event, text="Rural crime", **fields):
    return factories.contribution(event, text, **fields)


def put(contribution, themes, by, shown=(), reason=""):
    return code(contribution, themes=themes, shown=shown, no_theme_reason=reason, by=by, now=NOW)


def counts(event):
    themes = Theme.objects.standing().filter(series=event.series)
    return {t.name: t.entries for t in themes.with_counts()}


def address(name, thing, **query):
    found = reverse(f"events:{name}", args=[thing.uid])
    return found + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


# ---- coding


def test_code_keeps_theme_or_reason(event, officer):
    said, funding = entry(event), theme(event, "Funding")
    put(said, [funding], officer)
    said.refresh_from_db()
    assert (said.has_theme, said.no_theme_reason) == (True, "")
    put(said, [], officer, shown=[funding], reason="A remark about the room")
    said.refresh_from_db()
    assert (said.has_theme, said.no_theme_reason) == (False, "A remark about the room")
    assert said.history.first().history_user == officer


def test_removed_tick_ends_the_tag_and_deletes_nothing(event, officer):
    said, funding = entry(event), theme(event, "Funding")
    put(said, [funding], officer)
    put(said, [], officer, shown=[funding])
    said.refresh_from_db()
    assert not said.has_theme
    tag = Tag.objects.get()
    assert (tag.ended_at, tag.ended_by) == (NOW, officer.uid)
    put(said, [funding], officer)
    assert counts(event) == {"Funding": 1}
    assert Tag.objects.count() == 2


def test_two_officers_code_the_same_entry_and_both_sets_stay(event, officer, other):
    said, a, b = entry(event), theme(event, "Funding"), theme(event, "Rural areas")
    assert not put(said, [a], officer).also
    assert put(said, [b], other).also
    assert ticks(said) == {a.pk, b.pk}


def test_same_theme_chosen_by_both_is_tagged_once(event, officer, other):
    said, a = entry(event), theme(event, "Funding")
    put(said, [a], officer)
    put(said, [a], other)
    assert Tag.objects.count() == 1


def test_themes_win_over_another_officers_reason_which_is_told(event, officer, other):
    said, a = entry(event), theme(event, "Funding")
    put(said, [], officer, reason="About the food")
    coded = put(said, [a], other)
    assert (coded.also, coded.other_reason) == (True, "About the food")
    said.refresh_from_db()
    assert (said.has_theme, said.no_theme_reason) == (True, "")


def test_code_refuses_themes_of_other_series(event, officer):
    foreign = factories.theme(event.partnership, series=factories.series(event.partnership))
    with pytest.raises(Refused):
        put(entry(event), [foreign], officer)


def test_code_refuses_theme_and_reason_at_once(event, officer):
    with pytest.raises(Refused):
        put(entry(event), [theme(event, "Funding")], officer, reason="None fits")


def test_another_officers_reason_stays_until_somebody_who_saw_it_takes_it_back(
    event, officer, other
):
    said = entry(event)
    put(said, [], officer, reason="About the food")
    put(said, [], other)
    said.refresh_from_db()
    assert said.no_theme_reason == "About the food"
    seen = {"shown": [], "reason_shown": "About the food", "no_theme_reason": ""}
    code(said, themes=[], **seen, by=other, now=NOW)
    said.refresh_from_db()
    assert said.no_theme_reason == ""


def test_code_refuses_what_does_not_stand_any_more(event, pair, officer):
    merged = joined(*pair, officer, name="Country life")
    unmerge(merged, reason="They differ", by=officer, now=NOW)
    with pytest.raises(Refused):
        put(entry(event), again(merged), officer)
    with pytest.raises(Refused):
        put(entry(event, standing="removed"), again(pair[0]), officer)


def test_skipped_entry_comes_last(event, officer):
    first, second = entry(event, "First"), entry(event, "Second")
    skip(first, now=NOW)
    assert list(Contribution.objects.uncoded()) == [second, first]


def test_progress_counts_themes_and_reasons(event, officer):
    a = theme(event, "Funding")
    put(entry(event), [a], officer)
    put(entry(event), [], officer, reason="A remark about the room")
    entry(event)
    entry(event, standing="removed")
    found = progress(event)
    assert (found.coded, found.total, found.left, found.per_cent) == (2, 3, 1, 66)


def test_near_equal_names_are_found_first(event):
    theme(event, "Reducing resources and funding")
    theme(event, "Rural crime")
    standing = list(Theme.objects.standing())
    assert [t.name for t in nearest("rural  Crimes", standing)] == ["Rural crime"]
    assert nearest("Work with the private sector", standing) == []


def test_theme_of_the_same_name_is_refused(event, officer):
    add_theme(event, name="Rural crime", by=officer, now=NOW)
    with pytest.raises(Refused):
        add_theme(event, name=" rural   crime ", by=officer, now=NOW)


# ---- merging


@pytest.fixture
def pair(event, officer):
    """Two themes with three and two entries, one entry in both."""
    a, b = theme(event, "Rural crime"), theme(event, "Rural areas")
    for _ in range(2):
        put(entry(event), [a], officer)
    put(entry(event), [a, b], officer)
    put(entry(event), [b], officer)
    return a, b


def joined(a, b, officer, name="Rural areas", reason="They said the same"):
    return merge(a, b, name=name, reason=reason, by=officer, now=NOW)


def again(*themes):
    return [Theme.objects.get(pk=one.pk) for one in themes]


def test_merge_counts_each_entry_once(event, pair, officer):
    merged = joined(*pair, officer)
    assert counts(event) == {"Rural areas": 4}
    assert entries_of(merged).count() == 4
    assert Tag.objects.filter(ended_at=None).count() == 5


def test_merged_themes_stay_readable(browser, pair, officer):
    joined(*pair, officer)
    page = browser.get(address("theme_detail", pair[0])).text
    assert "It is part of" in page
    assert page.count("Rural crime") > 3
    assert "They said the same" in page


def test_merge_needs_reason_and_two_themes(pair, officer):
    a, b = pair
    with pytest.raises(Refused):
        joined(a, b, officer, reason=" ")
    with pytest.raises(Refused):
        joined(a, a, officer, name="One and the same")
    with pytest.raises(Refused):
        joined(a, b, officer, name="")
    joined(a, b, officer)
    with pytest.raises(Refused):
        joined(a, b, officer, name="Once more")


def test_merge_refuses_a_name_that_another_theme_bears(event, pair, officer):
    theme(event, "Funding")
    with pytest.raises(Refused):
        joined(*pair, officer, name="Funding")
    assert counts(event) == {"Funding": 0, "Rural crime": 3, "Rural areas": 2}


def test_unmerge_loses_nothing(event, pair, officer):
    before = counts(event)
    merged = joined(*pair, officer, name="Country life")
    unmerge(merged, reason="They differ", by=officer, now=NOW)
    assert counts(event) == before
    assert Change.objects.filter(action="theme.unmerge", reason="They differ").exists()


def test_entries_of_the_merged_theme_go_to_its_namesake(event, pair, officer):
    merged = joined(*pair, officer, name="Rural areas")
    put(entry(event, "Came later"), [merged], officer)
    unmerge(merged, reason="They differ", by=officer, now=NOW)
    assert counts(event) == {"Rural crime": 3, "Rural areas": 3}


def test_entry_that_stands_in_both_goes_to_the_namesake_once(event, pair, officer):
    merged = joined(*pair, officer, name="Rural areas")
    factories.tag(entries_of(pair[1]).first(), merged)
    unmerge(merged, reason="They differ", by=officer, now=NOW)
    assert counts(event) == {"Rural crime": 3, "Rural areas": 2}


def test_theme_that_was_not_merged_cannot_be_taken_apart(pair, officer):
    with pytest.raises(Refused):
        unmerge(pair[0], reason="They differ", by=officer, now=NOW)


def test_merged_theme_without_a_namesake_stays_with_its_own_entries(event, pair, officer):
    merged = joined(*pair, officer, name="Country life")
    put(entry(event, "Came later"), [merged], officer)
    unmerge(merged, reason="They differ", by=officer, now=NOW)
    assert counts(event) == {"Rural crime": 3, "Rural areas": 2, "Country life": 1}


def test_chains_of_merges_count_at_their_end_and_come_apart_again(event, pair, officer):
    a, b = pair
    d = theme(event, "Villages")
    put(entry(event), [d], officer)
    c = joined(a, b, officer, name="Countryside")
    e = joined(c, d, officer, name="Outside the towns")
    assert counts(event) == {"Outside the towns": 5}
    assert {one.root_id for one in again(a, b, c, d)} == {e.pk}
    with pytest.raises(Refused):
        unmerge(c, reason="Too early", by=officer, now=NOW)
    unmerge(e, reason="Too much", by=officer, now=NOW)
    assert counts(event) == {"Countryside": 4, "Villages": 1}
    assert [one.root_id for one in again(a, b, c, d)] == [c.pk, c.pk, None, None]
    unmerge(c, reason="Too much", by=officer, now=NOW)
    assert counts(event) == {"Rural crime": 3, "Rural areas": 2, "Villages": 1}


def test_unmerge_is_refused_while_another_theme_bears_the_name(event, pair, officer):
    merged = joined(*pair, officer, name="Country life")
    theme(event, "Rural crime")
    with pytest.raises(Refused):
        unmerge(merged, reason="They differ", by=officer, now=NOW)
    assert counts(event) == {"Country life": 4, "Rural crime": 0}


def test_ticks_of_merged_themes_show_and_untick_at_the_end_of_the_chain(event, pair, officer):
    said = entries_of(pair[0]).first()
    merged = joined(*pair, officer, name="Country life")
    assert ticks(said) == {merged.pk}
    assert not put(said, [merged], officer, shown=again(pair[0])).also
    assert Tag.objects.filter(contribution=said).count() == 1
    put(said, [], officer, shown=[merged])
    assert ticks(said) == set()


def test_reported_themes_keep_pointing_where_they_point(session, pair, officer):
    line = ReportedTheme.objects.create(workshop=session, theme=pair[0], wording="Rural crime")
    joined(*pair, officer)
    line.refresh_from_db()
    assert line.theme == pair[0]
    assert [row.named for row in ranked(session.event)] == [True]


# ---- splitting


def test_split_moves_the_chosen_and_keeps_every_original(event, pair, officer):
    a, _ = pair
    chosen = list(entries_of(a).order_by("pk")[:1])
    tags = Tag.objects.count()
    new = split(a, contributions=chosen, name="Farms", reason="Own", by=officer, now=NOW)
    assert counts(event) == {"Rural crime": 2, "Farms": 1, "Rural areas": 2}
    assert new.split_from == a
    assert Tag.objects.count() == tags + 1
    assert all(c.has_theme for c in Contribution.objects.all())


def test_split_of_a_merged_theme_loses_nothing(event, pair, officer):
    merged = joined(*pair, officer, name="Country life")
    chosen = list(entries_of(pair[1]).order_by("pk"))
    split(merged, contributions=chosen, name="Farms", reason="Own", by=officer, now=NOW)
    assert counts(event) == {"Country life": 2, "Farms": 2}
    unmerge(merged, reason="They differ", by=officer, now=NOW)
    assert counts(event) == {"Rural crime": 2, "Rural areas": 0, "Farms": 2}


@pytest.mark.parametrize("fields", [{"reason": ""}, {"name": " "}, {"contributions": []}])
def test_split_needs_entries_a_name_and_a_reason(pair, officer, fields):
    chosen = list(entries_of(pair[0])[:1])
    wanted = {"contributions": chosen, "name": "Farms", "reason": "Own"} | fields
    with pytest.raises(Refused):
        split(pair[0], **wanted, by=officer, now=NOW)


def test_split_leaves_something_behind(pair, officer):
    chosen = list(entries_of(pair[0]))
    with pytest.raises(Refused):
        split(pair[0], contributions=chosen, name="Farms", reason="Own", by=officer, now=NOW)


# ---- the rule of the seed


def test_key_themes_are_drawn_first_from_the_two_urgent_headings(event, session, officer):
    names = ["Many but not urgent", "One urgent", "Two urgent", "Not placed", "Only reported"]
    themes = {name: theme(event, name) for name in names}
    said = [
        *[("Many but not urgent", Heading.ESSENTIAL)] * 5,
        ("One urgent", Heading.URGENT),
        ("Two urgent", Heading.URGENT_ESSENTIAL),
        ("Two urgent", Heading.URGENT),
        ("Two urgent", Heading.NEITHER),
        ("Not placed", None),
    ]
    for name, heading in said:
        put(entry(event, heading=heading, workshop=session), [themes[name]], officer)
    line = ReportedTheme(workshop=session, theme=themes["Only reported"], wording="In the report")
    line.save()
    rows = ranked(event, session)
    assert [(row.theme.name, row.urgent, row.entries, row.key) for row in rows] == [
        ("Two urgent", 2, 3, True),
        ("One urgent", 1, 1, True),
        ("Many but not urgent", 0, 5, False),
        ("Not placed", 0, 1, False),
        ("Only reported", 0, 0, False),
    ]
    assert rows[0].by_heading == {
        Heading.URGENT_ESSENTIAL: 1,
        Heading.URGENT: 1,
        Heading.NEITHER: 1,
    }
    assert rows[-1].named


def test_ranking_of_a_level_counts_only_that_level(event, officer):
    a = theme(event, "Funding")
    put(entry(event, level="local"), [a], officer)
    put(entry(event, level="division"), [a], officer)
    assert [row.entries for row in ranked(event, level="local")] == [1]


# ---- the pages


def test_coding_page_shows_the_next_entry_and_goes_on(browser, event, session, officer):
    first = entry(event, "The first words", workshop=session, heading="urgent_essential")
    entry(event, "The second words", workshop=session)
    funding = theme(event, "Funding")
    page = browser.get(address("theme_coding", event))
    assert "The first words" in page.text
    assert "Entry 1 of 2" in page.text
    assert "0 of 2 coded" in page.text
    here = address("theme_coding", event, entry=first.uid)
    page = browser.post(here, {"themes": [funding.uid], "act": "save"}, follow=True)
    assert "The second words" in page.text
    assert "Entry 1 saved" in page.text
    assert "1 of 2 coded" in page.text
    assert ticks(first) == {funding.pk}


def test_page_says_that_another_officer_coded_it_meanwhile(browser, event, other):
    said, a, b = entry(event), theme(event, "Funding"), theme(event, "Rural areas")
    put(said, [a], other)
    here = address("theme_coding", event, entry=said.uid)
    page = browser.post(here, {"themes": [b.uid], "shown": "", "act": "save"}, follow=True)
    assert "Also coded by another officer: check" in page.text
    assert page.text.count(" checked") == 2


def test_theme_added_while_coding_takes_the_entry(browser, event):
    said = entry(event)
    here = address("theme_coding", event, entry=said.uid)
    page = browser.post(here, {"new_theme": "Rural crime", "act": "add"}, follow=True)
    assert Theme.objects.get().name == "Rural crime"
    assert page.text.count(" checked") == 1


def test_near_equal_theme_is_offered_before_a_new_one_is_made(browser, event):
    said, there = entry(event), theme(event, "Rural crime")
    here = address("theme_coding", event, entry=said.uid)
    page = browser.post(here, {"new_theme": "Rural crimes", "act": "save"})
    assert "Use “Rural crime”" in page.text
    assert Theme.objects.count() == 1
    browser.post(here, {"new_theme": "Rural crimes", "use": there.uid})
    assert ticks(said) == {there.pk}
    browser.post(here, {"new_theme": "Rural crimes", "act": "add_anyway", "shown": there.uid})
    assert Theme.objects.count() == 2


def test_skip_shows_the_next_one(browser, event):
    first = entry(event, "The first words")
    entry(event, "The second words")
    here = address("theme_coding", event, entry=first.uid)
    assert "The second words" in browser.post(here, {"act": "skip"}, follow=True).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose a theme, say why none fits"),
        ({"no_theme": "on"}, "Say why no theme fits."),
        ({"act": "add"}, "Write the theme’s name."),
    ],
)
def test_nothing_chosen_is_said_beside_the_boxes(browser, event, typed, said):
    entry(event)
    page = browser.post(address("theme_coding", event), typed)
    assert page.status_code == 200
    assert said in page.text


def test_entry_without_a_theme_keeps_its_reason(browser, event):
    said = entry(event)
    typed = {"no_theme": "on", "no_theme_reason": "About the food"}
    assert (
        "Every entry is coded"
        in browser.post(address("theme_coding", event), typed, follow=True).text
    )
    said.refresh_from_db()
    assert said.no_theme_reason == "About the food"


@pytest.mark.parametrize("typed", ["x", "%00", "0" * 32, "--", "1"])
def test_odd_addresses_find_nothing(browser, event, typed):
    entry(event)
    assert browser.get(address("theme_coding", event, entry=typed)).status_code == 404
    assert browser.get(address("theme_coding", event, session="²")).status_code == 200


def test_list_adds_one_theme_to_many_entries(browser, event, other):
    funding, rural = theme(event, "Funding"), theme(event, "Rural areas")
    a, b, c = entry(event), entry(event), entry(event)
    page = address("theme_coding_list", event)
    assert browser.get(page).text.count("<select") == 3
    put(a, [rural], other)
    browser.post(page, {str(a.uid): funding.uid, str(b.uid): funding.uid, str(c.uid): ""})
    assert [ticks(one) for one in (a, b, c)] == [{funding.pk, rural.pk}, {funding.pk}, set()]


def test_theme_merge_page_takes_two_and_a_reason(browser, event, pair):
    a, b = pair
    page = browser.get(address("theme_merge", event, a=a.uid, b=b.uid)).text
    assert "4 entries" in page
    assert "1 in both, counted once" in page
    typed = {"a": a.uid, "b": b.uid, "name": "Country life", "reason": ""}
    assert "Give a reason." in browser.post(address("theme_merge", event), typed).text
    page = browser.post(address("theme_merge", event), typed | {"reason": "Same"}, follow=True)
    assert "Merged into “Country life”" in page.text
    assert counts(event) == {"Country life": 4}


def test_theme_split_and_unmerge_pages(browser, event, pair, officer):
    merged = joined(*pair, officer, name="Country life")
    one = entries_of(merged).first()
    typed = {"entries": [one.uid], "name": "Farms", "reason": "Own"}
    browser.post(address("theme_split", merged), typed)
    assert counts(event) == {"Country life": 3, "Farms": 1}
    browser.post(address("theme_unmerge", merged), {"reason": "They differ"})
    assert "Country life" not in counts(event)


def test_theme_list_explains_the_rule_and_marks_key_themes(browser, event, session, officer):
    said = entry(event, heading=Heading.URGENT, workshop=session)
    put(said, [theme(event, "Funding")], officer)
    page = browser.get(address("theme_list", event)).text
    assert "Key themes are drawn first" in page
    assert 'status--done">Key<' in page
    assert "1 of 1 coded, 100 per cent" in page


@pytest.mark.parametrize("name", ["theme_list", "theme_coding", "theme_coding_list"])
def test_more_entries_and_themes_need_no_more_queries(browser, event, session, officer, name):
    tables = [factories.table(event) for _ in range(3)]

    def fill(number):
        for each in range(number):
            a = theme(event, f"Theme {each} of {number}")
            put(entry(event, workshop=session, table=tables[each % 3]), [a], officer)
            entry(event, workshop=session, table=tables[each % 3])

    def queries():
        browser.get(address(name, event))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address(name, event)).status_code == 200
        return len(captured)

    fill(2)
    few = queries()
    fill(18)
    assert queries() == few


def test_history_of_a_theme_names_reasons(browser, event, pair, officer):
    merged = joined(*pair, officer, name="Country life", reason="Every table said both")
    assert "Every table said both" in browser.get(address("theme_detail", merged)).text
    assert timezone.is_aware(Change.objects.filter(target=merged.uid).get().at)


def form_of(**fields):
    return {"name": "Rural crime", "order": 0, "base_version": 1} | fields


def test_theme_is_added_and_renamed_by_a_form(browser, event):
    assert browser.post(address("theme_add", event), form_of()).status_code == 302
    made = Theme.objects.get()
    assert made.series == event.series
    assert Change.objects.filter(action="theme.add", target=made.uid).exists()
    browser.post(address("theme_edit", made), form_of(name="Farms"))
    assert Theme.objects.get().name == "Farms"


@pytest.mark.parametrize("name", ["Rural crime", " rural  CRIME"])
def test_theme_form_refuses_a_name_that_is_there(browser, event, name):
    theme(event, "Rural crime")
    page = browser.post(address("theme_add", event), form_of(name=name))
    assert "There is a theme of this name already." in page.text
    assert Theme.objects.count() == 1


def test_merged_theme_is_not_edited(browser, pair, officer):
    joined(*pair, officer)
    assert browser.get(address("theme_edit", pair[0])).status_code == 404


def test_themes_and_a_reason_for_none_do_not_go_together(browser, event):
    entry(event)
    funding = theme(event, "Funding")
    typed = {"themes": [funding.uid], "no_theme": "on", "no_theme_reason": "About the food"}
    page = browser.post(address("theme_coding", event), typed)
    assert "Untick the themes, or leave this box empty." in page.text
    assert "About the food" in page.text


def test_theme_that_another_officer_adds_in_the_same_moment_is_refused_in_words(
    browser, event, monkeypatch
):
    check = ThemeForm.is_valid

    def checked_a_moment_before(form):
        answer = check(form)
        theme(event, "Rural crime")
        return answer

    monkeypatch.setattr(ThemeForm, "is_valid", checked_a_moment_before)
    typed = {"name": "Rural crime", "order": 0}
    page = browser.post(reverse("events:theme_add", args=[event.uid]), typed)
    assert "There is a theme of this name already." in page.text
    assert not Change.objects.filter(action="theme.add").exists()
