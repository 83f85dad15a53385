from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from plans.documents.silence import unanswered_findings
from plans.models.blocks import BlockKind
from priorities.documents.strands import strand_rows


@dataclass(frozen=True)
class Place:
    """Where something stands or is to be put: what the link says, and where it leads."""

    label: str
    address: str
    title: str = ""


@dataclass(frozen=True)
class Found:
    """What the plan's data says to a requirement: whether it is met, how, and what is missing."""

    met: bool
    how: str = ""
    detail: str = ""
    place: Place | None = None


class Material:
    """A plan's outline and the data round it, read at most once however much is asked of it."""

    def __init__(self, plan, outline):
        self.plan = plan
        self.outline = outline

    @cached_property
    def unanswered(self):
        """How many findings that it shows have no answer yet."""
        return unanswered_findings(self.plan).count()

    @cached_property
    def entries(self):
        """The sections in their order."""
        return list(self.outline.walk())

    @cached_property
    def _by_kind(self):
        found = {}
        for entry in self.entries:
            for block in entry.blocks:
                found.setdefault(block.kind, []).append((entry, block))
        return found

    def blocks(self, kind):
        """(section, block) of every block of a kind, in the order of the plan."""
        return self._by_kind.get(kind, [])

    def first(self, *kinds):
        """The place of the first block of one of these kinds, or none."""
        found = [pair for kind in kinds for pair in self.blocks(kind)]
        return at(*found[0]) if found else None

    def chapter_of(self, kind):
        """The chapter in which the first block of a kind stands."""
        blocks = self.blocks(kind)
        if not blocks:
            return None
        number = blocks[0][0].number.split(".")[0]
        chapter = next((e for e in self.outline.sections if e.number == number), blocks[0][0])
        return at(chapter)

    @property
    def cover(self):
        """Title, period, summary and list of priorities are stated there."""
        return Place("Cover", reverse("plans:plan_edit", args=[self.plan.uid]))

    @cached_property
    def strands(self):
        chosen = self.plan.priority_list
        return strand_rows(chosen, self.plan.starts_on) if chosen else []

    @cached_property
    def listed(self):
        """The priorities of the plan's list, in their order."""
        chosen = self.plan.priority_list
        return list(chosen.entries.all()) if chosen and self.strands else []

    @cached_property
    def actions(self):
        """(section, action) of every action, in the order of the plan."""
        rows = self.outline.actions
        return [(entry, one) for entry in self.entries for one in rows.get(entry.section.pk, [])]

    @cached_property
    def printed_sections(self):
        """The keys of the sections that show their actions."""
        return {entry.section.pk for entry, _ in self.blocks(BlockKind.ACTIONS)}

    @cached_property
    def budget(self):
        return getattr(self.plan, "budget", None)

    @cached_property
    def funding(self):
        return list(self.plan.funding_sources.all())

    @cached_property
    def partners(self):
        return self.plan.partners.count()

    @cached_property
    def links(self):
        return list(self.plan.links.select_related("related"))

    @cached_property
    def themes(self):
        """The keys of the priorities that each theme of the list runs across, by theme."""
        found = {}
        if self.plan.priority_list_id:
            rows = self.plan.priority_list.themes.values_list("pk", "priorities")
            for theme, priority in rows:
                found.setdefault(theme, set()).add(priority)
        return found


def at(entry, block=None, anchor=""):
    """The place of a section, of a block in it, or of a paragraph."""
    address = reverse("plans:section_detail", args=[entry.section.uid])
    if anchor:
        address = f"{address}#{anchor}"
    elif block is not None:
        address = f"{address}#block-{block.uid}"
    return Place(entry.number or entry.section.title, address, entry.section.title)


def numbers(entries):
    """“3.3”, “4.1 and 4.2”, “4.1 to 4.4 (4 sections)”: sections by what stands before them."""
    found = list(dict.fromkeys(entry.number or entry.section.title for entry in entries))
    if len(found) > 3:
        return f"{found[0]} to {found[-1]} ({len(found)} sections)"
    return " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))


def counted(number, one, several=None):
    """“1 figure”, “9 figures”."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
