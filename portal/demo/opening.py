"""Sections 1 to 3 of the demonstration's plan: its words as in the source, slips included."""

from portal.demo.shapes import Chapter, call_out, live, text

SUMMARY_ADDRESS = (
    "www.southlakeland.gov.uk/pdf/SLCSP%20-%20Strategic%20Assessment"
    "%20Exec%20Summary%20Oct%202010.pdf"
)

INTRODUCTION = Chapter(
    "introduction",
    "Introduction",
    below=(
        Chapter(
            "background",
            "Background",
            pieces=(
                text(f"""
South Lakeland Community Safety Partnership (SLCSP), formerly South Lakeland Crime and
Disorder Reduction Partnership, is made up from a mixture of organisations and voluntary
groups who work together with a common aim to reduce crime, disorder and re-offending in the
area and to maintain South Lakeland's position as one of the safest districts in the North
West.

SLCSP has a duty to review local community safety and crime priorities every year and this
is known as the Strategic Assessment. The Executive Summary can be viewed at
<a href="http://{SUMMARY_ADDRESS}">{SUMMARY_ADDRESS}</a>

The information is used to develop a Partnership Plan that clearly sets out how we will
tackle key priorities, identified through community and partner consultation and supports
strategic decision making from April 2011 to March 2012. Through this and associated action
plans, South Lakeland CSP will contribute to the strategic outcomes of the South Lakeland
Sustainable Community Strategy and the Cumbria Community Safety Plan.

The Partnership Plan offers an opportunity for us to work more closely towards a common aim,
to maintain South Lakeland as a safe place to live work and visit.
"""),
                live("related"),
            ),
        ),
    ),
)

CURRENT_PICTURE = Chapter(
    "current-picture",
    "The Current Picture",
    pieces=(
        text("""
The aim of South Lakeland CSP is to keep crime levels low and provide reassurance to local
communities. Even though South Lakeland has some of the lowest crime figures in the
North-West region, there are still issues of concern to people and crime 'hotspot' areas
which need targeted actions. The figures from April 2010 to March 2011 show that overall,
crime continues to decrease in South Lakeland, compared to the same period in 2009 / 2010. A
snap shot of main statistics tells us:-
"""),
        live("figures", "What changed in South Lakeland"),
        call_out(
            "When a rise is welcome",
            """
Domestic violence and drug offences are the 2 categories of crime when an increase in
reporting is considered a positive. Research suggests that increased confidence in the
services provided for victims of domestic abuse leads to more incidents being reported.
Increases in drug offences are the result of specific operations to target drug trafficking
and leads to a decrease in availability of drugs on the street.
""",
        ),
    ),
    below=(
        Chapter(
            "what-you-have-said",
            "What you have said",
            pieces=(
                text("""
Respondents to the Interim Place Survey (IPS) conducted in 2009 and the Community Safety
Survey (CSS) 2010 gave us the following information, based on their views, perceptions and
experiences of where they live
"""),
                live("findings"),
            ),
        ),
        Chapter(
            "achievements",
            "Key projects and achievements in 2010 / 2011",
            contents_title="Key projects and achievements 2010/2011",
            pieces=(live("achievements"),),
        ),
    ),
)

