"""Which themes an event has, and which of them are key, by the rule of the seed report."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.functions import Coalesce

from events.models import Contribution, ReportedTheme, Tag, Theme
from events.models.contributions import Heading, heading_of

URGENT = (Heading.URGENT_ESSENTIAL, Heading.URGENT)


@dataclass
class Counted:
    """A theme with its entries at one event, by heading."""

    theme: Theme
    named: bool = False  # in the event's report
    by_heading: dict = field(default_factory=dict)  # heading or None -> entries

    @property
    def entries(self):
        return sum(self.by_heading.values())

    @property
    def urgent(self):
        """Entries under the two urgent headings: by these a theme is key."""
        return sum(self.by_heading.get(heading, 0) for heading in URGENT)

    @property
    def key(self):
        return self.urgent > 0

    @property
    def labelled(self):
        """Entries under each of the four headings, then those that nobody placed."""
        placed = [(heading.label, self.by_heading.get(heading, 0)) for heading in Heading]
        return [*placed, ("Not placed", self.by_heading.get(None, 0))]


def ranked(event, workshop=None, level=""):
    """An event's themes, key ones first: those with most entries under the urgent headings.

    Themes without entries stand at the end, also those that only the report names. A merged
    theme's entries count in the theme that it is now part of.
    """
    counts = _counts(event, workshop, level)
    named = _named(event, workshop)
    offered = Theme.objects.offered_for(event)
    if workshop is not None:
        offered = offered.filter(session=workshop.order) | offered.filter(session=None)
    keys = counts.keys() | named | set(offered.values_list("pk", flat=True))
    themes = Theme.objects.filter(pk__in=keys).select_related("split_from")
    rows = [Counted(theme, theme.pk in named, counts.get(theme.pk, {})) for theme in themes]
    return sorted(rows, key=_place)


def _place(row):
    return (-row.urgent, -row.entries, not row.named, row.theme.order, row.theme.name)


def _counts(event, workshop, level):
    said = Tag.objects.live().filter(contribution__event=event)
    if workshop is not None:
        said = said.filter(contribution__workshop=workshop)
    if level:
        said = said.filter(contribution__level=level)
    rows = (
        said.order_by()
        .annotate(top=Coalesce("theme__root", "theme"))
        .values_list("top", "contribution__urgent", "contribution__essential")
        .annotate(n=Count("contribution", distinct=True))
    )
    counts = {}
    for top, urgent, essential, number in rows:
        counts.setdefault(top, {})[heading_of(urgent, essential)] = number
    return counts


def _named(event, workshop):
    lines = ReportedTheme.objects.filter(workshop__event=event)
    if workshop is not None:
        lines = lines.filter(workshop=workshop)
    return set(lines.annotate(top=Coalesce("theme__root", "theme")).values_list("top", flat=True))


def parts_of(theme):
    """The keys of a theme and of all that was ever merged into it, also where it is merged now."""
    into = {}
    related = Theme.objects.filter(root=theme.root_id or theme.pk)
    for key, above in related.values_list("pk", "merged_into"):
        into.setdefault(above, []).append(key)
    found, waiting = [], [theme.pk]
    while waiting:
        found.append(waiting.pop())
        waiting += into.get(found[-1], [])
    return found


def entries_of(*themes):
    """What stands in one of these themes, each entry once."""
    keys = [key for theme in themes for key in parts_of(theme)]
    return Contribution.objects.filter(
        pk__in=Tag.objects.live().filter(theme__in=keys).values("contribution")
    )
