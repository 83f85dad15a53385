"""Recording the group's decision: it decides, not the sum; who departs from the order says why."""

import datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnership.models import Membership
from priorities.models import Decision, DecisionMeeting, PriorityList
from priorities.workflow.decisions import (
    Meeting,
    correct,
    drafts,
    keep_draft,
    missing,
    record,
    set_wanted,
)
from records.models import Change
from records.moves import Refused
from records.saving import StaleVersion
from tests import factories
from tests.priorities.test_ranking import scored

NOW = timezone.now()
HELD = datetime.date(2011, 12, 8)


@pytest.fixture
def of(db):
    return factories.partnership()


@pytest.fixture
def officer(of):
    return factories.user("officer", of)


@pytest.fixture
def members(of):
    return [factories.user("executive", of) for _ in range(4)]


@pytest.fixture
def group(of):
    return factories.group(of)


@pytest.fixture
def round(of, members, group):
    """Four candidates ranked 1 to 4, of which the group wants two, and one with too few scores."""
    made = factories.round(of, scheme=factories.scheme(of), state="closed", wanted=2, group=group)
    titles = ("Violent crime", "Domestic violence", "Drugs", "Damage")
    for title, value in zip(titles, (4, 3, 2, 1), strict=True):
        candidate = factories.candidate(made, title)
        scored(candidate, (value, value), (value, value), members=members)
    scored(factories.candidate(made, "Hate crime"), (4, 4), members=members)
    return made


def address(name, round):
    return reverse(f"priorities:{name}", args=[round.uid])


def decide(round, officer, title, **fields):
    draft = next(one for one in drafts(round).values() if one.candidate.title == title)
    for name, value in fields.items():
        setattr(draft, name, value)
    return keep_draft(draft, base_version=draft.version, by=officer)


@pytest.fixture
def decided(round, officer):
    """A draft in which nothing is missing and nothing departs."""
    for title in ("Violent crime", "Domestic violence"):
        decide(round, officer, title, outcome="priority", wording=f"To reduce {title.lower()}")
    decide(round, officer, "Drugs", outcome="refer", receiver_not_stated=True)
    for title in ("Damage", "Hate crime"):
        decide(round, officer, title, outcome="watch")
    return round


def row(candidate, base=0, **fields):
    """What the page sends of one row, its fields as the page showed them being empty."""
    data = {f"{candidate.uid}-base_version": base}
    for name in ("outcome", "receiver", "reason", "options", "private_note"):
        data[f"{candidate.uid}-{name}"] = fields.get(name, "")
        data[f"initial-{candidate.uid}-{name}"] = fields.get(f"was_{name}", "")
    return data


def send(client, round, data):
    return client.post(
        address("decision_record", round), data, headers={"accept": "application/json"}
    )


# ---- what is missing


def test_each_candidate_needs_a_decision(round):
    found = missing(round)
    assert [words for _, _, words in found] == [
        "Choose a decision for Violent crime",
        "Choose a decision for Domestic violence",
        "Choose a decision for Drugs",
        "Choose a decision for Damage",
        "Choose a decision for Hate crime",
    ]


def test_departing_from_the_ranking_needs_a_reason_in_either_direction(decided, officer):
    assert missing(decided) == []
    decide(decided, officer, "Domestic violence", outcome="watch")
    decide(decided, officer, "Damage", outcome="priority")
    decide(decided, officer, "Hate crime", outcome="priority")
    words = [words for _, _, words in missing(decided)]
    assert words == [
        "Enter why Domestic violence is not a priority, though ranked 2",
        "Enter why Damage is a priority, though ranked 4",
        "Enter why Hate crime is a priority, though not ranked, 1 of 4 scored",
    ]
    decide(decided, officer, "Damage", reason="Residents asked for it.")
    assert len(missing(decided)) == 2


def test_the_band_moves_with_the_number_that_the_group_wants(decided, officer):
    moved = set_wanted(decided, 3, base_version=decided.version, by=officer)
    assert [words for _, _, words in missing(moved)] == [
        "Enter why Drugs is not a priority, though ranked 3"
    ]
    for wrong in (0, 100):
        with pytest.raises(Refused):
            set_wanted(moved, wrong, base_version=moved.version, by=officer)


def test_whoever_looks_after_it_is_named_or_not_stated(decided, officer):
    decide(decided, officer, "Drugs", outcome="refer", receiver_not_stated=False)
    assert [words for _, _, words in missing(decided)] == [
        "Choose who looks after Drugs, or “Not stated”"
    ]


