"""What the mails about a group's report say, and who gets them; nothing is sent here."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate

from partnership.models import Role
from partnership.models.people import RoleKind
from plans.documents.reported import quarter_in
from records.periods import day_label

ASK, REMIND, QUESTION = "ask", "remind", "question"


@dataclass(frozen=True)
class MailText:
    """What a mail says, before it is one: also for whoever looks at it before it goes."""

    subject: str
    body: str


def link_to(report):
    return settings.SITE_URL + reverse("plans:group_report", args=[report.uid])


def text_of(report, kind, *, now, link, counts, words=""):
    """A mail's first line is its subject, the rest its body."""
    lines = render_to_string(
        f"plans/mail/report_{kind}.txt",
        {
            "group": report.group,
            "quarter": report.quarter,
            "months": quarter_in(report.quarter).months,
            "due": f"{report.quarter.due_on:%A} {day_label(report.quarter.due_on)}",
            "late": in_words(report.quarter.due_on, localdate(now)),
            "counts": counts,
            "partnership": report.quarter.partnership,
            "link": link,
            "words": words,
        },
    ).strip()
    subject, _, body = lines.partition("\n")
    return MailText(subject, body.strip() + "\n")


def in_words(due_on, on):
    """“in 7 days”, “today”, “1 day late”."""
    days = (due_on - on).days
    size = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    if days == 0:
        return "today"
    return f"in {size}" if days > 0 else f"{size} late"


def counted(actions, measures):
    """“2 actions and 1 measure”."""
    found = [(actions, "action"), (measures, "measure")]
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in found if n]
    return " and ".join(parts) or "no actions"


def counts_of(report):
    return counted(report.actions.count(), report.measures.count())


def leads_of(groups, on):
    """Roles of the people who speak for groups on a day and can sign in, by the group's key."""
    found = {}
    roles = Role.objects.current(on).filter(
        kind=RoleKind.LEAD, group__in=groups, user__is_active=True
    )
    for role in roles.select_related("user").order_by("user__post", "pk"):
        found.setdefault(role.group_id, {})[role.user_id] = role.user
    return {group: list(people.values()) for group, people in found.items()}
