"""The areas of England and Wales: files that come with the portal, brought in as any file is."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from partnership.models import Area
from partnership.models.places import AreaKind
from portal.documents.suggesting import FOLDER, REGISTER
from priorities.importers.now import bring_in
from priorities.models.imports import Dataset

OGL = "Open Government Licence v3.0"
CC_BY = "CC BY 4.0, mySociety"
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


@dataclass(frozen=True)
class File:
    """One file with where it comes from, and what the person who brings it in must say."""

    path: Path
    dataset: Dataset
    about: dict
    licence: str = OGL
    stated: dict = field(default_factory=dict)

    def bring_in(self, *, by, now):
        """The same file a second time changes nothing."""
        return bring_in(
            self.path,
            self.dataset,
            by=by,
            now=now,
            licence=self.licence,
            stated=self.stated,
            **self.about,
        )


# In the order in which each finds what it needs.
FILES = (
    File(FOLDER / "csp19-names-codes.csv", Dataset.AREAS, GEOGRAPHY | IN_2019),
    File(FOLDER / "pfa19-names-codes.csv", Dataset.AREAS, GEOGRAPHY | IN_2019),
    File(FOLDER / "lad19-csp19-pfa19.csv", Dataset.AREAS, GEOGRAPHY | IN_2019),
    File(FOLDER / "la-all-codes.csv", Dataset.AREAS, GEOGRAPHY),
    File(
        FOLDER / "lad24-csp24-pfa24-north-west-and-split-areas.csv",
        Dataset.AREAS,
        GEOGRAPHY | IN_2024,
    ),
    File(REGISTER, Dataset.AREAS, COUNCILS, CC_BY),
)


def areas_are_here():
    """Whether somebody brought in the councils already, from these files or others."""
    return Area.objects.filter(kind=AreaKind.DISTRICT).exclude(code="").count() > 1


def bring_in_areas(*, by, now):
    """All areas with their codes and what lies in what, once."""
    if not areas_are_here():
        for file in FILES:
            file.bring_in(by=by, now=now)
