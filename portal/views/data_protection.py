"""What administrators do for people’s data: see how long it is kept, find, give out, take out."""

import time

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from partnership.models import User
from partnership.permissions import is_administrator
from partnership.workflow.anonymising import anonymise, is_anonymous
from partnership.workflow.forgetting import forget_address
from portal.documents.personal import Asked, exported, found_about
from portal.documents.personal_files import files_about
from portal.forms.data_protection import AboutForm, FilesForm, ForgetForm, TakeOutForm
from portal.workflow.retaining import schedule
from records.models import Erasure, note
from records.moves import Refused

SHOWN = 20  # erasures, the newest ones
FILES_SECONDS = 8  # of opening files, before the page says how far it came


def _for_administrators(request):
    if not is_administrator(request.user):
        raise PermissionDenied("Administrators look after data protection.")


@require_http_methods(["GET", "POST"])
def data_protection(request):
    """The schedule, what was taken out, and the search; asked by POST, so that no log has it."""
    _for_administrators(request)
    form = AboutForm(request.POST or None)
    asked = None
    if request.method == "POST" and form.is_valid():
        asked = Asked.about(form.cleaned_data["words"])
        note("personal.search", by=request.user, now=timezone.now())
    return _page(request, form, asked)


def _page(request, form, asked, forget=None):
    rules, ran_at = schedule()
    context = {
        "form": form,
        "asked": asked,
        "found": found_about(asked) if asked else [],
        "forget": forget or _forget_form(asked),
        "rules": rules,
        "ran_at": ran_at,
        "erasures": Erasure.objects.all()[:SHOWN],
        "room": "administration",
    }
    return render(request, "portal/data_protection.html", context)


def _forget_form(asked):
    if asked is None or not asked.address:
        return None
    return ForgetForm(initial={"address": asked.address})


@require_POST
def data_protection_export(request):
    """All that is kept about somebody as a file for a machine; that it was given out is noted."""
    _for_administrators(request)
    form = AboutForm(request.POST)
    if not form.is_valid():
        return _page(request, form, None)
    asked = Asked.about(form.cleaned_data["words"])
    for person in asked.people or [None]:
        note("personal.export", by=request.user, now=timezone.now(), target=person)
    answer = JsonResponse(exported(asked), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer.headers["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return answer


@require_POST
def data_protection_files(request):
    """Open uploaded files and look for somebody in them, as many at a time as one waits for."""
    _for_administrators(request)
    form = FilesForm(request.POST)
    if not form.is_valid():
        return _page(request, AboutForm(request.POST), None)
    asked = Asked.about(form.cleaned_data["words"])
    began = time.monotonic()
    looked = files_about(
        asked,
        start=form.cleaned_data["start"] or 0,
        goes_on=lambda: time.monotonic() - began < FILES_SECONDS,
    )
    note("personal.search", by=request.user, now=timezone.now(), after={"files": looked.last})
    context = {"asked": asked, "looked": looked, "room": "administration"}
    return render(request, "portal/data_protection_files.html", context)


@require_POST
def data_protection_forget(request):
    """Take out an address that has no account, wherever it stands."""
    _for_administrators(request)
    form = ForgetForm(request.POST)
    if form.is_valid():
        try:
            taken = forget_address(**form.cleaned_data, by=request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It was taken out." if taken else "It stands nowhere.")
            return redirect("portal:data_protection")
    asked = Asked.about(form.data.get("address", ""))
    return _page(request, AboutForm(initial={"words": asked.typed}), asked, forget=form)


@require_http_methods(["GET", "POST"])
def data_protection_person(request, person):
    """Say what making an account anonymous does and ask for the reason; then do it."""
    _for_administrators(request)
    found = get_object_or_404(User, uid=person)
    form = TakeOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            anonymise(found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The account is nobody’s now.")
            return redirect("portal:data_protection")
    context = {
        "person": found,
        "form": form,
        "anonymous": is_anonymous(found),
        "room": "administration",
    }
    return render(request, "portal/data_protection_person.html", context)
