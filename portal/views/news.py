"""What others did since somebody's last visit, from the audit, in words."""

import datetime
from dataclasses import dataclass

from django.utils.timezone import localdate, localtime

from records.models import Change

SHOWN = 7
LOOKED_AT = 200  # lines of the audit, at most: the newest ones are news
# What is news, and how it is said after the post of whoever did it.
DEEDS = {
    "plan.submit": "submitted",
    "plan.return": "returned",
    "plan.reopen": "reopened",
    "plan.publish": "published",
    "plan.publish_due": "published",
    "plan.schedule": "set a time for",
    "approval.agreed": "agreed to",
    "approval.returned": "returned",
    "plan.release_draft": "gave out a draft of",
    "comment.say": "commented on",
    "groupreport.send": "sent the report",
    "groupreport.return": "returned the report",
    "groupreport.accept": "accepted the report",
    "reportingquarter.open": "asked for reports for",
    "reportingquarter.close": "closed",
    "response.approve": "made public the answer",
    "meeting.plan": "planned",
    "meeting.send_notes": "sent the notes of",
    "meeting.agree": "recorded as agreed the notes of",
    "meeting.cancel": "cancelled",
    "meetingdecision.record": "recorded the decision",
    "edition.public": "made public",
    "figure.revise": "revised",
    "evidence.import": "brought in",
}


@dataclass(frozen=True)
class News:
    """One line: who did what to which thing, and when."""

    who: str
    deed: str
    what: str
    at: datetime.datetime


@dataclass(frozen=True)
class Since:
    """What is new since a day, at most the newest few."""

    day: datetime.date
    lines: list


def news_for(user, on):
    """What others did in my partnerships since I last came on another day; None at first."""
    last = _last_visit(user, on)
    if last is None:
        return None
    mine = {role.partnership.uid for role in user.current_roles}
    changes = Change.objects.filter(partnership__in=mine, at__gt=last, action__in=DEEDS)
    newest = changes.exclude(actor=user.uid).order_by("-at", "-pk")[:LOOKED_AT]
    lines, told = [], set()
    for change in newest:
        if (change.action, change.target) not in told and len(lines) < SHOWN:
            told.add((change.action, change.target))
            lines.append(
                News(change.actor_label, DEEDS[change.action], change.target_label, change.at)
            )
    return Since(localdate(last), lines)


def _last_visit(user, on):
    """When they last signed in on a day before this one."""
    visits = Change.objects.filter(action="account.sign_in", target=user.uid)
    return next(
        (
            at
            for at in visits.order_by("-at").values_list("at", flat=True)[:50]
            if localtime(at).date() < on
        ),
        None,
    )
