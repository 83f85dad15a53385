"""Which request is being answered, and how many lines of the audit it has written."""

from contextvars import ContextVar

# It stands in the log, in the answer and in the audit; empty outside a request.
request_id = ContextVar("request_id", default="")
lines_written = ContextVar("lines_written", default=0)
