"""What is counted and what residents said: nine figures and seven statements of two surveys."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from priorities.models import Figure, FindingStatement, Measure, Survey, SurveyFinding
from priorities.models.measures import GoodDirection
from priorities.models.stated import Direction
from priorities.models.surveys import Comparison
from records.fields import Qualifier

PERIOD = {
    "starts_on": datetime.date(2010, 4, 1),
    "ends_on": datetime.date(2011, 3, 31),
    "compared_starts_on": datetime.date(2009, 4, 1),
    "compared_ends_on": datetime.date(2010, 3, 31),
}
SOURCE = "South Lakeland CSP Partnership Plan Refresh 2011-2012, section 2"


@dataclass(frozen=True)
class Counted:
    """A measure with the one figure that the source gives."""

    subject: str
    direction: str
    change: int
    percent: int
    topic: str = ""
    name: str = ""
    noun: str = "offences"
    welcome: str = ""  # why a rise is welcome; such a sentence does not name the noun


COUNTED = (
    Counted("Overall crime levels", Direction.REDUCED, 277, 6, name="Overall crime"),
    Counted(
        "Anti social behaviour",
        Direction.REDUCED,
        665,
        13,
        topic="Anti social behaviour",
        noun="incidents",
    ),
    Counted("Criminal damage", Direction.REDUCED, 27, 2, topic="Criminal damage"),
    Counted("Assault with injury", Direction.REDUCED, 27, 7, topic="Violent crime"),
    Counted("House burglary", Direction.DECREASED, 56, 37, topic="Burglary"),
    Counted("Theft from a vehicle", Direction.REDUCED, 2, 1, topic="Vehicle crime"),
    Counted("Theft of a vehicle", Direction.REDUCED, 27, 33, topic="Vehicle crime"),
    Counted(
        "Reports of domestic violence incidents have",
        Direction.INCREASED,
        59,
        8,
        topic="Domestic abuse",
        name="Reports of domestic violence incidents",
        noun="reports",
        welcome="Research suggests that increased confidence in the services provided for "
        "victims of domestic abuse leads to more incidents being reported.",
    ),
    Counted(
        "Offences involving drugs supply and possession have",
        Direction.INCREASED,
        45,
        16,
        topic="Drugs",
        name="Offences involving drugs supply and possession",
        welcome="Increases in drug offences are the result of specific operations to target "
        "drug trafficking and leads to a decrease in availability of drugs on the street.",
    ),
)


def value_elsewhere(place, value):
    return {
        "comparison": Comparison.VALUE,
        "comparator": place,
        "comparator_value": Decimal(value),
    }


def fall_since(year, points, stated, qualifier=Qualifier.EXACT):
    """The source does not say whether it means per cent or percentage points."""
    return {
        "comparison": Comparison.EARLIER,
        "comparator": year,
        "change": -points,
        "change_qualifier": qualifier,
        "comparison_as_stated": stated,
    }


ABOVE_CUMBRIA = {
    "comparison": Comparison.SIGNIFICANTLY_ABOVE,
    "comparator": "Cumbria",
    "comparison_as_stated": "significantly above the Cumbria average",
}
IPS = {"name": "Interim Place Survey", "short_name": "IPS", "year": 2009}
CSS = {"name": "Community Safety Survey", "short_name": "CSS", "year": 2010}


@dataclass(frozen=True)
class Said:
    """A statement of the source with its results: label, share, topic, comparator."""

    survey: dict
    wording: str
    results: tuple


SAID = (
    Said(
        IPS,
        "Only 9% think the level of crime in South Lakeland should be a priority for "
        "improvement although 53% think the level of crime is important in making somewhere a "
        "good place to live (IPS)",
        (
            ("Level of crime should be a priority for improvement", 9, "", {}),
            ("Level of crime matters to a good place to live", 53, "", {}),
        ),
    ),
    Said(
        CSS,
        "98% feel safe out and about in their local area during the day and 80% feel safe out "
        "and about in their local area after dark, significantly above the Cumbria average (CSS)",
        (
            ("Feel safe out and about by day", 98, "", ABOVE_CUMBRIA),
            ("Feel safe out and about after dark", 80, "", ABOVE_CUMBRIA),
        ),
    ),
    Said(
        IPS,
        "10% think anti social behaviour is a problem in South Lakeland, compared to 15% in "
        "Cumbria (IPS)",
        (
            (
                "Anti social behaviour is a problem",
                10,
                "Anti social behaviour",
                value_elsewhere("Cumbria", "15"),
            ),
        ),
    ),
    Said(
        CSS,
        "45% agreed the police and other services are dealing effectively with anti social "
        "behaviour and crime issues that matter in their area (CSS)",
        (("Services deal effectively with what matters here", 45, "", {}),),
    ),
    Said(
        IPS,
        "50% think parents take responsibility for their children, compared with 39.5% in "
        "Cumbria (IPS)",
        (
            (
                "Parents take responsibility for their children",
                50,
                "",
                value_elsewhere("Cumbria", "39.5"),
            ),
        ),
    ),
    Said(
        IPS,
        "15% think drunk or rowdy behaviour is a problem, a 5% decrease compared with 2008 (IPS)",
        (
            (
                "Drunk or rowdy behaviour is a problem",
                15,
                "Alcohol",
                fall_since("2008", 5, "a 5% decrease compared with 2008"),
            ),
        ),
    ),
    Said(
        IPS,
        "16% think drug use or drug dealing is a problem, a decrease of almost 4% compared with "
        "2008 (IPS)",
        (
            (
                "Drug use or drug dealing is a problem",
                16,
                "Drugs",
                fall_since(
                    "2008", 4, "a decrease of almost 4% compared with 2008", Qualifier.ALMOST
                ),
            ),
        ),
    ),
)


def add_figures(keep, partnership, area, topics):
    return [_add_figure(keep, partnership, area, topics, counted) for counted in COUNTED]


def _add_figure(keep, partnership, area, topics, counted):
    measure = keep.add(
        Measure,
        partnership=partnership,
        name=counted.name or counted.subject,
        noun=counted.noun,
        good=GoodDirection.REPORTING if counted.welcome else GoodDirection.LOWER,
        reason=counted.welcome,
        topic=topics.get(counted.topic),
    )
    return keep.add(
        Figure,
        measure=measure,
        area=area,
        direction=counted.direction,
        change=counted.change,
        change_percent=counted.percent,
        subject_as_stated=counted.subject,
        names_noun=not counted.welcome,
        source_as_stated=SOURCE,
        **PERIOD,
    )


def add_findings(keep, partnership, topics):
    """Both surveys with what people said; returns the statements in the source's order."""
    surveys = {
        wave["short_name"]: keep.add(Survey, partnership=partnership, **wave) for wave in (IPS, CSS)
    }
    statements = []
    for order, said in enumerate(SAID, start=1):
        survey = surveys[said.survey["short_name"]]
        statement = keep.add(FindingStatement, survey=survey, wording=said.wording, order=order)
        statements.append(statement)
        for place, (label, value, topic, comparator) in enumerate(said.results, start=1):
            keep.add(
                SurveyFinding,
                statement=statement,
                order=place,
                label=label,
                value=value,
                topic=topics.get(topic),
                **comparator,
            )
    return statements
