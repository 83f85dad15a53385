"""Each kind of thing in a thread as one step, for its reader."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.documents.address import report_address
from plans.documents.actions import with_whom
from plans.documents.answers import LOOKS as ANSWER_LOOKS
from plans.documents.answers import in_public_words
from plans.documents.progress import LOOKS
from plans.documents.threads.owing import answered, as_written, owed
from plans.documents.threads.steps import Step
from priorities.documents.values import headline
from records.languages import in_language
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
        place = (
            _("Table %(number)s") % {"number": table.number} if table else _("Table not recorded")
        )
        session = f", {said.workshop}" if said.workshop_id else ""
        return Step(
            _("The table") if not event.is_consultation else _("The consultation"),
            place if not event.is_consultation else in_language(event, "title"),
            on=event.starts_on,
            when="" if event.starts_on else event.when,
            note="" if event.is_consultation else f"{in_language(event, 'title')}{session}",
            address=self._event(event),
            link=_("Read about the event"),
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
            _("The event"),
            in_language(event, "title"),
            on=event.starts_on,
            when="" if event.starts_on else event.when,
            note=_("People who took part: %(people)s. %(place)s")
            % {"people": event.people, "place": event.place},
            address=self._event(event),
            link=_("Read about the event"),
            example=event.example,
        )

    def _event(self, event):
        if not self.everybody:
            return reverse("events:event_detail", args=[event.uid])
        if event.state == "planned":
            return ""
        return reverse("events:event_page", args=[self.slug, event.slug])

    def contribution(self, said):
        heading = said.heading.label if said.heading else _("urgency not stated")
        level = f", {said.get_level_display().lower()}" if said.level else ""
        return Step(
            _("The contribution"),
            said.public_text,
            on=said.event.starts_on,
            note=f"{said.get_kind_display()}{level}. {heading.capitalize()}.",
            thread=self.thread("contribution", said),
            address=self._own("events:contribution_list", [said.event.uid]),
            link=_("Read it among the others"),
            quoted=True,
            example=said.event.example,
        )

    def theme(self, theme, entries):
        reported = [one for one in theme.reported.all() if self._is_told(one)]
        wording = in_language(reported[0], "wording") if reported else in_language(theme, "name")
        event = reported[0].workshop.event if reported else None
        address, link = self._own("events:theme_detail", [theme.uid]), _("Read what stands in it")
        if self.everybody and event:
            address, link = report_address(event).page, _("Read the report")
        joined = ngettext(
            "%(number)s entry stands in it.", "%(number)s entries stand in it.", entries
        ) % {"number": f"{entries:,}"}
        return Step(
            _("The theme"),
            wording,
            when=_("after the event"),
            note=joined if entries else _("It stands without entries: only the report is held."),
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
            _("What people answered"),
            in_language(statement, "wording"),
            when=str(statement.survey),
            note=_("A finding of a survey."),
            thread=self.thread("finding", statement),
            address=self._own("priorities:survey_detail", [statement.survey.uid]),
            link=_("Read the survey"),
            quoted=True,
        )

    def figure(self, figure):
        return Step(
            _("The figure"),
            str(headline(figure)),
            when=figure.period,
            note=f"{in_language(figure.measure, 'name')}, {in_language(figure.area, 'name')}. "
            f"{figure.source_as_stated or figure.measure.source or _('Source not stated')}.",
            thread=self.thread("figure", figure),
            address=self._own("priorities:measure_detail", [self.slug, figure.measure.uid]),
            link=_("Read the measure"),
        )

    def priority(self, priority):
        """In the words of the newest list that the reader may see."""
        entry = self._listed(priority)
        words = in_language(*((entry, "wording") if entry else (priority, "title")))
        public = ""
        if priority.slug:
            public = reverse("priorities:priority_page", args=[self.slug, priority.slug])
        listed = entry.priority_list if entry else None
        return Step(
            _("The priority"),
            words,
            on=listed.starts_on if listed else None,
            note=_("%(title)s, set by %(set_by)s.")
            % {"title": in_language(listed, "title"), "set_by": listed.set_by}
            if listed
            else _("In no list yet."),
            thread=self.thread("priority", priority),
            address=self._own("priorities:workspace_priority_detail", [priority.uid], public),
            link=_("Read the priority"),
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
            _("The action"),
            f"{number}{action.wording}",
            on=plan.starts_on,
            note=_("Led by: %(with_whom)s. %(when)s. %(full_title)s.")
            % {"with_whom": with_whom(action), "when": action.when, "full_title": plan.full_title},
            thread=self.thread("action", action),
            address=self._own(
                "plans:action_edit", [action.uid], f"{place}#{action.section.anchor}"
            ),
            link=_("Read it in the plan") if self.everybody else _("Open the action"),
            example=plan.example,
        )

    def update(self, update):
        quarter = Quarter(update.year, update.quarter)
        words = (update.public_words if self.everybody else "") or update.commentary
        told = (
            _("Reported by %(told_by)s.") % {"told_by": update.told_by}
            if update.told_by and not self.everybody
            else ""
        )
        return Step(
            _("The result"),
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
        words = in_public_words(response) if self.everybody else as_written(response)
        return Step(
            _("The answer"),
            words["did"] or _("Nobody has answered yet."),
            on=response.answered_on,
            when="" if response.answered_on else owed(response),
            note=words["changed"],
            thread=self.thread("answer", response),
            address=address,
            link=_("Read the whole answer"),
            status=(ANSWER_LOOKS[response.answer][0], answered(response)),
            look="answer" if response.is_end else "missing",
            example=response.example,
        )


def _frozen(action):
    """What the plan's public edition says of an action, found by its words; else None."""
    document = action.plan.document
    edition = document.current_edition if document else None
    stated = edition.snapshot.get("actions", []) if edition else []
    return next((one for one in stated if one["wording"] == action.wording), None)