# ---- the record


def test_recording_makes_all_decisions_stand_with_meeting_rank_and_list(
    decided, officer, group, members, django_capture_on_commit_callbacks
):
    decide(decided, officer, "Drugs", outcome="priority", reason="It is behind the rest.")
    with django_capture_on_commit_callbacks(execute=True):
        record(decided, Meeting(group, HELD, "5", ""), by=officer, now=NOW)
    decided.refresh_from_db()
    assert decided.state == "decided"
    meeting = DecisionMeeting.objects.get()
    assert (meeting.group, meeting.held_on, meeting.recorded_by) == (group, HELD, officer.uid)
    stored = Decision.objects.order_by("candidate__order")
    assert [(d.rank, d.departs, d.meeting) for d in stored] == [
        (1, False, meeting),
        (2, False, meeting),
        (3, True, meeting),
        (4, False, meeting),
        (None, False, meeting),
    ]
    assert str(stored[0].total) == "8.00"
    entries = PriorityList.objects.get(round=decided).entries
    assert [entry.wording for entry in entries.all()] == [
        "To reduce violent crime",
        "To reduce domestic violence",
        "Drugs",
    ]
    assert Change.objects.filter(action="assessmentround.decide").count() == 1
    assert sorted(m.to[0] for m in mail.outbox) == sorted(m.email for m in members)
    assert address("score_results", decided) in mail.outbox[0].body


def test_a_mail_server_that_is_down_takes_no_decision_back(
    decided, officer, group, monkeypatch, django_capture_on_commit_callbacks
):
    def down(*args, **kwargs):
        raise OSError("no server")

    monkeypatch.setattr("priorities.workflow.decisions.send_mail", down)
    with django_capture_on_commit_callbacks(execute=True):
        record(decided, Meeting(group, HELD), by=officer, now=NOW)
    decided.refresh_from_db()
    assert decided.state == "decided"


def test_nothing_is_recorded_while_something_is_missing(decided, officer, group):
    decide(decided, officer, "Damage", outcome="priority")
    with pytest.raises(Refused, match="Enter why Damage is a priority, though ranked 4"):
        record(decided, Meeting(group, HELD), by=officer, now=NOW)
    assert not DecisionMeeting.objects.exists()
    assert not Decision.objects.filter(meeting__isnull=False).exists()


def test_who_may_record_and_when(decided, officer, group, members):
    for person in (members[0], factories.user("officer", factories.partnership())):
        with pytest.raises(Refused, match="Officers record"):
            record(decided, Meeting(group, HELD), by=person, now=NOW)
    tomorrow = NOW.date() + datetime.timedelta(days=2)
    with pytest.raises(Refused, match="lies in the future"):
        record(decided, Meeting(group, tomorrow), by=officer, now=NOW)
    other = factories.group(factories.partnership())
    with pytest.raises(Refused, match="another partnership"):
        record(decided, Meeting(other, HELD), by=officer, now=NOW)
    decided.state = "scoring"
    decided.save()
    with pytest.raises(Refused, match="when scoring has closed"):
        record(decided, Meeting(group, HELD), by=officer, now=NOW)


def test_a_receiver_chosen_before_another_outcome_is_not_recorded(decided, officer, group, of):
    body = factories.organisation()
    decide(decided, officer, "Damage", outcome="watch", organisation=body)
    record(decided, Meeting(group, HELD), by=officer, now=NOW)
    assert Decision.objects.get(candidate__title="Damage").receiver is None


def test_recorded_decisions_are_not_changed_but_corrected_by_a_further_one(decided, officer, group):
    record(decided, Meeting(group, HELD), by=officer, now=NOW)
    first = Decision.objects.get(candidate__title="Drugs")
    with pytest.raises(Refused, match="is recorded"):
        keep_draft(Decision(candidate=first.candidate), base_version=0, by=officer)
    further = Decision(outcome="watch")
    with pytest.raises(Refused, match="Say why the decision is corrected"):
        correct(first, further, Meeting(group, HELD), by=officer, now=NOW)
    further.reason = "The board does not take it on."
    correct(first, further, Meeting(group, HELD, "", "Minute 7"), by=officer, now=NOW)
    first.refresh_from_db()
    assert (first.outcome, first.corrected_by) == ("refer", further)
    assert (further.rank, further.departs) == (3, False)
    assert not PriorityList.objects.get(round=decided).referrals.exists()
    again = Decision(outcome="not_now", reason="Once more")
    with pytest.raises(Refused, match="corrected already"):
        correct(first, again, Meeting(group, HELD), by=officer, now=NOW)


