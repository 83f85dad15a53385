"""Pages for everybody are sent compressed, also where no nginx stands before the portal."""

import gzip

from django.conf import settings
from django.utils.cache import patch_vary_headers

SHORT = 1000  # bytes that are not worth it


def compressed(get_response):
    """Not for who is signed in: what is secret in a page must not be guessed from its length."""

    def answer(request):
        response = get_response(request)
        if response.streaming or not response.headers.get("Content-Type", "").startswith(
            "text/html"
        ):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if (
            len(response.content) > SHORT
            and "Content-Encoding" not in response.headers
            and "gzip" in request.headers.get("Accept-Encoding", "")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
        ):
            response.content = gzip.compress(response.content, 6, mtime=0)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response

    return answer
