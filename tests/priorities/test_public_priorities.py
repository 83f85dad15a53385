"""What everybody reads of priorities: what was agreed and why, and nothing that is internal."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import ReportedTheme
from partnership.models import Area, AreaLink, CoveredArea, Topic
from priorities.models import (
    CrossCuttingTheme,
    Decision,
    DecisionMeeting,
    EvidenceStatement,
    FindingStatement,
    ListedPriority,
    Measure,
    Referral,
    ScoreCard,
    StrandNote,
    Survey,
    SurveyFinding,
)
from priorities.workflow.lists import publish_list
from priorities.workflow.priorities import merge, rename, restore, retire
from publishing.models import Document, Edition
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "must stay inside"


class Lakes:
    """A partnership with a public list for 2011-12, and evidence for its one priority."""

    def __init__(self):
        self.of = factories.partnership("lakes")
        self.officer = factories.user("officer", self.of)
        self.place = factories.area("South Lakeland")
        CoveredArea.objects.create(partnership=self.of, area=self.place)
        self.topic = Topic.objects.create(name="Violence")
        self.measure = factories.measure(
            self.of,
            "Reports of violence",
            noun="reports",
            topic=self.topic,
            good="reporting",
            reason="People trust the services.",
        )
        self.survey = Survey.objects.create(partnership=self.of, name="Place Survey", year=2009)
        self.list = factories.priority_list(
            self.of, basis="the Strategic Assessment", title="Priorities"
        )
        self.priority = self.listed("Violence", slug="violence")

    def listed(self, title, on=None, **fields):
        on = on or self.list
        priority = factories.priority(self.of, title, **fields)
        priority.topics.add(self.topic)
        order = on.entries.count() + 1
        ListedPriority.objects.create(
            priority_list=on, priority=priority, wording=title, order=order
        )
        return priority

    def figure(self, **fields):
        said = {"direction": "increased", "change": 59, "change_percent": 8}
        return factories.figure(self.measure, area=self.place, **said | fields)

    def finding(self, label="Violence is a problem", **fields):
        statement = FindingStatement.objects.create(survey=self.survey, wording=f"As told: {label}")
        return SurveyFinding.objects.create(
            statement=statement, label=label, value=15, topic=self.topic, **fields
        )

    def stated(self, wording, **fields):
        made = EvidenceStatement.objects.create(
            partnership=self.of, kind="cause", wording=wording, source="Plan, 3.3", **fields
        )
        made.topics.add(self.topic)

    def publish(self, chosen=None):
        return publish_list(chosen or self.list, by=self.officer, now=self.now)

    @property
    def now(self):
        return timezone.now()

    @property
    def who(self):
        return {"by": self.officer, "now": self.now}


@pytest.fixture
def lakes():
    return Lakes()


def public_page(client):
    return client.get("/lakes/priorities/").text


def of_priority(client, slug="violence"):
    return client.get(f"/lakes/priorities/{slug}/").text


# ---- the page of the list


def test_cards_tell_the_figure_what_people_said_and_who_delivers(client, lakes):
    lakes.figure()
    lakes.finding(comparison="value", comparator="Cumbria", comparator_value=20)
    lakes.priority.delivery_group = factories.group(lakes.of, "Champion Network", "network")
    lakes.priority.save()
    CrossCuttingTheme.objects.create(priority_list=lakes.list, title="Alcohol")
    lakes.listed("Damage", slug="damage").topics.clear()
    lakes.publish()
    page = public_page(client)
    assert "Our priorities, 2011/12" in page
    assert "Agreed by the Executive Group after the Strategic Assessment." in page
    assert "It ended on 31 March 2012." in page and "No longer in force" in page
    assert 'href="/lakes/priorities/violence/">Violence</a>' in page
    assert "Reports <strong>rose by 59</strong> (8%)" in page
    assert "A rise in reporting is welcome" in page
    assert "15%: Violence is a problem; Cumbria 20%" in page
    assert "Champion Network" in page and "Common to all two: alcohol" in page
    assert "Cannot be compared:</strong> only a change is stated" in page
    assert "No finding is stated" in page and "no figure is stated" in page


def test_without_a_list_the_page_says_so(client, lakes):
    page = public_page(client)
    assert "No list of priorities is published here yet." in page
    assert "Violence" not in page


def test_the_list_in_force_comes_first_and_older_ones_stay(client, lakes):
    today = timezone.localdate()
    now = factories.priority_list(
        lakes.of,
        "This year",
        starts_on=today - datetime.timedelta(days=9),
        ends_on=today + datetime.timedelta(days=9),
    )
    lakes.listed("Burglary", on=now)
    later = factories.priority_list(
        lakes.of,
        "Next year",
        starts_on=today + datetime.timedelta(days=10),
        ends_on=today + datetime.timedelta(days=20),
    )
    lakes.listed("Fraud", on=later)
    for one in (lakes.list, now, later):
        lakes.publish(one)
    page = public_page(client)
    assert ">Burglary</a>" in page and ">Violence</a>" not in page
    earlier = f"/lakes/priorities/lists/{lakes.list.uid}/"
    assert earlier in page
    page = client.get(earlier).text
    assert ">Violence</a>" in page and "No longer in force" in page


def test_lists_of_others_stand_beside_with_who_set_them(client, lakes):
    county = factories.priority_list(lakes.of, "County list", own=False, set_by="The County Board")
    lakes.listed("Roads in the county", on=county)
    lakes.publish()
    lakes.publish(county)
    page = public_page(client)
    assert "Set by the County Board." in page and "Roads in the county" in page
    assert ">Violence</a>" in page.split("Set by others")[0]
    page = client.get(f"/lakes/priorities/lists/{county.uid}/").text
    assert "County list</h1>" in page and "What the law asks for" not in page


def test_what_others_look_after_and_how_the_law_is_covered(client, lakes):
    Referral.objects.create(
        priority_list=lakes.list,
        subject="Road safety",
        verb="addressed",
        organisation=factories.organisation("Road Partnership"),
        way_back="It can be raised.",
    )
    Referral.objects.create(priority_list=lakes.list, subject="Drugs", verb="considered")
    StrandNote.objects.create(
        priority_list=lakes.list,
        strand="reoffending",
        statement="By the county.",
        on=datetime.date(2011, 5, 1),
        by_label="Chair",
    )
    lakes.publish()
    page = public_page(client)
    assert "Addressed through the Road Partnership" in page and "“It can be raised.”" in page
    assert "By whom is not stated" in page
    assert "By the county. (Chair, 1 May 2011)" in page
    assert page.count("Not stated") >= 2, "two strands that nobody speaks for, and the delivery"


# ---- what is internal


@pytest.fixture
def secrets(lakes):
    """Everything about the priority that is not for the public."""
    lakes.figure(internal=True, change=4321, starts_on=datetime.date(2009, 4, 1))
    lakes.finding(SECRET, internal=True)
    lakes.stated(SECRET, internal=True)
    theme = factories.theme(lakes.of, SECRET, topic=lakes.topic)
    event = factories.event(lakes.of, state="public")
    factories.tag(factories.contribution(event), theme)
    draft = factories.priority_list(lakes.of, f"List {SECRET}", own=False)
    lakes.listed(f"Priority {SECRET}", on=draft, slug="inside")
    CrossCuttingTheme.objects.create(priority_list=draft, title=SECRET).priorities.add(
        lakes.priority
    )
    shire = factories.partnership("shire")
    other = factories.priority_list(shire, f"Shire {SECRET}", state="published")
    theirs = factories.priority(shire, SECRET, slug="theirs")
    ListedPriority.objects.create(priority_list=other, priority=theirs, wording=SECRET, order=1)
    lakes.listed("Also violence", slug="also")  # in no round: its evidence comes by topic
    decide(lakes, "priority", lakes.priority, private_note=SECRET, reason="It grew.")
    decide(lakes, "watch", None, private_note=SECRET, reason="It fell.", title="Vehicle crime")
    card = ScoreCard.objects.create(candidate=lakes.round.candidates.first(), note=SECRET)
    card.interest = SECRET
    card.save()


def decide(lakes, outcome, priority, title="", **fields):
    """A recorded decision of the round behind the list."""
    if lakes.list.round is None:
        lakes.round = lakes.list.round = factories.round(lakes.of, year=2011, note=SECRET)
        lakes.list.save()
        lakes.meeting = DecisionMeeting.objects.create(
            round=lakes.round,
            group=factories.group(lakes.of),
            held_on=datetime.date(2010, 12, 9),
            minute="Item 4",
            recorded_at=lakes.now,
            recorded_by_label=f"Post {SECRET}",
        )
    candidate = factories.candidate(lakes.round, title or priority.title, priority=priority)
    candidate.topics.set([lakes.topic])
    return Decision.objects.create(
        candidate=candidate, meeting=lakes.meeting, outcome=outcome, **fields
    )


def test_nothing_internal_is_public(client, lakes, secrets):
    lakes.publish()
    pages = [public_page(client), of_priority(client), client.get("/lakes/").text]
    pages.append(client.get(f"/lakes/priorities/lists/{lakes.list.uid}/").text)
    pages.append(of_priority(client, "also"))
    for page in pages:
        assert "iolence</h" in page or "Violence</a>" in page
        assert SECRET not in page and "4,321" not in page
    assert "It grew." in pages[1] and "It fell." in pages[0]


def test_what_is_not_public_is_not_found(client, lakes, secrets):
    for slug in ("violence", "inside", "theirs"):
        assert client.get(f"/lakes/priorities/{slug}/").status_code == 404
    draft = f"/lakes/priorities/lists/{lakes.list.uid}/"
    assert client.get(draft).status_code == 404
    assert client.get("/lakes/priorities/comparison.csv").status_code == 404
    lakes.publish()
    assert client.get(draft).status_code == 200
    lakes.of.public = False
    lakes.of.save()
    for address in (draft, "/lakes/priorities/", "/lakes/priorities/violence/"):
        assert client.get(address).status_code == 404


# ---- the page of a priority


def test_a_priority_says_what_was_agreed_why_and_on_which_evidence(client, lakes):
    decide(lakes, "priority", lakes.priority, reason="It grew.", options="To wait a year.")
    lakes.figure(source_as_stated="Police report of May")
    lakes.finding()
    lakes.stated("Alcohol is a cause")
    lakes.publish()
    page = of_priority(client)
    assert "Decided by the Executive Group on 9 December 2010. Minute: Item 4." in page
    assert "It grew." in page and "To wait a year." in page
    assert "59 more" in page and "Police report of May" in page
    assert "People trust the services." in page
    assert "Place Survey 2009: “As told: Violence is a problem”" in page
    assert "“Alcohol is a cause”" in page and "Plan, 3.3" in page


def test_a_theme_is_shown_in_the_words_of_a_public_report_and_no_others(client, lakes):
    event = factories.event(lakes.of, title="The evening", slug="evening", state="public")
    theme = factories.theme(lakes.of, "Coding name", topic=lakes.topic)
    workshop = factories.workshop(event)
    ReportedTheme.objects.create(workshop=workshop, theme=theme, wording="Fights at night")
    lakes.publish()
    assert "Fights at night" not in of_priority(client), "there is no report yet"
    reported(event, "Fights at night")
    ReportedTheme.objects.create(
        workshop=workshop, theme=theme, part="action", wording="Added since"
    )
    page = of_priority(client)
    assert "“Fights at night”" in page and "/lakes/events/evening/report/" in page
    assert "Coding name" not in page and "Added since" not in page
    event.document.withdrawn_at, event.document.withdrawn_reason = lakes.now, "Wrong"
    event.document.save()
    assert "Fights at night" not in of_priority(client)


def reported(event, wording):
    document = Document.objects.create(
        partnership=event.partnership, kind="event-report", slug="evening", title="Report"
    )
    document.current_edition = Edition.objects.create(
        document=document,
        number=1,
        title="Report",
        fragment="<p>Words</p>",
        snapshot={"themes": [{"wording": wording}]},
        content_hash="a" * 64,
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    document.save()
    event.document = document
    event.save()


def test_its_history_begins_when_it_became_public(client, lakes):
    rename(lakes.priority, title="A first draft", reason="Before.", **lakes.who)
    hidden = factories.priority(lakes.of, "Never public")
    lakes.publish()
    lakes.priority.refresh_from_db()
    merge(hidden, lakes.priority, reason="Inside.", **lakes.who)
    rename(lakes.priority, title="Serious violence", reason="The law says so.", **lakes.who)
    lakes.priority.refresh_from_db()
    retire(lakes.priority, reason="It was achieved.", **lakes.who)
    page = of_priority(client)
    assert "Renamed from “A first draft” to “Serious violence”. The law says so." in page
    assert "Retired. It was achieved." in page
    assert "Never public" not in page and "Before." not in page
    assert "<h1>Violence</h1>" in page, "the list's own wording"
    assert lakes.officer.label not in page


def test_the_address_of_a_merged_priority_leads_to_what_it_is_part_of(client, lakes):
    new = lakes.listed("All violence", slug="all-violence")
    lakes.publish()
    merge(lakes.priority, new, reason="One thing.", **lakes.who)
    answer = client.get("/lakes/priorities/violence/")
    assert (answer.status_code, answer.url) == (302, "/lakes/priorities/all-violence/")
    assert "“Violence” was merged into it. One thing." in of_priority(client, "all-violence")
    lakes.priority.refresh_from_db()
    restore(lakes.priority, reason="Two things.", **lakes.who)
    assert client.get("/lakes/priorities/violence/").status_code == 200


def test_merged_into_what_nobody_may_read_it_stays_where_it_is(client, lakes):
    lakes.publish()
    merge(lakes.priority, factories.priority(lakes.of, "New"), reason="So", **lakes.who)
    assert client.get("/lakes/priorities/violence/").status_code == 200


# ---- how the place compares


@pytest.fixture
def compared(lakes):
    """A national measure with figures and people of two places in one police area."""
    force = Area.objects.create(name="Cumbria", kind="police_force")
    eden = factories.area("Eden")
    burglary = factories.measure(name="Domestic burglary", noun="burglaries", code="prc:burglary")
    people = Measure.objects.create(
        code="population", name="Population", noun="people", good="context"
    )
    census = dict.fromkeys(("starts_on", "ends_on"), datetime.date(2011, 3, 27))
    for area, count in ((lakes.place, 90), (eden, 210)):
        AreaLink.objects.create(parent=force, child=area)
        factories.level(burglary, count, area, year=2011)
        factories.level(burglary, 2 * count, area, year=2014)
        factories.level(people, 100_000, area, **census)
    return burglary


def test_the_comparison_is_of_the_time_of_the_list_and_another_can_be_picked(
    client, lakes, compared
):
    lakes.figure()
    lakes.publish()
    page = public_page(client)
    assert "South Lakeland has fewer burglaries per head than its police area" in page
    assert "April 2011 to March 2012" in page
    assert 'href="?figure=prc%3Aburglary#compare" aria-current="true"' in page
    assert "Domestic burglary is not one of these priorities." in page
    page = client.get("/lakes/priorities/?figure=reports-of-violence").text
    assert "Cannot be compared: only a change is stated." in page
    assert 'href="?figure=reports-of-violence#compare" aria-current="true"' in page


def test_the_comparison_is_a_spreadsheet_too(client, lakes, compared):
    lakes.publish()
    answer = client.get("/lakes/priorities/comparison.csv?figure=prc:burglary")
    assert "lakes-prc-burglary-compared.csv" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    said = [(row["area"], row["count"], row["people"], row["rate"]) for row in rows]
    assert said == [
        ("South Lakeland", "90", "100,000", "0.9"),
        ("Cumbria police area", "300", "200,000", "1.5"),
    ]


def test_an_internal_or_doubtful_figure_is_not_compared(client, lakes, compared):
    own = compared.figures.filter(area=lakes.place)
    own.filter(starts_on__year=2011).update(internal=True)
    own.filter(starts_on__year=2014).update(queried="Is this right?")
    lakes.publish()
    assert "Domestic burglary" not in public_page(client)


def test_a_longer_list_costs_no_more_queries(client, lakes, compared):
    lakes.figure()
    lakes.finding()
    lakes.listed("Another", slug="another")
    lakes.publish()

    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    addresses = ("/lakes/priorities/", "/lakes/")
    few = [cost(address) for address in addresses]
    for number in range(30):
        lakes.listed(f"Priority {number}", slug=f"priority-{number}")
        lakes.finding(f"Finding {number}")
        Referral.objects.create(priority_list=lakes.list, subject="S", verb="addressed")
        lakes.measure = factories.measure(lakes.of, topic=lakes.topic)
        lakes.figure()
    assert [cost(address) for address in addresses] == few


def test_the_front_page_leads_to_each_priority(client, lakes):
    lakes.figure()
    lakes.publish()
    page = client.get("/lakes/").text
    assert 'href="/lakes/priorities/violence/">Violence</a>' in page
    assert "Reports <strong>rose by 59</strong> (8%)" in page
    assert "How these were chosen" in page and "What we worked on" in page


def test_a_card_names_a_figure_that_is_called_otherwise_than_its_priority(client, demo):
    page = client.get("/south-lakeland/priorities/").content.decode()
    assert "Assault with injury: offences <strong>fell by 27</strong> (7%)" in page
    assert ">Incidents <strong>fell by 665</strong> (13%)" in page
