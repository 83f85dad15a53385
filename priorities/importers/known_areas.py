"""The areas that are known here, found by code or by the name that a file writes."""

import re
from collections import defaultdict

from partnership.models import Area, AreaAlias
from partnership.models.places import AreaKind
from records.columns import key

MARKER = re.compile(r"\[.*?\]")  # “Humberside [note 4]”
TURNED = re.compile(r"(.+), ((?:city|county) of)", re.IGNORECASE)  # “London, City of”
AREA_CODE = re.compile(r"[A-Z]\d{8}")


def plain_name(words):
    """A name without what a statistical file hangs on to it: notes, “ UA”, needless blanks."""
    return " ".join(MARKER.sub("", _whole_letters(words)).split()).removesuffix(" UA")


def _whole_letters(words):
    """“Ynys Môn” where a publisher wrote “Ynys MÃ´n”: letters that were encoded twice."""
    if "Ã" not in words and "Â" not in words:
        return words
    try:
        return words.encode("cp1252").decode()
    except UnicodeError:
        return words


def name_key(words):
    """A name without what files write differently: case, “&”, “X, City of”, a first “The”."""
    said = TURNED.sub(r"\2 \1", plain_name(words).replace("&", " and "))
    return key(re.sub(r"^the ", "", said, flags=re.IGNORECASE))


class KnownAreas:
    """Areas of some kinds by their codes, former codes and names; a name may mean several."""

    def __init__(self, *kinds):
        found = Area.objects.filter(kind__in=kinds)
        self.areas = {area.pk: area for area in found if area.merged_into_id is None}
        # What was merged into another leads to it.
        ways = {area.pk: area.merged_into_id or area.pk for area in found}
        self._by_code, self._by_name = {}, defaultdict(set)
        self.other_names = defaultdict(set)  # key of an area -> its aliases
        for area in found:
            self._know(ways[area.pk], area.code, area.name)
        aliases = AreaAlias.objects.filter(area__kind__in=kinds)
        for pk, name in aliases.values_list("area", "name"):
            code = name if AREA_CODE.fullmatch(name) else ""
            self._know(ways[pk], code, name)
            self.other_names[ways[pk]].add(name)

    def _know(self, pk, code, name):
        area = self.areas.get(pk)
        if area is None:
            return
        if code:
            self._by_code[code] = area
        self._by_name[area.kind, name_key(name)].add(pk)

    def coded(self, code):
        """The area of a code, or of a code that it once had; None if there is none."""
        return self._by_code.get(code)

    def named(self, words, kind, on=None):
        """Every area of a kind that a name may mean; with a day, those that were there then."""
        found = [self.areas[pk] for pk in self._by_name.get((kind, name_key(words)), ())]
        return [area for area in found if on is None or _was_there(area, on)]


def _was_there(area, day):
    begun = area.from_date is None or area.from_date <= day
    return begun and (area.to_date is None or area.to_date >= day)


def several(areas):
    """What to say where a name means more than one area."""
    named = " and ".join(f"{area.code or area.name}" for area in areas)
    kind = AreaKind(areas[0].kind).label.lower()
    return f"This name means {len(areas)} areas of the kind “{kind}”: {named}. Write its code."


def listed(names, most=12):
    """Names in a note: all of a few, the first of many and how many more."""
    names = sorted(names)
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"
