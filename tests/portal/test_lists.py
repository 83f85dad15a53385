"""Long lists ask the same of the database with 10 rows and with 500, and never skip or count.

What every page of somebody signed in asks is the session's: the session itself, the person and
their roles. Dashboards (the start page, a plan's editor, a report) are no lists: they bring a
fixed number of parts together, and `bench/country.py` watches that they do not grow.
"""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Contribution, Event, Meeting, MeetingAction, Theme
from partnership.models import Letter, RelatedDocument
from plans.models import Action, Plan, Response, Risk
from portal.documents.matching import scope_words
from portal.models import SearchEntry
from priorities.models import (
    Candidate,
    ComparatorGroup,
    EvidenceImport,
    Figure,
    FindingStatement,
    Measure,
    Survey,
    Target,
)
from publishing.models import Communication, Post, Term
from records.models import Change
from tests import factories

SESSION = re.compile(r'FROM "(django_session|partnership_user|partnership_role)"')
FEW, MANY = 10, 500
NOW = datetime.datetime(2011, 5, 23, 10, tzinfo=datetime.UTC)


def contributions(of, event, numbers):
    return [Contribution(event=event, text=f"Words {n}") for n in numbers]


def changes(of, event, numbers):
    return [
        Change(at=NOW, actor_label="Officer", action="plan.save", partnership=of.uid, request="")
        for _ in numbers
    ]


def letters(of, event, numbers):
    times = {"written_at": NOW, "not_before": NOW}
    return [
        Letter(partnership=of, key=f"{n}", to="a@example.org", message_id=f"{n}", **times)
        for n in numbers
    ]


def figures(of, event, numbers):
    measure, area = factories.measure(of), factories.area()
    starts = [datetime.date(1990, 1, 1) + datetime.timedelta(days=n) for n in numbers]
    return [
        Figure(measure=measure, area=area, level=1, starts_on=day, ends_on=day) for day in starts
    ]


def risks(of, event, numbers):
    plan = factories.plan(of)
    return [
        Risk(plan=plan, wording=f"Risk {n}", review_on=NOW.date(), likelihood=2, impact=3)
        for n in numbers
    ]


def answers(of, event, numbers):
    return [
        Response(
            partnership=of, event=event, slug=f"answer-{n}", title=f"Answer {n}", said="Words.",
            did="This.", answer="done", answered_on=NOW.date(),
        )
        for n in numbers
    ]  # fmt: skip


def owed(of, event, numbers):
    """Answers that somebody promised, and has not given."""
    body = of.groups.first() or factories.group(of)
    return [
        Response(
            partnership=of, slug=f"owed-{n}", title=f"Owed {n}", event=event, said="Words.",
            answer="waiting",
            owed_by=body, due_on=NOW.date(),
        )
        for n in numbers
    ]  # fmt: skip


def events(of, event, numbers):
    return [
        Event(partnership=of, title=f"Evening {n}", slug=f"evening-{n}", starts_on=NOW.date())
        for n in numbers
    ]


def consultations(of, event, numbers):
    asked = {"partnership": of, "kind": "survey", "starts_on": NOW.date()}
    return [Event(title=f"Survey {n}", slug=f"survey-{n}", **asked) for n in numbers]


def themes(of, event, numbers):
    return [Theme(partnership=of, name=f"Theme {n}") for n in numbers]


def meetings(of, event, numbers):
    day = datetime.timedelta(days=1)
    return [
        Meeting(partnership=of, title="Group", slug=f"group-{n}", held_on=NOW.date() + n * day)
        for n in numbers
    ]


def meeting_actions(of, event, numbers):
    held = of.meetings.first() or meetings(of, event, [0])[0]
    held.save()
    body = factories.organisation()
    return [
        MeetingAction(meeting=held, wording=f"Do {n}", organisation=body, due_on=NOW.date())
        for n in numbers
    ]


def actions(of, event, numbers):
    plan = of.plans.first() or factories.plan(of)
    section = plan.sections.first() or factories.section(plan)
    return [Action(plan=plan, section=section, wording=f"Do {n}", order=n) for n in numbers]


def plans(of, event, numbers):
    term = {"starts_on": NOW.date(), "ends_on": NOW.date() + datetime.timedelta(days=364)}
    return [
        Plan(partnership=of, title=f"Plan {n}", slug=f"plan-{n}", year=2011, **term)
        for n in numbers
    ]


def measures(of, event, numbers):
    return [
        Measure(partnership=of, name=f"Measure {n}", noun="offences", good="lower") for n in numbers
    ]


def targets(of, event, numbers):
    area = factories.area()
    return [
        Target(partnership=of, measure=factories.measure(of), area=area, year=2011, value=n)
        for n in numbers
    ]


def comparator_groups(of, event, numbers):
    area = factories.area()
    return [ComparatorGroup(partnership=of, name=f"Group {n}", area=area) for n in numbers]


def candidates(of, event, numbers):
    found = of.rounds.first()
    return [Candidate(round=found, title=f"Candidate {n}", order=n) for n in numbers]


def imports(of, event, numbers):
    by = factories.user()
    return [
        EvidenceImport(
            partnership=of, dataset="survey", name=f"{n}.csv", sha256=f"{n}", made_at=NOW, by=by
        )
        for n in numbers
    ]


def surveys(of, event, numbers):
    return [Survey(partnership=of, name=f"Survey {n}", year=2011) for n in numbers]


def statements(of, event, numbers):
    survey = of.surveys.first()
    return [FindingStatement(survey=survey, wording=f"They said {n}") for n in numbers]


def related_documents(of, event, numbers):
    return [RelatedDocument(partnership=of, title=f"Strategy {n}") for n in numbers]


