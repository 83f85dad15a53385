"""What waits for whom: plans, events and formats."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from events.models import Event
from events.models.contributions import Standing
from events.models.events import Capture
from events.permissions import may_write
from partnership.permissions import is_officer
from plans.documents.commenting import waiting_in
from plans.permissions import may_answer
from plans.views.needs import member_of
from plans.views.reading import last_return
from publishing.models import Rendition, State


@dataclass(frozen=True)
class Row:
    """One thing that waits for somebody: what, why, and the one thing to do about it."""

    title: str
    why: str
    address: str
    act: str
    kind: str
    state: str


def waiting(user, plan):
    """What a plan's state asks of this person."""
    agree = reverse("plans:plan_agree", args=[plan.uid])
    write = reverse("plans:plan_detail", args=[plan.uid])
    asked_as_member = plan.partnership_id in member_of(user)
    if plan.state == "submitted" and may_answer(user, plan) and not asked_as_member:
        yield Row(
            plan.full_title,
            "Read it, then agree or return it.",
            agree,
            "Read and answer",
            "warn",
            "Not answered",
        )
    if not is_officer(user, plan.partnership):
        return
    if plan.state == "agreed":
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
    if plan.state == "submitted" and not may_answer(user, plan):
        address = reverse("plans:plan_agree", args=[plan.uid])
        bodies = ", ".join(str(step.group or step.body) for step in plan.approval_steps.all())
        yield Row(
            plan.full_title, f"Waits for: {bodies}.", address, "See the steps", "wait", "Waiting"
        )


def listening(user):
    """The events of my partnerships, each with how many entries wait for a theme."""
    uncoded = Q(
        contributions__standing=Standing.KEPT,
        contributions__has_theme=False,
        contributions__no_theme_reason="",
    )
    events = Event.objects.visible_to(user).select_related(
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


def failures(user, sources):
    """Formats that could not be made, for the officers who can mend it."""
    found = Rendition.objects.filter(
        state=State.FAILED, edition__document__in=[source.document_id for source in sources]
    ).select_related("edition__document__partnership", "edition__document__event")
    for rendition in found:
        if is_officer(user, rendition.edition.document.partnership):
            of_event = hasattr(rendition.edition.document, "event")
            page = "events:report_edition" if of_event else "plans:edition_detail"
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
