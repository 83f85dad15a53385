"""How figures of a file arrive, unseen: its measures found or made, the figures in pieces."""

import uuid

from django.db import transaction
from django.db.models import ProtectedError

from partnership.models import Topic
from partnership.models.names import alike
from priorities.models import Figure, Measure
from priorities.models.figures import FigureStanding
from priorities.models.stated import Firmness
from records.jobs import beat
from records.rows import insert_rows
from records.saving import save_new, save_over

# What a figure takes over from its file as it is.
COUNTED = ("starts_on", "ends_on", "level", "rate", "missing", "printed", "queried", "rows")


@transaction.atomic
def keep_measures(batch, counted, *, now):
    """Keys of the measures that a file counts, by code; those that are new here are made."""
    wanted = {one.code: one for one in counted}
    here = Measure.objects.filter(partnership=batch.partnership, code__in=wanted)
    found = {measure.code: measure for measure in here}
    new = [code for code in wanted if code not in found]
    for code in new:
        found[code] = save_new(_measure(batch, wanted[code]), by=batch.by)
    for code in new:
        whole = found.get(wanted[code].whole)
        if whole is not None:
            found[code].whole = whole
            save_over(found[code], base_version=found[code].version, by=batch.by)
    made = batch.preview.get("made", []) + [str(found[code].uid) for code in new]
    batch.preview = batch.preview | {"made": made}
    beat(batch, now=now, preview=batch.preview)
    return {code: measure.pk for code, measure in found.items()}


def _measure(batch, counted):
    name = counted.name
    if Measure.objects.filter(partnership=batch.partnership, name=name).exists():
        # A burglary of another source is not the same burglary.
        name = f"{name} ({batch.get_dataset_display().partition(':')[0]})"
    return Measure(
        partnership=batch.partnership,
        code=counted.code,
        name=name,
        noun=counted.noun,
        good=counted.good,
        reason=counted.reason,
        unit=counted.unit,
        smallest_shown=counted.smallest_shown,
        source=counted.source or batch.source[:200],
        topic=_topic(counted.topic),
    )


def _topic(name):
    """The topic of this name, or that this is another word for; None where there is none."""
    if not name:
        return None
    for topic in Topic.objects.prefetch_related("aliases"):
        if alike(name) in {alike(topic.name), *(alike(one.name) for one in topic.aliases.all())}:
            return topic
    return None


@transaction.atomic
def keep_figures(batch, counted, measures, *, now):
    """Let some figures arrive. They do not count yet, and their file is their history."""
    beat(batch, now=now)
    firmness = Firmness.PROVISIONAL if batch.provisional else Firmness.FINAL
    insert_rows(
        Figure,
        {
            "batch": batch.pk,
            "as_at": batch.as_at,
            "source_as_stated": batch.source,
            "standing": FigureStanding.ARRIVING,
        },
        ("uid", "measure", "area", "firmness", *COUNTED),
        [
            (
                uuid.uuid4(),
                measures[one.code],
                one.area,
                one.firmness or ("" if one.missing else firmness),
                *(getattr(one, name) for name in COUNTED),
            )
            for one in counted
        ],
    )


def remove_arrived(batch):
    """Take away what arrived of a file, and the measures that only it brought."""
    batch.figures.filter(standing=FigureStanding.ARRIVING).order_by()._raw_delete(batch.figures.db)
    empty = Measure.objects.filter(uid__in=(batch.preview or {}).get("made", []), figures=None)
    try:
        with transaction.atomic():
            empty.filter(whole__isnull=False).delete()
            empty.delete()
    except ProtectedError:
        return  # somebody has used one of them meanwhile: they stay
