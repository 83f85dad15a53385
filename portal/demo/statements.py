"""What the South Lakeland plan states of causes, costs and what others do, in its own words."""

from priorities.models import EvidenceStatement
from priorities.models.statements import StatementKind

PLAN = "South Lakeland CSP Partnership Plan Refresh 2011-2012"
CAUSE, COST, OTHERS = StatementKind.CAUSE, StatementKind.COST, StatementKind.OTHERS

# Kind, section, topics, wording.
STATED = (
    (
        CAUSE,
        "3.3",
        ("Domestic abuse", "Violent crime"),
        "Local data and national research have shown that alcohol is a contributing factor in just "
        "over 50% of domestic violence incidents and the same applies to violent crime.",
    ),
    (
        CAUSE,
        "4.2",
        ("Domestic abuse",),
        "The Strategic Assessment, based on local statistics and national research identified "
        "alcohol as a contributory factor in 50% of reported domestic violence incidents.",
    ),
    (
        COST,
        "4.2",
        ("Domestic abuse",),
        "The economic and emotional costs of domestic violence in Cumbria are estimated at almost "
        "£500 per person, each year. The greatest costs are to the Criminal Justice System and "
        "Health Services.",
    ),
    (
        OTHERS,
        "4.2",
        ("Domestic abuse",),
        "Over the last 3 years, we have seen the development of Specialist Domestic Violence "
        "Courts, the Independent Domestic Violence Advisor (IDVA) service and Multi Agency Risk "
        "Assessment Conferences (MARACs) all of which have had a positive impact on the numbers of "
        "domestic violence reports.",
    ),
    (
        OTHERS,
        "4.3",
        ("Re-offending",),
        "The South Cumbria Reducing Re-offending Group became effective from 1 February 2011 and "
        "is led by staff from Cumbria Probation Trust and Cumbria Constabulary.",
    ),
    (
        OTHERS,
        "3.3",
        ("Drugs",),
        "Substance Misuse (Drugs) remains an issue in South Lakeland and the CSP will continue to "
        "work with Cumbria Drug and Alcohol Action Team (DAAT) to determine what added value the "
        "Partnership can offer.",
    ),
)


def add_statements(keep, partnership, topics):
    for order, (kind, section, names, wording) in enumerate(STATED, start=1):
        statement = keep.add(
            EvidenceStatement,
            partnership=partnership,
            kind=kind,
            wording=wording,
            source=f"{PLAN}, {section}",
            order=order,
        )
        statement.topics.set(topics[name] for name in names)
