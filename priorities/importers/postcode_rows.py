"""Which postcode districts lie in which areas: a district such as LA9 beside an ONS code."""

import re

from priorities.importers.known_areas import AREA_CODE
from priorities.importers.told_areas import Told

COLUMNS = {
    "postcode district": ["pcd district", "postcode area and district", "outcode", "outward code"],
    "area code": ["ONS area code", "area ONS code"],
}
DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
NO_DISTRICT = "This is not a postcode district. Write its first half alone, as in LA9 or SW1A."
NO_CODE = "This is not an ONS code: one letter and eight digits, as in E07000031."


class PostcodeRows:
    """Reads them; the areas must be here already, since such a file does not name them."""

    def __init__(self, reader):
        self.reader = reader
        self.told = Told(on=reader.batch.as_at)
        self.forces_named = {}

    def take(self, number, cells):
        code = self._code(cells)
        said = self.reader.cell(cells, "postcode district")
        district = said.upper().replace(" ", "")
        if not AREA_CODE.fullmatch(code):
            self.reader.fault(number, "area code", code, NO_CODE)
        elif not DISTRICT.fullmatch(district):
            self.reader.fault(number, "postcode district", said, NO_DISTRICT)
        else:
            self.told.postcodes.setdefault((code, district), number)

    def _code(self, cells):
        for column in ("area code", "council code", "council code of a year"):
            if said := self.reader.cell(cells, column):
                return said
        return ""

    def finish(self):
        """Nothing is left to settle."""

    def notes(self):
        return ()
