"""The mails that asking for a quarter would write, before anybody asks."""

from dataclasses import dataclass

from django.utils.timezone import localdate

from plans.documents.reported import reported_actions, reported_targets, reporting_groups
from plans.documents.reported_mails import ASK, counted, leads_of, text_of
from plans.models import GroupReport, ReportingQuarter

LINK = "(the link to the report)"


@dataclass(frozen=True)
class GroupToAsk:
    """A group, what it would report on, and the posts that would get a mail."""

    group: object
    counts: str
    leads: list


def mails_to_write(partnership, quarter, due_on, *, now):
    """Every group that would be asked, and the text of the first mail as a sample."""
    groups = list(reporting_groups(partnership, quarter))
    leads = leads_of([group.pk for group in groups], localdate(now))
    of_actions = _by(reported_actions(partnership, quarter), "lead_group_id")
    of_measures = _by(reported_targets(partnership, quarter), "group_id")
    found = [
        GroupToAsk(
            group,
            counted(of_actions.get(group.pk, 0), of_measures.get(group.pk, 0)),
            [person.label for person in leads.get(group.pk, [])],
        )
        for group in groups
    ]
    told = [one for one in found if one.leads]
    return found, _sample(partnership, quarter, due_on, told[0], now) if told else None


def _by(queryset, key):
    counts = {}
    for group in queryset.order_by().values_list(key, flat=True):
        counts[group] = counts.get(group, 0) + 1
    return counts


def _sample(partnership, quarter, due_on, to_ask, now):
    asked = ReportingQuarter(
        partnership=partnership, year=quarter.year, quarter=quarter.number, due_on=due_on
    )
    report = GroupReport(quarter=asked, group=to_ask.group)
    return text_of(report, ASK, now=now, link=LINK, counts=to_ask.counts)
