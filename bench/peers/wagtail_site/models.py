"""A page of Wagtail as its tutorial makes one: a title and a body of rich text."""

from wagtail.fields import RichTextField
from wagtail.models import Page


class PlanPage(Page):
    body = RichTextField()
