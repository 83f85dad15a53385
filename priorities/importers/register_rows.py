"""The register of councils past and present: when they began and ended, what replaced them."""

import datetime
from collections import Counter
from dataclasses import dataclass

from partnership.models.places import AreaKind
from priorities.importers.known_areas import listed
from priorities.importers.told_areas import Told, kind_of

COLUMNS = {
    "ONS code": ["gss-code"],
    "local authority code": ["local-authority-code"],  # the register's own, of three letters
    "name": ["nice-name"],
    "began": ["start-date"],
    "ended": ["end-date"],
    "replaced by": ["replaced-by"],
    "county of": ["county-la"],
    "former codes": ["former-gss-codes"],
}
ONE_DAY = datetime.timedelta(days=1)
NO_DAY = "Write the day as in 2023-03-31."
LEFT_OUT = "{} rows were left out: combined authorities, and councils outside England and Wales."
DOUBTFUL = "In which county these lie was left out, because what replaced them lies in another: {}."


@dataclass
class Council:
    """A row of the register that is a council of England or Wales."""

    row: int
    code: str
    began: datetime.date | None
    ended: datetime.date | None
    into: list
    county: str


class RegisterRows:
    """Reads the register; councils name each other by letters, so all rows come first."""

    def __init__(self, reader):
        self.reader = reader
        self.told = Told(on=reader.batch.as_at)
        self.forces_named = {}
        self._councils = {}
        self._doubtful = []
        self._left_out = Counter()

    def take(self, number, cells):
        code = self.reader.cell(cells, "ONS code")
        if kind_of(code) not in (AreaKind.DISTRICT, AreaKind.COUNTY):
            self._left_out["row"] += 1
            return
        told = self.told.area(code, self.reader.cell(cells, "name"), number, official=False)
        told.codes |= {one for one in self._listed(cells, "former codes") if kind_of(one)}
        self._councils[self.reader.cell(cells, "local authority code")] = Council(
            number,
            code,
            self._day(number, cells, "began"),
            self._day(number, cells, "ended"),
            self._listed(cells, "replaced by"),
            self.reader.cell(cells, "county of"),
        )

    def _listed(self, cells, column):
        return [one.strip() for one in self.reader.cell(cells, column).split(",") if one.strip()]

    def _day(self, number, cells, column):
        said = self.reader.cell(cells, column)
        try:
            return datetime.date.fromisoformat(said[:10]) if said else None
        except ValueError:
            self.reader.fault(number, column, said, NO_DAY)
            return None

    def finish(self):
        """Now that every council is known: who came after whom, and in which county."""
        for council in self._councils.values():
            self._end(council)
            self._place_in_county(council)

    def _end(self, council):
        """Some rows name the last day, some the first one of what came after."""
        after = [self._councils[one] for one in council.into if one in self._councils]
        begun = [one.began for one in after if one.began]
        if council.ended:
            last = min([council.ended, *(day - ONE_DAY for day in begun)])
            self.told.areas[council.code].to_date = last
        for one in after:
            # Other rows state when a body was registered: no day on which an area began.
            self.told.areas[one.code].from_date = one.began
            if kind_of(council.code) == kind_of(one.code) == AreaKind.DISTRICT:
                self.told.lies_in[council.code, one.code] = council.row

    def _place_in_county(self, council):
        county = self._councils.get(council.county)
        if county is None or kind_of(county.code) != AreaKind.COUNTY:
            return
        after = [self._councils[one] for one in council.into if one in self._councils]
        if any(one.county and one.county != council.county for one in after):
            self._doubtful.append(self.told.areas[council.code].name)
        else:
            self.told.lies_in[council.code, county.code] = council.row

    def notes(self):
        if self._left_out["row"]:
            yield LEFT_OUT.format(self._left_out["row"])
        if self._doubtful:
            yield DOUBTFUL.format(listed(self._doubtful))
