"""How long what readers ask for is kept."""

from publishing.documents.promises import KEPT_DAYS
from publishing.workflow.requests import forget, with_contacts
from records.retention import Rule


def _forget(requests, *, erasure, now):
    for asked in requests:
        forget(asked, now=now)


REQUESTS = Rule(
    key="requests",
    what="How to reach whoever asked for another format: name, e-mail, telephone, address",
    kept="90 days after the request was closed",
    days=KEPT_DAYS,
    why="It is needed to send what was asked for, and for a question about it afterwards.",
    over=lambda before: with_contacts().filter(closed_at__lt=before),
    take_out=_forget,
)
