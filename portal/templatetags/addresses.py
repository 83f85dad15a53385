"""Where a page stands, for its head and its bar: its own address, and that in each language."""

from django import template
from django.conf import settings
from django.urls import translate_url

from records.languages import WELSH, is_welsh

register = template.Library()


@register.simple_tag(takes_context=True)
def this_page(context):
    """The address of the page as search engines should keep it, and those of its two languages."""
    request = context.get("request")
    if request is None:  # the page that says that something went wrong
        return {}
    english = translate_url(request.path, settings.LANGUAGE_CODE)
    welsh = translate_url(request.path, WELSH)
    return {
        "site": settings.SITE_URL,
        "path": request.path,
        "english": english,
        "welsh": welsh,
        "other": (english if is_welsh() else welsh) if english != welsh else "",
    }
