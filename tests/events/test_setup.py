"""Setting up an event: its facts, its sessions, who took part, and one made like another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import (
    Attendance,
    Channel,
    Consultation,
    Event,
    ReportedTheme,
    ResidentType,
    Workshop,
)
from events.workflow.designs import copy_design
from partnership.models import OrganisationAlias
from records.models import Change
from records.moves import Refused
from tests import factories


@pytest.fixture
def of(db):
    return factories.partnership("lakes")


@pytest.fixture
def person(of):
    return factories.user("officer", of)


@pytest.fixture
def officer(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def evening(of):
    """One of a series, with all that the others share with it and all that they do not."""
    event = factories.event(
        of,
        title="Northern evening",
        series=factories.series(of, "Challenge"),
        horizon="12 to 18 months",
        background="<p>Why we ask.</p>",
        headcount=51,
        host=factories.organisation("Police Authority"),
    )
    workshop = factories.workshop(event, method="round table", title="Session 1")
    ResidentType.objects.create(workshop=workshop, name="Young person", order=1)
    table = factories.table(event, facilitator="Clerk")
    factories.contribution(event, workshop=workshop, table=table)
    Attendance.objects.create(event=event, name_as_stated="A council", number=4)
    return event


def page(name, thing):
    return reverse(f"events:{name}", args=[getattr(thing, "uid", thing)])


def typed(client, address, **changed):
    """Post a form as a person does: all that the page shows, with some of it typed anew."""
    form = client.get(address).context["form"]
    data = {}
    for field in form:
        value = field.value()
        data[field.html_name] = "" if value is None or value is False else value
    return client.post(address, data | changed)


# ---- an event and its facts


def test_a_new_event_of_a_series_takes_over_its_design_and_nothing_that_was_said(officer, evening):
    answer = typed(
        officer,
        reverse("events:event_add", args=["lakes"]) + f"?series={evening.series.uid}",
        title="Southern evening",
        short_name="Southern Division",
    )
    made = Event.objects.get(title="Southern evening")
    assert answer.url == page("event_detail", made)
    assert (made.series, made.slug) == (evening.series, "southern-division")
    assert (made.horizon, made.host) == ("12 to 18 months", evening.host)
    assert "Why we ask." in made.background
    workshop = made.workshops.get()
    assert (workshop.question, workshop.method) == ("What are the challenges?", "round table")
    assert workshop.asks_heading and workshop.asks_level and workshop.asks_top_priority
    assert [resident.name for resident in workshop.resident_types.all()] == ["Young person"]
    table = made.tables.get()
    assert table.facilitator == ""
    assert {table.pin, table.token}.isdisjoint({t.pin for t in evening.tables.all()})
    assert table.token != evening.tables.get().token
    assert not made.contributions.exists()
    assert not made.attendances.exists()
    assert made.headcount is None
    assert made.state == "planned"


def test_what_was_typed_for_the_new_event_is_not_replaced_by_the_design(person, evening):
    new = factories.event(evening.partnership, horizon="2 years")
    copy_design(evening, new, by=person)
    assert Event.objects.get(pk=new.pk).horizon == "2 years"
    assert new.history.latest().history_user == person


def test_another_partnerships_design_is_refused(person, evening):
    new = factories.event(factories.partnership("elsewhere"))
    with pytest.raises(Refused, match="another partnership"):
        copy_design(evening, new, by=person)


def test_designs_of_others_are_not_offered(officer, of, evening):
    factories.event(factories.partnership("elsewhere"), title="Their evening")
    shown = officer.get(reverse("events:event_add", args=["lakes"])).text
    assert "Northern evening" in shown
    assert "Their evening" not in shown


def test_a_design_is_not_copied_over_sessions_that_are_there(person, evening):
    other = factories.event(evening.partnership)
    factories.workshop(other)
    with pytest.raises(Refused, match="of its own already"):
        copy_design(evening, other, by=person)


def test_the_date_is_shown_as_stated_and_as_resolved_with_how_it_was_found(officer, evening):
    typed(
        officer,
        page("event_edit", evening),
        date_as_stated="Monday 23rd November",
        starts_on="2009-11-23",
        date_note="year not stated; 23 November was a Monday in 2009",
    )
    shown = officer.get(page("event_detail", evening)).text
    assert "Monday 23rd November" in shown
    assert "Monday 23 November 2009" in shown
    assert "year not stated; 23 November was a Monday in 2009" in shown


def test_the_address_can_be_changed_until_the_event_is_public(officer, evening):
    assert "slug" in officer.get(page("event_edit", evening)).context["form"].fields
    evening.state = "public"
    evening.save()
    assert "slug" not in officer.get(page("event_edit", evening)).context["form"].fields
    typed(officer, page("event_edit", evening), slug="another")
    assert Event.objects.get(pk=evening.pk).slug == evening.slug


def test_an_address_that_is_taken_is_said_beside_the_field(officer, evening):
    other = factories.event(evening.partnership)
    shown = typed(officer, page("event_edit", evening), slug=other.slug)
    assert "Another event of this partnership has this address." in shown.text


def test_two_officers_at_once_overwrite_nothing(officer, evening):
    form = officer.get(page("event_edit", evening)).context["form"]
    opened = {f.html_name: "" if f.value() in (None, False) else f.value() for f in form}
    typed(officer, page("event_edit", evening), venue="Town Hall")
    late = officer.post(page("event_edit", evening), opened | {"venue": "Library"})
    assert late.status_code == 409
    assert "Town Hall" in late.text and "Library" in late.text
    assert Event.objects.get(pk=evening.pk).venue == "Town Hall"


def test_what_readers_will_miss_is_listed_and_does_not_hold_anything_up(officer, of):
    bare = factories.event(of)
    shown = officer.get(page("event_detail", bare)).text
    for words in ("Where it is", "Who took part", "A contact for the full data", "no session yet"):
        assert words in shown
    officer.post(page("event_move", bare), {"move": "announce"})
    assert Event.objects.get(pk=bare.pk).state == "public"


def test_cancelling_needs_a_reason_which_is_kept(officer, evening):
    officer.post(page("event_move", evening), {"move": "announce"})
    refused = officer.post(page("event_move", evening), {"move": "cancel"}, follow=True)
    assert "Give a reason." in refused.text
    officer.post(page("event_move", evening), {"move": "cancel", "reason": "Snow"})
    assert Event.objects.get(pk=evening.pk).state == "cancelled"
    assert Change.objects.get(action="event.cancel").reason == "Snow"


def test_an_unknown_move_changes_nothing(officer, evening):
    shown = officer.post(page("event_move", evening), {"move": "delete"}, follow=True)
    assert "Choose what to do." in shown.text
    assert Event.objects.get(pk=evening.pk).state == "planned"


def test_the_list_is_grouped_by_series_and_names_only_mine(officer, of, evening):
    factories.event(of, title="Single evening")
    factories.event(factories.partnership("elsewhere"), title="Their evening")
    shown = officer.get(reverse("events:workspace_event_list"))
    groups = [
        (group["series"], [e.title for e in group["events"]]) for group in shown.context["groups"]
    ]
    assert groups == [(evening.series, ["Northern evening"]), (None, ["Single evening"])]
    assert "Their evening" not in shown.text
    assert "1 contribution" in shown.text


def test_more_events_need_no_more_queries(officer, of, evening):
    def queries(address):
        officer.get(address)
        with CaptureQueriesContext(connection) as captured:
            officer.get(address)
        return len(captured)

    listed, detail = reverse("events:workspace_event_list"), page("event_detail", evening)
    few = queries(listed), queries(detail)
    for number in range(10):
        factories.event(of, series=factories.series(of))
        factories.table(evening)
        workshop = factories.workshop(evening)
        ResidentType.objects.create(workshop=workshop, name="Young person")
        Attendance.objects.create(
            event=evening, organisation=factories.organisation(), number=number
        )
    assert (queries(listed), queries(detail)) == few


def test_texts_are_cleaned_where_they_are_shown(officer, evening):
    Event.objects.filter(pk=evening.pk).update(background="<p>Safe</p><script>alert(1)</script>")
    shown = officer.get(page("event_detail", evening)).text
    assert "<p>Safe</p>" in shown
    assert "alert(1)" not in shown


# ---- sessions


def test_a_session_is_added_last_and_collects_what_was_ticked(officer, evening):
    typed(
        officer,
        page("workshop_add", evening),
        question="What stops us?",
        collects=["barrier", "good_practice"],
        residents="Student\n\nFarmer \n",
    )
    made = evening.workshops.last()
    assert (made.order, made.collects) == (2, ["barrier", "good_practice"])
    assert [resident.name for resident in made.resident_types.all()] == ["Student", "Farmer"]


def test_a_session_collects_something(officer, evening):
    shown = typed(officer, page("workshop_add", evening), question="What?", collects=[])
    assert shown.status_code == 200
    assert evening.workshops.count() == 1


def test_a_presentation_has_a_speakers_post_and_collects_nothing(officer, evening):
    address = page("workshop_add", evening) + "?form=presentation"
    assert "collects" not in officer.get(address).context["form"].fields
    typed(officer, address, title="Crime figures", speaker_post="Chief Superintendent")
    assert evening.workshops.last().form == Workshop.Form.PRESENTATION
    assert "Chief Superintendent" in officer.get(page("event_detail", evening)).text


def test_a_resident_type_that_somebody_spoke_for_stays(officer, evening):
    workshop = evening.workshops.get()
    resident = workshop.resident_types.get()
    factories.contribution(evening, workshop=workshop, resident_type=resident)
    shown = typed(officer, page("workshop_edit", workshop), residents="Farmer")
    assert "“Young person” has contributions or a story, so it stays." in shown.text
    assert [one.name for one in workshop.resident_types.all()] == ["Young person"]


def test_sessions_change_places(officer, evening):
    first, second = evening.workshops.get(), factories.workshop(evening, title="Second")
    officer.post(page("workshop_move", second), {"way": "up"})
    assert [one.pk for one in evening.workshops.all()] == [second.pk, first.pk]
    officer.post(page("workshop_move", second), {"way": "up"})  # it is the first already
    officer.post(page("workshop_move", second), {"way": "down"})
    assert [one.order for one in (Workshop.objects.get(pk=first.pk),)] == [1]


def test_a_session_with_contributions_is_never_taken_out(officer, evening):
    empty = factories.workshop(evening)
    shown = officer.post(page("workshop_remove", evening.workshops.first()), follow=True)
    assert "They would be lost, so it stays." in shown.text
    officer.post(page("workshop_remove", empty))
    assert evening.workshops.count() == 1
    assert Change.objects.filter(action="workshop.remove").count() == 1


def test_a_session_that_is_open_or_in_the_report_is_not_taken_out(officer, evening):
    running = factories.workshop(evening, state="open")
    shown = officer.post(page("workshop_remove", running), follow=True)
    assert "Close this session first." in shown.text
    named = factories.workshop(evening)
    theme = factories.theme(evening.partnership)
    ReportedTheme.objects.create(workshop=named, theme=theme, wording="Funding")
    shown = officer.post(page("workshop_remove", named), follow=True)
    assert "Take its lines out first." in shown.text
    assert evening.workshops.count() == 3


# ---- who took part


def test_attendance_knows_bodies_by_their_aliases_whatever_the_case(officer, evening):
    council = factories.organisation("Wyre Borough Council")
    courts = factories.organisation("Her Majesty's Courts Service")
    OrganisationAlias.objects.create(organisation=courts, name="Her Majesties Court Services")
    typed(
        officer,
        page("attendance_edit", evening),
        listed="wyre borough COUNCIL; 3\nHer Majesties Court Services; not recorded",
    )
    first, second = evening.attendances.all()
    assert (first.organisation, first.number) == (council, 3)
    assert (second.organisation, second.number) == (courts, None)
    shown = officer.get(page("event_detail", evening)).text
    assert "Her Majesties Court Services" in shown
    assert "not recorded" in shown


def test_an_unknown_name_is_asked_about_once_and_then_kept(officer, evening):
    factories.organisation("Lancaster City Council")
    address = page("attendance_edit", evening)
    shown = typed(officer, address, listed="A council; 4\nLancaster City Counsil; 2")
    assert (
        "did you mean “Lancaster City Council”?" in shown.context["form"].errors["keep_unknown"][0]
    )
    assert evening.attendances.count() == 1
    typed(officer, address, listed="A council; 4\nLancaster City Counsil; 2", keep_unknown="on")
    assert [row.label for row in evening.attendances.all()] == [
        "A council",
        "Lancaster City Counsil",
    ]
    assert typed(officer, address).status_code == 302, "it is not asked about again"


def test_a_body_that_somebody_named_by_hand_stays_named(officer, evening):
    row = evening.attendances.get()
    row.organisation = factories.organisation("Lune Council")
    row.save()
    typed(officer, page("attendance_edit", evening), listed="A council; 9")
    row = Attendance.objects.get(pk=row.pk)
    assert (row.organisation.name, row.number) == ("Lune Council", 9)


def test_a_headcount_below_the_list_is_a_warning_and_is_saved(officer, evening):
    answer = typed(
        officer, page("attendance_edit", evening), headcount=3, listed="A council; 1,004"
    )
    assert answer.status_code == 302
    assert Event.objects.get(pk=evening.pk).headcount == 3
    shown = officer.get(page("event_detail", evening)).text
    assert "The headcount is below the sum of the list." in shown
    assert "1,004" in shown


def test_a_headcount_above_the_list_warns_of_nothing(officer, evening):
    assert "below the sum" not in officer.get(page("event_detail", evening)).text


@pytest.mark.parametrize("line", ["A council; many", "; 4", "A council; -3", "A council; 99999999"])
def test_a_line_that_cannot_be_read_is_named_by_its_number(officer, evening, line):
    shown = typed(officer, page("attendance_edit", evening), listed=f"A council; 4\n{line}")
    assert "Line 2:" in shown.context["form"].errors["listed"][0]
    assert evening.attendances.get().number == 4


def test_a_late_list_is_shown_beside_the_stored_one(officer, evening):
    form = officer.get(page("attendance_edit", evening)).context["form"]
    opened = {f.html_name: f.value() or "" for f in form}
    typed(officer, page("attendance_edit", evening), listed="A council; 7")
    late = officer.post(page("attendance_edit", evening), opened | {"listed": "A council; 8"})
    assert late.status_code == 409
    assert "A council; 7" in late.text and "A council; 8" in late.text
    assert evening.attendances.get().number == 7


# ---- tables


def test_tables_are_made_with_a_link_and_a_pin_each(officer, of):
    bare = factories.event(of)
    typed(officer, page("tables_edit", bare), number=12)
    tables = list(bare.tables.all())
    assert [table.number for table in tables] == list(range(1, 13))
    assert len({table.token for table in tables}) == 12
    typed(officer, page("tables_edit", bare), number=11, facilitator_3="Housing officer")
    assert bare.tables.count() == 11
    assert bare.tables.get(number=3).facilitator == "Housing officer"
    assert bare.tables.get(number=3).pin == tables[2].pin


def test_a_table_at_which_somebody_wrote_is_never_removed(officer, evening):
    shown = typed(officer, page("tables_edit", evening), number=0)
    assert "Table 1 has contributions. They would be lost, so it stays." in shown.text
    assert evening.tables.count() == 1


# ---- consultations


@pytest.fixture
def survey(of):
    return factories.event(of, title="Fear of crime", kind="survey")


def test_a_consultation_shows_both_rates_where_they_differ(officer, survey):
    typed(
        officer,
        page("consultation_edit", survey),
        asked="How safe do you feel?",
        sample=4026,
        responses=1972,
        rate_as_stated="48",
        channels="Post; 1,204\nWeb form",
    )
    asked = Consultation.objects.get(event=survey)
    rows = [(channel.name, channel.responses) for channel in asked.channels.all()]
    assert rows == [("Post", 1204), ("Web form", None)]
    shown = officer.get(page("event_detail", survey)).text
    assert "48 per cent as stated" in shown
    assert "49.0 per cent as computed" in shown
    assert "The two differ" in shown


def test_a_consultation_without_numbers_says_so(officer, survey):
    shown = officer.get(page("event_detail", survey)).text
    assert "not recorded" in shown
    assert "cannot be computed" in shown
    assert "The two differ" not in shown


def test_channels_that_are_not_named_any_more_are_taken_out(officer, survey):
    asked = Consultation.objects.create(event=survey)
    Channel.objects.create(consultation=asked, name="Post", responses=3)
    typed(officer, page("consultation_edit", survey), channels="Web form; 5")
    assert [channel.name for channel in asked.channels.all()] == ["Web form"]


def test_a_new_consultation_is_one(officer, of):
    address = reverse("events:event_add", args=["lakes"]) + "?consultation"
    assert "survey" in dict(officer.get(address).context["form"].fields["kind"].choices)
    typed(officer, address, title="Web questions", kind="web")
    assert Event.objects.get(title="Web questions").is_consultation


def test_an_evening_asks_nobody_by_post(officer, evening):
    assert officer.get(page("consultation_edit", evening)).status_code == 404
