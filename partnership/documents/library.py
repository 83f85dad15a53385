"""The documents that a partnership's work builds on, as readers find them."""

from dataclasses import dataclass

from partnership.models import RelatedDocument
from records.files import KINDS


@dataclass(frozen=True)
class Shelf:
    """Documents of one kind."""

    title: str
    documents: list


def shelves(partnership):
    """What everybody may see, by kind and title; empty shelves are left out."""
    found = RelatedDocument.objects.published().filter(partnership=partnership)
    rows = list(found.select_related("owner_organisation").order_by("title"))
    shelves = [
        Shelf(kind.label, [row for row in rows if row.kind == kind])
        for kind in RelatedDocument.Kind
    ]
    return [shelf for shelf in shelves if shelf.documents]


def file_kind(related):
    """Which kind of file is kept of it."""
    return KINDS[related.file.name.rpartition(".")[2]]
