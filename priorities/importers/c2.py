"""ONS Table C2: a year's recorded crime by community safety partnership and police force area."""

import calendar
import datetime
import re
from collections import Counter

from partnership.models.places import AreaKind
from priorities.importers.c2_offences import MEASURES, PARTS
from priorities.importers.counts import NoCount, count
from priorities.importers.known_areas import AREA_CODE, MARKER, KnownAreas, listed, name_key
from priorities.importers.reading import Counted, TableReader
from records.columns import Columns
from records.numbers import plain_number
from records.sheets import Unreadable

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
YEAR_ENDING = re.compile(rf"year ending ({'|'.join(MONTHS)}) ([0-9]{{4}})", re.IGNORECASE)
STATED = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
OFFICIAL = "official statistics"
OFFICIAL_ONLY = "not accredited official statistics"

NO_PERIOD = (
    "No line above the table says which year it is, as in “year ending June 2025”. State the "
    "month with which the year ends."
)
NO_CODE = "This is not an ONS code: one letter and eight digits, as in E22000036."
NOTHING_KNOWN = "None of its places is known here. Bring in the lookups of areas first."
UNASSIGNED = (
    "{} rows “Unassigned …” were left out: crimes that a police force placed in no partnership. "
    "The figures of their police force areas contain them."
)
NO_AREA = "Left out because they have no code of a partnership: {}."
UNKNOWN = "Not known here, and left out: {}. Bring in a lookup of areas that has them."
OTHER_FORCE = "Row {} names {} and carries the code of {}. The codes were followed."
NOT_ADDING_UP = "Its parts add up to {}."
BELOW_NOUGHT = "A count below nought."


class HeadingColumns(Columns):
    """Headings of published tables carry markers: “Homicide [note 4]”."""

    def named(self, words):
        return super().named(MARKER.sub("", str(words or "")))


class TableC2(TableReader):
    """One row for each police force area and each partnership; one column for each offence."""

    columns = {
        "police force area code": [],
        "police force area name": [],
        "community safety partnership code": [],
        "community safety partnership name": [],
        "local authority code": [],
        "local authority name": [],
        **{one.name: list(one.other_names) for one in MEASURES},
    }
    needed = (
        "police force area code",
        "community safety partnership code",
        *(one.name for one in MEASURES if one.whole in ("", "total")),
    )
    asks = ("month",)
    source = "Office for National Statistics, Police force area data tables, Table C2"
    source_url = (
        "https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/"
        "policeforceareadatatables"
    )
    about = "Table C2 of the police force area data tables, as a workbook or saved as CSV."

    def __init__(self, sheet, batch):
        super().__init__(sheet, batch)
        self.starts_on, self.ends_on = self._period()
        self._known = KnownAreas(AreaKind.PARTNERSHIP, AreaKind.POLICE_FORCE)
        self._columns = [one for one in MEASURES if one.name in self.places]
        self._figures = []
        self._unassigned, self._without_code, self._unknown = Counter(), [], set()

    @classmethod
    def known_columns(cls):
        return HeadingColumns(cls.columns, needed=cls.needed)

    def _period(self):
        titles = " ".join(str(cell) for cells in self.sheet.above for cell in cells if cell)
        said = YEAR_ENDING.search(titles)
        if said:
            month, year = MONTHS[said[1].lower()], int(said[2])
        elif said := STATED.match(str(self.batch.stated.get("month") or "")):
            month, year = int(said[2]), int(said[1])
        else:
            raise Unreadable(NO_PERIOD)
        if OFFICIAL_ONLY in titles:
            self.notes.append(f"Its publisher calls these {OFFICIAL}, {OFFICIAL_ONLY}.")
        last = datetime.date(year, month, calendar.monthrange(year, month)[1])
        return (last + datetime.timedelta(days=1)).replace(year=last.year - (month < 12)), last

    # ---- rows

    def read(self, beat):
        for number, cells in self.rows(beat):
            self._check_force(number, cells)
            area = self._area(number, cells)
            if area is not None:
                self._take(number, cells, area)
        if not self._figures and not self.fault_count:
            raise Unreadable(NOTHING_KNOWN)
        self.notes += self._left_out()

    def _area(self, number, cells):
        """The area of a row; None for what is no area, or none that is known."""
        code = self.cell(cells, "community safety partnership code")
        name = self.cell(cells, "community safety partnership name")
        if not code and name:
            if name.lower().startswith("unassigned"):
                self._unassigned["row"] += 1
            else:
                self._without_code.append(name)
            return None
        column = "community safety partnership code" if code else "police force area code"
        code = self.cell(cells, column)
        if not AREA_CODE.fullmatch(code):
            self.fault(number, column, code, NO_CODE)
            return None
        area = self._known.coded(code)
        if area is None:
            self._unknown.add(f"{name or self.cell(cells, 'police force area name')} ({code})")
        return area

    def _check_force(self, number, cells):
        """One row of the real table carries another force's code."""
        force = self._known.coded(self.cell(cells, "police force area code"))
        name = MARKER.sub("", self.cell(cells, "police force area name")).strip()
        if force is None or not name:
            return
        if name_key(name) not in map(name_key, (force.name, *self._known.other_names[force.pk])):
            self.notes.append(OTHER_FORCE.format(number, name, force.name))

    def _take(self, number, cells, area):
        counts, printed = {}, {}
        for one in self._columns:
            said = self.cell(cells, one.name)
            try:
                counts[one.code] = count(said)
            except NoCount as fault:
                self.fault(number, one.name, said, str(fault))
                return
            printed[one.code] = said
        for code, (level, missing) in counts.items():
            query = "" if level is None else _query(code, level, counts)
            self._figures.append(
                Counted(
                    f"c2:{code}",
                    area.pk,
                    self.starts_on,
                    self.ends_on,
                    level,
                    f"row {number}",
                    missing=missing,
                    queried=query,
                    printed=printed[code] if query else "",
                )
            )

    def _left_out(self):
        if self._unassigned["row"]:
            yield UNASSIGNED.format(self._unassigned["row"])
        if self._without_code:
            yield NO_AREA.format(listed(self._without_code))
        if self._unknown:
            yield UNKNOWN.format(listed(self._unknown))

    # ---- what it gives

    def measures(self):
        return [one.measure(self.source) for one in self._columns]

    def figures(self):
        return iter(self._figures)


def _query(code, level, counts):
    """What is in doubt about a count; parts are never added to their whole, but compared."""
    if level < 0:
        return BELOW_NOUGHT
    parts = [counts.get(part, (None,))[0] for part in PARTS.get(code, ())]
    if not parts or None in parts or sum(parts) == level:
        return ""
    return NOT_ADDING_UP.format(plain_number(sum(parts)))