# ---- the page


def test_the_page_shows_all_in_rank_order_with_nothing_chosen(client, round, officer):
    client.force_login(officer)
    page = client.get(address("decision_record", round)).content.decode()
    titles = ["Violent crime", "Domestic violence", "Drugs", "Damage", "Hate crime"]
    found = [page.index(f"</span>{rank}</p>") for rank in range(1, 5)]
    assert found == sorted(found)
    assert [title for title in titles if title not in page] == []
    assert "Not ranked, 1 of 4 scored" in page
    assert page.index("Domestic violence") < page.index("The two highest end here.")
    assert page.index("The two highest end here.") < page.index("Drugs")
    assert "5 not decided" in page
    assert " selected>Choose</option>" in page
    assert 'priority" selected' not in page


def test_before_scoring_has_closed_there_is_nothing_to_decide(client, round, officer):
    round.state = "scoring"
    round.save()
    client.force_login(officer)
    page = client.get(address("decision_record", round), follow=True).content.decode()
    assert "The decision is recorded when scoring has closed." in page


def test_the_draft_keeps_itself_row_by_row_and_says_how_it_stands(client, round, officer):
    client.force_login(officer)
    damage = round.candidates.get(title="Damage")
    answer = send(client, round, row(damage, outcome="priority")).json()
    assert answer["rows"][str(damage.uid)] == {
        "kind": "warn",
        "words": "Departs from the ranking",
        "departs": True,
        "question": "Why a priority, though ranked 4?",
    }
    assert answer["versions"] == {str(damage.uid): 1}
    assert answer["tally"] == "1 priority, 4 not decided"
    assert Decision.objects.get().outcome == "priority"
    data = {"wanted": 4, "initial-wanted": 2, "round_version": round.version}
    answer = send(client, round, data).json()
    assert answer["rows"][str(damage.uid)]["words"] == "As ranked"
    assert answer["band"] == str(damage.uid)


def test_two_officers_do_not_overwrite_each_other(client, round, officer, of):
    damage = round.candidates.get(title="Damage")
    other = factories.user("officer", of)
    client.force_login(officer)
    page = client.get(address("decision_record", round)).content.decode()
    assert f'name="{damage.uid}-base_version" value="0"' in page  # nothing is stored yet
    client.force_login(other)
    assert send(client, round, row(damage, outcome="watch")).status_code == 200
    client.force_login(officer)
    answer = send(client, round, row(damage, outcome="not_now"))
    assert answer.status_code == 409
    assert "Somebody else changed Damage meanwhile" in answer.json()["words"]
    page = client.post(
        address("decision_record", round), row(damage, outcome="not_now") | {"act": "save"}
    )
    assert page.status_code == 409
    assert "stored now is Watch the figures" in page.content.decode()
    assert 'value="not_now" selected' in page.content.decode()
    assert Decision.objects.get().outcome == "watch"
    client.post(address("decision_record", round), row(damage, base=1, outcome="not_now"))
    assert Decision.objects.get().outcome == "not_now"


def test_a_row_that_nobody_touched_is_left_alone(client, round, officer):
    damage, drugs = (round.candidates.get(title=title) for title in ("Damage", "Drugs"))
    decide(round, officer, "Damage", outcome="watch")
    client.force_login(officer)
    data = row(damage) | row(drugs, outcome="not_now")  # Damage as an old page showed it
    assert client.post(address("decision_record", round), data).status_code == 302
    stored = {d.candidate.title: d.outcome for d in Decision.objects.all()}
    assert stored == {"Damage": "watch", "Drugs": "not_now"}


def test_a_stale_draft_is_refused(round, officer):
    draft = decide(round, officer, "Damage", outcome="watch")
    decide(round, officer, "Damage", outcome="not_now")
    with pytest.raises(StaleVersion):
        keep_draft(draft, base_version=1, by=officer)
    with pytest.raises(StaleVersion):
        keep_draft(Decision(candidate=draft.candidate), base_version=0, by=officer)


