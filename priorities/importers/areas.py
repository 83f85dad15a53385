"""Areas: the ONS lookups and the register of councils; codes, names and what lies in what."""

from partnership.models.places import AreaKind
from priorities.importers import lookup_rows, postcode_rows, register_rows
from priorities.importers.area_changes import AreaChanges
from priorities.importers.known_areas import KnownAreas, name_key, several
from priorities.importers.lookup_rows import LookupRows
from priorities.importers.postcode_rows import PostcodeRows
from priorities.importers.reading import TableReader
from priorities.importers.register_rows import RegisterRows
from priorities.models import EvidenceImport
from priorities.models.imports import Dataset
from records.columns import Columns
from records.imports import ImportState
from records.sheets import Unreadable

NO_CODES = (
    "No column holds ONS codes of areas. Lookups of the ONS name theirs LAD24CD, CSP24CD or "
    "PFA24CD; a register of councils “gss-code”."
)
NO_FORCE = "There is no police force area of this name. Bring in their names and codes first."


class AreaColumns(Columns):
    """Lookups differ in all but this: some of their columns hold codes."""

    def fits(self, cells):
        return float(any(_holds_codes(self.named(cell)) for cell in cells))


def _holds_codes(column):
    return bool(column) and (column.endswith(("code", "code of a year")))


class Areas(TableReader):
    """A file about areas; what it says that is known already changes nothing."""

    columns = (
        lookup_rows.COLUMNS
        | register_rows.COLUMNS
        | postcode_rows.COLUMNS
        | {"local authority code": ["local-authority-code"]}
    )
    source = "Office for National Statistics, Open Geography Portal"
    source_url = "https://geoportal.statistics.gov.uk"
    about = (
        "Names and codes, lookups of council, partnership and police force, or of small areas; "
        "postcode districts (LA9) with the codes of the areas that they lie in."
    )

    def __init__(self, sheet, batch):
        super().__init__(sheet, batch)
        if not any(map(_holds_codes, self.places)):
            raise Unreadable(NO_CODES)
        self.told_rows = self._rows_of(self.places)(self)
        self.plan = None

    @staticmethod
    def _rows_of(columns):
        """What kind of file it is, as its columns say."""
        if "postcode district" in columns:
            return PostcodeRows
        return RegisterRows if "ONS code" in columns else LookupRows

    @classmethod
    def known_columns(cls):
        return AreaColumns(cls.columns, needed=cls.needed)

    def read(self, beat):
        rows = self.told_rows
        for number, cells in self.rows(beat):
            rows.take(number, cells)
        rows.finish()
        self.notes += rows.notes()
        self.plan = self._compared(rows.told)
        for row, name, message in self.plan.faults:
            self.fault(row, "area code" if rows.told.postcodes else "name", name, message)

    def _compared(self, told):
        kinds = {one.kind for one in told.areas.values()} | {AreaKind.POLICE_FORCE}
        if told.postcodes:
            kinds |= set(AreaKind.values) - {AreaKind.NEIGHBOURHOOD}
        known = KnownAreas(*kinds)
        self._find_forces(told, known)
        newer = EvidenceImport.objects.filter(dataset=Dataset.AREAS, state=ImportState.DONE)
        older = bool(told.on) and newer.filter(as_at__gt=told.on).exists()
        return AreaChanges(told, known, older=older)

    def _find_forces(self, told, known):
        """Some lookups name the police force without its code."""
        force = AreaKind.POLICE_FORCE
        for (area, name), row in self.told_rows.forces_named.items():
            found = known.named(name, force)
            here = [one for one in told.areas.values() if one.kind == force]
            codes = {one.code for one in found if one.code}
            codes |= {one.code for one in here if name_key(one.name) == name_key(name)}
            if len(codes) == 1:
                code = codes.pop()
                told.area(code, name, row, official=False)
                told.lies_in[area, code] = row
            else:
                self.fault(row, "force", name, several(found) if found else NO_FORCE)

    def changes(self):
        return self.plan.listed()

    def apply(self, *, by, now):
        return self.plan.apply(by=by)
