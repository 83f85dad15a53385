"""What the seed says: every number, name and quoted phrase that the portal must show.

Numbers that a page composes from columns name the columns; all other facts are stored as words.
"""

# Names of partnerships, organisations, groups, projects, documents and places.
NAMES = (
    "South Lakeland Community Safety Partnership",
    "South Lakeland Crime and Disorder Reduction Partnership",
    "South Lakeland CSP",
    "SLCSP",
    "SLDCSP",
    "SLCSPP",
    "South Lakeland",
    "North West",
    "North-West region",
    "Cumbria",
    "South Cumbria",
    "Barrow CDRP",
    "Oxford",
    "Ambleside and Ulverston",
    "Kendal",
    "Strategic Assessment",
    "Executive Summary",
    "South Lakeland Sustainable Community Strategy",
    "Cumbria Community Safety Plan",
    "Time to Call Time",
    "Interim Place Survey",
    "IPS",
    "Community Safety Survey",
    "CSS",
    "Young Cumbria",
    "Straightline Stars programme",
    "Operation Siskin",
    "Operation Sapphire",
    "Trading Standards",
    "Impact Housing KISS project",
    "Romney Road underpass",
    "Age UK intergenerational project - Common Ground",
    "South Lakeland Best Practice Licensing Guide",
    "Cumbria Alert community messaging system",
    "Neighbourhood Watch in Cumbria",
    "Cumbria Neighbourhood Watch",
    "Cumbria Community Messaging system",
    "Coalition Government",
    "Tracker Tools",
    "Home Office IQUANTA performance tool",
    "Most Similar Group (MSG)",
    "Executive Group",
    "Safer and Stronger Communities Thematic Partnership",
    "Cumbria Drug and Alcohol Action Team (DAAT)",
    "Cumbria Domestic and Sexual Violence Board",
    "South Reducing Re-offending Group",
    "South Cumbria Reducing Re-offending Group",
    "South Cumbria Domestic Violence Champion Network",
    "South Cumbria Champion Network",
    "Domestic Violence Champion Network",
    "South Cumbria IOM Implementation Group",
    "Alcohol Steering Group",
    "Cumbria Road Safety Partnership",
    "South Lakeland Equality and Diversity Partnership",
    "Local Services Support Grant",
    "Specialist Domestic Violence Courts",
    "Independent Domestic Violence Advisor (IDVA) service",
    "Multi Agency Risk Assessment Conferences (MARACs)",
    "Criminal Justice System and Health Services",
    "Scafell Project",
    "prolific and priority offenders (PPOs)",
    "Partnerships and Communities Team",
    "Neighbourhood Policing Team",
    "Crimestoppers",
    "Cumbria Police",
    "SLDC",
    "Business Against Crime South Lakeland Partnership",
    "Connexions Cumbria",
    "Cumbria Constabulary",
    "Cumbria County Council",
    "Cumbria Fire and Rescue Service",
    "Cumbria Police Authority",
    "NHS Cumbria",
    "Cumbria Probation Trust",
    "South Lakes Housing",
    "South Lakeland District Council",
    "Victim Support",
)

# Numbers, dates, addresses and telephone numbers that are written in running text.
NUMBERS = (
    "April 2011 to March 2012",
    "April 2010 to March 2011",
    "2009 / 2010",
    "the 2 categories of crime",
    "Only 9%",
    "although 53% think",
    "98% feel safe",
    "80% feel safe",
    "10% think anti social behaviour",
    "compared to 15% in Cumbria",
    "45% agreed",
    "50% think parents",
    "compared with 39.5% in Cumbria",
    "15% think drunk or rowdy behaviour",
    "a 5% decrease compared with 2008",
    "16% think drug use or drug dealing",
    "a decrease of almost 4% compared with 2008",
    "conducted in 2009",
    "(CSS) 2010",
    "2010 / 2011",
    "2010/2011",
    "1 to 1 basis",
    "4 mobile domestic violence alarms",
    "For 2010/11",
    "the 4 priority areas of work",
    "next 12 months",
    "2011 / 2012",
    "just over 50% of domestic violence incidents",
    "starting in April 2011",
    "up to the age of 25 years",
    "3 key areas",
    "almost £500 per person",
    "50% of reported domestic violence incidents",
    "last 3 years",
    "from 1 April 2010",
    "In 2010, Barrow CDRP",
    "effective from 1 February 2011",
    "between 5 and 10 additional offenders",
    "Communication Plan for 2011/12",
    "May 2011",
    "999",
    "0845 33 00 247",
    "0800 555 111",
    "0845 050 4434",
    "01539 733333",
    "LA9 4UQ",
    "South Lakeland House",
    "Lowther Street",
    "customer.services@southlakeland.gov.uk",
    "policy@southlakeland.gov.uk",
    "www.southlakeland.gov.uk",
    "www.southlakeland.gov.uk/pdf/SLCSP%20-%20Strategic%20Assessment%20Exec%20Summary%20Oct"
    "%202010.pdf",
    "www.cumbria.police.uk",
)

