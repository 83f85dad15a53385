"""Each kind of thing in a thread as one step, for its reader."""

from django.urls import reverse

from events.documents.address import report_address
from plans.documents.actions import with_whom
from plans.documents.answers import LOOKS as ANSWER_LOOKS
from plans.documents.answers import in_public_words
from plans.documents.progress import LOOKS
from plans.documents.threads.steps import Step
from priorities.documents.values import headline
from records import periods
from records.quarters import Quarter


class Teller:
    """Tells steps with the addresses that their reader can open."""

    def __init__(self, walk):
        self.walk = walk
        self.everybody = walk.everybody
        self.slug = walk.partnership.slug

    def thread(self, kind, thing):
        """The address of a thing's own thread."""
        if self.everybody:
            return reverse("plans:public_thread", args=[self.slug, kind, thing.uid])
        return reverse("plans:thread_page", args=[kind, thing.uid])

    def _own(self, inside, args, public=""):
        return public if self.everybody else reverse(inside, args=args)

    def table(self, said):
        """Where it was said; a table that nobody noted is said to be so."""
        event, table = said.event, said.table
        place = f"Table {table.number}" if table else "Table not recorded"
        session = f", {said.workshop}" if said.workshop_id else ""
        return Step(
            "The table" if not event.is_consultation else "The consultation",
            place if not event.is_consultation else event.title,
            on=event.starts_on,
            when="" if event.starts_on else event.when,
            note="" if event.is_consultation else f"{event.title}{session}",
            address=self._event(event),
            link="Read about the event",
            look="" if table or event.is_consultation else "missing",
            example=event.example,
        )

    def event(self, theme):
        """The event whose report names a theme, as far as the reader may read that."""
        reported = [one for one in theme.reported.all() if self._is_told(one)]
        if not reported:
            return None
        event = reported[0].workshop.event
        return Step(
            "The event",
            event.title,
            on=event.starts_on,
            when="" if event.starts_on else event.when,
            note=f"People who took part: {event.people}. {event.place}",
            address=self._event(event),
            link="Read about the event",
            example=event.example,
        )

    def _event(self, event):
        if not self.everybody:
            return reverse("events:event_detail", args=[event.uid])
        if event.state == "planned":
            return ""
        return reverse("events:event_page", args=[self.slug, event.slug])

    def contribution(self, said):
        heading = said.heading.label if said.heading else "urgency not stated"
        level = f", {said.get_level_display().lower()}" if said.level else ""
        return Step(
            "The contribution",
            said.public_text,
            on=said.event.starts_on,
            note=f"{said.get_kind_display()}{level}. {heading.capitalize()}.",
            thread=self.thread("contribution", said),
            address=self._own("events:contribution_list", [said.event.uid]),
            link="Read it among the others",
            quoted=True,
            example=said.event.example,
        )

    def theme(self, theme, entries):
        reported = [one for one in theme.reported.all() if self._is_told(one)]
        wording = reported[0].wording if reported else theme.name
        event = reported[0].workshop.event if reported else None
        address, link = self._own("events:theme_detail", [theme.uid]), "Read what stands in it"
        if self.everybody and event:
            address, link = report_address(event).page, "Read the report"
        joined = f"{entries:,} {'entry stands' if entries == 1 else 'entries stand'} in it."
        return Step(
            "The theme",
            wording,
            when="after the event",
            note=joined if entries else "It stands without entries: only the report is held.",
            thread=self.thread("theme", theme),
            address=address,
            link=link,
            quoted=bool(reported),
        )

    def _is_told(self, reported):
        """Whether the reader may read the report that names a theme."""
        document = reported.workshop.event.document
        return not self.everybody or bool(document and document.current_edition_id)

    def finding(self, statement):
        return Step(
            "What people answered",
            statement.wording,
            when=str(statement.survey),
            note="A finding of a survey.",
            thread=self.thread("finding", statement),
            address=self._own("priorities:survey_detail", [statement.survey.uid]),
            link="Read the survey",
            quoted=True,
        )

    def figure(self, figure):
        return Step(
            "The figure",
            str(headline(figure)),
            when=figure.period,
            note=f"{figure.measure.name}, {figure.area.name}. "
            f"{figure.source_as_stated or figure.measure.source or 'Source not stated'}.",
            thread=self.thread("figure", figure),
            address=self._own("priorities:measure_detail", [self.slug, figure.measure.uid]),
            link="Read the measure",
        )

    def priority(self, priority):
        """In the words of the newest list that the reader may see."""
        entry = self._listed(priority)
        words = entry.wording if entry else priority.title
        public = ""
        if priority.slug:
            public = reverse("priorities:priority_page", args=[self.slug, priority.slug])
        listed = entry.priority_list if entry else None
        return Step(
            "The priority",
            words,
            on=listed.starts_on if listed else None,
            note=f"{listed.title}, set by {listed.set_by}." if listed else "In no list yet.",
            thread=self.thread("priority", priority),
            address=self._own("priorities:workspace_priority_detail", [priority.uid], public),
            link="Read the priority",
            example=bool(listed and listed.example),
        )

    def _listed(self, priority):
        return next(
            (
                entry
                for entry in priority.listed.all()
                if not self.everybody or entry.priority_list.state == "published"
            ),
            None,
        )

    def action(self, action):
        """As the public edition words it, for the public; None where it is not in that."""
        frozen = _frozen(action) if self.everybody else None
        if self.everybody and frozen is None:
            return None
        plan = action.plan
        number = f"{frozen['number']} " if frozen else ""
        place = reverse("plans:plan_page", args=[self.slug, plan.slug])
        return Step(
            "The action",
            f"{number}{action.wording}",
            on=plan.starts_on,
            note=f"Led by: {with_whom(action)}. {action.when}. {plan.full_title}.",
            thread=self.thread("action", action),
            address=self._own(
                "plans:action_edit", [action.uid], f"{place}#{action.section.anchor}"
            ),
            link="Read it in the plan" if self.everybody else "Open the action",
            example=plan.example,
        )

    def update(self, update):
        quarter = Quarter(update.year, update.quarter)
        words = (update.public_words if self.everybody else "") or update.commentary
        told = f"Reported by {update.told_by}." if update.told_by and not self.everybody else ""
        return Step(
            "The result",
            words or update.get_status_display(),
            when=quarter.months,
            note=f"{quarter.label}. {update.action.wording}. {told}".strip(),
            status=(LOOKS[update.status], update.get_status_display()),
            example=update.example,
        )

    def answer(self, response):
        address = self._own(
            "plans:response_edit",
            [response.uid],
            reverse("plans:answer_page", args=[self.slug, response.slug]),
        )
        words = in_public_words(response) if self.everybody else _as_written(response)
        return Step(
            "The answer",
            words["did"] or "Nobody has answered yet.",
            on=response.answered_on,
            when="" if response.answered_on else _owed(response),
            note=words["changed"],
            thread=self.thread("answer", response),
            address=address,
            link="Read the whole answer",
            status=(ANSWER_LOOKS[response.answer][0], _answered(response)),
            look="answer" if response.is_end else "missing",
            example=response.example,
        )


def _as_written(response):
    """The texts of an answer as its officer wrote them."""
    return {"did": response.did, "changed": response.changed}


def _answered(response):
    words = response.get_answer_display()
    return f"{words} {response.receiver}" if response.answer == "passed_on" else words


def _owed(response):
    if not response.due_on:
        return "date not stated"
    return f"due by {periods.day_label(response.due_on)}"


def _frozen(action):
    """What the plan's public edition says of an action, found by its words; else None."""
    document = action.plan.document
    edition = document.current_edition if document else None
    stated = edition.snapshot.get("actions", []) if edition else []
    return next((one for one in stated if one["wording"] == action.wording), None)
