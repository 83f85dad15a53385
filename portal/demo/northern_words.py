"""The words of the Northern Division's evaluation, as its report prints them."""

from events.models.themes import Part

BACKGROUND = (
    "<p>Lancashire Police Authority as one of the statutory partners within the Community Safety "
    "agenda hosted 6 divisional “Our Partnership Challenge” events across Lancashire.</p>"
    "<p>The events sought representation from a wide range of partner agencies and organisations "
    "to meet together to identify and discuss some of the major issues and challenges facing "
    "community safety and resident confidence over the next 12 – 18 months.</p>"
    "<p>The evenings provided a key opportunity for open and honest discussion and debate around "
    "a range of issues relating to the trust and confidence agenda and provided an opportunity "
    "for participants to share what they saw as the major challenges, identify where these are "
    "shared with other partners, and then develop shared thinking about how best to address "
    "these in a way that helps to build local resident confidence and satisfaction.</p>"
    "<p>This report details the core emerging themes identified from the evening.</p>"
)
FORMAT = "<p>3 x Round table workshop sessions using pre-prepared questions and information.</p>"

QUESTIONS = {
    1: "Identifying and prioritising the challenges facing community safety over the next 12-18 "
    "months for the agencies and organisations represented.",
    2: "Do organisations and agencies have a robust strategic approach to developing resident "
    "confidence and what are the internal barriers to this happening?",
    3: "A range of resident types were identified through the use of life size cut-outs and "
    "working groups considered the potential barriers and issues that “their” resident might "
    "raise and what actions could be taken to resolve these.",
}
ABOUT = {
    1: "<p>This workshop session classified challenges under four ‘priority headings’ – "
    "<em>Urgent &amp; Essential</em>, <em>Urgent but not Essential</em>, <em>Not Urgent but "
    "Essential</em> and <em>Not Urgent or Essential</em>. For the purposes of this report the Key "
    "Themes are primarily taken from challenges identified as <em>Urgent &amp; Essential</em> and "
    "<em>Urgent but not Essential</em>.</p>"
    "<p>The Workshop also looked at those challenges that are specific to the local "
    "neighbourhoods represented and those felt to be better addressed at a divisional or county "
    "level.</p>",
    2: "<p>This Workshop session explored what barriers or issues within the organisations "
    "represented at each table may exist to reduce the effectiveness of developing resident "
    "confidence and trust. The session also looked for examples of good practice with "
    "organisations helping to develop resident confidence and trust.</p>",
    3: "<p>In this session some groups chose to develop a “back story” for their particular "
    "resident and looked at barriers and issues relating to the particular resident group or "
    "type represented by their cut-out.</p>",
}

