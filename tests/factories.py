"""Rows for tests, each with what it needs and nothing more."""

import datetime
import re
from itertools import count

from django.utils import timezone

from events.models import Contribution, Event, EventSeries, Table, Tag, Theme, Workshop
from partnership.models import Area, Group, Organisation, Partnership, Role, User
from plans.models import Action, Block, Plan, Section
from priorities.models import (
    AssessmentRound,
    Candidate,
    Criterion,
    Figure,
    Measure,
    Priority,
    PriorityList,
    ScoringScheme,
)

PASSWORD = "sturdy-example-lantern"
IDS = re.compile(r' id="p-[0-9a-z]{8}"')
_numbers = count(1)


def bare(html):
    """Rich text without the ids of its paragraphs, which are new each time."""
    return IDS.sub("", html)


def partnership(slug=None, **fields):
    slug = slug or f"place-{next(_numbers)}"
    name = slug.replace("-", " ").title()
    return Partnership.objects.create(
        **{"name": f"{name} Partnership", "short_name": name, "place_name": name, "slug": slug}
        | fields
    )


def user(kind=None, of=None, group=None, **fields):
    """A person; with a kind of role ("officer") also that role in a partnership."""
    email = fields.pop("email", f"person-{next(_numbers)}@example.org")
    fields.setdefault("post", f"Post of {email}")
    person = User.objects.create_user(email, PASSWORD, **fields)
    if kind:
        role(person, kind, of, group=group)
    return person


def administrator():
    return user(is_superuser=True, post="Administrator")


def role(person, kind, of, group=None, **fields):
    fields.setdefault("from_date", timezone.localdate() - datetime.timedelta(days=30))
    return Role.objects.create(user=person, kind=kind, partnership=of, group=group, **fields)


def group(of, name="Executive Group", kind="executive", **fields):
    return Group.objects.create(partnership=of, name=name, kind=kind, **fields)


def organisation(name=None):
    return Organisation.objects.create(name=name or f"Body {next(_numbers)}")


def area(name=None):
    return Area.objects.create(name=name or f"Area {next(_numbers)}", kind="district")


def plan(of, **fields):
    return Plan.objects.create(
        partnership=of,
        **{
            "title": "Partnership Plan",
            "slug": f"plan-{next(_numbers)}",
            "year": 2011,
            "starts_on": datetime.date(2011, 4, 1),
            "ends_on": datetime.date(2012, 3, 31),
        }
        | fields,
    )


def section(of_plan, title="Introduction", **fields):
    number = next(_numbers)
    return Section.objects.create(
        plan=of_plan, title=title, **{"order": number, "anchor": f"section-{number}"} | fields
    )


def block(of_section, text="<p>Words.</p>", **fields):
    return Block.objects.create(
        section=of_section, text=text, **{"order": next(_numbers), "kind": "text"} | fields
    )


def action(of_section, wording="Do it", **fields):
    return Action.objects.create(
        plan=of_section.plan,
        section=of_section,
        wording=wording,
        **{"order": next(_numbers)} | fields,
    )


def measure(of=None, name=None, **fields):
    return Measure.objects.create(
        partnership=of,
        name=name or f"Measure {next(_numbers)}",
        **{"noun": "offences", "good": "lower"} | fields,
    )


def figure(of_measure, **fields):
    return Figure.objects.create(
        measure=of_measure,
        **{
            "area": fields.pop("area", None) or area(),
            "direction": "reduced",
            "change": 277,
            "change_percent": 6,
            "subject_as_stated": "Overall crime levels",
            "starts_on": datetime.date(2010, 4, 1),
            "ends_on": datetime.date(2011, 3, 31),
        }
        | fields,
    )


def level(of_measure, value, of_area, year=2010, **fields):
    """A count for a plan year, without any change stated."""
    return Figure.objects.create(
        measure=of_measure,
        area=of_area,
        level=value,
        **{
            "starts_on": datetime.date(year, 4, 1),
            "ends_on": datetime.date(year + 1, 3, 31),
        }
        | fields,
    )


def priority(of, title="Alcohol", **fields):
    return Priority.objects.create(
        partnership=of, title=title, **{"slug": f"priority-{next(_numbers)}"} | fields
    )


def priority_list(of, title="Priorities 2011-12", **fields):
    if fields.get("state") == "published":
        fields.setdefault("published_at", timezone.now())
    return PriorityList.objects.create(
        partnership=of,
        **{
            "title": title,
            "set_by": "The Executive Group",
            "starts_on": datetime.date(2011, 4, 1),
            "ends_on": datetime.date(2012, 3, 31),
        }
        | fields,
    )


def scheme(of, criteria=("Harm", "Volume"), **fields):
    """A scoring scheme of 1 to 4 with these criteria, all of weight 1."""
    made = ScoringScheme.objects.create(
        partnership=of, **{"name": f"Scheme {next(_numbers)}"} | fields
    )
    for order, name in enumerate(criteria, start=1):
        Criterion.objects.create(scheme=made, name=name, order=order)
    return made


def round(of, **fields):
    return AssessmentRound.objects.create(partnership=of, **{"year": 2012} | fields)


def candidate(of_round, title=None, **fields):
    number = next(_numbers)
    return Candidate.objects.create(
        round=of_round, title=title or f"Candidate {number}", **{"order": number} | fields
    )


def series(of, name=None):
    return EventSeries.objects.create(partnership=of, name=name or f"Series {next(_numbers)}")


def event(of, **fields):
    number = next(_numbers)
    return Event.objects.create(
        partnership=of,
        **{
            "title": f"Community evening {number}",
            "slug": f"community-evening-{number}",
            "starts_on": datetime.date(2009, 11, 23),
        }
        | fields,
    )


def workshop(of_event, **fields):
    """A session that asks for challenges with heading, level and top priority."""
    return Workshop.objects.create(
        event=of_event,
        **{
            "order": of_event.workshops.count() + 1,
            "question": "What are the challenges?",
            "collects": ["challenge"],
            "asks_heading": True,
            "asks_level": True,
            "asks_top_priority": True,
        }
        | fields,
    )


def table(of_event, **fields):
    number = fields.pop("number", of_event.tables.count() + 1)
    return Table.objects.create(event=of_event, number=number, **fields)


def contribution(of_event, text="Future funding of PCSOs", heading=None, **fields):
    made = Contribution(event=of_event, text=text, **fields)
    made.heading = heading
    made.save()
    return made


def theme(of, name=None, **fields):
    return Theme.objects.create(partnership=of, name=name or f"Theme {next(_numbers)}", **fields)


def tag(of_contribution, of_theme):
    """The contribution stands in the theme."""
    of_contribution.has_theme = True
    of_contribution.save()
    return Tag.objects.create(contribution=of_contribution, theme=of_theme, at=timezone.now())
