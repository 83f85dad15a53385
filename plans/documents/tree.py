"""The tree of a plan's sections: what stands beside and below what, how deep, with which number."""

from plans.models import Section

DEEPEST = 4  # levels of headings that a reader can still follow
PARTS = list(Section.Part.values)


class Tree:
    """Sections of one plan as they stand to each other. Reads no more than it is given."""

    def __init__(self, rows):
        self.rows = {row.pk: row for row in rows}
        self.children = {}
        for row in sorted(self.rows.values(), key=lambda r: (PARTS.index(r.part), r.order, r.pk)):
            self.children.setdefault(row.parent_id, []).append(row)

    @classmethod
    def of(cls, plan):
        return cls(plan.sections.all())

    def beside(self, row):
        """The sections of its level and part, itself among them, in order."""
        return [one for one in self.children[row.parent_id] if one.part == row.part]

    def below(self, row):
        """All that stands below a section, each behind the one that it lies in."""
        found = []
        for child in self.children.get(row.pk, []):
            found += [child, *self.below(child)]
        return found

    def depth(self, row):
        """1 for a chapter."""
        above = self.rows.get(row.parent_id)
        return 1 + (self.depth(above) if above else 0)

    def height(self, row):
        """How many levels it takes up with what lies in it."""
        return 1 + max((self.height(child) for child in self.children.get(row.pk, [])), default=0)

    def numbers(self):
        """The number of each section by its key; front parts and appendices have none."""
        found = {}
        self._number(None, "", found)
        return found

    def _number(self, parent, prefix, found):
        count = 0
        for row in self.children.get(parent, []):
            numbered = row.part == Section.Part.MAIN
            count += numbered
            found[row.pk] = f"{prefix}{count}" if numbered else ""
            self._number(row.pk, f"{found[row.pk]}." if numbered else "", found)


def numbers_in(plans):
    """The numbers of all sections of several plans, in one query."""
    by_plan = {}
    for row in Section.objects.filter(plan__in=plans):
        by_plan.setdefault(row.plan_id, []).append(row)
    found = {}
    for rows in by_plan.values():
        found |= Tree(rows).numbers()
    return found
