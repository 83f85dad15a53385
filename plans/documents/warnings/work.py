"""Warnings of what people still have open: comments, and words that could not be saved."""

from django.urls import reverse

from plans.documents.commenting import open_counts
from plans.documents.requirements.found import Place, at, counted
from plans.documents.warnings.groups import Warned, WarningGroup
from plans.models import KeptText


def open_comments(material, on):
    group = WarningGroup(
        "comments",
        "section with open comments",
        "sections with open comments",
        "Somebody waits for an answer. Comments are never printed or published.",
    )
    counts = open_counts(material.plan)
    for entry in material.entries:
        if count := counts.get(entry.section.pk):
            words = f"{entry.section.title}: {counted(count, 'comment')}"
            group.found.append(Warned(words, at(entry)))
    if count := counts.get(None):
        address = reverse("plans:plan_detail", args=[material.plan.uid])
        place = Place("Plan", address, material.plan.title)
        group.found.append(Warned(f"The whole plan: {counted(count, 'comment')}", place))
    return group


def kept_texts(material, on):
    """Whose words wait to be joined, and where; never the words themselves."""
    group = WarningGroup(
        "kept",
        "text kept and not joined",
        "texts kept and not joined",
        "Somebody’s words are kept beside the plan and are not in it.",
    )
    entries = {entry.section.pk: entry for entry in material.entries}
    address = reverse("plans:plan_detail", args=[material.plan.uid])
    for one in KeptText.objects.filter(plan=material.plan).select_related("user", "block"):
        entry = one.block and entries.get(one.block.section_id)
        place = at(entry, one.block) if entry else Place("Plan", address, one.where)
        group.found.append(Warned(f"{one.where}: kept for {one.user.label}", place))
    return group
