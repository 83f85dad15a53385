"""Sections 4 to 10 of the demonstration's plan: its words as in the source, slips included."""

from portal.demo.shapes import Chapter, live, text

ALCOHOL = Chapter(
    "alcohol",
    "Alcohol related harm",
    pieces=(
        text("""
Although South Lakeland CSP has already agreed to a revised structure of task and finish
groups to deliver local activity, we are also working with Barrow CDRP to
"""),
        live("actions"),
        text("""
This builds on the existing collaborative working around reducing re-offending and domestic
violence.

It is anticipated that this local strategy will take account of existing and evolving
national and county-wide alcohol strategies, for example Time to Call Time, established good
practice and include research into innovative ways to reduce alcohol related crime and harm.
It is almost certain that some activity will be directed to help and benefit young people,
up to the age of 25 years.

From the strategy, key projects will be identified for task and finish groups to develop and
deliver. These will be concentrated around 3 key areas:-
"""),
        live("objectives"),
    ),
)

DOMESTIC_VIOLENCE = Chapter(
    "domestic-violence",
    "Domestic Violence",
    pieces=(
        text("""
Domestic Violence is a key national and sub regional issue. It has devastating consequences
for the victim, their families and the wider community. It is rarely a one-off incident and
should be seen as a pattern of abusive and controlling behaviour, with the abuser exerting
power of the victim. The economic and emotional costs of domestic violence in Cumbria are
estimated at almost £500 per person, each year. The greatest costs are to the Criminal
Justice System and Health Services. The emotional costs to families, especially children,
cannot be quantified.

The Strategic Assessment, based on local statistics and national research identified alcohol
as a contributory factor in 50% of reported domestic violence incidents. By focusing on the
negative impact of alcohol misuse, it is anticipated this will have a positive impact on the
levels of domestic violence in South Lakeland communities.

In South Cumbria, both South Lakeland CSP and Barrow CDRP work closely, with a commitment to
improve services to victims of domestic violence. Over the last 3 years, we have seen the
development of Specialist Domestic Violence Courts, the Independent Domestic Violence
Advisor (IDVA) service and Multi Agency Risk Assessment Conferences (MARACs) all of which
have had a positive impact on the numbers of domestic violence reports.

The current proposal is that the role of domestic violence task groups across Cumbria
changes so that they become 'Champion Networks'. This idea has been very successful in
Oxford, with positive benefits for service users.

SLCSP will support the South Cumbria Champion Network and continue to
"""),
        live("actions"),
    ),
)

REOFFENDING = Chapter(
    "reoffending",
    "Reducing re-offending",
    contents_title="Reduce re-offending",
    pieces=(
        text("""
Joint agency work to target prolific and priority offenders (PPOs) is a national priority.
CSPs have a responsibility to ensure that mechanisms are in place within their locality to
support this joint agency work and from 1 April 2010, the CSP statutory duty was extended to
include reducing re-offending.

In Cumbria, targeted work with prolific offenders is based on an integrated offender
management model. Multi agency teams deliver intensive monitoring, support and supervision
to PPOs, with the specific intention to reduce crime and the impact on victims, whilst
making the best use of local resources.

Previously, the Scafell Project was recognized as national good practice and the impact it
has had on the offence rate by those individuals managed through the scheme was significant.
However, at any time, only a small percentage of offenders from South Lakeland met the
requirements of the PPO classification.

In 2010, Barrow CDRP and South Lakeland CSP worked collaboratively with key partners and
within this existing framework to reduce the re-offending of an additional group, using
partner knowledge and expertise and offering added value interventions.

The South Cumbria Reducing Re-offending Group became effective from 1 February 2011 and is
led by staff from Cumbria Probation Trust and Cumbria Constabulary. The group, which
operates within existing governance arrangements, is using established assessment models to
identify between 5 and 10 additional offenders to receive targeted interventions.

Clients are selected from both South Lakeland and Barrow areas, with partner capacity
dictating numbers. They are considering innovative solutions to manage this new cohort of
offenders, with the possibility of ex offenders working as volunteers.

SLCSP will
"""),
        live("actions"),
    ),
)

