"""In which areas of ours an incident of a street-level file lies."""

import re
from collections import Counter, defaultdict

from partnership.models import Area
from partnership.models.names import alike
from partnership.models.places import AreaKind

# “South Lakeland 001A” is a small area of the district South Lakeland.
SMALL_AREA = re.compile(r"(.+) [0-9]{3}[A-Z]{1,2}")
MANY = 500  # codes that one query asks for

NO_PLACE = "no place is named"
UNKNOWN = "“{}” is no area here"
SEVERAL = "several areas are called “{}”"


class StreetPlaces:
    """Districts by name and small areas by code, each asked for once."""

    def __init__(self, codes):
        self._small = {}
        codes = sorted(filter(None, codes))
        for start in range(0, len(codes), MANY):
            found = Area.objects.filter(code__in=codes[start : start + MANY])
            self._small |= dict(found.values_list("code", "pk"))
        self._districts = self._by_name()
        self.left_out = Counter()

    @staticmethod
    def _by_name():
        """Every name of a district, as people write it: the districts that bear it."""
        found = defaultdict(dict)
        districts = Area.objects.offered().filter(kind=AreaKind.DISTRICT)
        for area in districts.prefetch_related("aliases"):
            for name in (area.name, *(alias.name for alias in area.aliases.all())):
                found[alike(name)][area.pk] = area
        return found

    def of(self, code, name, day, count):
        """Keys of the areas in which some incidents lie; none where that is not known."""
        if not name:
            self.left_out[NO_PLACE] += count
            return []
        found = SMALL_AREA.fullmatch(name)
        district = self._district(found[1] if found else name, day, count)
        small = self._small.get(code)
        return [pk for pk in (district, small) if pk is not None]

    def _district(self, name, day, count):
        called = list(self._districts.get(alike(name), {}).values())
        fitting = [area for area in called if _is_there(area, day)] or called
        if len(fitting) == 1:
            return fitting[0].pk
        self.left_out[(SEVERAL if fitting else UNKNOWN).format(name)] += count
        return None

    def notes(self):
        """What is in no figure of a district, and why, the most first."""
        for reason, count in self.left_out.most_common():
            rows = f"{count:,} row{' is' if count == 1 else 's are'}"
            yield f"{rows} in no district's figures: {reason}."


def _is_there(area, day):
    return (area.from_date or day) <= day <= (area.to_date or day)
