"""A Most Similar Group as its publisher lists it: a place a row, and the day it holds from."""

import datetime
from dataclasses import dataclass, field

from partnership.documents.places import Places, covered_areas, partnership_area
from partnership.models.places import AreaKind
from priorities.documents.named_places import NamedPlaces, Unclear
from priorities.importers.reading import NEEDED, TableReader
from priorities.models import ComparatorGroup
from priorities.workflow.groups import (
    FEWEST,
    TOO_FEW,
    by_name,
    difference,
    moved,
    new_group,
    standing,
)
from records import periods
from records.columns import key
from records.sheets import Unreadable

USUAL = ComparatorGroup.Kind.SIMILAR.label
OF_A_PARTNERSHIP = "A group belongs to a partnership. Bring the file in on that one's page."
NO_DAY = "Say from which day the group holds, as 01/04/2010."
NOT_A_DAY = "Write the day as dd/mm/yyyy, for instance 01/04/2010."
TWICE = "{} stands in row {} already. Take one of the rows out."
NOT_A_MEMBER = "{} itself is not among the members. The place that the group is for is one of them."
WHOSE = "These are all your own places. Say in a column “for” which one the group is for."
NOT_OURS = "Your partnership does not cover this place."
OTHER_MEMBERS = "Other members here"


@dataclass
class Listed:
    """A group as the file has it: its places with the rows in which they stand."""

    name: str
    day: datetime.date | None
    row: int
    members: dict = field(default_factory=dict)
    place: object = None  # the one that the group is for
    said: bool = False  # the file says so itself


class SimilarGroups(TableReader):
    """Groups of similar places, each from a day on."""

    columns = {
        "group": ["group name", "name of the group", "family"],
        "from": ["from date", "valid from", "since", "drawn on", "holds from"],
        "place": [
            *("member", "member place", "name", "place name", "area"),
            *("partnership", "community safety partnership", "csp"),
        ],
        "code": ["ons code", "area code", "place code", "csp code", "member code"],
        "for": ["for place", "place that it is for", "group of"],
    }
    needed = ("place",)
    licence = ""
    about = "One row for each place of the group, with the day from which it holds."

    def __init__(self, sheet, batch):
        super().__init__(sheet, batch)
        if batch.partnership is None:
            raise Unreadable(OF_A_PARTNERSHIP)
        self.groups, self._own = {}, {}
        self._named, self._above = NamedPlaces.load(), Places.load()
        self._row_before = {"group": batch.stated.get("group") or USUAL}
        self._row_before["from"] = batch.stated.get("from", "")

    def read(self, beat):
        for number, cells in self.rows(beat):
            said = {column: self.cell(cells, column) for column in self.columns}
            self._take(number, said)
        for listed in self.groups.values():
            self._check(listed)

    def _take(self, row, said):
        """One place; what the row leaves out about the group stands in the row above."""
        for column in ("group", "from"):
            said[column] = said[column] or self._row_before[column]
            self._row_before[column] = said[column]
        if not said["place"] and not said["code"]:
            return self.fault(row, "place", "", NEEDED)
        try:
            day = _day(said["from"])
        except ValueError as unfit:
            return self.fault(row, "from", said["from"], str(unfit))
        listed = self.groups.setdefault((key(said["group"]), day), Listed(said["group"], day, row))
        own = self._own_places(day)
        kind = own[0].kind if own else None
        area = self._found(row, "place", said["place"], day, kind, code=said["code"])
        if area in listed.members:
            self.fault(row, "place", said["place"], TWICE.format(area.name, listed.members[area]))
        elif area:
            listed.members[area] = row
        if said["for"]:
            listed.place = self._found(row, "for", said["for"], day, kind) or listed.place
            listed.said = True
        return None

    def _found(self, row, column, words, day, kind, code=""):
        try:
            return self._named.find(words, code, on=day, kind=kind)
        except Unclear as unclear:
            where = "code" if code and column == "place" else column
            self.fault(row, where, code or words, str(unclear))
        return None

    def _own_places(self, day):
        """The partnership's own places on a day; first the one that stands for it."""
        partnership = self.batch.partnership
        if day not in self._own:
            stands = partnership_area(partnership, day, self._above)
            own = [stands, *covered_areas(partnership, day)]
            self._own[day] = list(dict.fromkeys(filter(None, own)))
        return self._own[day]

    def _check(self, listed):
        """What no row says alone: whom the group is for, and whether it has members enough."""
        own = self._own_places(listed.day)
        here = [area for area in own if area in listed.members]
        listed.place = listed.place or (here[0] if here else None)
        if listed.day is None:
            self.fault(listed.row, "from", "", NO_DAY)
        elif listed.place is None or listed.place not in listed.members:
            name = listed.place.name if listed.place else self.batch.partnership.place_name
            self.fault(listed.row, "place", "", NOT_A_MEMBER.format(name))
        elif listed.place not in own:
            self.fault(listed.row, "for", listed.place.name, NOT_OURS)
        elif not listed.said and len(here) > 1 and listed.place.kind != AreaKind.PARTNERSHIP:
            names = ", ".join(area.name for area in here)
            self.fault(listed.row, "place", names, WHOSE)
        elif len(listed.members) < FEWEST:
            self.fault(listed.row, "place", "", TOO_FEW)

    # ---- what is new

    def changes(self):
        return [said for listed in self._in_order() if (said := self._change(listed))]

    def differing(self):
        return sum(said["what"] == OTHER_MEMBERS for said in self.changes())

    def _in_order(self):
        return sorted(self.groups.values(), key=lambda one: one.day)

    def _change(self, listed):
        same, before = standing(
            self.batch.partnership,
            kind=ComparatorGroup.Kind.SIMILAR,
            name=listed.name,
            area=listed.place,
            day=listed.day,
        )
        joined, left = difference(same or before, listed.members)
        if same and not joined and not left:
            return None
        words = f"{listed.name} from {periods.day_label(listed.day)}: {len(listed.members)} places."
        if same or before:
            words += f" {moved(joined, left)}"
        else:
            words += f" {', '.join(str(area) for area in by_name(listed.members))}."
        return {"what": OTHER_MEMBERS if same else "New group", "words": words}

    def apply(self, *, by, now):
        drawn = [
            new_group(
                self.batch.partnership,
                kind=ComparatorGroup.Kind.SIMILAR,
                name=listed.name,
                area=listed.place,
                from_date=listed.day,
                members=list(listed.members),
                source=self.batch.source,
                by=by,
                now=now,
                batch=self.batch,
                if_there=self.batch.if_there,
            )
            for listed in self._in_order()
        ]
        return sum(one.made for one in drawn)


def _day(said):
    """A day as people and programs write it, or None."""
    if not said:
        return None
    written = said.removesuffix(" 00:00:00").removesuffix("T00:00:00")
    for way in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y"):
        try:
            return datetime.datetime.strptime(written, way).date()
        except ValueError:
            continue
    raise ValueError(NOT_A_DAY)
