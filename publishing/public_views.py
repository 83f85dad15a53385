"""What the public pages of every published document have in common."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.safestring import mark_safe

from publishing.models import Edition


def public_edition(document, number):
    """An edition that the public may read, or 404."""
    return get_object_or_404(Edition.objects.public(), document=document, number=number)


def contents_tree(entries):
    """The contents as a tree for the side of the page: chapters with what stands below each."""
    chapters = []
    for entry in entries:
        if entry["level"] == 1 or not chapters:
            chapters.append({**entry, "below": []})
        else:
            chapters[-1]["below"].append(entry)
    return chapters


def edition_context(document, edition, address):
    """What the site page puts round the frozen text of an edition."""
    editions = Edition.objects.public().filter(document=document)
    return {
        "partnership": document.partnership,
        "document": document,
        "edition": edition,
        "current": document.current_edition,
        "editions": [(one, address.edition(one.number)) for one in editions],
        "snapshot": edition.snapshot,
        "contents": contents_tree(edition.snapshot["contents"]),
        "fragment": mark_safe(edition.fragment),  # noqa: S308 - frozen, cleaned when composed
        "pdf": edition.pdf,
        "page_address": address.page,
        "edition_address": address.edition(edition.number),
        "pdf_address": address.edition_file(edition.number),
    }


def pdf_of_current(document):
    """The PDF of the current edition, which may be another one tomorrow."""
    response = pdf_of(document.current_edition)
    response.headers["Cache-Control"] = "no-cache"
    return response


def pdf_of_edition(document, number):
    """The PDF of one edition: the same bytes for ever."""
    response = pdf_of(public_edition(document, number))
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def pdf_of(edition):
    """The PDF of an edition that whoever asks may read, or 404 where there is none."""
    rendition = edition.pdf
    if rendition is None or not rendition.file:
        raise Http404("This edition has no PDF here.")
    response = FileResponse(
        rendition.file.open("rb"), content_type="application/pdf", filename=rendition.filename
    )
    response.headers["ETag"] = f'"{rendition.sha256}"'
    return response
