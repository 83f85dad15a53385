"""What people said and what became of it, in the words that everybody may read."""

import re
from copy import copy
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.documents.address import event_address
from events.models import Event, Theme
from events.models.contributions import Standing
from events.models.events import EventState
from plans.models import Response, ResponseUpdate
from plans.models.responses import ENDS, Answer
from priorities.models import FindingStatement
from records.languages import in_language
from records.periods import day_label

# How each answer looks and is called; all have the same size and place on a page.
LOOKS = {
    Answer.DONE: ("done", gettext_lazy("Done")),
    Answer.DIFFERENTLY: ("done", gettext_lazy("Done differently")),
    Answer.LOOKED_AT: ("warn", gettext_lazy("Being looked at")),
    Answer.PASSED_ON: ("good", gettext_lazy("Passed on")),
    Answer.NOT_DONE: ("bad", gettext_lazy("Not done because")),
    Answer.WAITING: ("wait", gettext_lazy("Waiting")),
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
        return _("We did") if self.response.answer in DEEDS else _("Our answer")

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
            return _("Nobody has answered yet. No day is set for the answer.")
        words = _("Nobody has answered yet. The answer is due by %(day)s.")
        if self.late:
            words = _("Nobody has answered yet. The answer was due by %(day)s.")
        return words % {"day": day_label(day)}


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
        words = _("Passed on to %(receiver)s") % {"receiver": response.receiver}
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
    return {name: _clean(in_language(response, name), response.contribution) for name in TEXTS}


def _updates(response):
    """What has happened since, in the same way."""
    found = [copy(update) for update in response.public_updates]
    for update in found:
        update.words = update.words_cy = _clean(in_language(update, "words"), response.contribution)
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
        return in_language(response.theme, "name")
    if response.finding:
        return in_language(response.finding, "wording")
    return _("What was said: %(title)s") % {"title": in_language(response.event, "title")}


def entry_words(contribution):
    """An entry as everybody may read it, each part that was taken out named by its reason."""
    return "".join(
        piece.words if piece.said else _("[taken out: %(words)s]") % {"words": piece.words}
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
            out = _("[taken out: %(words)s]") % {"words": piece.words}
            text = re.sub(rf"(?<!\w){found}(?!\w)", lambda found, out=out: out, text, flags=re.I)
    return text


def _where(response):
    """“Workshop Session 1. Northern Division, Lancaster Town Hall”."""
    if response.finding:
        return str(response.finding.survey)
    event = response.event
    if event is None or event.state == EventState.PLANNED:
        return ""
    name = event.short_name or in_language(event, "title")
    occasion = ", ".join(filter(None, [name, event.venue]))
    session = session_of(response)
    return f"{session}. {occasion}" if session else occasion


def session_of(response):
    """The session in which it was said, as its title."""
    if response.contribution:
        return str(response.contribution.workshop or "")
    number = response.theme.session if response.theme else None
    sessions = response.event.workshops.all() if number and response.event else []
    return next((str(one) for one in sessions if one.order == number), "")
