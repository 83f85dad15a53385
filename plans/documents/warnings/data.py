"""Warnings of what a plan draws on: figures, related documents, pictures."""

from django.db.models import Max

from plans.documents.requirements.found import at
from plans.documents.warnings.groups import Warned, WarningGroup
from plans.models.blocks import BlockKind
from priorities.models import Figure
from priorities.models.figures import FigureStanding
from records.periods import day_label, short_span


def old_figures(material, on):
    """A chosen figure of which a later one is known, or that was revised since."""
    group = WarningGroup(
        "figures",
        "figure older than the latest",
        "figures older than the latest",
        "Somebody who looks the figure up will find another.",
    )
    chosen = [
        (entry, block, one.figure)
        for entry, block in material.blocks(BlockKind.FIGURES)
        for one in block.chosen_figures.all()
    ]
    latest = _latest(material.plan, [figure for _, _, figure in chosen])
    for entry, block, figure in chosen:
        newest = latest.get((figure.measure_id, figure.area_id))
        if newest and newest > figure.ends_on:
            shown = short_span(figure.starts_on, figure.ends_on)
            words = f"{figure.measure.name}: shows {shown}, known to {day_label(newest)}"
        elif figure.standing == FigureStanding.REVISED:
            words = f"{figure.measure.name}: revised since it was chosen"
        else:
            continue
        group.found.append(Warned(words, at(entry, block)))
    return group


def _latest(plan, figures):
    """The last day of the latest figure of each series, as far as the plan's own period goes."""
    if not figures:
        return {}
    known = Figure.objects.public() if plan.is_public else Figure.objects.current()
    rows = known.filter(
        measure__in={figure.measure_id for figure in figures},
        area__in={figure.area_id for figure in figures},
        ends_on__lte=plan.ends_on,
    )
    found = rows.order_by().values_list("measure", "area").annotate(Max("ends_on"))
    return {(measure, area): last for measure, area, last in found}


def documents_to_review(material, on):
    group = WarningGroup(
        "review",
        "related document past its review date",
        "related documents past their review date",
        "It may have been replaced: ask its owner, or change the date.",
    )
    place = material.first(BlockKind.RELATED) or material.cover
    for link in material.links:
        day = link.related.review_on
        if day and day < on:
            group.found.append(Warned(f"{link.related.title}: review {day_label(day)}", place))
    return group


def pictures_without_words(material, on):
    group = WarningGroup(
        "pictures",
        "picture without a description",
        "pictures without a description",
        "People who do not see it are told nothing, and the law asks for the words.",
    )
    for entry, block in material.blocks(BlockKind.PICTURE):
        if not block.picture.description.strip():
            words = block.caption or "Picture"
            group.found.append(Warned(words, at(entry, block)))
    return group
