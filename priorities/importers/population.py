"""Population by council: what rates are computed by."""

import datetime
import re

from partnership.models.places import AreaKind
from priorities.importers.counts import NoCount, count
from priorities.importers.known_areas import AREA_CODE, KnownAreas, listed, several
from priorities.importers.reading import Counted, CountedMeasure, TableReader
from priorities.importers.told_areas import kind_of
from priorities.models.measures import POPULATION, GoodDirection
from records.columns import key
from records.periods import day_label
from records.sheets import Unreadable

# The days of the censuses; other populations are estimates for the middle of a year.
CENSUS_DAYS = {
    2001: datetime.date(2001, 4, 29),
    2011: datetime.date(2011, 3, 27),
    2021: datetime.date(2021, 3, 21),
}
MIDDLE_OF_YEAR = (6, 30)
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
KINDS = (AreaKind.DISTRICT, AreaKind.COUNTY)

NO_YEAR = (
    "This file does not say its year. State it: 2001, 2011 and 2021 stand for the day of the "
    "census, other years for the middle of the year."
)
NO_NAME = "Write the name or the code of the council."
AS_ON = "These are populations on {}."
ELSEWHERE = "{} rows are about places outside England and Wales, or about no council."
NO_NUMBER = "{} rows give no population and were left out."
UNKNOWN = "Left out, because no council of that day is known here by these names: {}."
SEVERAL = "Left out, because their names mean several councils: {}."
NOTHING_KNOWN = "None of its councils is known here. Bring in the lookups of areas first."
BELOW_NOUGHT = "A population below nought."
MEASURE = CountedMeasure(
    POPULATION,
    "Population",
    noun="people",
    good=GoodDirection.CONTEXT,
    reason="Rates are computed by it.",
    smallest_shown=0,
)


class Population(TableReader):
    """One row for each council. Counties hold their districts: only one tier is ever added up."""

    columns = {
        "code": ["gss-code", "area code", "ONS code", re.compile("lad[0-9]{0,2}cd")],
        "council": [
            *("nice-name", "name", "local authority", "local authority name", "area name"),
            re.compile("lad[0-9]{0,2}nm"),
        ],
        "population": [
            *("all usual residents", "usual residents", "people"),
            re.compile("(pop|population|mid)((19|20)[0-9]{2})?"),
        ],
    }
    needed = ("council", "population")
    asks = ("year",)
    source = "Office for National Statistics, population by local authority"
    about = "A census or a mid-year estimate, with the name or the code of each council."

    def __init__(self, sheet, batch):
        super().__init__(sheet, batch)
        self.day = self._day()
        self.notes.append(AS_ON.format(day_label(self.day)))
        self._known = KnownAreas(*KINDS)
        self._figures = []
        self._elsewhere, self._without = 0, 0
        self._unknown, self._several = [], []

    def _day(self):
        """The year stands over the column, as in “pop-2020”, or somebody states it."""
        over = YEAR.search(key(self.sheet.header[self.places["population"]]))
        said = over or YEAR.fullmatch(str(self.batch.stated.get("year") or ""))
        if said is None:
            raise Unreadable(NO_YEAR)
        year = int(said[0])
        estimate = datetime.date(year, *MIDDLE_OF_YEAR)
        return estimate if over else CENSUS_DAYS.get(year, estimate)

    # ---- rows

    def read(self, beat):
        for number, cells in self.rows(beat):
            area = self._area(number, cells)
            if area is not None:
                self._take(number, cells, area)
        if not self._figures and not self.fault_count:
            several_named = SEVERAL.format(listed(self._several))
            raise Unreadable(several_named if self._several else NOTHING_KNOWN)
        self.notes += self._left_out()

    def _area(self, number, cells):
        code, name = self.cell(cells, "code"), self.cell(cells, "council")
        if code:
            return self._coded(code, name)
        if "code" in self.places:
            self._elsewhere += 1  # the register has no codes for councils of Northern Ireland
            return None
        if not name:
            self.fault(number, "council", name, NO_NAME)
            return None
        found = self._known.named(name, AreaKind.DISTRICT, self.day)
        if len(found) > 1:
            self._several.append(f"{name} (row {number}). {several(found)}")
        elif not found:
            self._unknown.append(name)
        return found[0] if len(found) == 1 else None

    def _coded(self, code, name):
        if not AREA_CODE.fullmatch(code) or kind_of(code) not in KINDS:
            self._elsewhere += 1
            return None
        found = self._known.coded(code)
        if found is None:
            self._unknown.append(f"{name} ({code})")
        return found

    def _take(self, number, cells, area):
        said = self.cell(cells, "population")
        try:
            people, missing = count(said)
        except NoCount as fault:
            self.fault(number, "population", said, str(fault))
            return
        if missing:
            self._without += 1
            return
        query = BELOW_NOUGHT if people < 0 else ""
        self._figures.append(
            Counted(
                POPULATION,
                area.pk,
                self.day,
                self.day,
                people,
                f"row {number}",
                queried=query,
                printed=said if query else "",
            )
        )

    def _left_out(self):
        if self._elsewhere:
            yield ELSEWHERE.format(self._elsewhere)
        if self._without:
            yield NO_NUMBER.format(self._without)
        if self._unknown:
            yield UNKNOWN.format(listed(self._unknown, most=60))
        if self._several:
            yield SEVERAL.format(listed(self._several))

    # ---- what it gives

    def measures(self):
        return [MEASURE]

    def figures(self):
        return iter(self._figures)
