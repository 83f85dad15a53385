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

from events.models import Contribution
from partnership.models import Letter
from plans.models import Response, Risk
from priorities.models import Figure
from records.models import Change
from tests import factories

SESSION = re.compile(r'FROM "(django_session|partnership_user|partnership_role)"')
FEW, MANY = 10, 500
NOW = datetime.datetime(2011, 5, 23, 10, tzinfo=datetime.UTC)


def contributions(of, event, number):
    return [Contribution(event=event, text=f"Words {n}") for n in range(number)]


def changes(of, event, number):
    return [
        Change(at=NOW, actor_label="Officer", action="plan.save", partnership=of.uid, request="")
        for _ in range(number)
    ]


def letters(of, event, number):
    times = {"written_at": NOW, "not_before": NOW}
    return [
        Letter(partnership=of, key=f"{n}", to="a@example.org", message_id=f"{n}", **times)
        for n in range(Letter.objects.count(), Letter.objects.count() + number)
    ]


def figures(of, event, number):
    measure, area = factories.measure(of), factories.area()
    starts = [datetime.date(1990, 1, 1) + datetime.timedelta(days=n) for n in range(number)]
    return [
        Figure(measure=measure, area=area, level=1, starts_on=day, ends_on=day) for day in starts
    ]


def risks(of, event, number):
    plan = factories.plan(of)
    return [
        Risk(plan=plan, wording=f"Risk {n}", review_on=NOW.date(), likelihood=2, impact=3)
        for n in range(number)
    ]


def answers(of, event, number):
    first = Response.objects.count()
    return [
        Response(
            partnership=of, event=event, slug=f"answer-{n}", title=f"Answer {n}", said="Words.",
            did="This.", answer="done", answered_on=NOW.date(),
        )
        for n in range(first, first + number)
    ]  # fmt: skip


# Who opens which list, what fills it, and its queries beyond the session's: 4 is the aim. More
# have the two lists that count an event's progress and the answers, whose page holds filters.
LISTS = [
    ("officer", "events:contribution_list", "event", contributions, 7),
    ("officer", "events:theme_coding_list", "event", contributions, 7),
    ("officer", "portal:audit_list", "", changes, 2),
    ("administrator", "portal:audit_list", "", changes, 2),
    ("officer", "plans:response_list", "slug", answers, 10),
    ("officer", "plans:risk_list", "slug", risks, 2),
    ("administrator", "admin:events_contribution_changelist", "", contributions, 3),
    ("administrator", "admin:records_change_changelist", "", changes, 3),
    ("administrator", "admin:partnership_letter_changelist", "", letters, 3),
    ("administrator", "admin:priorities_figure_changelist", "", figures, 3),
]


@pytest.mark.parametrize("who, name, needs, rows, most", LISTS)
def test_list_asks_the_same_with_10_and_with_500_rows(client, db, who, name, needs, rows, most):
    of = factories.partnership()
    event = factories.event(of)
    person = factories.user("officer", of) if who == "officer" else factories.administrator()
    client.force_login(person)
    address = reverse(name, args={"event": [event.uid], "slug": [of.slug], "": []}[needs])
    asked = []
    for number in (FEW, MANY - FEW):
        made = rows(of, event, number)
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
    made = rows(of, factories.event(of), 120)
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
