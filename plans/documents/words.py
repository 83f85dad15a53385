"""What people said in their own words, behind the themes of a round."""

from django.db.models import F, Window
from django.db.models.functions import Coalesce, RowNumber

from events.models import Tag

QUOTED = 3


def quoted(themes):
    """For each theme up to three contributions, as everybody may read them; by the theme's key.

    A table's top priority comes first. Removed words stay removed.
    """
    place = Window(
        RowNumber(),
        partition_by=F("top"),
        order_by=[F("contribution__top_priority").desc(), F("contribution").asc(), F("pk").asc()],
    )
    tags = (
        Tag.objects.live()
        .annotate(top=Coalesce("theme__root", "theme"))
        .filter(top__in=themes)
        .annotate(place=place)
        .filter(place__lte=QUOTED)
        .select_related("contribution__table", "contribution__event")
        .prefetch_related("contribution__redactions")
    )
    found = {}
    for tag in tags.order_by("place"):
        found.setdefault(tag.top, {})[tag.contribution_id] = tag.contribution
    return {key: list(rows.values()) for key, rows in found.items()}
