"""What a page of the workspace says after an edit, beside that it was made."""

from django.contrib import messages
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from plans.workflow.states import fall_back


def offer_undo(request, words, address):
    """Say what was taken out, with a button that puts it back."""
    html = render_to_string("plans/_undo.html", {"words": words, "address": address}, request)
    messages.success(request, mark_safe(html))  # noqa: S308 - a template's output


def again_a_draft(request, section):
    """After an edit: a section that was further is a draft again, and the page says so."""
    was = fall_back(section, by=request.user, now=timezone.now())
    if was:
        messages.info(request, f"“{section}” was {was}. It is a draft again.")
