"""The threads that end in silence as the officer sees them: each with the way to answer it."""

import datetime
from dataclasses import dataclass, field

from django.urls import reverse

from plans.documents import silence
from plans.models.responses import Answer

FIRST = 20  # of each kind, before “all of them”
MOST = 500


@dataclass(frozen=True)
class Silent:
    """One thread without an answer: what was said, how often, since when, and how to answer."""

    words: str
    count: str
    address: str  # where it is answered
    since: datetime.date | None = None
    source: str = ""
    late: int = 0  # days
    due: datetime.date | None = None


@dataclass(frozen=True)
class Kind:
    """The silent threads of one kind; the page shows the first ones of each."""

    name: str
    title: str
    total: int
    rows: list = field(default_factory=list)

    @property
    def rest(self):
        return self.total - len(self.rows)


def silent(partnership, on, *, every=""):
    """All kinds with their threads, the late ones first; of the kind ``every`` all rows."""
    totals = silence.counted(partnership, on)
    found = []
    for name, (title, rows_of, shown) in KINDS.items():
        most = MOST if every == name else FIRST
        some = rows_of(partnership, on)[:most] if totals[name] else []
        found.append(Kind(name, title, totals[name], [shown(row, on) for row in some]))
    return found


def _late(response, on):
    return Silent(
        words=response.title,
        count=Answer(response.answer).label,
        source=response.owed_by.name if response.owed_by else "Who answers: not stated",
        address=reverse("plans:response_edit", args=[response.uid]),
        late=(on - response.due_on).days,
        due=response.due_on,
    )


def _theme(theme, on):
    return Silent(
        words=theme.name,
        count=_entries(theme.entries) if theme.entries else "Named in a report",
        since=theme.since,
        address=_begin(theme.partnership, theme=theme.uid),
    )


def _event(event, on):
    sent = getattr(event, "consultation", None)
    count = _entries(event.entries)
    if not event.entries and sent and sent.responses:
        count = f"{sent.responses:,} responses"
    return Silent(
        words=event.title,
        count=count,
        since=event.ends_on or event.starts_on,
        source=event.get_kind_display(),
        address=_begin(event.partnership, event=event.uid),
    )


def _finding(finding, on):
    survey = finding.survey
    return Silent(
        words=finding.wording,
        count=f"{survey.responses:,} people asked" if survey.responses else "How many: not stated",
        source=str(survey),
        address=_begin(survey.partnership, finding=finding.uid),
    )


def _reply(reply, on):
    return Silent(
        words=reply.section_title or "The whole plan",
        count="1 reply",
        since=reply.said_at.date(),
        source=reply.draft.plan.full_title,
        address=reverse("plans:reply_answer", args=[reply.uid]),
    )


def _referral(referral, on):
    return Silent(
        words=referral.sentence,
        count="No answer from them",
        since=referral.priority_list.starts_on,
        source=referral.priority_list.title,
        address=reverse("priorities:referral_answer", args=[referral.uid]),
    )


def _begin(partnership, **said):
    """Where an answer to this is begun."""
    page = reverse("plans:response_add", args=[partnership.slug])
    return "".join([page, *(f"?{name}={uid}" for name, uid in said.items())])


def _entries(number):
    return f"{number:,} {'entry' if number == 1 else 'entries'}"


KINDS = {
    "late": (
        "Late answers",
        lambda of, on: silence.late(of, on).select_related("owed_by").order_by("due_on", "pk"),
        _late,
    ),
    "themes": (
        "Themes without an answer",
        lambda of, on: silence.themes(of).select_related("partnership").order_by("-entries", "pk"),
        _theme,
    ),
    "consultations": (
        "Events and consultations without an answer",
        lambda of, on: (
            silence.consultations(of, on)
            .select_related("partnership", "consultation")
            .order_by("starts_on", "pk")
        ),
        _event,
    ),
    "findings": (
        "Survey findings without an answer",
        lambda of, on: silence.findings(of).select_related("survey__partnership").order_by("pk"),
        _finding,
    ),
    "replies": (
        "Replies to a draft without an answer",
        lambda of, on: silence.replies(of).order_by("said_at", "pk"),
        _reply,
    ),
    "referrals": (
        "Passed on, and not heard of since",
        lambda of, on: silence.referrals(of).order_by("pk"),
        _referral,
    ),
}
