"""Which request is being answered, and how many lines of the audit it has written."""

from contextvars import ContextVar

# It stands in the log, in the answer and in the audit; empty outside a request.
request_id = ContextVar("request_id", default="")
lines_written = ContextVar("lines_written", default=0)

# In a request's environ where the portal asks itself, to keep a copy for readers: nobody has come.
# No client can say so: whatever it sends stands there under a name that begins with HTTP_.
COPYING = "portal.copying"


def is_copying(request):
    return COPYING in request.META
