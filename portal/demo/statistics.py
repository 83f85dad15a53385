"""National statistics, brought in as any file comes in, and an example of a similar group."""

import datetime
from pathlib import Path

from partnership.models import Area
from partnership.models.places import AreaKind
from portal.documents.suggesting import REGISTER
from portal.workflow import area_files
from portal.workflow.area_files import CC_BY, COUNCILS, File
from priorities.models import ComparatorGroup, Measure, SeriesBreak
from priorities.models.imports import Dataset
from priorities.workflow.groups import new_group
from records.saving import save_new

DATA = Path(__file__).parent / "data"
HOME_OFFICE = "Home Office, police recorded crime by Community Safety Partnership"
OPEN_DATA = "https://www.gov.uk/government/statistics/police-recorded-crime-open-data-tables"

# In the order in which each finds what it needs: places, people, then what is counted.
FILES = (
    *area_files.FILES,
    File(
        DATA / "areas/postcode-districts-example.csv",
        Dataset.AREAS,
        {"source": "Example: districts commonly used with these post towns, of no official file"},
        "None: general knowledge",
    ),
    File(
        REGISTER,
        Dataset.POPULATION,
        COUNCILS | {"source": f"{COUNCILS['source']}: ONS mid-2020 estimates"},
        CC_BY,
    ),
    File(
        DATA / "people/census-2011-lad-population.csv",
        Dataset.POPULATION,
        {
            "source": "ONS and the other census offices, Census 2011: usual residents by district",
            "assumption": "The copy does not say its year; it is that of the census of 2011.",
        },
        stated={"year": 2011},
    ),
    File(
        DATA / "crime/csp-2011-12-acquisitive-north-west.csv",
        Dataset.PARTNERSHIP_CRIME,
        {
            "source": f"{HOME_OFFICE}, year ending March 2012",
            "source_url": OPEN_DATA,
            "assumption": "The copy lacks year, quarter and force. The year 2011/12 was inferred: "
            "it is the second sheet of the workbook, and its domestic burglaries add up to the "
            "total published for that year.",
        },
        stated={"year": 2011},
    ),
    File(
        DATA / "crime/table-c2-ye-june-2025.csv",
        Dataset.C2,
        {
            "source": "Office for National Statistics, Police force area data tables, Table C2, "
            "year ending June 2025",
            "source_url": "https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/"
            "datasets/policeforceareadatatables",
        },
    ),
)

NEW_CODES = {
    "on": datetime.date(2017, 4, 1),
    "reason": "Burglary is counted by new codes from April 2017: residential, and business and "
    "community, instead of dwellings and other buildings.",
}

# Ten of its neighbours in the North West. Nobody published this group: it shows what one does.
SIMILAR = (
    *("Allerdale", "Carlisle", "Chorley", "Copeland", "Eden", "Fylde", "Lancaster"),
    *("Ribble Valley", "South Lakeland", "South Ribble", "Wyre"),
)


def add_statistics(administrator, *, now):
    """Places, people and recorded crime, for the whole installation."""
    for file in FILES:
        file.bring_in(by=administrator, now=now)
    burglary = Measure.objects.get(code="prc:domestic-burglary", partnership=None)
    save_new(SeriesBreak(measure=burglary, **NEW_CODES), by=administrator)


def add_similar_group(partnership, officer, *, now):
    """The example of a Most Similar Group, marked as one."""
    places = Area.objects.filter(kind=AreaKind.PARTNERSHIP, name__in=SIMILAR)
    drawn = new_group(
        partnership,
        kind=ComparatorGroup.Kind.SIMILAR,
        name="Most Similar Group",
        area=places.get(name="South Lakeland"),
        from_date=datetime.date(2011, 4, 1),
        members=list(places),
        source="An example: ten neighbours in the North West",
        by=officer,
        now=now,
    )
    ComparatorGroup.objects.filter(pk=drawn.group.pk).update(example=True)
