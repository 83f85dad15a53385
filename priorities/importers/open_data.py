"""The Home Office's open data on recorded crime: a row for each place, code and quarter."""

import calendar
import datetime
import re
from collections import defaultdict

from priorities.importers.counts import NoCount, count
from priorities.importers.known_areas import KnownAreas, listed, several
from priorities.importers.offences import offences
from priorities.importers.reading import NEEDED, Counted, TableReader, rows_between
from records.columns import key
from records.periods import plan_year_label
from records.sheets import Unreadable

YEAR = re.compile(r"([0-9]{4})(?:\s*[/-]\s*(?:[0-9]{2}|[0-9]{4}))?(?:\.0)?")
QUARTER = re.compile(r"(?:quarter|q)?\s*([1-4])(?:\.0)?", re.IGNORECASE)
# Bodies that record crime and are no area.
NO_AREAS = {
    key(name)
    for name in (
        "Action Fraud",
        "British Transport Police",
        "CIFAS",
        "Financial Fraud Action UK",
        "UK Finance",
    )
}
NO_YEAR = (
    "This file has no column “Financial Year”. State the year that it is about; that it is that "
    "year will be kept with it as an assumption."
)
STATED = "The file does not say its year: {} was stated."
WRITE_YEAR = "Write the financial year as in 2017/18."
WRITE_QUARTER = "Write the quarter as 1, 2, 3 or 4; 1 begins in April."
NO_COUNT = "Write how many offences these are."
BELOW_NOUGHT = "A count below nought: more records were transferred or cancelled than were made."
BODIES = "Left out because they are no area: {}."
UNKNOWN = "Not known here by these names, and left out: {}."
NOTHING_KNOWN = "None of its places is known here. Bring in the lookups of areas first."
NOT_WHOLE = "No total for the year where not all four quarters are in the file."


class OpenData(TableReader):
    """Rows that are alike are real: everything is summed up, nothing is taken out as double."""

    place = ""  # the column with the place's name
    kind = ""  # and what kind of area that is
    columns = {
        "financial year": ["year"],
        "financial quarter": ["quarter"],
        "offence description": ["description"],
        "offence group": ["group"],
        "offence subgroup": ["sub-group", "offence sub-group", "subgroup"],
        "offence code": ["code"],
        "number of offences": ["offence count", "offences", "count"],
    }
    asks = ("year",)
    source_url = "https://www.gov.uk/government/statistics/police-recorded-crime-open-data-tables"

    def __init__(self, sheet, batch):
        super().__init__(sheet, batch)
        self._year = None if "financial year" in self.places else self._stated_year()
        self._known = KnownAreas(self.kind)
        self._sums = {}  # what a row says but for its offence code -> [sum, rows, first, last]
        self._areas, self._unknown, self._bodies = {}, set(), set()
        self._offences = {}
        self._figures = defaultdict(lambda: [0, 0, 0, 0])

    def _stated_year(self):
        said = YEAR.fullmatch(str(self.batch.stated.get("year") or ""))
        if said is None:
            raise Unreadable(NO_YEAR)
        self.notes.append(STATED.format(plan_year_label(int(said[1]))))
        return int(said[1])

    # ---- rows

    def read(self, beat):
        columns = (
            *("financial year", "financial quarter", self.place),
            *("offence group", "offence subgroup"),
        )
        for number, cells in self.rows(beat):
            said = tuple(self.cell(cells, column) for column in columns)
            counted = self._count(number, cells)
            if counted is None:
                continue
            found = self._sums.setdefault(said, [0, 0, number, number])
            found[0] += counted
            found[1] += 1
            found[3] = number
        for said, found in self._sums.items():
            self._understand(said, found)
        if not self._figures and not self.fault_count:
            raise Unreadable(NOTHING_KNOWN)
        self._keep_whole_years()
        self.notes += self._left_out()

    def _count(self, number, cells):
        said = self.cell(cells, "number of offences")
        try:
            found, missing = count(said)
        except NoCount as fault:
            self.fault(number, "number of offences", said, str(fault))
            return None
        if missing:
            self.fault(number, "number of offences", said, NO_COUNT)
        return found

    def _understand(self, said, found):
        """What rows that are alike are about; each part is understood once."""
        year, quarter, place, group, subgroup = said
        area, row = self._area(place, found[2]), found[2]
        period = self._period(year, quarter, row)
        if not group or not subgroup:
            self.fault(row, "offence subgroup" if group else "offence group", "", NEEDED)
        elif area and period:
            whole, part = offences(group, subgroup)
            self._offences |= {whole.code: whole, part.code: part}
            self._add((part.code, area, *period), found)

    def _add(self, place, found):
        total, rows, first, last = found
        kept = self._figures[place]
        kept[:] = (
            kept[0] + total,
            kept[1] + rows,
            min(kept[2] or first, first),
            max(kept[3], last),
        )

    def _area(self, name, row):
        if name not in self._areas:
            self._areas[name] = self._found(name, row)
        return self._areas[name]

    def _found(self, name, row):
        """The key of the one area that a name means, or whose code stands in its place."""
        if key(name) in NO_AREAS:
            self._bodies.add(name)
            return None
        coded = self._known.coded(name)
        found = [coded] if coded else self._known.named(name, self.kind)
        if len(found) > 1:
            self.fault(row, self.place, name, several(found))
        elif not name:
            self.fault(row, self.place, name, NEEDED)
        elif not found:
            self._unknown.add(name)
        return found[0].pk if len(found) == 1 else None

    def _period(self, year, quarter, row):
        """(year, quarter or 0 for the whole year); None where a row does not say it rightly."""
        if self._year is None:
            said = YEAR.fullmatch(year)
            if said is None:
                self.fault(row, "financial year", year, WRITE_YEAR)
                return None
        first = self._year or int(said[1])
        if "financial quarter" not in self.places:
            return first, 0
        said = QUARTER.fullmatch(quarter)
        if said is None:
            self.fault(row, "financial quarter", quarter, WRITE_QUARTER)
            return None
        return first, int(said[1])

    def _keep_whole_years(self):
        """A year is the sum of its quarters where all four are there."""
        quarters = defaultdict(set)
        for code, area, year, quarter in self._figures:
            quarters[code, area, year].add(quarter)
        for place, found in quarters.items():
            if found == {1, 2, 3, 4}:
                for quarter in sorted(found):
                    self._add((*place, 0), self._figures[*place, quarter])
        if any(found != {0} and len(found) < 4 for found in quarters.values()):
            self.notes.append(NOT_WHOLE)

    def _left_out(self):
        if self._bodies:
            yield BODIES.format(listed(self._bodies))
        if self._unknown:
            yield UNKNOWN.format(listed(self._unknown))

    # ---- what it gives

    def measures(self):
        return [one.measure(self.source) for one in self._offences.values()]

    def figures(self):
        for (code, area, year, quarter), (total, rows, first, last) in self._figures.items():
            below = total < 0
            yield Counted(
                code,
                area,
                *_days(year, quarter),
                total,
                rows_between(rows, first, last),
                printed=str(total) if below else "",
                queried=BELOW_NOUGHT if below else "",
            )


def _days(year, quarter):
    """The first and last day of a quarter, counted from April; of the whole year for 0."""
    if not quarter:
        return datetime.date(year, 4, 1), datetime.date(year + 1, 3, 31)
    year, month = (year, 3 * quarter + 1) if quarter < 4 else (year + 1, 1)
    last = calendar.monthrange(year, month + 2)[1]
    return datetime.date(year, month, 1), datetime.date(year, month + 2, last)