DEVELOPING = Chapter(
    "developing-the-plan",
    "Developing The Plan",
    pieces=(
        text("""
Community Safety Partnerships, or Crime and Disorder Reduction Partnerships as some are
still known, remain statutory partnerships and are a key element of the Coalition
Government's strategy to tackle crime and disorder at local level. This Plan is based on the
priorities identified in the Strategic Assessment and will be revised annually, in line with
current national requirements.

The high level Plan sets out how the CSP intends to reduce crime, disorder, substance misuse
and reduce re-offending in South Lakeland. Providing reassurance to our communities and
increasing public confidence in the work of South Lakeland CSP, is also a key element of our
work.

For 2010/11, a new structure supports the work of SLDCSP, with task and finish groups
delivering key work that seeks to address the negative impacts of alcohol misuse. It is
anticipated that tackling this critical issue will have a positive impact on the 4 priority
areas of work and ultimately reduce crime statistics even further.

This revised structure, shown at Fig 1, is considered the most effective way to address the
priorities identified by the Strategic Assessment, whilst taking account of the many changes
taking place within the public and voluntary sector organisations that form the Partnership.
Over the next 12 months, the Partnership will respond flexibly to further changes and
emerging issues, as necessary, and will also review the effectiveness of this structure.

The Executive Group will continue to provide strategic direction and monitor performance,
through bespoke performance management systems, such as the Tracker Tools and the Home
Office IQUANTA performance tool, both based on crime data. This enables SLDCSP to assess
performance against other CSPs in the north-west region and our Most Similar Group (MSG)
nationally.

How we communicate successes and achievements of the partnership is an essential part of the
Plan. Current arrangements are being reviewed and the potential use of social networking
sites and community messaging tools, are part of the range options being considered.
"""),
    ),
    below=(
        Chapter(
            "vision",
            "Vision of South Lakeland CSP",
            pieces=(
                text("The vision of South Lakeland Community Safety Partnership"),
                live("vision"),
            ),
        ),
        Chapter(
            "structure",
            "South Lakeland Partnership Structure",
            contents_title="Partnership Structure",
            pieces=(
                text("""
South Lakeland CSP is part of a complex group of partnerships and because of ongoing changes
in the county wide partnership landscape, the structure and reporting lines shown in Fig 1
are not yet confirmed, but links to key sub regional groups that currently include the Safer
and Stronger Communities Thematic Partnership, Cumbria Drug and Alcohol Action Team (DAAT)
and Cumbria Domestic and Sexual Violence Board are expected to remain. These help to set the
wider context in which the Partnership operates.
"""),
                live("structure", "South Lakeland CSP structure diagram"),
            ),
        ),
        Chapter(
            "priorities",
            "The Priorities",
            pieces=(
                text("""
The Executive Group agreed the following priorities for 2011 / 2012 to be addressed within a
revised structure, using task and finish groups.
"""),
                live("priorities"),
                text("""
When we examine the underlying causes relating to these priorities, there is one common
issue; the impact from the negative use of alcohol. Local data and national research have
shown that alcohol is a contributing factor in just over 50% of domestic violence incidents
and the same applies to violent crime. The Executive Group has agreed that addressing the
impacts of alcohol misuse will be the focus of CSP work over the next 12 months, starting in
April 2011.

Public reassurance and improved community involvement remain key areas for development and
SLCSPP will take account of any relevant and appropriate work undertaken by other
partnerships.

To avoid duplication of both effort and resource, we will continue to work with Barrow CDRP
through existing joint groups, e.g. the South Reducing Re-offending Group, working to reduce
re-offending and the South Cumbria Domestic Violence Champion Network.

We will further explore other opportunities to work on joint projects, specifically related
to alcohol misuse and to the benefit of our communities and partners. For example, the
setting up a cross district Alcohol Steering Group with Barrow CDRP and potential joint
commissioning of activity.

The existing partnership groups listed below will continue to address the following:-
"""),
                live("referrals"),
                text("""
Any issues or concerns discussed by these existing partnerships can be raised with the CSP
Executive Group.

Substance Misuse (Drugs) remains an issue in South Lakeland and the CSP will continue to
work with Cumbria Drug and Alcohol Action Team (DAAT) to determine what added value the
Partnership can offer.

Any activity planned by South Lakeland CSP will include the core elements of prevention,
education, enforcement and reassurance. All tactics, actions, projects, tasks etc will fall
in to one or more of these categories and must link to the key priorities. This especially
applies to any projects funded through the Local Services Support Grant, managed by South
Lakeland CSP
"""),
            ),
        ),
    ),
)

OPENING = (INTRODUCTION, CURRENT_PICTURE, DEVELOPING)
