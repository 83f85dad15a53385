"""A figure at the head of a page, and in one line of a card."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from priorities.documents.values.changes import Sign, change_sign
from priorities.documents.values.figures import is_queried, period_of, shown
from priorities.models.measures import Unit
from records.languages import in_language
from records.numbers import plain_number


@dataclass(frozen=True, slots=True)
class Headline:
    """The large number of a figure, the words after it, and how to read it."""

    big: str
    rest: str
    arrow: str
    sign_kind: str
    sign_words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """A figure on a card: arrow, “Incidents”, “fell by 665”, “(13%)”, and what it means."""

    arrow: str
    noun: str
    words: str
    share: str
    sign_kind: str
    sign_words: str
    marks: tuple[str, ...] = ()


def stated_sign(figure):
    """What a change that its source states means."""
    size = 1 if figure.rises else -1 if figure.falls else 0
    return change_sign(figure.measure, size)


def headline(figure):
    """A figure at the head of a candidate: a stated change first, else its value."""
    reason = figure.measure.reason
    if not figure.direction or is_queried(figure):
        said = shown(figure)
        sign = Sign("wait", figure.measure.get_good_display())
        rest = _sentence(f"{_counted(figure)}{figure.period}", said.marks)
        return Headline(said.words, rest, "", sign.kind, sign.words, reason)
    sign = stated_sign(figure)
    percent = _percent(figure)
    share = f" ({percent})" if percent and figure.change is not None else ""
    level = (
        _("Now %(shown_level)s.") % {"shown_level": shown_level(figure)}
        if figure.level is not None
        else _("Level not stated.")
    )
    rest = f"{noun_of(figure)}{share}, {period_of(figure)}. {level}"
    return Headline(_big(figure), rest, arrow(figure), sign.kind, sign.words, reason)


def shown_level(figure):
    """The level that a figure states beside its change: “712 offences”."""
    said = shown(figure)
    return f"{said.words} {noun_of(figure)}" if _is_count(figure) else said.words


def noun_of(figure):
    """What a figure counts, in the language of its reader."""
    return in_language(figure.measure, "noun")


def arrow(figure):
    return "down" if figure.falls else "up" if figure.rises else ""


def _is_count(figure):
    return figure.measure.unit == Unit.COUNT


def _counted(figure):
    return f"{noun_of(figure)}, " if _is_count(figure) and not figure.missing else ""


def _sentence(words, marks):
    return f"{words}. {', '.join(marks)}." if marks else f"{words}."


def _big(figure):
    size = _size(figure)
    if not size:
        return figure.get_direction_display().capitalize()
    if not (figure.falls or figure.rises):
        return size
    words = _("%(size)s fewer") if figure.falls else _("%(size)s more")
    return words % {"size": size}


def _size(figure):
    if figure.change is not None:
        return plain_number(figure.change)
    return _percent(figure)


def _percent(figure):
    if figure.change_percent is not None:
        return f"{plain_number(figure.change_percent)}%"
    if figure.change_points is not None:
        return _("%(plain_number)s percentage points") % {
            "plain_number": plain_number(figure.change_points)
        }
    return ""


def line(figure):
    """A figure on a card of the public page."""
    noun = noun_of(figure).capitalize()
    if not figure.direction or is_queried(figure):
        said = shown(figure)
        return Line("", noun, said.words, "", "wait", "", said.marks)
    sign, percent = stated_sign(figure), _percent(figure)
    both = percent and figure.change is not None
    return Line(
        arrow(figure),
        noun,
        _fell_by(figure),
        f"({percent})" if both else "",
        sign.kind,
        sign.words,
        shown(figure).marks if figure.level is None else (),
    )


def _fell_by(figure):
    if not (figure.falls or figure.rises):
        return figure.get_direction_display()
    words = _("fell by %(amount)s") if figure.falls else _("rose by %(amount)s")
    return words % {"amount": _size(figure) or _("an amount not stated")}
