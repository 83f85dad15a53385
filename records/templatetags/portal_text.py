"""Numbers, amounts and rich texts as documents and screens print them."""

from django import template

from records import numbers, richtext

register = template.Library()
register.filter("plain_number", numbers.plain_number)
register.filter("pounds", numbers.pounds)
register.filter("rich_text", richtext.render)


@register.filter
def add_number(value, other):
    """A sum of two coordinates."""
    return round(value + other, 1)