def communications(of, event, numbers):
    return [
        Communication(
            partnership=of, message=f"Message {n}", audience="All", channel="news",
            due_on=NOW.date(), who="Officer",
        )
        for n in numbers
    ]  # fmt: skip


def posts(of, event, numbers):
    return [Post(partnership=of, title=f"Post {n}", slug=f"post-{n}") for n in numbers]


def terms(of, event, numbers):
    return [Term(partnership=of, word=f"Word {n}", meaning="Something.") for n in numbers]


def found(of, event, numbers):
    """Entries of the search, which all have the word that is looked for."""
    scope = " ".join(scope_words("en", partnership=of, kind="news"))
    return [
        SearchEntry(
            id=n, partnership=of, kind="news", thing=n, stamp="1", scope=scope,
            title=f"Lantern {n}", text="A lantern.",
        )
        for n in numbers
    ]  # fmt: skip


# Who opens which list, what fills it, and its queries beyond the session's: 4 is the aim. Those
# with more bring other things along: an event's progress and sessions, filters with what can be
# chosen, the steps of a round, the places a measure is compared with, an action's leads and dates.
LISTS = [
    ("officer", "events:contribution_list", "event", contributions, 7),
    ("officer", "events:theme_coding_list", "event", contributions, 7),
    ("officer", "portal:audit_list", "", changes, 2),
    ("administrator", "portal:audit_list", "", changes, 2),
    ("officer", "plans:response_list", "slug", answers, 5),
    ("officer", "plans:silence", "slug", owed, 4),
    ("officer", "plans:risk_list", "slug", risks, 2),
    ("officer", "plans:workspace_plan_list", "", plans, 4),
    ("officer", "plans:quarter_list", "slug", actions, 5),
    ("officer", "plans:action_board", "slug", actions, 13),
    ("officer", "events:workspace_event_list", "", events, 4),
    ("officer", "events:workspace_event_list", "", consultations, 4),
    ("anybody", "events:event_list", "slug", events, 4),
    ("officer", "events:theme_list", "event", themes, 8),
    ("officer", "events:meeting_list", "slug", meetings, 5),
    ("officer", "events:meeting_action_list", "slug", meeting_actions, 5),
    ("officer", "priorities:measure_list", "slug", measures, 10),
    ("officer", "priorities:target_list", "slug", targets, 5),
    ("officer", "priorities:comparator_group_list", "slug", comparator_groups, 4),
    ("officer", "priorities:round_detail", "round", candidates, 14),
    ("officer", "priorities:evidence_import_list", "slug", imports, 4),
    ("officer", "priorities:survey_list", "slug", surveys, 4),
    ("officer", "priorities:survey_detail", "survey", statements, 4),
    ("officer", "publishing:communication_list", "slug", communications, 4),
    ("officer", "publishing:workspace_post_list", "slug", posts, 4),
    ("officer", "publishing:term_list", "slug", terms, 4),
    ("anybody", "partnership:library", "slug", related_documents, 4),
    ("anybody", "portal:search", "words", found, 4),
    ("administrator", "admin:events_contribution_changelist", "", contributions, 3),
    ("administrator", "admin:records_change_changelist", "", changes, 3),
    ("administrator", "admin:partnership_letter_changelist", "", letters, 3),
    ("administrator", "admin:priorities_figure_changelist", "", figures, 3),
]


def _address(name, needs, of, event):
    if needs == "words":
        return reverse(name) + "?q=lantern"
    if needs == "round":
        return reverse(name, args=[factories.round(of).uid])
    if needs == "survey":
        return reverse(name, args=[Survey.objects.create(partnership=of, name="S", year=2011).uid])
    return reverse(name, args={"event": [event.uid], "slug": [of.slug], "": []}[needs])


@pytest.mark.parametrize("who, name, needs, rows, most", LISTS)
def test_list_asks_the_same_with_10_and_with_500_rows(client, db, who, name, needs, rows, most):
    of = factories.partnership()
    event = factories.event(of)
    if who != "anybody":
        officer = who == "officer"
        client.force_login(factories.user("officer", of) if officer else factories.administrator())
    address = _address(name, needs, of, event)
    asked = []
    for numbers in (range(FEW), range(FEW, MANY)):
        made = rows(of, event, numbers)
        type(made[0]).objects.bulk_create(made)
        client.get(address)  # what is read once for the whole process is read
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        asked.append([one["sql"] for one in captured if not SESSION.search(one["sql"])])
    few, many = asked
    assert len(many) == len(few) <= most, many
    assert not [sql for sql in many if " OFFSET " in sql]


@pytest.mark.parametrize(
    "name, rows",
    [
        ("admin:events_contribution_changelist", contributions),
        ("admin:records_change_changelist", changes),
        ("admin:partnership_letter_changelist", letters),
        ("admin:priorities_figure_changelist", figures),
    ],
)
def test_endless_lists_of_the_administration_lead_on_without_counting(client, db, name, rows):
    of = factories.partnership()
    made = rows(of, factories.event(of), range(120))
    model = type(made[0])
    model.objects.bulk_create(made)
    client.force_login(factories.administrator())
    keys = list(model.objects.order_by("-pk").values_list("pk", flat=True))
    first = client.get(reverse(name))
    second = client.get(reverse(name) + first.context["cl"].older)
    with CaptureQueriesContext(connection) as captured:
        third = client.get(reverse(name) + second.context["cl"].older)
    shown = [[row.pk for row in page.context["cl"].result_list] for page in (first, second, third)]
    assert [key for page in shown for key in page] == keys
    assert third.context["cl"].older is None
    asked = [one["sql"] for one in captured]
    assert not [sql for sql in asked if "COUNT(" in sql or " OFFSET " in sql]
    back = client.get(reverse(name) + third.context["cl"].newer)
    assert [row.pk for row in back.context["cl"].result_list] == shown[1]
