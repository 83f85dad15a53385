"""At the table: a link and a PIN, no account, and one page for its scribe."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.models import Contribution, Workshop
from events.models.contributions import LONGEST, Heading, Level, Standing
from events.models.events import Capture
from events.models.workshops import Kind
from events.public_views.devices import NEW_PIN, address_key, device_of, remember, table_of
from events.workflow.at_table import (
    current_session,
    entries_of,
    session_mark,
    takes_until,
)
from events.workflow.capture import WORDS, Unfit, keep_entry
from events.workflow.pins import MustWait, WrongPin, enter_pin
from records.moves import Refused

# What the text box is for, where a session collects one kind.
ONE = {
    Kind.GOOD_PRACTICE: gettext_lazy("One example of good practice"),
    Kind.ISSUE: gettext_lazy("One issue"),
    Kind.ACTION: gettext_lazy("One action"),
    Kind.OFFER: gettext_lazy("One offer of help"),
    Kind.COMMENT: gettext_lazy("One comment"),
}
LEVELS_IN_A_LIST = {
    "": gettext_lazy("Not said"),
    Level.LOCAL: gettext_lazy("Local"),
    Level.DIVISION: gettext_lazy("Division or county"),
}


@login_not_required
@never_cache
def capture_page(request, token):
    """The scribe's page; who has not typed the PIN is asked for it."""
    table = table_of(token)
    device = device_of(request, table)
    if device.may_write:
        if request.method == "POST":
            return redirect("events:capture_page", token)
        return _table_page(request, table)
    if table.event.capture != Capture.OPEN:
        return render(request, "events/capture_shut.html", _head(table))
    if request.method == "POST":
        return _take_pin(request, table, device)
    return _ask_pin(request, table, device)


def _take_pin(request, table, device):
    typed = request.POST.get("pin", "")[:40]
    try:
        enter_pin(
            table,
            pin=typed,
            device_key=device.key,
            address_key=address_key(request, table),
            now=timezone.now(),
        )
    except MustWait as refused:
        return _ask_pin(request, table, device, typed=typed, fault=str(refused), status=429)
    except WrongPin as refused:
        fault = _("%(refused)s Check the sheet and type it again.") % {"refused": refused}
        return _ask_pin(request, table, device, typed=typed, fault=fault, status=422)
    response = redirect("events:capture_page", table.token)
    return remember(response, request, table, device.key, let_in=True)


def _ask_pin(request, table, device, *, typed="", fault="", status=200):
    context = _head(table) | {"typed": typed, "fault": fault}
    response = render(request, "events/capture_pin.html", context, status=status)
    return remember(response, request, table, device.key, let_in=False)


def _head(table):
    """What the bar of every page of a table says."""
    event = table.event
    in_series = event.series is not None and event.short_name
    place = [event.short_name if in_series else "", event.venue]
    return {
        "table": table,
        "event": event,
        "partnership": event.partnership,
        "occasion": event.series.name if in_series else event.title,
        "place": ", ".join(filter(None, place)),
    }


def _table_page(request, table, *, typed=None, faults=None, status=200):
    workshop = current_session(table.event)
    entries = [entry for entry in entries_of(table, workshop) if entry.standing == Standing.KEPT]
    context = _head(table) | {
        "workshop": workshop,
        "session_mark": session_mark(workshop),
        "until": takes_until(workshop, table.event) if workshop else None,
        "entries": entries[::-1],
        "starred": any(entry.top_priority for entry in entries),
        "headings": Heading,
        "levels": [*Level.choices, ("", _("Not said"))],
        "words": _words(workshop),
        "one": _one(workshop),
        "longest": LONGEST,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "typed": typed or {"uid": str(uuid.uuid4())},
        "faults": faults or {},
    }
    response = render(request, "events/capture_page.html", context, status=status)
    # The service worker keeps this page, never the one that asks for the PIN.
    response.headers["X-Capture-Page"] = "yes"
    return response


def _one(workshop):
    if workshop is None or len(workshop.kinds) > 1:
        return _("One thought")
    value, words = workshop.kinds[0]
    return ONE.get(value, _("One %(lower)s") % {"lower": words.lower()})


def _words(workshop):
    """How the script says what an entry is: the words for each value."""
    residents = workshop.resident_types.all() if workshop else []
    several = workshop is not None and len(workshop.kinds) > 1
    return {
        "heading": dict(Heading.choices) if workshop and workshop.asks_heading else {},
        "level": LEVELS_IN_A_LIST if workshop and workshop.asks_level else {},
        "kind": dict(Kind.choices) if several else {},
        "resident_type": {str(one.uid): one.name for one in residents},
    }


@login_not_required
@never_cache
@require_POST
def capture_add(request, token):
    """The same form sent by a browser without scripts."""
    table = table_of(token)
    device = device_of(request, table)
    if not device.may_write:
        return _ask_pin(request, table, device, fault=NEW_PIN, status=401)
    typed = {name: request.POST.get(name, "") for name in (*WORDS, "uid", "workshop")}
    try:
        uids = {"uid": uuid.UUID(typed["uid"]), "workshop_uid": uuid.UUID(typed["workshop"])}
    except ValueError:
        return HttpResponseBadRequest("This is not an entry.")
    values = {name: typed[name] for name in WORDS}
    try:
        entry = keep_entry(table, **uids, base_version=0, values=values, now=timezone.now())
    except (Contribution.DoesNotExist, Workshop.DoesNotExist) as error:
        raise Http404 from error
    except Unfit as unfit:
        return _table_page(request, table, typed=typed, faults=unfit.faults, status=422)
    except Refused as refused:
        faults = {"text": str(refused)}
        return _table_page(request, table, typed=typed, faults=faults, status=422)
    kept = table.contributions.kept().filter(workshop=entry.workshop).count()
    messages.success(request, _("Added, %(kept)s in our list") % {"kept": kept})
    return redirect("events:capture_page", token)


@login_not_required
@require_safe
def capture_tables(request, token):
    """“This is not my table”: which tables there are, by their numbers alone."""
    table = table_of(token)
    numbers = table.event.tables.values_list("number", flat=True)
    return render(request, "events/capture_tables.html", _head(table) | {"numbers": numbers})
