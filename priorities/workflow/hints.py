"""The one place that asks the worker to see to a file of evidence: by name, as a hint."""

from celery import current_app

IMPORT = "priorities.import_evidence"


def ask(key, sign):
    """Ask for work on the import of this key while it bears this sign of life."""
    current_app.send_task(IMPORT, [key, sign], retry=False)
