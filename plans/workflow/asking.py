"""Mails to the leads of a group about its report, each written once."""

from django.utils.timezone import localdate

from partnership.workflow import letters
from plans.documents.reported_mails import (
    ASK,
    QUESTION,
    counts_of,
    leads_of,
    link_to,
    text_of,
)


def tell_leads(report, kind, *, mark, now, words=""):
    """Owe every lead of the group a mail; returns how many were owed one by this call.

    ``mark`` tells one mail of a report from another: the same one is never owed twice.
    """
    people = leads_of([report.group_id], localdate(now)).get(report.group_id, [])
    if not people:
        return 0
    link = link_to(report)
    text = text_of(report, kind, now=now, link=link, counts=counts_of(report), words=words)
    return letters.write_all([letter_to(report, one, text, mark, now) for one in people])


def letter_to(report, person, text, mark, now):
    """One lead's mail, not written yet."""
    return letters.letter(
        report.quarter.partnership,
        key=f"report:{report.uid}:{mark}:{person.uid}",
        to=person.email,
        subject=text.subject,
        body=text.body,
        now=now,
        about=report.uid,
    )


def ask(report, *, now):
    """The one mail of the quarter, with the one link."""
    return tell_leads(report, ASK, mark=ASK, now=now)


def put_question(report, *, now):
    """Why the report came back; each time it does."""
    mark = f"{QUESTION}-{report.version}"
    return tell_leads(report, QUESTION, mark=mark, now=now, words=report.question)
