"""What stands in a plan: figures, findings, structure, partners, contacts, links."""

from plans.documents.requirements.found import Found, at, counted, numbers
from plans.models.blocks import BlockKind


def measures(material, requirement):
    """Figures by which success can be measured are chosen and shown."""
    holding = [pair for pair in material.blocks(BlockKind.FIGURES) if _chosen(pair[1])]
    return _counted_blocks(
        material, holding, lambda block: len(_chosen(block)), "figure", "No figures are chosen"
    )


def findings(material, requirement):
    """What people said is chosen and shown."""
    holding = [p for p in material.blocks(BlockKind.FINDINGS) if p[1].statements.all()]
    return _counted_blocks(
        material, holding, lambda block: len(block.statements.all()), "finding",
        "No findings are chosen",
    )  # fmt: skip


def _chosen(block):
    return block.chosen_figures.all()


def _counted_blocks(material, holding, size, word, nothing):
    if not holding:
        kinds = (BlockKind.FIGURES,) if word == "figure" else (BlockKind.FINDINGS,)
        return Found(False, detail=nothing, place=material.first(*kinds))
    count = sum(size(block) for _, block in holding)
    how = f"{counted(count, word)} in {numbers([entry for entry, _ in holding])}"
    return Found(True, how, place=at(*holding[0]))


def structure(material, requirement):
    """The figure with its list of words stands in it, and no line of it is unconfirmed."""
    place = material.first(BlockKind.STRUCTURE)
    if place is None:
        return Found(False, detail="No section shows the structure")
    lines = material.outline.reporting_lines
    if not lines:
        return Found(False, detail="No reporting line is stated", place=place)
    unsure = sum(not line.confirmed for line in lines)
    if unsure:
        said = "All lines" if unsure == len(lines) else f"{unsure} of {len(lines)} lines"
        how = f"{counted(len(lines), 'reporting line')}, drawn and in words"
        return Found(False, how, f"{said} “not yet confirmed”", place)
    how = f"{counted(len(lines), 'reporting line')}, drawn and in words, in {place.label}"
    return Found(True, how, place=place)


def partners(material, requirement):
    place = material.first(BlockKind.PARTNERS)
    if not material.partners:
        return Found(False, detail="No partner is named", place=place)
    if place is None:
        return Found(False, detail="No section shows the partners")
    return Found(True, f"{counted(material.partners, 'partner')} in {place.label}", place=place)


def summary(material, requirement):
    words = material.plan.summary.split()
    if not words:
        return Found(False, detail="No summary yet", place=material.cover)
    more = " …" if len(words) > 8 else ""
    return Found(True, f"It begins “{' '.join(words[:8])}{more}”", place=material.cover)


def contact(material, requirement):
    """Whom to ask, and whom to ask for another format."""
    place = material.first(BlockKind.CONTACT)
    contacts = material.outline.contacts.get("plan", [])
    lacking = []
    if place is None:
        lacking.append("no section shows the contacts")
    elif not contacts:
        lacking.append("no contact for the plan is stated")
    if material.outline.formats_contact is None:
        lacking.append("nobody to ask for other formats is stated")
    if lacking:
        return Found(False, detail=" and ".join(lacking).capitalize(), place=place)
    return Found(True, f"Contacts in {place.label}, other formats on the cover", place=place)


def links(material, requirement):
    """A related document of the kind that is asked for is linked to the plan."""
    found = [
        link.related
        for link in material.links
        if not requirement.evidence_kind or link.related.kind == requirement.evidence_kind
    ]
    place = material.first(BlockKind.RELATED)
    if not found:
        kind = requirement.get_evidence_kind_display() or "Related document"
        return Found(False, detail=f"Not linked: {kind.lower()}", place=place)
    return Found(True, " and ".join(f"“{one.title}”" for one in found), place=place)


def answers(material, requirement):
    """Each finding that the plan shows says somewhere what was done about it, or why nothing."""
    silent, place = material.unanswered, material.first(BlockKind.FINDINGS)
    if place is None:
        return Found(False, detail="No findings are chosen")
    if silent:
        return Found(False, detail=f"{counted(silent, 'finding')} without an answer", place=place)
    return Found(True, "Every finding in it has its answer", place=place)


def stated(material, requirement):
    """No data shows it: somebody states it with name and date."""
    return Found(False, detail="Nobody has stated it yet")
