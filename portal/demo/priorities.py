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
    StrandNote,
)
from priorities.models.lists import ReferralVerb
from priorities.models.strands import Strand
from priorities.workflow.lists import publish_list

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
    # Of the events in Lancashire.
    "Criminal justice": (),
    "Neighbourhood policing": ("PCSOs",),
    "Organised crime": (),
    "Public confidence": ("Confidence and communication",),
    "Rural crime": (),
}
# Title, address, topics, and the group that the plan names for it.
PRIORITIES = (
    (
        "Anti social behaviour, including youth disorder",
        "anti-social-behaviour",
        ("Anti social behaviour",),
        partners.TASK_AND_FINISH,
    ),
    ("Criminal damage", "criminal-damage", ("Criminal damage",), partners.TASK_AND_FINISH),
    ("Violent Crime", "violent-crime", ("Violent crime", "Alcohol"), partners.TASK_AND_FINISH),
    ("Domestic Violence", "domestic-violence", ("Domestic abuse",), partners.NETWORK),
)
ALCOHOL = (
    "When we examine the underlying causes relating to these priorities, there is one common "
    "issue; the impact from the negative use of alcohol."
)
WAY_BACK = (
    "Any issues or concerns discussed by these existing partnerships can be raised with the CSP "
    "Executive Group."
)
# Subject, topic, verb, who receives it; in the order of section 3.3.
REFERRALS = (
    ("Road safety", "Road safety", ReferralVerb.ADDRESSED, "Cumbria Road Safety Partnership"),
    (
        "Business crime",
        "Business crime",
        ReferralVerb.ADDRESSED,
        "Business Against Crime South Lakeland Partnership",
    ),
    (
        "Hate Crime",
        "Hate crime",
        ReferralVerb.CONSIDERED,
        "South Lakeland Equality and Diversity Partnership",
    ),
)
# Section 4.3 says how the third strand of the Act is covered without a priority of its own.
REOFFENDING = (
    "SLCSP will continue to support the South Cumbria Reducing Re-offending Group and receive "
    "quarterly updates from the Chair."
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
        basis="the Strategic Assessment of October 2010",
        **YEAR,
    )
    found = {}
    for order, (title, slug, about, group) in enumerate(PRIORITIES, start=1):
        priority = found[title] = keep.add(
            Priority,
            partnership=partnership,
            title=title,
            slug=slug,
            strands=[Strand.CRIME],
            delivery_group=groups[group],
        )
        priority.topics.set(topics[name] for name in about)
        keep.add(
            ListedPriority, priority_list=chosen, priority=priority, wording=title, order=order
        )
    theme = keep.add(CrossCuttingTheme, priority_list=chosen, title="Alcohol", statement=ALCOHOL)
    theme.priorities.set(found.values())
    return chosen, found, theme


def add_referrals(keep, chosen, organisations, groups, topics):
    """Four matters that others look after; the first three stand in the plan's own list."""
    listed = [
        keep.add(
            Referral,
            priority_list=chosen,
            subject=subject,
            topic=topics[topic],
            verb=verb,
            organisation=organisations[receiver],
            way_back=WAY_BACK,
            order=order,
        )
        for order, (subject, topic, verb, receiver) in enumerate(REFERRALS, start=1)
    ]
    keep.add(
        Referral,
        priority_list=chosen,
        subject="Substance Misuse (Drugs)",
        topic=topics["Drugs"],
        strands=[Strand.SUBSTANCE],
        verb=ReferralVerb.WORKED_ON,
        group=groups[partners.DAAT],
        order=len(listed) + 1,
    )
    return listed


def publish(keep, chosen, *, now):
    """Say how the re-offending strand is covered, and let everybody read the list."""
    keep.add(
        StrandNote,
        priority_list=chosen,
        strand=Strand.REOFFENDING,
        statement=REOFFENDING,
        on=chosen.starts_on,
        by_label="Partnership Plan Refresh 2011-2012, section 4.3",
    )
    publish_list(chosen, by=keep.by, now=now)
