"""Where the public reads a document: the rooms that write documents say it of their own."""

from django.conf import settings
from django.utils.module_loading import import_string


def address_of(document):
    """The ``Address`` of a document, or None where it has no public page."""
    if document.internal:
        return None
    named = settings.DOCUMENT_PAGES.get(document.kind)
    return import_string(named)(document) if named else None
