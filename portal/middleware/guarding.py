"""What every answer tells the browser beside Django's own headers.

It stands outside of all that may answer, so that a refusal and a page of ours for a fault say
the same as any page.
"""

from django.conf import settings

# Nothing of a visitor's device is asked for, by the portal or by what stands in its pages.
UNUSED = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


def guarded(get_response):
    """No device is asked for, no other site embeds it; what is read with a session stays in no
    cache, and the browser's own is emptied when the session ends."""

    def answer(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", UNUSED)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        session = settings.SESSION_COOKIE_NAME
        if session in request.COOKIES or session in response.cookies:
            response.headers["Cache-Control"] = "no-store"
        if session in response.cookies and not response.cookies[session].value:
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return answer
