"""Places as people write them, found by code or name; what fits several is never guessed."""

import difflib
import re
from collections import defaultdict

from partnership.documents.places import holds_on
from partnership.models import Area
from partnership.models.names import alike
from partnership.models.places import AreaKind

CODE = re.compile(r"[A-Z][0-9]{8}")


class Unclear(ValueError):
    """Words that name no place, or several, and what to write instead."""


class NamedPlaces:
    """All areas above the neighbourhood by code and by name, read once."""

    def __init__(self, areas):
        self._by_code, self._names = {}, {}
        self._own, self._other = defaultdict(set), defaultdict(set)
        for area in areas:
            if area.code:
                self._by_code[area.code] = area
            own = {area.name, area.name_cy}
            others = {one.name for one in (*area.aliases.all(), *area.other_names.all())}
            self._names[area] = {alike(name) for name in own | others if name}
            for known, names in ((self._own, own), (self._other, others)):
                for name in filter(None, names):
                    known[alike(name)].add(area)

    @classmethod
    def load(cls):
        areas = Area.objects.offered().exclude(kind=AreaKind.NEIGHBOURHOOD)
        return cls(areas.prefetch_related("aliases", "other_names"))

    def find(self, words, code="", *, on=None, kind=None):
        """The place of these words or this code; of several the one of a ``kind``, if it is one.

        ``on`` is the day of which they speak: places that had ended by then do not count.
        """
        if not code and CODE.fullmatch(words.strip().upper()):
            words, code = "", words
        if code:
            return self._coded(code.strip().upper(), words)
        found = self._own.get(alike(words)) or self._other.get(alike(words)) or set()
        if not found:
            raise Unclear(self._unknown(words))
        found = {area for area in found if holds_on(area, on)} or found
        fitting = {area for area in found if area.kind == kind} if len(found) > 1 else found
        if len(fitting) != 1:
            raise Unclear(_several(words, found))
        return next(iter(fitting))

    def _coded(self, code, words):
        area = self._by_code.get(code)
        if area is None:
            raise Unclear(f"No place here has the code {code}.")
        if words and alike(words) not in self._names[area]:
            raise Unclear(f"{code} is {area.name}, not {words}. Correct one of them.")
        return area

    def _unknown(self, words):
        near = difflib.get_close_matches(alike(words), [*self._own, *self._other], n=2, cutoff=0.8)
        found = {area.name for name in near for area in self._own[name] | self._other[name]}
        meant = f" Is it {' or '.join(sorted(found))}?" if found else ""
        return f"No place here is named {words}.{meant}"


def _several(words, found):
    areas = sorted(found, key=lambda area: (area.kind, area.code))
    kinds = list(dict.fromkeys(f"a {area.get_kind_display().lower()}" for area in areas))
    said = " and ".join(kinds) if len(kinds) > 1 else f"{kinds[0]} more than once"
    codes = " or ".join(area.code for area in areas if area.code)
    instead = f"write the code ({codes})" if codes else "write its code"
    return f"{words} is {said}: {instead}."
