"""Whether the portal is alive and ready, for the machines that look after it."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from portal.health import SWEEPER, dead_parts, faults_of

log = logging.getLogger(__name__)


@login_not_required
@never_cache
def live(request):
    """This process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


@login_not_required
@never_cache
def ready(request):
    """Everything that a request needs is there; else which part is dead, and no more than that."""
    dead = dead_parts()
    if dead:
        log.error("Not ready: %s. `manage.py doctor` says what to do.", ", ".join(dead))
        return HttpResponse(f"not ready: {', '.join(dead)}\n", "text/plain", status=503)
    if faults_of([SWEEPER]):
        # Pages are answered as ever, so that no load balancer need turn away.
        log.error("The sweeper has not been seen: nothing is done at its time.")
        return HttpResponse("ready, but the sweeper is silent\n", content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
