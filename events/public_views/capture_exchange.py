"""What the scribe's page sends and asks, and the worker that opens it without a network."""

import json
import uuid
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.models import Contribution, Workshop
from events.public_views.devices import NEW_PIN, device_of, table_of
from events.workflow.at_table import entry_facts, table_facts
from events.workflow.capture import WORDS, keep_entry
from events.workflow.pins import saw
from records.moves import Refused
from records.saving import StaleVersion

NOT_YOURS = gettext_lazy("This entry is not this table’s. Ask the organiser.")


@login_not_required
@never_cache
@require_safe
def capture_state(request, token):
    """The session that is on and the table's own entries, for the page that asks and asks."""
    table, now = table_of(token), timezone.now()
    device = device_of(request, table)
    if not device.may_write:
        return JsonResponse({"message": NEW_PIN}, status=401)
    saw(table, device_key=device.key, now=now)
    return JsonResponse(table_facts(table, now=now))


@login_not_required
@never_cache
@require_POST
def capture_entries(request, token):
    """One entry, change, removal or star from a device; sent again it is kept once."""
    table, now = table_of(token), timezone.now()
    device = device_of(request, table)
    if not device.may_write:
        return JsonResponse({"message": NEW_PIN}, status=401)
    sent = _sent(request.body)
    if sent is None:
        return JsonResponse({"message": _("This is not an entry.")}, status=400)
    try:
        entry = keep_entry(table, **sent, now=now)
    except (Contribution.DoesNotExist, Workshop.DoesNotExist):
        return JsonResponse({"message": NOT_YOURS}, status=404)
    except StaleVersion as stale:
        return JsonResponse({"entry": entry_facts(stale.current)}, status=409)
    except Refused as refused:
        faults = getattr(refused, "faults", {})
        return JsonResponse({"message": str(refused), "faults": faults}, status=422)
    saw(table, device_key=device.key, now=now)
    return JsonResponse({"entry": entry_facts(entry), "time": f"{timezone.localtime(now):%H:%M}"})


def _sent(body):
    """What a device sent, as keep_entry takes it; None where it is not an entry at all."""
    try:
        sent = json.loads(body)
        uids = {"uid": uuid.UUID(sent["uid"]), "workshop_uid": uuid.UUID(sent["workshop"])}
        values, base = dict(sent["values"]), sent["base_version"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    wanted = dict.fromkeys((*WORDS, "standing"), str) | {"top_priority": bool}
    fits = all(isinstance(value, wanted.get(name, type(None))) for name, value in values.items())
    counts = type(base) is int and 0 <= base < 2**31
    return uids | {"base_version": base, "values": values} if fits and counts else None


@login_not_required
@require_safe
def capture_worker(request):
    """The service worker; from this address it may look after the tables' pages, and no others."""
    found = finders.find("built/capture-worker.js")
    if not found:
        raise Http404
    script = Path(found).read_bytes()
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/capture/"
    response.headers["Cache-Control"] = "no-cache"
    return response
