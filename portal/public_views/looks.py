"""What gives a partnership's pages its colour."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.cache import cache_control

from partnership.models import Partnership
from portal.documents.look import colour_rule, look_of

CSS = "text/css; charset=utf-8"


@login_not_required
@cache_control(public=True, max_age=300, stale_while_revalidate=86400)
def partnership_look(request, partnership):
    """All that a public page of a partnership needs to look like one, in one file."""
    found = get_object_or_404(Partnership.objects.published(), slug=partnership)
    whole, small, tag = look_of(found.colour)
    takes_small = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(small if takes_small else whole, content_type=CSS)
    if takes_small:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers["ETag"] = etag = f'"{tag}{"-gz" if takes_small else ""}"'
    return get_conditional_response(request, etag=etag, response=response)


@login_not_required
@cache_control(public=True, max_age=300)
def partnership_colour(request, partnership):
    """The partnership's colour alone, for the workspace, whose own stylesheet is long."""
    found = get_object_or_404(Partnership.objects.published(), slug=partnership)
    return HttpResponse(colour_rule(found.colour), content_type=CSS)
