"""What waits for whom: plans, events and formats."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from events.models import Event
from events.models.contributions import Standing
from events.models.events import Capture
from events.permissions import may_write
from partnership.models.groups import GroupKind
from partnership.permissions import is_officer, officer_of
from plans.documents.commenting import waiting_in
from plans.documents.steps import asked, body_of
from plans.models.writing import KeptText
from plans.permissions import may_record
from plans.views.needs import due_words, member_of
from plans.views.reading import last_return
from plans.workflow.kept import is_in_place
from publishing.models import Rendition, State
from records.periods import day_label

SOON = 7  # days before something due needs somebody


@dataclass(frozen=True)
class Row:
    """One thing that waits for somebody: what, why, and the one thing to do about it.

    ``group`` says on which pile it lies (“mine”, “others”, “next”) while its day is not past.
    """

    title: str
    why: str
    address: str
    act: str
    kind: str
    state: str
    due: datetime.date | None = None
    group: str = "mine"
    example: bool = False

    def is_late(self, on):
        return self.due is not None and self.due < on


def dated(due, on):
    """The status of something with a day: its kind, and its words."""
    if due < on:
        return "bad", due_words(due, on)
    return ("warn" if (due - on).days <= SOON else "wait"), due_words(due, on)


def waiting(user, plan):
    """What a plan's state asks of this person."""
    agree = reverse("plans:plan_agree", args=[plan.uid])
    write = reverse("plans:plan_detail", args=[plan.uid])
    asked_as_member = plan.partnership_id in member_of(user)
    for one in turns_of(user, plan, mine=True):
        if not (asked_as_member and one.step.group):
            why, act = why_at(one)
            yield Row(plan.full_title, why, agree, act, "warn", "Not answered")
    if not is_officer(user, plan.partnership):
        return
    if plan.publish_refused:
        yield Row(
            plan.full_title,
            f"It was not published at its time. {plan.publish_refused}",
            agree,
            "See why",
            "bad",
            "Not published",
        )
    elif plan.state == "agreed":
        yield Row(
            plan.full_title,
            "Agreed by everybody asked. Publish it.",
            agree,
            "Publish",
            "good",
            "Agreed",
        )
    if plan.state == "draft":
        returned = last_return(plan)
        why = f"Returned: “{returned.comment}”" if returned else "The text is a draft."
        yield Row(plan.full_title, why, write, "Write", "warn", "Draft")


def with_others(user, plan):
    """What this person waits for others to do."""
    address = reverse("plans:plan_agree", args=[plan.uid])
    bodies = [str(one.step.group or one.step.body) for one in turns_of(user, plan, mine=False)]
    if bodies:
        why = f"Waits for: {', '.join(bodies)}."
        yield Row(plan.full_title, why, address, "See the steps", "wait", "Waiting", group="others")
    if plan.state == "scheduled":
        at = timezone.localtime(plan.publish_at)
        why = f"Publishes by itself on {day_label(at)} at {at:%H:%M}."
        yield Row(
            plan.full_title, why, address, "See the time", "wait", "Scheduled", group="others"
        )


def turns_of(user, plan, *, mine):
    """The steps whose turn it is: those that this person records, or those that others do."""
    if plan.state != "submitted":
        return []
    found = asked(plan, plan.approval_steps.all())
    return [one for one in found if one.turn and may_record(user, one.step) == mine]


def why_at(one):
    """What a step asks of whoever records it, whether its day has passed, and the act."""
    if one.step.group and one.step.group.kind == GroupKind.EXECUTIVE:
        return "Read it, then agree or return it.", "Read and answer"
    why = f"What did {body_of(one.step)} say?"
    if one.late(timezone.localdate()):
        return f"{why} It was planned for {day_label(one.step.planned_on)}.", "Record it"
    return f"{why} Record it when it is known.", "Record it"


def kept_texts(user, plans):
    """What this person wrote and could not be saved in its place."""
    for kept in KeptText.objects.filter(user=user, plan__in=plans).select_related("block__section"):
        gone = kept.block is None or not is_in_place(kept.block)
        yield Row(
            f"{kept.where}: {'your text lost its place' if gone else 'two texts to join'}",
            "It was taken out of the plan while you wrote."
            if gone
            else f"Somebody changed it while you wrote. Kept since {_day(kept.at)}.",
            reverse("plans:kept_join", args=[kept.uid]),
            "Find a place" if gone else "Join them",
            "warn",
            "Waits for you",
        )


def _day(moment):
    return localtime(moment).strftime("%-d %B, %H:%M")


def listening(partnerships):
    """The events of these partnerships, each with how many entries wait for a theme."""
    uncoded = Q(
        contributions__standing=Standing.KEPT,
        contributions__has_theme=False,
        contributions__no_theme_reason="",
    )
    events = Event.objects.filter(partnership__in=partnerships).select_related(
        "partnership", "document__current_edition"
    )
    return events.annotate(uncoded=Count("contributions", filter=uncoded))


def to_hear(user, event):
    """What an event asks of its officers: close the tables, give entries a theme."""
    if not may_write(user, event):
        return
    if event.capture == Capture.OPEN:
        night = reverse("events:event_night", args=[event.uid])
        yield Row(event.title, "Its tables can write.", night, "Run the night", "here", "Open")
    elif event.uncoded:
        coding = reverse("events:theme_coding", args=[event.uid])
        why = f"{event.uncoded:,} of its entries have no theme yet."
        yield Row(event.title, why, coding, "Choose themes", "warn", "Not coded")


# What a document can be of, and the page that shows what became of one of its editions.
SHOWN_BY = {
    "plan": "plans:edition_detail",
    "event": "events:report_edition",
    "quarter_report": "plans:quarter_report_edition",
    "funder_return": "plans:funder_return_edition",
}


def failures(user):
    """Formats that could not be made, for the officers who can mend it."""
    found = Rendition.objects.filter(
        state=State.FAILED, edition__document__partnership__in=officer_of(user)
    ).select_related(*(f"edition__document__{of}" for of in SHOWN_BY), "edition__document")
    for rendition in found:
        document = rendition.edition.document
        page = next((page for of, page in SHOWN_BY.items() if hasattr(document, of)), None)
        if page:
            address = reverse(page, args=[rendition.edition.uid])
            yield Row(str(rendition), "It could not be made.", address, "See why", "bad", "Failed")


def comment_rows(user, plans):
    """What was said about the plans of an officer: what waits for an answer, and what is new."""
    mine = [plan for plan in plans if is_officer(user, plan.partnership)]
    said = waiting_in(mine, user)
    for plan in mine:
        waiting, lately = said.get(plan.pk, (0, 0))
        if not waiting:
            continue
        new = f" {lately} new since you last read it." if lately else ""
        yield Row(
            f"{waiting} comment{' waits' if waiting == 1 else 's wait'} for an answer",
            f"{plan.full_title}.{new}",
            reverse("plans:comment_list", args=[plan.uid]),
            "Read them",
            "warn",
            "Not answered",
        )