def test_a_gap_is_named_at_the_top_and_above_its_field(client, decided, officer):
    decide(decided, officer, "Damage", outcome="priority")
    client.force_login(officer)
    page = client.post(address("decision_record", decided), {"act": "record"}, follow=True)
    text = page.content.decode()
    words = "Enter why Damage is a priority, though ranked 4"
    damage = decided.candidates.get(title="Damage")
    assert text.count(words) == 2
    assert f'href="#id_{damage.uid}-reason">{words}' in text
    assert f'aria-describedby="id_{damage.uid}-reason_error"' in text
    assert "Why a priority, though ranked 4?" in text


def test_what_is_complete_is_worded_and_recorded_with_its_meeting(client, decided, officer, group):
    client.force_login(officer)
    answer = client.post(address("decision_record", decided), {"act": "record"})
    assert answer.url == address("decision_meeting_add", decided)
    page = client.get(answer.url).content.decode()
    assert "To reduce violent crime" in page
    data = {"group": group.pk, "held_on": "2011-12-08", "item": "5", "minute": ""}
    for candidate in decided.candidates.filter(title__contains="iolen"):
        data |= {
            f"{candidate.uid}-wording": f"{candidate} first",
            f"{candidate.uid}-base_version": 1,
        }
    page = client.post(answer.url, data | {"held_on": ""}).content.decode()
    assert page.count("Say when the meeting was.") == 2
    page = client.post(answer.url, data, follow=True).content.decode()
    assert "The decision is recorded, and the members are told." in page
    assert "“Violent crime first”" in page
    assert "Executive Group, 8 December 2011, item 5. Minute: not stated." in page
    assert "to whom is not stated" in page


def test_the_wording_of_a_decision_that_changed_meanwhile_is_not_recorded(
    client, decided, officer, group
):
    client.force_login(officer)
    data = {"group": group.pk, "held_on": "2011-12-08"}
    for candidate in decided.candidates.filter(title__contains="iolen"):
        data |= {f"{candidate.uid}-wording": "Ours", f"{candidate.uid}-base_version": 1}
    decide(decided, officer, "Violent crime", options="Others were considered.")
    page = client.post(address("decision_meeting_add", decided), data, follow=True)
    assert "Somebody else changed a decision meanwhile." in page.content.decode()
    assert not Decision.objects.filter(wording="Ours").exists()


def test_to_whom_it_is_referred_is_a_body_or_a_group_of_the_partnership(client, round, officer, of):
    client.force_login(officer)
    drugs = round.candidates.get(title="Drugs")
    body, stranger = factories.organisation("Drug Action Team"), factories.organisation()
    Membership.objects.create(partnership=of, organisation=body)
    answer = send(
        client, round, row(drugs, outcome="refer", receiver=f"organisation:{stranger.uid}")
    )
    assert answer.status_code == 409
    send(client, round, row(drugs, outcome="refer", receiver=f"organisation:{body.uid}"))
    assert Decision.objects.get().receiver == body
    group = factories.group(of, "Safety board", "external")
    send(client, round, row(drugs, base=1, outcome="refer", receiver=f"group:{group.uid}"))
    assert Decision.objects.get().receiver == group


def test_a_decision_is_corrected_on_its_page(client, decided, officer, group, members):
    record(decided, Meeting(group, HELD), by=officer, now=NOW)
    first = Decision.objects.get(candidate__title="Drugs")
    page = reverse("priorities:decision_correct", args=[first.uid])
    client.force_login(members[0])
    assert client.get(page).status_code == 403
    client.force_login(officer)
    data = {"outcome": "watch", "group": group.pk, "held_on": "2012-02-01", "wording": ""}
    assert "Say why the decision is corrected." in client.post(page, data).content.decode()
    text = client.post(page, data | {"reason": "They declined."}, follow=True).content.decode()
    assert "The further decision is recorded" in text
    assert "Corrects what was recorded of 8 December 2011: refer or work with others." in text


@pytest.mark.parametrize("name", ["decision_record", "score_results"])
def test_pages_of_a_long_round_cost_as_many_queries_as_those_of_a_short_one(
    client, round, officer, members, name
):
    def cost(number):
        for _ in range(number):
            candidate = scored(factories.candidate(round), (4, 3), (1, 2), members=members)
            Decision.objects.create(candidate=candidate, outcome="refer", group=round.group)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(name, round)).status_code == 200
        return len(queries)

    client.force_login(officer)
    client.get(address(name, round))
    assert cost(5) == cost(45)
