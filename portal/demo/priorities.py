"""The priorities for 2011 / 2012, what runs across them, and what is left to others."""

import datetime

from partnership.models import Topic, TopicAlias
from portal.demo import partners
from priorities.models import (
    CrossCuttingTheme,
    ListedPriority,
    Priority,
    PriorityList,
    Referral,
)
from priorities.models.lists import ReferralVerb

YEAR = {"starts_on": datetime.date(2011, 4, 1), "ends_on": datetime.date(2012, 3, 31)}

# Each topic with the other words that the source uses for it.
TOPICS = {
    "Alcohol": (),
    "Anti social behaviour": ("Youth disorder",),
    "Burglary": ("House burglary",),
    "Business crime": (),
    "Criminal damage": (),
    "Domestic abuse": ("Domestic violence",),
    "Drugs": ("Substance misuse",),
    "Hate crime": (),
    "Re-offending": (),
    "Road safety": (),
    "Vehicle crime": (),
    "Violent crime": (),
}
PRIORITIES = (
    ("Anti social behaviour, including youth disorder", "Anti social behaviour"),
    ("Criminal damage", "Criminal damage"),
    ("Violent Crime", "Violent crime"),
    ("Domestic Violence", "Domestic abuse"),
)
ALCOHOL = (
    "When we examine the underlying causes relating to these priorities, there is one common "
    "issue; the impact from the negative use of alcohol."
)
WAY_BACK = (
    "Any issues or concerns discussed by these existing partnerships can be raised with the CSP "
    "Executive Group."
)
# Subject, verb, who receives it; in the order of section 3.3.
REFERRALS = (
    ("Road safety", ReferralVerb.ADDRESSED, "Cumbria Road Safety Partnership"),
    (
        "Business crime",
        ReferralVerb.ADDRESSED,
        "Business Against Crime South Lakeland Partnership",
    ),
    ("Hate Crime", ReferralVerb.CONSIDERED, "South Lakeland Equality and Diversity Partnership"),
)


def add_topics(keep):
    topics = {name: keep.shared(Topic, name=name) for name in TOPICS}
    for name, others in TOPICS.items():
        for other in others:
            TopicAlias.objects.get_or_create(name=other, defaults={"topic": topics[name]})
    return topics


def add_priorities(keep, partnership, topics, groups):
    """The list with its four priorities and the theme across them; returns it with them."""
    chosen = keep.add(
        PriorityList,
        partnership=partnership,
        title="Priorities for 2011 / 2012",
        set_by="The Executive Group",
        **YEAR,
    )
    found = {}
    for order, (title, topic) in enumerate(PRIORITIES, start=1):
        priority = found[title] = keep.add(
            Priority,
            partnership=partnership,
            title=title,
            delivery_group=groups[partners.TASK_AND_FINISH],
        )
        priority.topics.add(topics[topic])
        keep.add(
            ListedPriority, priority_list=chosen, priority=priority, wording=title, order=order
        )
    theme = keep.add(CrossCuttingTheme, priority_list=chosen, title="Alcohol", statement=ALCOHOL)
    theme.priorities.set(found.values())
    return chosen, found, theme


def add_referrals(keep, chosen, organisations, groups):
    """Four matters that others look after; the first three stand in the plan's own list."""
    listed = [
        keep.add(
            Referral,
            priority_list=chosen,
            subject=subject,
            verb=verb,
            organisation=organisations[receiver],
            way_back=WAY_BACK,
            order=order,
        )
        for order, (subject, verb, receiver) in enumerate(REFERRALS, start=1)
    ]
    keep.add(
        Referral,
        priority_list=chosen,
        subject="Substance Misuse (Drugs)",
        verb=ReferralVerb.WORKED_ON,
        group=groups[partners.DAAT],
        order=len(listed) + 1,
    )
    return listed
