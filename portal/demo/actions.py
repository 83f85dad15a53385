"""What was done, what will be done, and the money for it, in the words of the source."""

from plans.models import Achievement, Action, Budget, FundingSource, Objective, Risk
from portal.demo import partners
from priorities.models.strands import Strand

ACHIEVEMENTS = (
    "Directed youth work projects delivered by Young Cumbria in identified locations across "
    "the district",
    "Worked with young people at risk in group sessions or 1 to 1 basis, offering a broad "
    "range of engagement options through the Straightline Stars programme",
    "Targeted licensed premises and under age alcohol sales through Operation Siskin, Police "
    "and Trading Standards test purchase operations",
    "Worked with the Impact Housing KISS project, Cumbria County Council and Cumbria "
    "Probation Trust to transform Romney Road underpass with new lighting and a mosaic art "
    "project",
    "Supported the Age UK intergenerational project - Common Ground to challenge perceptions "
    "and deliver sustainable activity across South Lakeland",
    "Developed and published the 'Alcohol and your child' booklet for wide distribution to "
    "parents, guardians and carers of young people",
    "Provided funding to purchase 4 mobile domestic violence alarms for those at high level "
    "risk of violence",
    "Operation Sapphire targeted the early evening night time economy, with high visibility "
    "police patrols as an early intervention tactic and utilising 'head cams' to capture "
    "evidence",
    "Joint licensing and enforcement work between SLDC and Cumbria Police targeted licensed "
    "premises where poor management had become an issue",
    "Published the South Lakeland Best Practice Licensing Guide and the rollout of a "
    "consistently managed bar watch scheme to Ambleside and Ulverston",
    "Raised awareness of a range of 'Watch schemes' across the district and made a financial "
    "contribution to Cumbria Alert community messaging system managed by Neighbourhood Watch "
    "in Cumbria",
    "Provided crime prevention advice leaflets, advertised on the reverse of SLDC car park "
    "tickets and property coding kits to combat burglary, vehicle and bike theft",
    "Worked with Barrow CDRP and Cumbria Probation Trust to meet the requirement to reduce "
    "re-offending in the district through the adaptation of existing structures",
)
OBJECTIVES = (
    "To reduce alcohol related crime and anti social behaviour",
    "To reduce economic and social harms",
    "To reduce harm to health",
)
ALCOHOL_STRATEGY = (
    "develop a joint overarching alcohol strategy, to ensure we make the best use of resources "
    "available."
)
DOMESTIC_VIOLENCE = (
    "Raise awareness of Domestic Violence and encourage people to use services through "
    "training front line staff",
    "Support the role of Independent Domestic Violence Advisors (IDVAs) in South Cumbria",
    "Support the Multi Agency Risk Assessment Conferences (MARAC) for those at greatest risk "
    "of violence",
    "Support targeted publicity campaigns at key times aligned to local and national initiatives",
    "Provide information and guidance to the public with regards to binge drinking, "
    "pre-loading and under age drinking",
)
REOFFENDING = (
    "continue to support the South Cumbria Reducing Re-offending Group and receive quarterly "
    "updates from the Chair."
)
COMMUNICATIONS = (
    "Develop and deliver a realistic Communication Plan for 2011/12, to include key messages "
    "for all partners",
    "Establish a South Lakeland CSP blog linked to SLDC's website",
    "Explore the use of other social media to engage with and inform a wider audience",
    "Support the development and roll out of the Cumbria Community Messaging system",
    "Fully utilise the Cumbria Community Messaging system to pass on key messages to and "
    "engage with specific localities and communities",
    "Encourage take up and use of this messaging tool through existing partnerships and "
    "community groups",
    "Support further development of Cumbria Neighbourhood Watch",
)
FUNDING = (
    (
        "Mainstream funding from partners",
        FundingSource.Kind.IN_KIND,
        "mainstream funding from partners, who can deliver projects as part of their core business",
    ),
    (
        "Local Services Support Grant",
        FundingSource.Kind.GRANT,
        "funding directed to CSPs through the Local Services Support Grant, principally to add "
        "value to existing work.",
    ),
)
RISK = (
    "a potential risk to the ongoing success of the CSP to deliver a range of initiatives that "
    "have a positive impact on the lives of South Lakeland communities."
)
# As the source says of what goes on without an end.
ONGOING = {"ongoing": True, "date_as_stated": "continue to"}


def add_achievements(keep, plan):
    for order, wording in enumerate(ACHIEVEMENTS, start=1):
        keep.add(Achievement, plan=plan, year=2010, wording=wording, order=order)


def add_actions(keep, plan, sections, *, priorities, theme, groups):
    """All actions of sections 4.1 to 4.4, each with what it serves."""
    _alcohol(keep, plan, sections["alcohol"], theme)
    section, network = sections["domestic-violence"], groups[partners.NETWORK]
    for order, wording in enumerate(DOMESTIC_VIOLENCE, start=1):
        action = _action(keep, section, order, wording, lead_group=network, **ONGOING)
        action.priorities.add(priorities["Domestic Violence"])
    _action(
        keep,
        sections["reoffending"],
        1,
        REOFFENDING,
        duty=Strand.REOFFENDING,
        lead_group=groups[partners.REOFFENDING],
        **ONGOING,
    )
    for order, wording in enumerate(COMMUNICATIONS, start=1):
        _action(keep, sections["communications"], order, wording, all_priorities=True)


def _alcohol(keep, plan, section, theme):
    objectives = [
        keep.add(Objective, plan=plan, section=section, theme=theme, wording=wording, order=order)
        for order, wording in enumerate(OBJECTIVES, start=1)
    ]
    action = _action(keep, section, 1, ALCOHOL_STRATEGY, theme=theme)
    action.objectives.set(objectives)


def _action(keep, section, order, wording, **fields):
    return keep.add(
        Action, plan=section.plan, section=section, order=order, wording=wording, **fields
    )


def add_money(keep, plan):
    for order, (name, kind, wording) in enumerate(FUNDING, start=1):
        keep.add(FundingSource, plan=plan, name=name, kind=kind, wording=wording, order=order)
    budget = keep.add(
        Budget,
        plan=plan,
        name="SLCSP budget",
        year=2011,
        amount=28442,
        compared="considerably less than",
        compared_year=2010,
    )
    keep.add(Risk, plan=plan, budget=budget, wording=RISK)
