"""A meeting as it is held: who is there, what was decided, and how its notes become agreed."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from events.documents.meeting_actions import action_log, open_actions
from events.documents.meeting_notes import attendance
from events.models import (
    AgendaItem,
    Meeting,
    MeetingAction,
    MeetingAttendance,
    MeetingDecision,
    NotesAnswer,
)
from events.workflow import (
    meeting_actions,
    meeting_attendance,
    meeting_decisions,
    meeting_notes,
    meeting_states,
    notes_letters,
)
from partnership.models import GroupMember, Letter, Membership
from records.moves import Refused
from records.saving import StaleVersion
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes):
    return factories.user("officer", lakes)


@pytest.fixture
def group(lakes):
    return factories.group(lakes)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def meeting(lakes, group):
    return _meeting(lakes, group)


@pytest.fixture
def item(meeting):
    return AgendaItem.objects.create(meeting=meeting, order=1, title="Volunteers")


def _meeting(of, group, ago=0, **fields):
    made = Meeting.objects.create(
        partnership=of,
        title="Executive Group",
        slug=f"executive-{ago}",
        held_on=timezone.localdate() - ago * DAY,
        **fields,
    )
    made.groups.add(group)
    return made


def _member(group):
    body = factories.organisation()
    GroupMember.objects.create(group=group, organisation=body)
    return body


def _address(name, *things):
    return reverse(f"events:{name}", args=[thing.uid for thing in things])


def _signed_in(client, person):
    client.force_login(person)
    return client


# ---- attendance


def test_members_of_the_group_and_responsible_authorities_are_expected(lakes, group, meeting):
    body = _member(group)
    left = _member(group)
    GroupMember.objects.filter(organisation=left).update(to_date=meeting.held_on - DAY)
    law = factories.organisation()
    Membership.objects.create(partnership=lakes, organisation=law, kind="responsible")
    assert {one.organisation for one in attendance(meeting).bodies} == {body, law}


def test_a_tap_records_and_a_tap_again_clears(client, officer, group, meeting):
    body, page = _member(group), _signed_in(client, officer)
    here = _address("attendance_record", meeting)
    answer = page.post(here, {"who": body.uid, "state": "present", "was": ""})
    assert answer.url == f"{_address('meeting_detail', meeting)}#who-{body.uid}"
    found = attendance(meeting)
    assert (found.present, found.to_record) == (1, 0)
    page.post(here, {"who": body.uid, "state": "", "was": "present"})
    found = attendance(meeting)
    assert (found.present, found.apologies, found.to_record) == (0, 0, 1)


def test_not_recorded_is_not_absent(client, officer, group, meeting):
    _member(group)
    page = _signed_in(client, officer).get(_address("meeting_detail", meeting))
    words = page.content.decode()
    assert "Not recorded yet" in words and "<strong>1</strong> to record" in words
    assert "bsent" not in words


def test_the_first_record_of_the_day_says_that_the_meeting_is_held(officer, group, meeting, now):
    meeting_attendance.record(meeting, _member(group), state="present", was="", by=officer, now=now)
    meeting.refresh_from_db()
    assert meeting.state == "held"


def test_apologies_before_the_day_do_not_hold_the_meeting(lakes, officer, group, now):
    coming = _meeting(lakes, group, ago=-3)
    meeting_attendance.record(
        coming, _member(group), state="apologies", was="", by=officer, now=now
    )
    coming.refresh_from_db()
    assert coming.state == "planned"
    with pytest.raises(Refused, match="The meeting is on"):
        meeting_states.hold(coming, by=officer, now=now)


def test_two_people_record_one_body(client, officer, group, meeting, now):
    body = _member(group)
    other = {"state": "apologies", "was": "", "by": officer, "now": now}
    meeting_attendance.record(meeting, body, **other)
    page, here = _signed_in(client, officer), _address("attendance_record", meeting)
    typed = {"who": body.uid, "state": "present", "was": ""}
    answer = page.post(here, typed)
    assert answer.status_code == 409 and "is “Apologies”" in answer.content.decode()
    assert page.post(here, typed, **JSON).status_code == 409
    assert MeetingAttendance.objects.get().state == "apologies"


def test_a_tap_sent_twice_is_kept_once(client, officer, group, meeting):
    body = _member(group)
    typed = {"who": body.uid, "state": "substitute", "was": "", "substitute": "Deputy director"}
    page, here = _signed_in(client, officer), _address("attendance_record", meeting)
    first, second = page.post(here, typed, **JSON), page.post(here, typed, **JSON)
    assert (first.status_code, second.status_code) == (200, 200)
    assert set(first.json()["parts"]) == {"who", "counts", "state"}
    row = MeetingAttendance.objects.get()
    assert (row.state, row.substitute, row.version) == ("substitute", "Deputy director", 1)
    assert "Deputy director attends" in first.json()["parts"]["who"]


def test_somebody_else_attends(client, officer, meeting):
    page, here = _signed_in(client, officer), _address("attendance_add", meeting)
    assert page.post(here, {"who": "Head teacher"}).status_code == 302
    again = page.post(here, {"who": "head teacher"})
    assert "is in the list already" in again.content.decode()
    row = MeetingAttendance.objects.get()
    assert (row.post, row.state) == ("Head teacher", "present")
    page.post(_address("attendance_remove", row))
    assert MeetingAttendance.objects.exists()  # what is recorded is cleared first
    MeetingAttendance.objects.update(state="")
    page.post(_address("attendance_remove", row))
    assert not MeetingAttendance.objects.exists()


def test_only_bodies_of_the_list_are_recorded(client, officer, meeting):
    page, here = _signed_in(client, officer), _address("attendance_record", meeting)
    for who in ("", "no-uid", factories.organisation().uid):
        assert page.post(here, {"who": who, "state": "present"}).status_code == 404


# ---- items


def test_item_current(client, officer, meeting, item):
    _signed_in(client, officer).post(_address("item_current", item))
    meeting.refresh_from_db()
    assert (meeting.current_item, meeting.state) == (item, "held")
    page = client.get(_address("meeting_detail", meeting)).content.decode()
    assert "Record decision" in page and page.count('class="govuk-button"') == 1


def test_item_notes_are_kept_over_what_their_author_read(officer, item, now):
    asked = {"by": officer, "now": now}
    meeting_notes.write_notes(item, words="Long\r\ntalk", was="", **asked)
    meeting_notes.write_notes(item, words="Long\ntalk", was="", **asked)  # sent twice
    item.refresh_from_db()
    assert (item.notes, item.version) == ("Long\ntalk", 2)
    with pytest.raises(StaleVersion):
        meeting_notes.write_notes(item, words="Mine", was="", **asked)


def test_item_notes_of_two_people_are_both_shown(client, officer, item):
    page, here = _signed_in(client, officer), _address("item_notes", item)
    page.post(here, {"words": "Theirs", "was": ""})
    answer = page.post(here, {"words": "Mine", "was": ""})
    words = answer.content.decode()
    assert answer.status_code == 409 and "Theirs" in words and "Mine" in words
    told = page.post(here, {"words": "Mine", "was": ""}, **JSON)
    assert (told.status_code, told.json()["theirs"]) == (409, "Theirs")
    assert page.post(here, {"words": "Theirs and mine", "was": "Theirs"}).status_code == 302
    item.refresh_from_db()
    assert item.notes == "Theirs and mine"


def test_an_outcome_does_not_clash_with_notes(officer, item, now):
    asked = {"by": officer, "now": now}
    meeting_notes.write_notes(item, words="Talk", was="", **asked)
    meeting_notes.set_outcome(item, outcome="noted", was="", **asked)
    meeting_notes.set_outcome(item, outcome="", was="noted", **asked)
    with pytest.raises(StaleVersion):
        meeting_notes.set_outcome(item, outcome="agreed", was="noted", **asked)
    with pytest.raises(Refused):
        meeting_notes.set_outcome(item, outcome="whatever", was="", **asked)


@pytest.mark.parametrize(("outcome", "changed"), [("agreed", False), ("changed", True)])
def test_agreeing_the_last_notes_takes_one_tap(lakes, officer, group, now, outcome, changed):
    last = _meeting(lakes, group, ago=90, state="sent", sent_at=now)
    older = _meeting(lakes, group, ago=180, state="held")
    meeting = _meeting(lakes, group)
    first = AgendaItem.objects.create(meeting=meeting, order=1, title="Notes", kind="notes")
    asked = {"by": officer, "now": now}
    meeting_notes.set_outcome(first, outcome="changed", was="", **asked)  # by mistake
    meeting_notes.set_outcome(first, outcome=outcome, was="changed", **asked)
    last.refresh_from_db()
    older.refresh_from_db()
    assert (last.state, last.agreed_on) == ("agreed", meeting.held_on)
    assert last.agreed_with_changes == changed
    assert older.state == "held"


# ---- decisions


def test_meeting_decision_add_keeps_once_what_is_sent_twice(client, officer, item):
    typed = {"wording": "Insure the volunteers.", "uid": uuid.uuid4()}
    page, here = _signed_in(client, officer), _address("meeting_decision_add", item)
    assert page.post(here, typed).status_code == 302
    assert page.post(here, typed, **JSON).status_code == 200
    assert MeetingDecision.objects.get().wording == "Insure the volunteers."
    empty = page.post(here, {"wording": " ", "uid": uuid.uuid4()}, **JSON)
    assert empty.status_code == 422 and "one sentence" in empty.json()["words"]


def test_meeting_decision_correct_adds_a_line_and_alters_none(client, officer, item, now):
    made = meeting_decisions.decide(
        item, wording="Insure them", uid=uuid.uuid4(), by=officer, now=now
    )
    page, here = _signed_in(client, officer), _address("meeting_decision_correct", made)
    assert page.post(here, {"wording": "Insure all of them"}).status_code == 302
    made.refresh_from_db()
    assert made.wording == "Insure them" and made.corrected_by.wording == "Insure all of them"
    assert "corrected already" in page.post(here, {"wording": "No"}).content.decode()


# ---- actions


def _action(meeting, **fields):
    return MeetingAction.objects.create(
        meeting=meeting, **{"wording": "Ask them", "post": "Chair"} | fields
    )


def test_meeting_action_add_brings_the_words(client, officer, item, now):
    made = meeting_decisions.decide(
        item, wording="Insure them", uid=uuid.uuid4(), by=officer, now=now
    )
    page, here = _signed_in(client, officer), _address("meeting_action_add", item.meeting)
    assert "Insure them" in page.get(here, {"decision": made.uid}).content.decode()
    assert page.get(here, {"decision": "no-uid"}).status_code == 200
    typed = {"wording": "Insure them", "owner": "Partnership officer", "decision": made.uid}
    typed["uid"] = uuid.uuid4()
    for _ in range(2):
        assert page.post(here, typed).status_code == 302
    action = MeetingAction.objects.get()
    assert (action.decision, action.item, action.post) == (made, item, "Partnership officer")


def test_meeting_action_add_knows_partners_by_name(client, officer, group, meeting):
    body, page = _member(group), _signed_in(client, officer)
    typed = {"wording": "Do it", "owner": body.name.upper(), "uid": uuid.uuid4()}
    page.post(_address("meeting_action_add", meeting), typed)
    assert MeetingAction.objects.get().organisation == body
    refused = page.post(_address("meeting_action_add", meeting), {"uid": uuid.uuid4()})
    words = refused.content.decode()
    assert "Say what is to be done." in words and "a partner or a post" in words


def test_late_actions_of_earlier_meetings_come_first(lakes, officer, group, meeting):
    today = timezone.localdate()
    last = _meeting(lakes, group, ago=90, state="held")
    _action(meeting, wording="New")
    _action(last, wording="Soon", due_on=today + 4 * DAY)
    _action(last, wording="Late", due_on=today - 14 * DAY)
    _action(last, wording="Done", state="done", ended_on=today - DAY)
    _action(_meeting(lakes, factories.group(lakes, "Other"), ago=1), wording="Not ours")
    rows = action_log(meeting, today)
    assert [row.action.wording for row in rows] == ["Late", "Soon", "New", "Done"]
    assert [row.words for row in rows][:3] == ["Late by 14 days", "Due in 4 days", "Open"]
    assert rows[0].source.startswith("From ") and rows[2].source == "From this meeting"
    assert [row.action.wording for row in open_actions([group], today)] == ["Late", "Soon", "New"]


def test_an_owner_that_has_left_is_marked(lakes, group, meeting):
    today, left, ended = timezone.localdate(), factories.organisation(), factories.organisation()
    Membership.objects.create(partnership=lakes, organisation=left, to_date=today - DAY)
    ended.to_date = today - DAY
    ended.save()
    for body in (left, ended):
        _action(meeting, organisation=body)
    words = " ".join(row.left for row in action_log(meeting, today))
    assert f"{left} has left the partnership." in words and f"{ended} ended on" in words


def test_an_action_is_done_taken_back_and_dropped(client, officer, meeting):
    action, page = _action(meeting), _signed_in(client, officer)
    move = _address("meeting_action_move", action)
    for _ in range(2):  # sent twice
        page.post(move, {"move": "done"})
    assert "Undo" in page.get(_address("meeting_detail", meeting)).content.decode()
    page.post(move, {"move": "reopen", "at": "list"})
    action.refresh_from_db()
    assert (action.state, action.ended_on) == ("open", None)
    drop = _address("meeting_action_drop", action)
    assert "Say why" in page.post(drop, {"reason": ""}).content.decode()
    page.post(drop, {"reason": "Somebody else did it"})
    action.refresh_from_db()
    assert (action.state, action.ended_note) == ("dropped", "Somebody else did it")


def test_meeting_action_list_filters(client, lakes, officer, meeting):
    today = timezone.localdate()
    _action(meeting, wording="Late one", due_on=today - DAY)
    _action(meeting, wording="Done one", state="done", ended_on=today, post="Officer")
    page, here = _signed_in(client, officer), reverse("events:meeting_action_list", args=["lakes"])
    assert "Late one" in page.get(here, {"show": "late"}).content.decode()
    words = page.get(here, {"show": "all", "owner": "Officer"}).content.decode()
    assert "Done one" in words and "Late one" not in words


# ---- the notes: sent, answered, agreed, public


@pytest.fixture
def member(lakes):
    return factories.user("executive", lakes)


@pytest.fixture
def sent(lakes, officer, group, member, now):
    found = _meeting(lakes, group, state="held")
    AgendaItem.objects.create(meeting=found, order=1, title="Volunteers")
    asked = {"answer_by": timezone.localdate() + 7 * DAY, "number": 1, "by": officer, "now": now}
    notes_letters.send_notes(found, **asked)
    with pytest.raises(Refused, match="Nothing was sent twice"):
        notes_letters.send_notes(found, **asked)
    found.refresh_from_db()
    return found


def test_notes_go_to_members_by_mail(lakes, group, officer, member, now, client):
    lead = factories.user("lead", lakes, group=group)
    factories.user("lead", lakes, group=factories.group(lakes, "Other"))
    held = _meeting(lakes, group, state="held")
    page, here = _signed_in(client, officer), _address("meeting_notes_send", held)
    assert member.label in page.get(here).content.decode()
    past = {"answer_by": timezone.localdate() - DAY, "number": 1}
    assert "a day to come" in page.post(here, past).content.decode()
    page.post(here, {"answer_by": timezone.localdate() + DAY, "number": 1})
    assert {letter.to for letter in Letter.objects.all()} == {member.email, lead.email}
    held.refresh_from_db()
    assert held.state == "sent"


def test_members_answer_and_the_officer_sees_who(client, officer, member, sent):
    page, here = _signed_in(client, member), _address("meeting_notes_answer", sent)
    assert "Say what should be corrected" in page.post(here, {"agreed": "no"}).content.decode()
    page.post(here, {"agreed": "no", "words": "It was six months"})
    page.post(here, {"agreed": "yes"})
    assert NotesAnswer.objects.get().agreed
    words = _signed_in(client, officer).get(_address("meeting_notes", sent)).content.decode()
    assert f"Agreed</span>\n {member.label}" in words


def test_notes_taken_back_are_sent_again_and_answers_kept(officer, member, sent, now):
    meeting_notes.answer_notes(sent, agreed=False, words="Six", by=member, now=now)
    meeting_states.take_back(sent, by=officer, now=now)
    with pytest.raises(Refused, match="not out for agreement"):
        meeting_notes.answer_notes(sent, agreed=True, words="", by=member, now=now)
    asked = {"answer_by": timezone.localdate() + 9 * DAY, "number": 2, "by": officer, "now": now}
    notes_letters.send_notes(sent, **asked)
    assert Letter.objects.count() == 2 and NotesAnswer.objects.count() == 1


def test_agreed_notes_stand_still(client, officer, group, sent, now):
    item, asked = sent.items.get(), {"by": officer, "now": now}
    made = MeetingDecision.objects.create(item=item, wording="Go", at=now, by_label="Officer")
    page = _signed_in(client, officer)
    typed = {"on": timezone.localdate(), "changed": "yes"}
    assert page.post(_address("meeting_notes_agree", sent), typed).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.agreed_with_changes) == ("agreed", True)
    for act in (
        lambda: meeting_notes.write_notes(item, words="Else", was="", **asked),
        lambda: meeting_notes.set_outcome(item, outcome="noted", was="", **asked),
        lambda: meeting_notes.make_current(item, **asked),
        lambda: meeting_decisions.decide(item, wording="More", uid=uuid.uuid4(), **asked),
        lambda: meeting_attendance.record(
            sent, factories.organisation(), state="present", was="", **asked
        ),
    ):
        with pytest.raises(Refused, match="stand"):
            act()
    assert meeting_decisions.correct(made, wording="Go on", **asked).corrects == made


def test_notes_are_not_agreed_before_the_meeting_or_in_the_future(officer, sent, now):
    for day in (sent.held_on - DAY, timezone.localdate() + DAY):
        with pytest.raises(Refused):
            meeting_states.agree(sent, on=day, changed=False, by=officer, now=now)


def test_what_is_public_is_chosen_item_by_item(client, officer, sent, now):
    item = sent.items.get()
    made = MeetingDecision.objects.create(item=item, wording="Go", at=now, by_label="Officer")
    page, here = _signed_in(client, officer), _address("meeting_notes_move", sent)
    page.post(_address("meeting_notes_public", sent), {"public": [made.uid]})
    made.refresh_from_db()
    assert not made.public  # not without its item
    page.post(_address("meeting_notes_public", sent), {"public": [made.uid, item.uid]})
    page.post(here, {"move": "publish"})
    sent.refresh_from_db()
    assert sent.notes_published_at is None  # not agreed
    meeting_states.agree(sent, on=sent.held_on, changed=False, by=officer, now=now)
    page.post(here, {"move": "publish"})
    sent.refresh_from_db()
    assert sent.notes_published_at is None  # not announced
    Meeting.objects.update(announced_at=now)
    page.post(here, {"move": "publish"})
    sent.refresh_from_db()
    assert sent.notes_published_at
    page.post(_address("meeting_notes_withdraw", sent), {"reason": "A name"})
    sent.refresh_from_db()
    assert sent.notes_published_at is None


# ---- who may


@pytest.mark.parametrize("role", ["executive", "lead"])
def test_members_read_and_do_not_write(client, lakes, group, meeting, item, role):
    person = factories.user(role, lakes, group=group if role == "lead" else None)
    page = _signed_in(client, person)
    words = page.get(_address("meeting_detail", meeting)).content.decode()
    assert "Record decision" not in words and "aria-pressed" not in words
    assert page.post(_address("item_outcome", item), {"outcome": "noted"}).status_code == 403
    with pytest.raises(Refused):
        meeting_notes.set_outcome(item, outcome="noted", was="", by=person, now=timezone.now())
    with pytest.raises(Refused):
        meeting_actions.mark_done(_action(meeting), by=person, now=timezone.now())


def test_another_partnership_does_not_see_it(client, meeting, item):
    page = _signed_in(client, factories.user("officer", factories.partnership("shire")))
    for here in (_address("meeting_detail", meeting), _address("item_notes", item)):
        assert page.get(here).status_code == 404


def test_meeting_detail_asks_as_often_for_many_as_for_few(
    client, officer, group, meeting, django_assert_max_num_queries, django_assert_num_queries, now
):
    page, here = _signed_in(client, officer), _address("meeting_detail", meeting)

    def grow(number):
        for order in range(number):
            line = AgendaItem.objects.create(meeting=meeting, order=order + 10, title="Item")
            MeetingDecision.objects.create(item=line, wording="Go", at=now, by_label="Officer")
            body = _member(group)
            MeetingAttendance.objects.create(meeting=meeting, organisation=body, state="present")
            _action(meeting, item=line, organisation=body, post="")

    grow(5)
    page.get(here)
    with django_assert_max_num_queries(40) as few:
        page.get(here)
    grow(20)
    with django_assert_num_queries(len(few)):
        page.get(here)
