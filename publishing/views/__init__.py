"""What the workspace's pages of an edition have in common, whatever was published."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import translate_url

from publishing.children import RenderFailed
from publishing.documents import WRITTEN_IN, print_html
from publishing.models import Format, State
from publishing.rendering import render_pdf, renderer_available

UNDER_WAY = (State.WAITING, State.RENDERING)


def formats_context(edition, address):
    """The formats of an edition, each with its state, and since when the public can read it."""
    renditions = sorted(edition.renditions.all(), key=_in_order)
    for rendition in renditions:
        rendition.address = _address(rendition, edition, address)
    ready = [r.ready_at for r in renditions if r.state == State.READY]
    return {
        "edition": edition,
        "document": edition.document,
        "renditions": renditions,
        "under_way": any(r.state in UNDER_WAY for r in renditions),
        "failed": any(r.state == State.FAILED for r in renditions),
        "public_since": max(ready, default=edition.published_at) if edition.is_public else None,
        "html_size": len(edition.fragment.encode()),
        "renderer": renderer_available(),
        "edition_address": address.edition(edition.number),
    }


def _in_order(rendition):
    """English first, then in the order in which readers see the formats."""
    return rendition.language != rendition.edition.language, list(Format).index(rendition.format)


def _address(rendition, edition, address):
    path = address.edition_file(edition.number, rendition.format)
    return translate_url(path, WRITTEN_IN[rendition.language])


def draft_pdf(request, composed, partnership, *, name, preview, kind="draft", large=False):
    """A document as a PDF, as it would be printed now; back to its preview where that fails."""
    html = print_html(
        title=composed.title,
        fragment=composed.fragment,
        snapshot=composed.snapshot,
        partnership=partnership,
        large=large,
    )
    try:
        pdf = render_pdf(html)
    except RenderFailed as failure:
        messages.error(request, str(failure))
        return redirect(preview)
    response = HttpResponse(pdf.bytes, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{kind}-{name}.pdf"'
    return response
