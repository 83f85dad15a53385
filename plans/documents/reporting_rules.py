"""What a line of a group's report still needs, and which rule asks for it."""

from plans.models.progress import NEEDS_WORDS, Progress
from priorities.documents.target_words import per_cent
from priorities.models.measures import Unit

WHY = {
    Progress.RED: "say why it is red and what will bring it back",
    Progress.AMBER: "say why it is amber and what happens next",
}
CHANGED = "say what changed"
CHOOSE = "choose how it stands"
GIVE = "give the figure, or say why there is none yet"


def needs_words(status, last):
    """Whether a commentary is asked for: bad news, or a status that is not last quarter’s."""
    return status in NEEDS_WORDS or _changed(status, last)


def rule_on_words(status, last):
    """The line below a commentary, which says before anybody sends why it is asked for."""
    if not status:
        return "Needed where the status is amber or red, or is not that of last quarter."
    if status in NEEDS_WORDS:
        return f"Needed: the status is {status}."
    if _changed(status, last):
        return "Needed: the status changed."
    if status == Progress.COMPLETE:
        return "Not needed, because nothing more is due."
    return "Not needed, but welcome."


def words_wanted(status):
    """What to write, as the list of what is missing says it."""
    return WHY.get(status, CHANGED)


def _changed(status, last):
    return bool(status and last and status != last)


# ---- measures


def moved(target, value, last):
    """Whether a value differs from the last quarter’s by more than the tolerance."""
    if value is None or last is None:
        return False
    return abs(value - last) > abs(last) * target.tolerance / 100


def rule_on_reasons(target, value, last):
    """The line below the explanation of a rise or fall."""
    if target.measure.unit == Unit.WORDS:
        return "Needed: this measure is told in words."
    limit = f"{target.tolerance.normalize():f}%"
    if last is None:
        return "Not needed: there is no figure of last quarter."
    if value is None:
        return f"Needed if it rises or falls by more than {limit} against last quarter."
    if not moved(target, value, last):
        return f"Not needed: within {limit} of last quarter."
    return f"Needed: it {_went(value, last)} since last quarter."


def reasons_wanted(target, value, last):
    """What to write, as the list of what is missing says it."""
    if target.measure.unit == Unit.WORDS:
        return "say how it stands, in words"
    return f"say why it {_went(value, last)}"


def _went(value, last):
    verb = "rose" if value > last else "fell"
    return f"{verb} by {per_cent(abs(value - last) / abs(last) * 100)}" if last else verb
