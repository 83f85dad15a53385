"""Street-level crime of data.police.uk: each row an incident, counted by month, place and kind."""

import calendar
import datetime
import re
from contextlib import contextmanager
from operator import itemgetter

from django.utils.text import slugify

from partnership.models import Area
from priorities.importers import street_json
from priorities.importers.reading import NEEDED, Counted, CountedMeasure, TableReader, rows_between
from priorities.importers.street_places import StreetPlaces
from priorities.models.stated import Missing
from records.sheets import Unreadable

WHOLE = "street:recorded-crime"
# Incidents that are no recorded crime: beside the whole, never in it.
DISORDER = "anti-social-behaviour"
KINDS = {
    DISORDER: "Anti-social behaviour",
    "bicycle-theft": "Bicycle theft",
    "burglary": "Burglary",
    "criminal-damage-and-arson": "Criminal damage and arson",
    "drugs": "Drugs",
    "other-crime": "Other crime",
    "other-theft": "Other theft",
    "possession-of-weapons": "Possession of weapons",
    "public-order": "Public order",
    "robbery": "Robbery",
    "shoplifting": "Shoplifting",
    "theft-from-the-person": "Theft from the person",
    "vehicle-crime": "Vehicle crime",
    "violence-and-sexual-offences": "Violence and sexual offences",
}
IN_THE_API = {
    "criminal-damage-arson": "criminal-damage-and-arson",
    "violent-crime": "violence-and-sexual-offences",
}
MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(-.*)?", re.DOTALL)
PIECE = 20_000

WRITE_MONTH = "Write the month as in 2016-03."
NEW_KIND = "“{}” is a kind that was not known here. It is counted as a measure of its own."
STATE_PLACE = "This answer does not say for which place it is. State the place beside the file."
STATE_MONTH = "This answer is empty. State the place and the month for which nothing is published."
NO_DATA = "Its source publishes no data for this place and month: that is not nought."
NO_ROWS = "This file names its columns and has no rows below them."


class StreetCrime(TableReader):
    """Incidents counted by month, district and (where we know it) small area, by kind."""

    columns = {
        "month": [],
        "lsoa name": [],
        "crime type": ["category"],
        "lsoa code": [],
        **{name: [] for name in ("crime id", "reported by", "falls within", "longitude")},
        **{name: [] for name in ("latitude", "location", "last outcome category", "context")},
    }
    needed = ("month", "lsoa name", "crime type")
    asks = ("area", "month")
    source = "data.police.uk, street-level crime"
    source_url = "https://data.police.uk/data/"
    about = "One row for each incident, as downloaded by month and force; or the API's answer."

    def __init__(self, sheet, batch, answer_for=None):
        super().__init__(sheet, batch)
        self._answer_for = answer_for
        self._alike = {}
        self._kinds = {}
        self._figures = {}

    @classmethod
    def extension_of(cls, file):
        found = super().extension_of(file)
        is_answer = found == "csv" and street_json.is_answer(file)
        file.seek(0)
        return "json" if is_answer else found

    @classmethod
    @contextmanager
    def opened(cls, file, batch):
        if street_json.is_answer(file):
            place = Area.objects.filter(uid=batch.stated.get("area") or None).first()
            if place is None:
                raise Unreadable(STATE_PLACE)
            yield cls(street_json.sheet(file), batch, answer_for=place.pk)
        else:
            with super().opened(file, batch) as found:
                yield found

    def read(self, beat):
        """Count the rows that are alike; what they mean is asked once for all of them.

        A million rows pass through this loop, so it does nothing else.
        """
        month, name, kind = (self.places[column] for column in self.needed)
        saying = itemgetter(month, self.places.get("lsoa code", name), name, kind)
        alike = self._alike
        for number, cells in self.sheet.rows:
            try:
                said = saying(cells)
            except IndexError:
                self._short(number, cells)
                continue
            if said in alike:
                found = alike[said]
                found[0] += 1
                found[2] = number
            else:
                alike[said] = [1, number, number]
            if not number % PIECE:
                beat(number)
        self._understand()
        beat(self.rows_seen)

    def _short(self, number, cells):
        if any(cells):
            self.rows_seen += 1
            self.fault(number, "crime type", "", NEEDED)

    # ---- what the rows mean

    def _understand(self):
        places = StreetPlaces({str(code or "").strip() for _, code, _, _ in self._alike})
        months = {}
        for said, (count, first, last) in self._alike.items():
            month, code, name, kind = (_text(cell) for cell in said)
            if not (month or code or name or kind):
                continue  # blank lines
            self.rows_seen += count
            if month not in months:
                months[month] = self._month(month, first)
            kind, day = self._kind(kind, first), months[month]
            if kind and day:
                areas = self._areas(places, code, name, day, count)
                self._add(areas, day, kind, (count, first, last))
        if not self.rows_seen:
            self._no_data()
        self._alike = {}
        self.notes += places.notes()

    def _areas(self, places, code, name, day, count):
        return [self._answer_for] if self._answer_for else places.of(code, name, day, count)

    def _no_data(self):
        """An empty answer of the API is “no data published”; an empty file is a mistake."""
        if not self._answer_for:
            raise Unreadable(NO_ROWS)
        month = MONTH.fullmatch(self.batch.stated.get("month") or "")
        if month is None:
            raise Unreadable(STATE_MONTH)
        day = datetime.date(int(month[1]), int(month[2]), 1)
        self._kinds[DISORDER] = KINDS[DISORDER]
        for code in (WHOLE, f"street:{DISORDER}"):
            self._figures[code, self._answer_for, day] = None
        self.notes.append(NO_DATA)

    def _month(self, said, row):
        found = MONTH.fullmatch(said)
        if found is None:
            self.fault(row, "month", said, WRITE_MONTH)
            return None
        return datetime.date(int(found[1]), int(found[2]), 1)

    def _kind(self, said, row):
        kind = slugify(said)
        kind = IN_THE_API.get(kind, kind)
        if not kind:
            self.fault(row, "crime type", said, NEEDED)
            return None
        if kind not in self._kinds:
            self._kinds[kind] = KINDS.get(kind, said)
            if kind not in KINDS:
                self.notes.append(NEW_KIND.format(said))
        return kind

    def _add(self, areas, day, kind, counted):
        count, first, last = counted
        codes = [f"street:{kind}"] if kind == DISORDER else [f"street:{kind}", WHOLE]
        for place in ((code, area, day) for area in areas for code in codes):
            found = self._figures.setdefault(place, [0, first, last])
            found[0] += count
            found[1], found[2] = min(found[1], first), max(found[2], last)

    # ---- what it gives

    def measures(self):
        found = [_measure(WHOLE, "Recorded crime")]
        for kind, name in self._kinds.items():
            disorder = kind == DISORDER
            noun, whole = ("incidents", "") if disorder else ("offences", WHOLE)
            found.append(_measure(f"street:{kind}", name, noun=noun, whole=whole))
        return found

    def figures(self):
        for (code, area, day), found in self._figures.items():
            last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
            if found is None:
                yield Counted(code, area, day, last, None, "", missing=Missing.NO_DATA)
            else:
                yield Counted(code, area, day, last, found[0], rows_between(*found))


def _measure(code, name, **fields):
    # Another dataset counts a burglary too, but not the same ones.
    return CountedMeasure(code, f"{name} (street level)", source=StreetCrime.source, **fields)


def _text(cell):
    return "" if cell is None else str(cell).strip()
