"""National statistics, brought in as any file comes in, and an example of a similar group."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from partnership.models import Area
from partnership.models.places import AreaKind
from priorities.importers.now import bring_in
from priorities.models import ComparatorGroup, Measure, SeriesBreak
from priorities.models.imports import Dataset
from priorities.workflow.groups import new_group
from records.saving import save_new

DATA = Path(__file__).parent / "data"
OGL = "Open Government Licence v3.0"
HOME_OFFICE = "Home Office, police recorded crime by Community Safety Partnership"
OPEN_DATA = "https://www.gov.uk/government/statistics/police-recorded-crime-open-data-tables"
GEOGRAPHY = {
    "source": "ONS Open Geography Portal",
    "source_url": "https://geoportal.statistics.gov.uk",
}
IN_2019 = {"as_at": datetime.date(2019, 12, 31)}
IN_2024 = {"as_at": datetime.date(2024, 12, 31)}
COUNCILS = {
    "source": "mySociety, UK Local Authorities (past and current) 1.6.1",
    "source_url": "https://github.com/mysociety/uk_local_authority_names_and_codes",
}
CC_BY = "CC BY 4.0, mySociety"


@dataclass(frozen=True)
class File:
    """One file with where it comes from, and what the person who brings it in must say."""

    name: str
    dataset: Dataset
    about: dict
    licence: str = OGL
    stated: dict = field(default_factory=dict)


# In the order in which each finds what it needs: places, people, then what is counted.
FILES = (
    File("areas/csp19-names-codes.csv", Dataset.AREAS, GEOGRAPHY | IN_2019),
    File("areas/pfa19-names-codes.csv", Dataset.AREAS, GEOGRAPHY | IN_2019),
    File("areas/lad19-csp19-pfa19.csv", Dataset.AREAS, GEOGRAPHY | IN_2019),
    File("areas/la-all-codes.csv", Dataset.AREAS, GEOGRAPHY),
    File(
        "areas/lad24-csp24-pfa24-north-west-and-split-areas.csv",
        Dataset.AREAS,
        GEOGRAPHY | IN_2024,
    ),
    File("people/uk-local-authorities-current.csv", Dataset.AREAS, COUNCILS, CC_BY),
    File(
        "people/uk-local-authorities-current.csv",
        Dataset.POPULATION,
        COUNCILS | {"source": f"{COUNCILS['source']}: ONS mid-2020 estimates"},
        CC_BY,
    ),
    File(
        "people/census-2011-lad-population.csv",
        Dataset.POPULATION,
        {
            "source": "ONS and the other census offices, Census 2011: usual residents by district",
            "assumption": "The copy does not say its year; it is that of the census of 2011.",
        },
        stated={"year": 2011},
    ),
    File(
        "crime/csp-2011-12-acquisitive-north-west.csv",
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
        "crime/table-c2-ye-june-2025.csv",
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
        bring_in(
            DATA / file.name,
            file.dataset,
            by=administrator,
            now=now,
            licence=file.licence,
            stated=file.stated,
            **file.about,
        )
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
