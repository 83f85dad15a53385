"""What a file says about areas, beside what is known: what is new, and making it so."""

from collections import Counter

from partnership.models import Area, AreaAlias, AreaLink, PostcodeDistrict
from partnership.models.names import alike
from partnership.models.places import AreaKind
from priorities.importers import area_links
from priorities.importers.known_areas import name_key, several
from records.periods import day_label
from records.saving import save_over

PIECE = 1000
SHOWN = 30  # of each sort of change, in the preview
UNKNOWN = "No area here has this code. Bring in a file of names and codes first."


class AreaChanges:
    """The differences between a file and what is known here; made whole or not at all.

    Areas are recognised by their codes and the codes they once had; one that was entered
    without a code, by its name, where only one of its kind has that name. What an ``older``
    file says never replaces what a newer one said.
    """

    def __init__(self, told, known, *, older=False):
        self.told, self.older = told, older
        self.faults = []  # (row, name, message)
        self.new = []
        self.aliases = []  # (code, name)
        self.coded = {}  # code -> the area that is known
        self._changed = {}  # key -> [area, words, ...]
        for one in told.areas.values():
            self._match(one, known)
        self.links = area_links.new_links(told, self.coded, older=older)
        self.overtaken = [] if older else area_links.overtaken(told, self.coded)
        self.postcodes = list(self._new_postcodes(known))  # (area, district)

    def _match(self, told, known):
        area = known.coded(told.code) or next(filter(None, map(known.coded, told.codes)), None)
        if area is None:
            area = self._without_code(told, known)
        if area is None:
            self.new.append(told)
            self._name(told, told.name, (), told.other_names)
            return
        self.coded[told.code] = area
        names = (told.other_names | {told.code}) - {area.code}
        self._compare(told, area, known.other_names[area.pk], names)

    def _new_postcodes(self, known):
        here = set(PostcodeDistrict.objects.values_list("area", "district"))
        for (code, district), row in self.told.postcodes.items():
            area = known.coded(code)
            if area is None:
                self.faults.append((row, code, UNKNOWN))
            elif (area.pk, district) not in here:
                here.add((area.pk, district))
                yield area, district

    def _without_code(self, told, known):
        if told.kind == AreaKind.NEIGHBOURHOOD:
            return None
        found = [area for area in known.named(told.name, told.kind) if not area.code]
        if len(found) > 1:
            self.faults.append((told.row, told.name, several(found)))
        if len(found) != 1:
            return None
        found[0].code = told.code
        self._change(found[0], f"{found[0].name} has the code {told.code}.")
        return found[0]

    def _compare(self, told, area, aliases, names):
        if not _means(told.name, area.name, aliases):
            names |= {told.name}
            if told.official and not self.older:
                names = names - {told.name} | {area.name}
                self._change(area, f"{area.name} is called {told.name} now.")
                area.name = told.name
        self._name(told, area.name, aliases, names | {told.name})
        if told.name_cy and not area.name_cy:
            area.name_cy = told.name_cy
            self._change(area, f"{area.name} is {told.name_cy} in Welsh.")
        self._date(told, area)

    def _date(self, told, area):
        if told.from_date and area.from_date is None:
            area.from_date = told.from_date
            self._change(area, f"{area.name} began on {day_label(told.from_date)}.")
        if told.to_date and area.to_date is None:
            area.to_date = told.to_date
            self._change(area, f"{area.name} ended on {day_label(told.to_date)}.")

    def _name(self, told, name, aliases, names):
        known = {alike(one) for one in (name, *aliases)}
        fresh = sorted(one for one in names if alike(one) not in known)
        self.aliases += [(told.code, one) for one in fresh]

    def _change(self, area, words):
        self._changed.setdefault(area.pk, [area])
        self._changed[area.pk].append(words)

    # ---- told

    def listed(self):
        """For the preview, {"what", "words"}: the first of each sort, and how many more."""
        found = [("New area", f"{one.name}, {one.code}") for one in self.new]
        found += [("Changed area", said) for _, *words in self._changed.values() for said in words]
        names = {code: area.name for code, area in self.coded.items()}
        names |= {one.code: one.name for one in self.new}
        found += [("Other name", f"{names[code]}: {name}") for code, name in self.aliases]
        found += [
            ("What lies in what", f"{names[child]} in {names[parent]}")
            for child, parent in self.links
        ]
        found += [("No longer", str(link)) for link in self.overtaken]
        found += [("Postcode district", f"{said} in {area.name}") for area, said in self.postcodes]
        return list(_first_of_each(found))

    # ---- done

    def apply(self, *, by):
        """Keep all of it; return how many things were made or changed."""
        for area, *_ in self._changed.values():
            save_over(area, base_version=area.version, by=by)
        made = [_area(told) for told in self.new]
        Area.objects.bulk_create(made, batch_size=PIECE)
        self.coded |= {told.code: area for told, area in zip(self.new, made, strict=True)}
        names = [AreaAlias(area=self.coded[code], name=name) for code, name in self.aliases]
        AreaAlias.objects.bulk_create(names, batch_size=PIECE, ignore_conflicts=True)
        lying = [PostcodeDistrict(area=area, district=said) for area, said in self.postcodes]
        PostcodeDistrict.objects.bulk_create(lying, batch_size=PIECE)
        ended = area_links.end(self.overtaken, self.told.on)
        links = [
            AreaLink(child=self.coded[child], parent=self.coded[parent])
            for child, parent in self.links
        ]
        if self.older:
            for link in links:
                link.to_date = self.told.on  # whether it held longer, a newer file said
        AreaLink.objects.bulk_create(links, batch_size=PIECE)
        placed = area_links.place_former_councils() + area_links.keep_to_councils()
        counted = (self._changed, made, names, lying, links)
        return sum(map(len, counted)) + ended + placed


def _means(told, name, aliases):
    return name_key(told) in {name_key(one) for one in (name, *aliases)}


def _area(told):
    fields = ("code", "kind", "name", "name_cy", "from_date", "to_date")
    return Area(**{field: getattr(told, field) for field in fields})


def _first_of_each(found):
    counts = Counter(what for what, _ in found)
    shown = Counter()
    for what, words in found:
        shown[what] += 1
        if shown[what] <= SHOWN:
            yield {"what": what, "words": words}
        elif shown[what] == counts[what]:
            yield {"what": what, "words": f"and {counts[what] - SHOWN:,} more"}
