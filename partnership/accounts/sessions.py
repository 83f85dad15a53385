"""How long somebody stays signed in: 12 hours without a visit; 14 days in any case.

“Stay signed in” makes it 14 days without a visit. The first is Django's own expiry, which runs
from the session's last save; here it is saved while it is used, and ended when it is old.
"""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.utils import timezone

from records.models import note

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
LONGEST = 14 * 24 * 60 * 60
OLD = "Signed in 14 days ago"
SEEN_EVERY = 15 * 60  # a save a visit would be a write a visit


def sessions_end(get_response):
    """Whoever signed in too long ago signs in again."""

    def answer(request):
        # Without its cookie nobody looks: a page for everybody must not depend on a session.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SIGNED_IN_AT in request.session:
            _look_at(request, time.time())
        return get_response(request)

    return answer


def _look_at(request, now):
    session = request.session
    if now - session[SIGNED_IN_AT] > LONGEST:
        person = request.user if request.user.is_authenticated else None
        note("account.session_ended", by=person, now=timezone.now(), target=person, reason=OLD)
        logout(request)
    elif now - session.get(SEEN_AT, session[SIGNED_IN_AT]) > SEEN_EVERY:
        session[SEEN_AT] = now
