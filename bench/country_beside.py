"""What stands beside the plans of a country: figures, money, answers and meetings."""

import datetime

from django.utils.timezone import make_aware

from events.models import AgendaItem, Event, Meeting, MeetingAction
from plans.models import Budget, FundingAmount, FundingLine, FundingSource, Response, Risk
from priorities.models import Figure, Measure, Target
from records.quarters import Quarter

FIRST_YEAR = 2016
ANSWERS = 6  # of a year
MEETINGS = 4
BATCH = 500


def write(model, rows):
    return model.objects.bulk_create(list(rows), batch_size=BATCH)


def morning(day):
    return make_aware(datetime.datetime.combine(day, datetime.time(9)))


def measures(made, areas, years, groups):
    measures = write(
        Measure, (Measure(partnership=p, name="Crime", noun="offences", good="lower") for p in made)
    )
    places = {p.pk: area for p, area in zip(made, areas, strict=True)}
    spans = [(year, n) for year in range(FIRST_YEAR, FIRST_YEAR + years) for n in (1, 2, 3, 4)]
    write(
        Figure,
        (_figure(m, places[m.partnership_id], Quarter(*span)) for m in measures for span in spans),
    )
    write(
        Target,
        (
            Target(
                partnership_id=m.partnership_id,
                measure=m,
                area=places[m.partnership_id],
                year=year,
                value=400,
                group=groups[m.partnership_id][1],
                example=True,
            )
            for m in measures
            for year in range(FIRST_YEAR, FIRST_YEAR + years)
        ),
    )


def _figure(measure, area, quarter):
    return Figure(
        measure=measure,
        area=area,
        level=100 + quarter.number,
        starts_on=quarter.starts_on,
        ends_on=quarter.ends_on,
    )


def money(plans):
    write(
        Budget, (Budget(plan=plan, name="Budget", year=plan.year, amount=28442) for plan in plans)
    )
    sources = write(
        FundingSource,
        (FundingSource(plan=plan, name="Grant", kind="grant", wording="A grant") for plan in plans),
    )
    lines = write(
        FundingLine,
        (
            FundingLine(plan=source.plan, source=source, purpose=f"Example {n}", order=n)
            for source in sources
            for n in range(3)
        ),
    )
    write(FundingAmount, (FundingAmount(line=line, status="spent", amount=900) for line in lines))
    write(
        Risk,
        (
            Risk(plan=plan, wording="Less money", review_on=plan.ends_on, likelihood=2, impact=3)
            for plan in plans
        ),
    )


def answers(made, years):
    events = write(
        Event,
        (
            Event(
                partnership=p,
                title=f"Evening {year}",
                slug=f"evening-{year}",
                starts_on=datetime.date(year, 11, 1),
                state="public",
                example=True,
            )
            for p in made
            for year in range(FIRST_YEAR, FIRST_YEAR + years)
        ),
    )
    write(
        Response,
        (
            Response(
                partnership_id=event.partnership_id,
                title=f"Example answer {n}",
                slug=f"answer-{event.starts_on.year}-{n}",
                event=event,
                said="Example words that people said.",
                answer="done",
                did="Example of what was done.",
                answered_on=event.starts_on,
                approved_at=morning(event.starts_on),
                approved_by_label="Officer",
                example=True,
            )
            for event in events
            for n in range(ANSWERS)
        ),
    )


def meetings(made, years, groups):
    meetings = write(
        Meeting,
        (
            Meeting(
                partnership=p,
                title="Executive Group",
                slug=f"executive-{quarter.key}",
                held_on=quarter.starts_on,
                state="agreed",
                agreed_on=quarter.ends_on,
                announced_at=morning(quarter.starts_on),
                example=True,
            )
            for p in made
            for year in range(FIRST_YEAR, FIRST_YEAR + years)
            for quarter in (Quarter(year, n) for n in range(1, MEETINGS + 1))
        ),
    )
    met = Meeting.groups.through
    write(
        met,
        (met(meeting_id=m.pk, group_id=groups[m.partnership_id][0].pk) for m in meetings),
    )
    items = write(
        AgendaItem, (AgendaItem(meeting=m, order=1, title="What we do") for m in meetings)
    )
    write(
        MeetingAction,
        (
            MeetingAction(
                meeting=item.meeting,
                item=item,
                wording="Example action",
                post="Chair",
                due_on=item.meeting.held_on,
            )
            for item in items
        ),
    )
