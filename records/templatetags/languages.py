"""What stands in two languages, for templates: the one that the page is read in."""

from django import template
from django.utils.html import format_html

from .. import languages
from ..languages import fell_back

register = template.Library()

register.filter(fell_back)


@register.filter
def in_language(thing, field):
    """A field of a thing, in Welsh on a Welsh page where somebody has written it.

    English words on a Welsh page stand in an element that says that they are English, so
    that they are read aloud as English. In attributes use ``words_in_language``.
    """
    words = languages.in_language(thing, field) if thing else ""
    if thing and words and fell_back(thing, field):
        return format_html('<span lang="en-GB">{}</span>', words)
    return words


@register.filter
def words_in_language(thing, field):
    """The same without the element: for titles, attributes and what is cleaned further on."""
    return languages.in_language(thing, field) if thing else ""


@register.filter
def as_written(words):
    """What people wrote in English only, marked as English on a Welsh page."""
    return (
        format_html('<span lang="en-GB">{}</span>', words)
        if words and languages.is_welsh()
        else words
    )
