"""Answers to what people said: the words said are the documents' own, the answers made up."""

import datetime
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.timezone import localdate

from plans.models import Response, ResponseUpdate
from plans.models.responses import Answer
from priorities.models import FindingStatement

ANSWERED, LATER = datetime.date(2010, 3, 2), datetime.date(2010, 10, 20)
LATE = datetime.timedelta(days=21)  # of the one answer that is still owed


@dataclass(frozen=True)
class Answered:
    """A theme by its name, and what became of it."""

    theme: str
    title: str
    answer: str
    did: str
    on: datetime.date | None
    changed: str = ""
    passed: str = ""


NORTHERN = (
    Answered(
        "Timing of PACT meetings",
        "When neighbourhood meetings are held",
        Answer.DIFFERENTLY,
        "Example: you asked us to review the timing of PACT meetings. We did not move them all: "
        "we asked each area. Two now meet at 7.30pm and the rest stay at 5pm because the people "
        "who come prefer it.",
        LATER,
        "Example: the plan for 2011/12 asks every area once a year.",
    ),
    Answered(
        "Future funding and role of PCSOs",
        "The future of PCSOs",
        Answer.PASSED_ON,
        "Example: this is decided by the police authority, not by the partnership. It was sent to "
        "them with the evaluation report.",
        ANSWERED,
        passed="Lancashire Police Authority",
    ),
    Answered(
        "Rural crime",
        "Resources for rural crime",
        Answer.LOOKED_AT,
        "Example: the councils and the Constabulary are counting what is stolen from farms. We "
        "answer when the figures are there.",
        None,
    ),
    Answered(
        "Local knowledge and differing communities",
        "Using local knowledge",
        Answer.WAITING,
        "",
        None,
    ),
    Answered(
        "Reducing resources and funding",
        "Working together with less money",
        Answer.DONE,
        "Example: the partners now buy training together, and list their targets in one place so "
        "that no two of them pull apart.",
        LATER,
    ),
    Answered(
        "How the public see offenders being treated",
        "Whether the punishment fits the crime",
        Answer.NOT_DONE,
        "Example: sentences are for the courts alone. What we can do is to tell more about "
        "Community Payback, and that is answered separately.",
        ANSWERED,
    ),
)
UPDATE = "Example: a third area has asked to meet at 7.30pm from January."
FINDINGS = {
    "drug use or drug dealing": (
        "Drug use and drug dealing",
        Answer.PASSED_ON,
        "Example: the drug and alcohol action team holds this. Your answers were sent to it with "
        "the plan.",
    ),
    "drunk or rowdy": (
        "Drunk or rowdy behaviour",
        Answer.DONE,
        "Example: alcohol misuse is what the partnership works on this year. The plan says how in "
        "section 4.1.",
    ),
}


def add_northern(keep, event, themes, *, now):
    """What was said at the real evening, with made-up answers; one of them is still owed."""
    for said in NORTHERN:
        response = _answer(keep, event, themes[said.theme], said, now)
        if said.answer == Answer.DIFFERENTLY:
            keep.add(
                ResponseUpdate,
                response=response,
                on=datetime.date(2010, 12, 1),
                words=UPDATE,
                approved_at=now,
                approved_by_label=keep.by.label,
                example=True,
            )


def _answer(keep, event, theme, said, now):
    reported = theme.reported.filter(workshop__event=event).first()
    receiver = event.partnership.memberships.filter(organisation__name=said.passed).first()
    return keep.add(
        Response,
        partnership=event.partnership,
        title=said.title,
        slug=slugify(said.title),
        event=event,
        theme=theme,
        topic=theme.topic,
        asked=reported.workshop.question,
        said=reported.wording,
        answer=said.answer,
        did=said.did,
        changed=said.changed,
        passed_to=receiver.organisation if receiver else None,
        passed_words="" if receiver else said.passed,
        due_on=localdate(now) - LATE if said.answer == Answer.WAITING else None,
        answered_on=said.on,
        approved_at=now,
        approved_by_label=keep.by.label,
        example=True,
    )


def add_south_lakeland(keep, partnership, listed, *, now):
    """Two of the seven findings answered: the others still end in silence."""
    for words, (title, answer, did) in FINDINGS.items():
        finding = FindingStatement.objects.get(
            survey__partnership=partnership, wording__contains=words
        )
        keep.add(
            Response,
            partnership=partnership,
            title=title,
            slug=slugify(title),
            finding=finding,
            asked=str(finding.survey),
            said=finding.wording,
            answer=answer,
            did=did,
            passed_words="Cumbria Drug and Alcohol Action Team"
            if answer == Answer.PASSED_ON
            else "",
            priority=listed["Anti social behaviour, including youth disorder"],
            answered_on=datetime.date(2011, 6, 1),
            approved_at=now,
            approved_by_label=keep.by.label,
            example=True,
        )
