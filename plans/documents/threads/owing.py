"""An answer as its thread tells it: what it says, or by when it is owed."""

from django.utils.translation import gettext as _

from records import periods


def as_written(response):
    """The texts of an answer as its officer wrote them."""
    return {"did": response.did, "changed": response.changed}


def answered(response):
    """What became of it; of what was passed on, to whom."""
    words = response.get_answer_display()
    return f"{words} {response.receiver}" if response.answer == "passed_on" else words


def owed(response):
    """The day by which an answer was promised."""
    if not response.due_on:
        return _("date not stated")
    return _("due by %(day)s") % {"day": periods.day_label(response.due_on)}
