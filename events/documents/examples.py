"""What each theme already holds, shown beside the tick boxes."""

from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import Coalesce, RowNumber

from events.models import Tag, Theme

SHOWN = 2


@dataclass(frozen=True)
class Example:
    theme: Theme
    ticked: bool
    said: list
    more: int


def examples(themes, ticked, entry):
    """For each theme its newest entries besides this one, and how many more there are.

    ``themes`` carry their counts; ``ticked`` are the keys of those that the entry stands in.
    """
    newest = Window(RowNumber(), partition_by=F("top"), order_by="-pk")
    tags = (
        Tag.objects.live()
        .exclude(contribution=entry)
        .annotate(top=Coalesce("theme__root", "theme"))
        .filter(top__in=[theme.pk for theme in themes])
        .annotate(place=newest)
        .filter(place__lte=SHOWN)
        .select_related("contribution__table", "contribution__event")
        .prefetch_related("contribution__redactions")
    )
    found = {}
    for tag in tags:
        found.setdefault(tag.top, {})[tag.contribution_id] = tag.contribution
    for theme in themes:
        said = list(found.get(theme.pk, {}).values())
        stands = theme.pk in ticked
        yield Example(theme, stands, said, max(theme.entries - len(said) - stands, 0))