# By session and part of the report: our short name for the theme, and the report's wording.
REPORTED = {
    (1, Part.KEY): (
        (
            "Reducing resources and funding",
            "Identify the visible impact of reducing resources and funding on services for all "
            "partner agencies whilst continuing to work together effectively. Ensuring that "
            "individual partner targets do not conflict.",
        ),
        (
            "How the public see offenders being treated",
            "Involvement of the wider Criminal Justice System and Probation Service to improve "
            "how public perceive offenders are treated – e.g reduction in sentences for minor "
            "crimes, early release programme etc. Ensure that a ‘problem solving’ approach is "
            "developed by the Courts and identify how this can support developing public "
            "confidence. Emphasis on victim and public and not on the offender and ensuring that "
            "the “punishment is seen to fit the crime”.",
        ),
        (
            "Rural areas and areas of high transient populations",
            "Ensuring that there are resources to deal with the particular issues related to "
            "rural areas and in areas of high transient populations.",
        ),
        (
            "Residents’ perceptions of crime, and communication",
            "Tackle residents’ perceptions of crime with improved communication and better "
            "understand residents experiences and expectations.",
        ),
        (
            "Focus on named crimes and road safety",
            "Need to maintain focus on issues such as: Anti-Social Behaviour, Domestic Burglary, "
            "Drugs, Alcohol, Domestic Violence, Vehicle Crime and Road Safety.",
        ),
    ),
    (1, Part.LOCAL): (
        (
            "Work with the private sector",
            "Need to develop partnership working to include the private sector to maximise on "
            "available resources.",
        ),
        (
            "The recession, crime and the agreed targets",
            "To monitor the impact of the recession, and any possible increase in crime, on the "
            "agreed targets and measures.",
        ),
        (
            "Local knowledge and differing communities",
            "Recognise the differing needs and issues of the different communities within the "
            "area and make more use of local knowledge and information.",
        ),
        ("Future funding and role of PCSOs", "Future funding and role of PCSOs"),
        (
            "Timing of PACT meetings",
            "Review timing of PACT meetings – current 5pm -7pm timing may conflict with evening "
            "meal time for a large number of residents",
        ),
    ),
    (1, Part.DIVISION): (
        ("Rural crime", "Improved awareness of, and resources for, rural crime."),
        ("Organised crime in urban areas", "Tackling organised crime in urban areas."),
    ),
    (1, Part.TOP_PRIORITY): (
        (
            "Funding and resources to continue delivery",
            "Funding and Resources to enable delivery to continue.",
        ),
        (
            "Public perceptions and communications",
            "Managing public perceptions and improved communications.",
        ),
        ("Gaps in service provision", "Identifying and “plugging” gaps in service provision."),
        (
            "Punishment that fits the crime",
            "Ensuring that residents perceive that the “punishment fits the crime”.",
        ),
    ),
    (2, Part.BARRIER): (
        (
            "Slow decisions and red tape",
            "Slow decision making processes within organisations often hampered by “red tape” and "
            "bureaucracy and staff not always able to carry out promises made, creating the "
            "impression of false promises being made.",
        ),
        (
            "Over reliance on the web and office hours",
            "Over reliance on web-based solutions and a 9am – 5pm operation for most agencies "
            "make access difficult for a number of residents.",
        ),
        (
            "Communication while keeping services",
            "Need to maintain current level of services whilst improving communication with "
            "residents. Is communication/consultation seen as part of the regular work? "
            "Communication can be expensive.",
        ),
        (
            "Negative perceptions from the press and the media",
            "Dealing with negative perceptions created by the press and the media.",
        ),
    ),
    (2, Part.GOOD_PRACTICE): (
        (
            "Positive community engagement",
            "Positive community engagement activities such as ‘Magistrates in the Community’, "
            "‘Face the Public’ and the ‘Every Penny Counts’ campaign.",
        ),
        (
            "Students and personal safety",
            "Work with students at the University around personal safety.",
        ),
        (
            "High visibility activities",
            "High visibility activities by partners such as Community Payback and Home Fire "
            "Safety Checks.",
        ),
        (
            "Parish councils keeping residents informed",
            "Using Parish Councils to keep local residents informed about what is happening in "
            "their areas.",
        ),
    ),
    (3, Part.ISSUE): (
        (
            "Accessibility",
            "Accessibility – ensuring that issues such as use of plain English, access to "
            "partners’ offices and facilities and the communication channels chosen are suitable "
            "for the residents who partners are trying to engage with.",
        ),
        (
            "Stereotypes of residents",
            "Need to avoid stereotyping residents and improve understanding and awareness of "
            "their particular needs and issues.",
        ),
        (
            "Rural residents cut off from services",
            "Residents in rural areas can easily feel that they are not listened to cut off from "
            "local services due to lack of public transport..",
        ),
        (
            "Litter, lighting and feeling unsafe",
            "Environmental issues can often impact residents perception of, and willingness to "
            "engage with partners – e.g. general litter, dog mess and overgrown areas or poor "
            "street lighting making residents feel unsafe.",
        ),
    ),
    (3, Part.ACTION): (
        (
            "Give residents the full story",
            "Be more proactive in working with local residents and ensure that residents are "
            "given the “full story”.",
        ),
        (
            "A range of ways to engage people",
            "Use a range of techniques and resources to engage with people, especially those "
            'identified as "hard to reach" groups such as young people, disabled, elderly, etc.',
        ),
        ("A “do it” attitude", "Adopt a “do it” attitude!."),
    ),
}
