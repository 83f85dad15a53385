"""The addresses of a long list's rows: one is looked up, the others differ in the row alone."""

from uuid import UUID

from django import template
from django.urls import reverse

register = template.Library()
ANY = UUID(int=0)


@register.simple_tag
def addresses(name, *before):
    """The addresses of this name: ``{{ found|of:row.uid }}`` is a row's own."""
    return reverse(name, args=[*before, ANY])


@register.filter
def of(found, uid):
    return found.replace(str(ANY), str(uid))
