"""What people said and what became of it, in the words that everybody may read."""

import re
from calendar import monthrange
from copy import copy
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.urls import reverse

from events.documents.address import event_address
from events.models import Event, Theme
from events.models.contributions import Standing
from events.models.events import EventState
from plans.models import Response, ResponseUpdate
from plans.models.responses import ENDS, Answer
from priorities.models import FindingStatement
from records.periods import day_label

# How each answer looks and is called; all have the same size and place on a page.
LOOKS = {
    Answer.DONE: ("done", "Done"),
    Answer.DIFFERENTLY: ("done", "Done differently"),
    Answer.LOOKED_AT: ("warn", "Being looked at"),
    Answer.PASSED_ON: ("good", "Passed on"),
    Answer.NOT_DONE: ("bad", "Not done because"),
    Answer.WAITING: ("wait", "Waiting"),
}
SHOWN = ("title", "asked", "said", "did", "changed")
TEXTS = (*SHOWN, "passed_words")
DEEDS = (Answer.DONE, Answer.DIFFERENTLY, Answer.PASSED_ON)
READ_WITH = ("partnership", "event", "theme", "contribution", "finding__survey")


def public_answers(on):
    """What an officer approved; and what still waits after its day, where its words are public.

    Nobody can keep a late answer silent: it shows by itself, with words that everybody can read
    elsewhere already (a reported theme, a survey's finding, an entry of a reported event).
    """
    late = Q(answer=Answer.WAITING, due_on__lt=on) & _said_in_public()
    return Response.objects.filter(Q(approved_at__isnull=False) | late, partnership__public=True)


def _said_in_public():
    themes = Theme.objects.filter(reported__workshop__event__in=Event.objects.reported())
    findings = FindingStatement.objects.filter(findings__internal=False)
    return (
        Q(contribution__event__in=Event.objects.reported(), contribution__standing=Standing.KEPT)
        | Q(contribution=None, theme__in=themes)
        | Q(contribution=None, theme=None, finding__in=findings)
        | Q(contribution=None, theme=None, finding=None, event__in=Event.objects.published())
    )


def with_words(responses):
    """The rows with all that ``told`` reads of them, in a constant number of queries."""
    updates = ResponseUpdate.objects.filter(approved_at__isnull=False)
    return responses.select_related(
        *READ_WITH, "contribution__workshop", "passed_to", "owed_by", "topic", "event__partnership"
    ).prefetch_related(
        "contribution__redactions",
        "event__workshops",
        Prefetch("updates", updates, to_attr="public_updates"),
    )


@dataclass(frozen=True)
class Told:
    """One answer as everybody may read it: its words, its status, where it was said."""

    response: Response
    title: str
    asked: str
    said: str
    did: str
    changed: str
    where: str
    status: tuple  # (look, words)
    late: int = 0  # days
    updates: tuple = ()

    @property
    def heading(self):
        return "We did" if self.response.answer in DEEDS else "Our answer"

    @property
    def waits(self):
        return self.response.answer == Answer.WAITING

    @property
    def event(self):
        """Where it was said, if everybody can read about that."""
        event = self.response.event
        return event if event and event.state != EventState.PLANNED else None

    @property
    def event_address(self):
        return event_address(self.event) if self.event else ""

    @property
    def address(self):
        return answer_address(self.response)

    @property
    def due(self):
        """What a waiting one says instead of an answer."""
        day = self.response.due_on
        if not day:
            return "Nobody has answered yet. No day is set for the answer."
        was = "was" if self.late else "is"
        return f"Nobody has answered yet. The answer {was} due by {day_label(day)}."


def answer_address(response):
    return reverse("plans:answer_page", args=[response.partnership.slug, response.slug])


def told(response, on):
    """An answer in public words; of one that nobody approved only what is public elsewhere."""
    texts = in_public_words(response) if response.approved_at else _elsewhere(response)
    response = copy(response)
    for name, text in texts.items():
        setattr(response, name, text)
    look, words = LOOKS[response.answer]
    if response.answer == Answer.PASSED_ON and texts["did"]:
        words = f"Passed on to {response.receiver}"
    elif response.answer == Answer.WAITING:
        words = Answer.WAITING.label
    return Told(
        response=response,
        **{name: texts[name] for name in SHOWN},
        where=_where(response),
        status=(look, words),
        late=days_late(response, on),
        updates=_updates(response) if response.approved_at else (),
    )


def days_late(response, on):
    """How many days after its day an answer is still owed; 0 where it is not."""
    owed = response.answer not in ENDS and response.due_on
    return max(0, (on - response.due_on).days) if owed else 0


def in_public_words(response):
    """The texts of an approved answer, without what was taken out of the entry since."""
    return {name: _clean(getattr(response, name), response.contribution) for name in TEXTS}


def _updates(response):
    """What has happened since, in the same way."""
    found = [copy(update) for update in response.public_updates]
    for update in found:
        update.words = _clean(update.words, response.contribution)
    return tuple(found)


def _elsewhere(response):
    said = public_words(response)
    title = said if len(said) < 90 else f"{said[:80].rsplit(' ', 1)[0]} …"
    return dict.fromkeys(TEXTS, "") | {"title": title, "said": said}


def public_words(response):
    """The words that an answer answers, as their own source has them."""
    if response.contribution:
        return entry_words(response.contribution)
    if response.theme:
        return response.theme.name
    if response.finding:
        return response.finding.wording
    return f"What was said: {response.event.title}"


def entry_words(contribution):
    """An entry as everybody may read it, each part that was taken out named by its reason."""
    return "".join(
        piece.words if piece.said else f"[taken out: {piece.words}]"
        for piece in contribution.pieces
    )


def _clean(text, contribution):
    """A text that was written of an entry, without what was taken out of that entry since."""
    if contribution is None:
        return text
    for piece in contribution.pieces:
        words = contribution.text[piece.starts_at : piece.ends_at].split()
        if not piece.said and words:
            found = r"\s+".join(map(re.escape, words))
            out = f"[taken out: {piece.words}]"
            text = re.sub(rf"(?<!\w){found}(?!\w)", lambda _, out=out: out, text, flags=re.I)
    return text


def _where(response):
    """“Workshop Session 1. Northern Division, Lancaster Town Hall”."""
    if response.finding:
        return str(response.finding.survey)
    event = response.event
    if event is None or event.state == EventState.PLANNED:
        return ""
    occasion = ", ".join(filter(None, [event.short_name or event.title, event.venue]))
    session = session_of(response)
    return f"{session}. {occasion}" if session else occasion


def session_of(response):
    """The session in which it was said, as its title."""
    if response.contribution:
        return str(response.contribution.workshop or "")
    number = response.theme.session if response.theme else None
    sessions = response.event.workshops.all() if number and response.event else []
    return next((str(one) for one in sessions if one.order == number), "")


def took(response):
    """“10 months and 27 days”, from the first day of the event to the answer; or nothing."""
    event = response.event
    first = event.starts_on if event else None
    last = response.answered_on
    if not (first and last) or last < first:
        return ""
    months = (last.year - first.year) * 12 + last.month - first.month
    days = last.day - first.day
    if days < 0:
        months -= 1
        days = (last - _months_after(first, months)).days
    parts = [_counted(months // 12, "year"), _counted(months % 12, "month"), _counted(days, "day")]
    said = [part for part in parts if part]
    return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]])) or "the same day"


def _months_after(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def _counted(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""
