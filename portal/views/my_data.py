"""Everybody who signs in sees what is kept about them, and may take it along."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.documents import my_data as documents
from records.models import note


@require_safe
def my_data(request):
    """Each table with what it keeps about whoever asks."""
    context = {"person": request.user, "found": documents.my_data(request.user)}
    return render(request, "portal/my_data.html", context)


@require_POST
def my_data_export(request):
    """The same as a file for a machine; that it was taken is noted like any export."""
    told = documents.my_data_exported(request.user)
    note("personal.export", by=request.user, now=timezone.now(), target=request.user)
    answer = JsonResponse(told, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer
