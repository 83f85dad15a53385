"""The steps of a thread, put in the order from what was said to what became of it."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from plans.documents.answers import in_public_words
from plans.documents.threads.steps import Step, Thread
from plans.documents.threads.told import Teller
from plans.documents.threads.walk import Walk
from priorities.documents.guarding import protect
from records.languages import in_language

TITLES = {
    "contribution": _("What became of what was said"),
    "finding": _("What became of what people answered"),
    "figure": _("What a figure led to"),
}
NO_ANSWER = Step(
    _("The answer"), _("Nobody has answered this yet."), when=_("no date stated"), look="missing"
)


def thread_of(response, *, public):
    """The thread of an answer, for the public or for the partnership's own people."""
    return woven("answer", response, everybody=public)


def woven(kind, thing, *, everybody):
    """The whole thread of one thing, in always the same few queries.

    Of several things of a kind the first one stands, the others are folded behind it.
    """
    walk = Walk(kind, thing, everybody=everybody)
    teller = Teller(walk)
    told = {
        "contribution": [teller.contribution(one) for one in walk.contributions],
        "theme": [teller.theme(one, walk.entries) for one in walk.themes],
        "finding": [teller.finding(one) for one in walk.findings],
        "figure": [teller.figure(one) for one in protect(walk.figures)],
        "priority": [teller.priority(one) for one in walk.priorities],
        "action": [step for one in walk.actions if (step := teller.action(one))],
        "result": [teller.update(one) for one in walk.updates],
        "answer": [teller.answer(one) for one in walk.responses],
    }
    steps = [
        _of_table(walk, teller),
        *(_folded(found, name == kind) for name, found in told.items()),
    ]
    steps = [step for step in steps if step is not None]
    if not told["answer"] and not everybody:
        steps.append(NO_ANSWER)
    return Thread(_title(kind, thing, told), steps)


def _of_table(walk, teller):
    """Where one contribution was said; else at which event a theme came up."""
    if len(walk.contributions) == 1:
        return teller.table(walk.contributions[0])
    return next((step for one in walk.themes if (step := teller.event(one))), None)


def _folded(found, here):
    """One step of a kind, the others behind it; None where there is none."""
    if not found:
        return None
    first, *others = found
    look = "here" if here and first.look != "answer" else first.look
    return replace(first, look=look, others=others)


def _title(kind, thing, told):
    if kind in TITLES:
        return TITLES[kind]
    if kind == "answer":
        return in_public_words(thing)["title"]
    if kind == "theme":
        return in_language(thing, "name")
    return told[kind][0].words if told[kind] else str(thing)
