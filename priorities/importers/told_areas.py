"""What a file says about areas: their codes and names, what lies in what, what ended."""

from dataclasses import dataclass, field
from datetime import date

from partnership.models.places import AreaKind
from priorities.importers.known_areas import plain_name

# What the first three signs of an ONS code stand for, in England and Wales.
KINDS = {
    **dict.fromkeys(("E06", "E07", "E08", "E09", "W06"), AreaKind.DISTRICT),
    **dict.fromkeys(("E22", "W14"), AreaKind.PARTNERSHIP),
    **dict.fromkeys(("E23", "W15"), AreaKind.POLICE_FORCE),
    **dict.fromkeys(("E92", "W92"), AreaKind.COUNTRY),
    **dict.fromkeys(("E01", "W01"), AreaKind.NEIGHBOURHOOD),
    "E10": AreaKind.COUNTY,
    "E12": AreaKind.REGION,
}
# Names that documents use and that no file of codes holds; each of them is certain.
OTHER_NAMES = {
    "E07000112": ("Shepway",),
    "E22000145": ("Folkestone and Hythe",),
    "E22000363": ("Northern Devon",),
    "E22000371": ("York",),
    "W06000014": ("The Vale of Glamorgan",),
}
SMALL_WORDS = {"And", "Of", "Upon", "On", "In", "With", "Under"}


def kind_of(code):
    """The kind of area that a code stands for; None for codes of other countries and things."""
    return KINDS.get(code[:3])


def in_usual_letters(name):
    """“YORKSHIRE AND THE HUMBER” as “Yorkshire and The Humber”; other names as they are."""
    if not name.isupper():
        return name
    words = name.title().split()
    return " ".join(word.lower() if word in SMALL_WORDS else word for word in words)


@dataclass
class ToldArea:
    """One area as a file tells it; ``official`` where the file is one of names and codes."""

    code: str
    kind: str
    name: str
    row: int
    name_cy: str = ""
    official: bool = True
    codes: set = field(default_factory=set)  # others that the same council has or had
    from_date: date | None = None
    to_date: date | None = None

    @property
    def other_names(self):
        """What else people write: “City of London” for “London, City of”, “and” for “&”."""
        found = {*OTHER_NAMES.get(self.code, ()), *self.codes}
        if "&" in self.name:
            found.add(self.name.replace("&", "and"))
        first, _, last = self.name.partition(", ")
        if last in ("City of", "County of"):
            found.add(f"{last} {first}")
        return found


@dataclass
class Told:
    """All that a file says about areas, by their codes."""

    on: date | None = None  # the day on which the file holds
    areas: dict = field(default_factory=dict)
    partnerships: dict = field(default_factory=dict)  # council -> partnerships, with rows
    lies_in: dict = field(default_factory=dict)  # (child, parent) -> row
    same: dict = field(default_factory=dict)  # former code -> code of the same council
    postcodes: dict = field(default_factory=dict)  # (code, postcode district) -> row

    def area(self, code, name, row, **more):
        """Take note of an area of England or Wales; its first row names it."""
        if code not in self.areas:
            name = in_usual_letters(plain_name(name))
            self.areas[code] = ToldArea(code, kind_of(code), name, row, **more)
        return self.areas[code]

    def settle(self):
        """Once all rows are read: a council that was told under two codes is one."""
        for former, code in self.same.items():
            again = self.areas.pop(former)
            self.area(code, again.name, again.row).codes.add(former)
        self.partnerships = {
            self.same.get(council, council): into for council, into in self.partnerships.items()
        }
        self.lies_in = {
            (self.same.get(child, child), parent): row
            for (child, parent), row in self.lies_in.items()
        }

    def links(self):
        """{(child, parent): row}: what lies in what.

        A council with one partnership lies in it; one that is divided holds each of them.
        """
        found = dict(self.lies_in)
        for council, into in self.partnerships.items():
            for partnership, row in into.items():
                pair = (council, partnership) if len(into) == 1 else (partnership, council)
                found[pair] = row
        return found
