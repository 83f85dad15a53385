"""What is published, the files made of it, what readers ask for, and what is told about it."""

from publishing.models.communications import Channel, Communication, Post
from publishing.models.documents import (
    MOST_ATTEMPTS,
    Document,
    Edition,
    Language,
    Rendition,
    State,
)
from publishing.models.formats import SUFFIXES, Format, suffix_of
from publishing.models.requests import FormatRequest
from publishing.models.terms import Term
from publishing.models.texts import EditionText, Form

__all__ = [
    "MOST_ATTEMPTS",
    "SUFFIXES",
    "Channel",
    "Communication",
    "Document",
    "Edition",
    "EditionText",
    "Form",
    "Format",
    "FormatRequest",
    "Language",
    "Post",
    "Rendition",
    "State",
    "Term",
    "suffix_of",
]
