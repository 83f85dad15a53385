"""Sessions that are ended from outside, wherever they run."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from records.models import note


@transaction.atomic
def end_sessions(person, *, reason, by, now, but=None):
    """Sign somebody out everywhere, ``but`` in one session; returns in how many places."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=now).exclude(session_key=but):
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
            ended += 1
    if ended:
        after = {"sessions": ended}
        note("account.sessions_ended", by=by, now=now, target=person, reason=reason, after=after)
    return ended
