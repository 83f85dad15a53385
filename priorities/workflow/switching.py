"""From one moment to the next other figures count: a file is brought in, or taken back."""

from django.db.models import Exists, F, Subquery

from priorities.documents.arrived import arriving, counting, of_the_same
from priorities.models import Figure, Measure
from priorities.models.figures import FigureStanding
from priorities.models.imports import IfThere

ARRIVING, CURRENT, REVISED = FigureStanding.values
NEXT = F("version") + 1


def hold_measures(batch):
    """Let nobody else switch figures of these measures until this is done."""
    used = batch.figures.order_by().values("measure")
    list(Measure.objects.select_for_update().filter(pk__in=used).order_by("pk"))


def switch_in(batch, if_there):
    """Make what a file brought count; return how many figures came in, how many were revised."""
    needless = arriving(batch).filter(here=True)
    if if_there == IfThere.REPLACE:
        needless = needless.filter(same=True)
    Figure.objects.filter(pk__in=needless.values("pk")).order_by()._raw_delete(needless.db)
    mine = batch.figures.filter(standing=ARRIVING)
    overtaken = counting().filter(Exists(of_the_same(mine)))
    revised = overtaken.update(standing=REVISED, revised_by=batch, version=NEXT)
    return mine.update(standing=CURRENT), revised


def switch_back(batch):
    """Make a file's figures count no more, and those count again that it had revised.

    Where a later file has revised its figures already, that one now revises the earlier ones:
    as if this file had never come. What was taken back is revised by itself.
    """
    mine = batch.figures.exclude(standing=ARRIVING)
    held = mine.filter(standing=CURRENT).update(standing=REVISED, version=NEXT)
    earlier = Figure.objects.filter(revised_by=batch).exclude(batch=batch)
    overtaker = of_the_same(mine).values("revised_by")[:1]
    again = earlier.annotate(overtaker=Subquery(overtaker))
    restored = again.filter(overtaker=None)
    again.exclude(overtaker=None).update(revised_by=Subquery(overtaker), version=NEXT)
    restored.update(standing=CURRENT, revised_by=None, version=NEXT)
    mine.update(revised_by=batch)
    return held