COMMUNICATIONS = Chapter(
    "communications",
    "Partnership Communications",
    pieces=(
        text("""
Linked to all the above priorities is the need to improve the way the Partnership
communicates successes and achievements as well as demonstrating our understanding that
public confidence and reassurance is affected by the ability of all agencies to take
community concerns seriously.

Part of the action planning process will detail how we will work more closely with the
media; establishing key messages and making sure that they are given in a clear and
consistent way by all partners; considering all the options for how we deliver these
messages to the largest number of people. We will:-
"""),
        live("actions"),
    ),
)

DELIVERY = (
    Chapter(
        "tackling-the-priorities",
        "Tackling The Priorities",
        below=(ALCOHOL, DOMESTIC_VIOLENCE, REOFFENDING, COMMUNICATIONS),
    ),
    Chapter(
        "performance-reporting",
        "Performance Reporting",
        pieces=(
            text("""
Quarterly performance reports from Task and Finish group chairs, the Domestic Violence
Champion Network and the South Cumbria IOM Implementation Group will be provided at SLCSP
Executive Group meetings, along with latest crime data for South Lakeland, Cumbria and where
possible comparison data for the north west region and nationally.

In line with performance reporting to the Safer and Stronger Communities Thematic
Partnership, specific performance indicators will be monitored.
"""),
        ),
    ),
    Chapter(
        "resourcing-the-plan",
        "Resourcing The Plan",
        pieces=(
            text("Funding to deliver the Partnership Plan comes from several sources, including"),
            live("funding_sources"),
            live("budget"),
            text("""
In the current financial climate, it is even more important to provide efficient services
that meet community needs and reduce any possibility of duplication of resources and effort.

We will do this by working closely with partners to utilise core funding effectively and
ensure that monies from the Local Services Support Grant are used to address the priorities
included in this plan.
"""),
        ),
    ),
    Chapter(
        "summary",
        "Summary",
        pieces=(
            text("""
This is the annual refresh of the South Lakeland CSP Partnership Plan and contains
information on identified priorities, how projects will be funded and how the specific work
taking place in South Lakeland links to the much broader remit of partner agencies.

Actions will be delivered through a 'task and finish' process and based on the main priority
themes. The Plan provides an opportunity for us to work in a different and innovative way
towards a common aim, to maintain South Lakeland as a safe place to live work and visit.
"""),
        ),
    ),
    Chapter(
        "publication-and-acknowledgements",
        "Publication and Acknowledgements",
        pieces=(
            text("""
In line with statutory requirements, the Partnership Plan is formally published and will be
available in May 2011. It will be available to view on South Lakeland District Council's
website and partner websites. Anyone requiring a hard copy of the Plan can contact the
Partnerships and Communities Team at South Lakeland District Council, details shown below.

Partners involved in the development of the Plan are:-
"""),
            live("partners"),
        ),
    ),
    Chapter(
        "want-to-contribute",
        "Want To Contribute?",
        contents_title="Want to Contribute?",
        pieces=(
            text("""
After reading the Plan, you may decide that you want to get more involved in community
safety projects in your neighbourhood. There are a number of things you can do and if you
would like more information, contact details are shown below.

There are also some simple steps to you can take to make a difference
"""),
            live("report_crime"),
            text("""
- Improve security for your property and always remember to lock doors and windows on your
  house and vehicle
- Follow crime prevention and safety advice
- Get involved in community projects
- Join or start a Neighbourhood Watch group or community group for your area. You can get
  more information from you Neighbourhood Policing Team and details can be found on line at
  <a href="http://www.cumbria.police.uk">www.cumbria.police.uk</a> or by calling 0845 33 00 247.
"""),
        ),
    ),
    Chapter(
        "contact-details",
        "Contact Details",
        pieces=(
            text("""
Further copies of this document are available from the South Lakeland District Council
website <a href="http://www.southlakeland.gov.uk">www.southlakeland.gov.uk</a> or
"""),
            live("contact"),
        ),
    ),
)
