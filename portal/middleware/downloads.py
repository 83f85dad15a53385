"""Whoever takes a file out of the workspace leaves a line in the audit.

Reading a page is not noted, nor is a PDF that opens in the browser; a file to keep is.
"""

from django.utils import timezone

from records.models import note
from records.requests import lines_written

PRIVATE = ("/workspace/", "/admin/")


def downloads_noted(get_response):
    """Note a download, unless its own page wrote a line that says more."""

    def answer(request):
        before = lines_written.get()
        response = get_response(request)
        if _is_download(request, response) and lines_written.get() == before:
            _note(request, response)
        return response

    return answer


def _is_download(request, response):
    return (
        request.path_info.startswith(PRIVATE)
        and response.status_code == 200
        and response.headers.get("Content-Disposition", "").startswith("attachment")
        and request.user.is_authenticated
    )


def _note(request, response):
    match = request.resolver_match
    named = {name: str(value) for name, value in match.kwargs.items()}
    file = response.headers["Content-Disposition"].partition("filename=")[2].strip('"')
    note(
        "file.download",
        by=request.user,
        now=timezone.now(),
        after={"page": match.view_name, "file": file, **named},
    )
