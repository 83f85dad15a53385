"""The screen on which an officer takes out an edition that named somebody."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods

from partnership.views import visible
from publishing.forms import ReasonForm
from publishing.models import Edition
from publishing.permissions import may_take_out
from publishing.workflow.taking_out import take_out
from records.moves import Refused

EDITIONS = Edition.objects.select_related(
    "document__partnership", "document__current_edition", "taken_out"
)


@require_http_methods(["GET", "POST"])
def edition_take_out(request, edition):
    """Say what happens and ask for the reason; then do it, or show that it is done."""
    found = visible(EDITIONS, request.user, edition)
    if not may_take_out(request.user, found):
        raise PermissionDenied("Officers take out what was published.")
    form = ReasonForm(request.POST or None)
    form.fields[
        "reason"
    ].help_text = "Readers of its address are shown this. Name nobody: “It named a resident.”"
    if request.method == "POST" and form.is_valid() and _taken_out(request, found, form):
        return redirect("publishing:edition_take_out", found.uid)
    document = found.document
    context = {
        "edition": found,
        "partnership": document.partnership,
        "form": form,
        "current": document.current_edition_id == found.pk and not document.withdrawn,
        "back": _back(found),
    }
    return render(request, "publishing/edition_take_out.html", context)


def _back(edition):
    """The workspace's page of an edition, which belongs to the room that wrote it."""
    named = settings.EDITION_PAGES.get(edition.document.kind)
    return import_string(named)(edition) if named else reverse("portal:start")


def _taken_out(request, edition, form):
    try:
        take_out(edition, by=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
