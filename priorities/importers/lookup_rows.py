"""Lookups of the ONS and what is compiled from them: codes, names, what lies in what."""

import re
from collections import Counter
from datetime import date

from priorities.importers.known_areas import AREA_CODE, plain_name
from priorities.importers.told_areas import Told, kind_of

# Columns by their place in a row; ONS writes a year into each name, which moves on.
COLUMNS = {
    "council code": ["LADCD", "district code"],
    "council code of a year": [re.compile("lad[0-9]{2}cd")],
    "council": ["LADNM", "local authority name"],
    "council of a year": [re.compile("lad[0-9]{2}nm")],
    "code in use": ["LADCD_ACTIVE"],
    "name in use": ["LADNM_ACTIVE"],
    "county code": [re.compile("(utla|cty)([0-9]{2})?cd")],
    "county": [re.compile("(utla|cty)([0-9]{2})?nm")],
    "partnership code": [re.compile("csp([0-9]{2})?cd")],
    "partnership": [re.compile("csp([0-9]{2})?nm")],
    "partnership in Welsh": [re.compile("csp([0-9]{2})?nmw")],
    "force code": [re.compile("pfa([0-9]{2})?cd")],
    "force": ["Police_force", re.compile("pfa([0-9]{2})?nm")],
    "region code": ["region code", re.compile("rgn([0-9]{2})?cd")],
    "region": ["region name", re.compile("rgn([0-9]{2})?nm")],
    "country code": [re.compile("ctry([0-9]{2})?cd")],
    "country": [re.compile("ctry([0-9]{2})?nm")],
    "neighbourhood code": ["LSOA code", re.compile("lsoa([0-9]{2})?cd")],
    "neighbourhood": ["LSOA name", re.compile("lsoa([0-9]{2})?nm")],
}
YEAR = re.compile("(?:lad|csp|pfa|lsoa)([0-9]{2})cd")
NO_CODE = "This is not an ONS code: one letter and eight digits, as in E07000031."
NO_NAME = "An area needs a name."
ELSEWHERE = "{} rows are about places outside England and Wales and were left out."


def year_of(header):
    """The year that a lookup's column names carry, the latest of them; None without one."""
    found = [YEAR.fullmatch("".join(filter(str.isalnum, name.lower()))) for name in header]
    return max((2000 + int(match[1]) for match in found if match), default=None)


class LookupRows:
    """Reads a lookup whichever of the columns it has."""

    def __init__(self, reader):
        self.reader = reader
        year = year_of(reader.sheet.header)
        # ONS names these releases for December, but as they stood at its end.
        self.told = Told(on=reader.batch.as_at or (date(year, 12, 31) if year else None))
        self.forces_named = {}  # (area, name of its force) -> row
        self.ended = set()
        self._left_out = Counter()

    def take(self, number, cells):
        """One row: its areas, and which of them lies in which."""
        found = {}
        for thing in ("neighbourhood", "council", "partnership", "force", "county", "region"):
            self._area(number, cells, thing, found)
        self._country(number, cells, found)
        if found:
            self._same_council(number, cells, found)
            self._link(number, cells, found)
        else:
            self._left_out["row"] += 1

    def finish(self):
        """A council that stands here under two codes is one."""
        self.told.settle()

    def notes(self):
        """What was left out, and what this file cannot say."""
        if self._left_out["row"]:
            yield ELSEWHERE.format(self._left_out["row"])
        if self.ended:
            yield (
                f"{len(self.ended)} councils of this file have ended; it does not say when. "
                "A register of councils does: bring that in as well."
            )

    # ---- the areas of a row

    def _code(self, cells, thing):
        """(the column, what stands in it)"""
        more = ["local authority code"] if thing == "council" else []
        for column in (f"{thing} code", f"{thing} code of a year", *more):
            if said := self.reader.cell(cells, column):
                return column, said
        return "", ""

    def _name(self, cells, thing):
        said = self.reader.cell(cells, thing)
        return said or self.reader.cell(cells, f"{thing} of a year")

    def _area(self, number, cells, thing, found):
        (column, code), name = self._code(cells, thing), self._name(cells, thing)
        if not code:
            return
        if not AREA_CODE.fullmatch(code):
            self.reader.fault(number, column, code, NO_CODE)
        elif kind_of(code) is None or (thing == "county") != code.startswith("E10"):
            return  # of another country; or a council that is a county as well
        elif not name:
            self.reader.fault(number, thing, name, NO_NAME)
        else:
            told = self.told.area(code, name, number)
            told.name_cy = told.name_cy or plain_name(self.reader.cell(cells, f"{thing} in Welsh"))
            found[thing] = code

    def _country(self, number, cells, found):
        """Of interest only beside something else: every row of a lookup has one."""
        if found:
            self._area(number, cells, "country", found)

    def _same_council(self, number, cells, found):
        """A council under a new code is still itself; one under a new name came after it."""
        council, used = found.get("council"), self.reader.cell(cells, "code in use")
        if not council or not used or used == council or kind_of(used) is None:
            return
        name = self.reader.cell(cells, "name in use")
        if name == self._name(cells, "council"):
            self.told.same[council] = used
            return
        self.ended.add(council)
        found.pop("county", None)  # that of the council in use
        self.told.area(used, name, number)
        self.told.lies_in[council, used] = number

    # ---- what lies in what

    def _link(self, number, cells, found):
        council, partnership = found.get("council"), found.get("partnership")
        if council and partnership:
            self.told.partnerships.setdefault(council, {})[partnership] = number
        for child, parent in (
            ("neighbourhood", "council"),
            ("council", "county"),
            ("council", "region"),
            ("region", "country"),
            (partnership and "partnership", "force"),
        ):
            if child in found and parent in found:
                self.told.lies_in[found[child], found[parent]] = number
        if council and "region" not in found and "country" in found:
            self.told.lies_in[council, found["country"]] = number
        self._force(number, cells, found, partnership or council)

    def _force(self, number, cells, found, area):
        """The force of a partnership; of a council only where a file names no partnership."""
        name = self.reader.cell(cells, "force")
        if area and "force" in found:
            self.told.lies_in[area, found["force"]] = number
        elif area and name:
            self.forces_named[area, name] = number
