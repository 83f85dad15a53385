"""The threads that end in silence: what people said, and what nobody has answered yet."""

from django.db.models import Count, Exists, IntegerField, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from events.models import Contribution, Event, ReportedTheme, Tag, Theme
from events.models.contributions import Standing
from events.models.events import EventKind, EventState
from partnership.models import Partnership
from plans.models import Block, DraftReply, Response
from plans.models.responses import ENDS
from priorities.models import EvidenceChoice, FindingStatement, Referral


def late(partnership, on):
    """Answers that somebody owes still, after their day."""
    open_ones = Response.objects.filter(partnership=partnership).exclude(answer__in=ENDS)
    return open_ones.filter(due_on__lt=on)


def themes(partnership):
    """Themes that stand for something said, and have no answer."""
    own = Response.objects.filter(Q(theme=OuterRef("pk")) | Q(theme__root=OuterRef("pk")))
    reported = ReportedTheme.objects.filter(theme=OuterRef("pk"))
    found = Theme.objects.standing().filter(partnership=partnership).with_counts()
    found = found.filter(Q(entries__gt=0) | Exists(reported)).exclude(Exists(own))
    said = Tag.objects.live().filter(Q(theme=OuterRef("pk")) | Q(theme__root=OuterRef("pk")))
    return found.annotate(
        since=Coalesce(_first(said, "contribution"), _first(reported, "workshop"))
    )


def _first(rows, path):
    """The day on which the first of these was said."""
    days = rows.order_by().values(f"{path}__event__partnership")
    return Subquery(days.annotate(first=Min(f"{path}__event__starts_on")).values("first")[:1])


def consultations(partnership, on):
    """Events and consultations that are over, where something was said and nothing answered.

    Replies to a draft are answered one by one, so a draft is not asked about here.
    """
    over = Q(ends_on__lt=on) | Q(ends_on=None, starts_on__lt=on) | Q(starts_on=None)
    said = Contribution.objects.filter(event=OuterRef("pk"), standing=Standing.KEPT)
    reported = ReportedTheme.objects.filter(workshop__event=OuterRef("pk"))
    answered = Response.objects.filter(
        Q(event=OuterRef("pk"))
        | Q(contribution__event=OuterRef("pk"))
        | Q(theme__reported__workshop__event=OuterRef("pk"))
    )
    return (
        Event.objects.filter(over, partnership=partnership)
        .exclude(kind=EventKind.DRAFT)
        .exclude(state=EventState.CANCELLED)
        .filter(Exists(said) | Exists(reported) | Q(consultation__responses__gt=0))
        .exclude(Exists(answered))
        .annotate(entries=_counted(said, "event"))
        .select_related("consultation")
    )


def _counted(rows, path):
    counted = rows.order_by().values(path).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted[:1]), 0)


def findings(partnership):
    """What surveys found, of surveys that a plan or a decision uses, without an answer."""
    used = Q(statements__block__in=Block.objects.all()) | Q(
        statements__findings__in=EvidenceChoice.objects.exclude(finding=None).values("finding")
    )
    surveys = partnership.surveys.filter(used).order_by().values("pk")
    answered = Response.objects.filter(finding=OuterRef("pk"))
    return (
        FindingStatement.objects.filter(survey__in=surveys)
        .exclude(Exists(answered))
        .select_related("survey")
    )


def replies(partnership):
    """Replies to a draft that were accepted, and have no answer."""
    return DraftReply.objects.filter(
        draft__plan__partnership=partnership, standing=DraftReply.Standing.ACCEPTED, outcome=""
    ).select_related("draft__plan")


def referrals(partnership):
    """What others look after, where they have not answered."""
    named = Q(organisation__isnull=False) | Q(group__isnull=False)
    found = Referral.objects.filter(named, priority_list__partnership=partnership, answer="")
    return found.select_related("priority_list", "organisation", "group")


class _HowMany(Subquery):
    """How many rows a queryset finds, asked beside others in one statement."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()


def counted(partnership, on):
    """How many threads of each kind end in silence."""
    kinds = {
        "themes": themes(partnership),
        "consultations": consultations(partnership, on),
        "findings": findings(partnership),
        "replies": replies(partnership),
        "referrals": referrals(partnership),
        "late": late(partnership, on),
    }
    asked = [_HowMany(rows.order_by().values("pk")) for rows in kinds.values()]
    found = Partnership.objects.values_list(*asked).get(pk=partnership.pk)
    return dict(zip(kinds, found, strict=True))


def unanswered_findings(plan):
    """What the plan shows of surveys, and neither it nor an answer says what was done about.

    “Being looked at” is no answer yet.
    """
    answered = Response.objects.filter(finding=OuterRef("pk"), answer__in=ENDS)
    return (
        FindingStatement.objects.filter(block__in=Block.objects.filter(section__plan=plan))
        .exclude(Exists(answered))
        .distinct()
    )
