"""The evaluation of the Northern Division event of "Our Partnership Challenge", as data.

Source: "Our Partnership Challenge: Northern Division Evaluation", Lancashire Police Authority.
Only the report survives, so its themes stand without contributions. The words are the report's
own; the short names of the themes are ours.
"""

import datetime

from events.models import (
    Attendance,
    Event,
    EventSeries,
    ReportedTheme,
    Theme,
    Workshop,
)
from events.models.contributions import Level
from events.models.themes import Part
from events.models.workshops import Kind
from partnership.models import Area, ContactPoint, Organisation, OrganisationAlias
from partnership.models.contacts import Purpose
from partnership.models.places import AreaAlias, AreaKind
from portal.demo import places
from portal.demo.northern_words import (
    ABOUT,
    BACKGROUND,
    FORMAT,
    QUESTIONS,
    REPORTED,
)

SERIES = "Our Partnership Challenge"
SLUG = "our-partnership-challenge-northern-division"
HOST = "Lancashire Police Authority"

# As the report names them; the second name is the body's own, where the report's differs.
TOOK_PART = (
    ("Lancaster City Council", ""),
    ("Fleetwood Town Council", ""),
    ("Wyre Borough Council", ""),
    ("Her Majesties Court Services", "Her Majesty's Courts Service"),
    ("Lancashire County Council", ""),
    ("Lancashire Constabulary", ""),
    ("Lancashire Fire & Rescue", "Lancashire Fire and Rescue Service"),
    ("Lancashire Police Authority", ""),
    ("Crown Prosecution Service", ""),
    ("Lancashire Probation Service", ""),
    ("Lancashire Drugs & Alcohol Action Team", ""),
    ("Lancashire Youth Offending Team", ""),
    ("Lancaster University", ""),
    ("NHS North Lancashire", ""),
    ("Places for People Housing", ""),
    ("Forensic Science Service", ""),
    ("Signpost", ""),
)

SESSIONS = (
    {
        "title": "Workshop Session 1",
        "collects": [Kind.CHALLENGE],
        "asks_heading": True,
        "asks_level": True,
        "asks_top_priority": True,
    },
    {"title": "Workshop session 2", "collects": [Kind.BARRIER, Kind.GOOD_PRACTICE]},
    {"title": "Workshop session 3", "collects": [Kind.ISSUE, Kind.ACTION]},
)

# What each part of the report says of the themes in it.
THEMES_OF = {
    Part.KEY: {"kind": Kind.CHALLENGE},
    Part.LOCAL: {"kind": Kind.CHALLENGE, "level": Level.LOCAL},
    Part.DIVISION: {"kind": Kind.CHALLENGE, "level": Level.DIVISION},
    Part.TOP_PRIORITY: {"kind": Kind.CHALLENGE},
    Part.BARRIER: {"kind": Kind.BARRIER},
    Part.GOOD_PRACTICE: {"kind": Kind.GOOD_PRACTICE},
    Part.ISSUE: {"kind": Kind.ISSUE},
    Part.ACTION: {"kind": Kind.ACTION},
}


# Which topic a theme is about, so that it gathers as evidence: ours, like the short names.
TOPIC_OF = {
    "How the public see offenders being treated": "Criminal justice",
    "Punishment that fits the crime": "Criminal justice",
    "Residents’ perceptions of crime, and communication": "Public confidence",
    "Public perceptions and communications": "Public confidence",
    "Negative perceptions from the press and the media": "Public confidence",
    "Future funding and role of PCSOs": "Neighbourhood policing",
    "Timing of PACT meetings": "Neighbourhood policing",
    "Rural areas and areas of high transient populations": "Rural crime",
    "Rural crime": "Rural crime",
    "Organised crime in urban areas": "Organised crime",
}


def add_series(keep, partnership):
    return keep.add(EventSeries, partnership=partnership, name=SERIES, planned=6)


def add_event(keep, partnership, series):
    """The event with its sessions and those who took part; returns the event."""
    event = keep.add(
        Event,
        partnership=partnership,
        series=series,
        title="Our Partnership Challenge: Northern Division",
        short_name="Northern Division",
        slug=SLUG,
        summary="Partner organisations of Lancaster and Wyre discussed what community safety and "
        "residents' confidence will face over the next 12 to 18 months.",
        host=organisation(keep, HOST),
        venue="Lancaster Town Hall",
        place_as_stated="Lancaster and Wrye Council areas",
        date_as_stated="Monday 23rd November",
        starts_on=datetime.date(2009, 11, 23),
        date_note="The report gives no year. Of the years in which 23 November was a Monday, only "
        "2009 had both a Police Authority and PCSOs.",
        horizon="12 – 18 months",
        headcount=51,
        background=BACKGROUND,
        format=FORMAT,
        contact=keep.add(
            ContactPoint,
            partnership=partnership,
            purpose=Purpose.PLAN,
            name="Robert Ruston, Partnership & Performance Office",
            email="robert.ruston@lancashire.gov.uk",
        ),
    )
    event.areas.set(add_areas(keep))
    for order, (stated, name) in enumerate(TOOK_PART, start=1):
        body = organisation(keep, name or stated, alias=stated if name else "")
        keep.add(Attendance, event=event, organisation=body, name_as_stated=stated, order=order)
    for order, session in enumerate(SESSIONS, start=1):
        keep.add(
            Workshop,
            event=event,
            order=order,
            method="Round table",
            question=QUESTIONS[order],
            about=ABOUT[order],
            **session,
        )
    return event


def organisation(keep, name, alias=""):
    """A body by its own name; what the report writes instead becomes an alias."""
    found = keep.shared(Organisation, name=name)
    if alias and not found.aliases.filter(name=alias).exists():
        keep.add(OrganisationAlias, organisation=found, name=alias)
    return found


def add_areas(keep):
    """The two districts; the report misspells one of them."""
    county = places.area(keep, "Lancashire", AreaKind.COUNTY, "E10000017")
    lancaster = places.area(keep, "Lancaster", AreaKind.DISTRICT, "E07000121")
    wyre = places.area(keep, "Wyre", AreaKind.DISTRICT, "E07000128")
    for district in (lancaster, wyre):
        places.lies_in(keep, district, county)
    if not Area.objects.filter(aliases__name="Wrye").exists():
        keep.add(AreaAlias, area=wyre, name="Wrye")
    return [lancaster, wyre]


def add_themes(keep, partnership, series, event, topics):
    """Each bullet of the report as a theme in its place and its words; by name of the theme."""
    workshops = {workshop.order: workshop for workshop in event.workshops.all()}
    themes = {}
    rows = [(*place, *row) for place, rows in REPORTED.items() for row in rows]
    for order, (session, part, name, wording) in enumerate(rows, start=1):
        themes[name] = keep.add(
            Theme,
            partnership=partnership,
            series=series,
            name=name,
            session=session,
            order=order,
            topic=topics.get(TOPIC_OF.get(name)),
            **THEMES_OF[part],
        )
        keep.add(
            ReportedTheme,
            workshop=workshops[session],
            theme=themes[name],
            part=part,
            wording=wording,
            order=order,
        )
    return themes