# Quoted phrases, and slips that stay as they are.
PHRASES = (
    "By working in partnership, South Lakeland communities will remain safe and reassured, "
    "without the fear or threat of crime",
    "'hotspot'",
    "'Alcohol and your child'",
    "'head cams'",
    "'Watch schemes'",
    "'Champion Networks'",
    "'task and finish'",
    "A snap shot of main statistics tells us:-",
    "from you Neighbourhood Policing Team",
    "some simple steps to you can take",
    "recognized as national good practice",
    "exerting power of the victim",
    "safe place to live work and visit",
    "the setting up a cross district Alcohol Steering Group",
    "part of the range options being considered",
    "significantly above the Cumbria average",
    "Anti social behaviour, including youth disorder",
    "Criminal damage",
    "Violent Crime",
    "Domestic Violence",
    "prevention, education, enforcement and reassurance",
    "not yet confirmed",
    "To reduce alcohol related crime and anti social behaviour",
    "To reduce economic and social harms",
    "To reduce harm to health",
    "considerably less than",
    "Substance Misuse (Drugs)",
)

WORDS = NAMES + NUMBERS + PHRASES


def _figure(words, measure, direction, change, percent):
    row = {
        "measure__name": measure,
        "direction": direction,
        "change": change,
        "change_percent": percent,
    }
    return (words, "priorities.Figure", row)


# What the page composes, with the row that holds its parts.
COMPOSED = (
    _figure(
        "Overall crime levels reduced by 277 offences (6%)", "Overall crime", "reduced", 277, 6
    ),
    _figure(
        "Anti social behaviour reduced by 665 incidents (13%)",
        "Anti social behaviour",
        "reduced",
        665,
        13,
    ),
    _figure("Criminal damage reduced by 27 offences (2%)", "Criminal damage", "reduced", 27, 2),
    _figure(
        "Assault with injury reduced by 27 offences (7%)", "Assault with injury", "reduced", 27, 7
    ),
    _figure("House burglary decreased by 56 offences (37%)", "House burglary", "decreased", 56, 37),
    _figure(
        "Theft from a vehicle reduced by 2 offences (1%)", "Theft from a vehicle", "reduced", 2, 1
    ),
    _figure(
        "Theft of a vehicle reduced by 27 offences (33%)", "Theft of a vehicle", "reduced", 27, 33
    ),
    _figure(
        "Reports of domestic violence incidents have increased by 59 (8%)",
        "Reports of domestic violence incidents",
        "increased",
        59,
        8,
    ),
    _figure(
        "Offences involving drugs supply and possession have increased by 45 (16%)",
        "Offences involving drugs supply and possession",
        "increased",
        45,
        16,
    ),
    ("9%", "priorities.SurveyFinding", {"value": 9, "statement__survey__short_name": "IPS"}),
    ("53%", "priorities.SurveyFinding", {"value": 53, "statement__survey__year": 2009}),
    ("98%", "priorities.SurveyFinding", {"value": 98, "comparison": "significantly_above"}),
    ("80%", "priorities.SurveyFinding", {"value": 80, "comparison": "significantly_above"}),
    ("15% in Cumbria", "priorities.SurveyFinding", {"value": 10, "comparator_value": 15}),
    ("45%", "priorities.SurveyFinding", {"value": 45, "statement__survey__short_name": "CSS"}),
    ("39.5% in Cumbria", "priorities.SurveyFinding", {"value": 50, "comparator_value": "39.5"}),
    ("a 5% decrease", "priorities.SurveyFinding", {"value": 15, "change": -5, "change_in": ""}),
    (
        "almost 4%",
        "priorities.SurveyFinding",
        {"value": 16, "change": -4, "change_qualifier": "almost", "change_in": ""},
    ),
    (
        "The SLCSP budget for 2011/2012 is £28,442 considerably less than 2010/2011",
        "plans.Budget",
        {"amount": 28442, "year": 2011, "compared_year": 2010, "compared_amount": None},
    ),
    (
        "Road safety to be addressed through the Cumbria Road Safety Partnership",
        "priorities.Referral",
        {"subject": "Road safety", "verb": "addressed"},
    ),
    (
        "Business crime to be addressed through the Business Against Crime South Lakeland "
        "Partnership",
        "priorities.Referral",
        {"subject": "Business crime", "verb": "addressed"},
    ),
    (
        "Hate Crime to be considered by the South Lakeland Equality and Diversity Partnership",
        "priorities.Referral",
        {"subject": "Hate Crime", "verb": "considered"},
    ),
    (
        "effective from 1 February 2011",
        "partnership.Group",
        {"name": "South Cumbria Reducing Re-offending Group", "from_date": "2011-02-01"},
    ),
    (
        "are not yet confirmed",
        "partnership.ReportingLine",
        {"confirmed": False, "lower__kind": "executive", "upper__name__contains": "DAAT"},
    ),
    (
        "2011-2012",
        "plans.Plan",
        {"kind": "refresh", "starts_on": "2011-04-01", "ends_on": "2012-03-31"},
    ),
)

# Words of the seed that the portal shows in another place or shape, each with the reason.
EXCEPTIONS = {
    "we are also working with Barrow CDRP to develop a joint overarching alcohol strategy": (
        "the action stands on a line of its own, with its number 4.1.1",
        (
            "Although South Lakeland CSP has already agreed to a revised structure of task and "
            "finish groups to deliver local activity, we are also working with Barrow CDRP to",
            "develop a joint overarching alcohol strategy, to ensure we make the best use of "
            "resources available.",
        ),
    ),
    "SLCSP will continue to support the South Cumbria Reducing Re-offending Group": (
        "the action stands on a line of its own, with its number 4.3.1",
        (
            "SLCSP will",
            "continue to support the South Cumbria Reducing Re-offending Group and receive "
            "quarterly updates from the Chair.",
        ),
    ),
}
