"""One figure as people read it.

Small counts that we hold are not shown; a change that its source has published is shown as
stated. What is in doubt is shown as printed, and no chart or sum may use it.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from priorities.models.measures import Unit
from priorities.models.stated import Firmness
from records.languages import in_language
from records.numbers import plain_number, pounds
from records.periods import short_span

QUERIED, SMALL_COUNT = gettext_lazy("Queried"), gettext_lazy("Small count")
GUARDED = gettext_lazy("Withheld to protect a small count")


@dataclass(frozen=True, slots=True)
class Shown:
    """A value in words; ``number`` is what charts, sums and spreadsheets may use of it.

    ``marks`` are said beside it: Provisional, Queried, Small count.
    """

    words: str
    number: Decimal | None = None
    marks: tuple[str, ...] = ()

    def __str__(self):
        return f"{self.words} ({', '.join(self.marks).lower()})" if self.marks else self.words


def is_queried(figure):
    """Whether somebody still has to say what a value means."""
    return bool(figure.queried) and not figure.query_answer


def is_provisional(figure):
    """Whether the figure itself or the file that it came from may still change."""
    return bool(figure.firmness) or bool(figure.batch_id and figure.batch.provisional)


def is_small(measure, count):
    """Whether a count that we hold is too small to be shown; nought never is."""
    return measure.unit == Unit.COUNT and count is not None and 0 < count < measure.smallest_shown


def fewer_than(measure):
    return _("fewer than %(smallest_shown)s") % {"smallest_shown": measure.smallest_shown}


def shown(figure):
    """A figure's value in words; those that ``protect`` withheld are not shown."""
    if is_queried(figure):
        return Shown(as_printed(figure), None, (str(QUERIED), *_firm(figure)))
    if figure.missing:
        return Shown(figure.get_missing_display(), None, _firm(figure))
    if figure.level is not None:
        return _level(figure)
    return _without_level(figure)


def _level(figure):
    if is_small(figure.measure, figure.level):
        return Shown(fewer_than(figure.measure), None, _firm(figure))
    if figure.withheld:
        return Shown(_("not shown"), None, (str(GUARDED), *_firm(figure)))
    return Shown(in_unit(figure.measure, figure.level), figure.level, _firm(figure))


def _without_level(figure):
    if figure.rate is not None:
        words = f"{plain_number(figure.rate)} {per(figure.measure)}"
        return Shown(words, figure.rate, _firm(figure))
    if figure.direction:
        words = f"{figure.get_direction_display()}{_by(figure)}"
        small = (str(SMALL_COUNT),) if figure.has_small_change else ()
        return Shown(words, None, small + _firm(figure))
    return Shown(figure.words or as_printed(figure), None, _firm(figure))


def as_printed(figure):
    """A value as its source has it, in quotation marks."""
    printed = figure.printed or plain_number(figure.level if figure.rate is None else figure.rate)
    return f"“{printed}”"


def in_unit(measure, value):
    """277, 39.5%, £28,442, 0.9 per 1,000 people."""
    if value is None:
        return plain_number(value)
    if measure.unit == Unit.MONEY:
        return pounds(value)
    if measure.unit == Unit.SHARE:
        return f"{plain_number(value)}%"
    if measure.unit == Unit.RATE:
        return f"{plain_number(value)} {per(measure)}"
    return plain_number(value)


def per(measure):
    """Per 1,000 people."""
    return _("per %(number)s %(what)s") % {
        "number": f"{measure.per:,}",
        "what": _("people") if measure.per_what == "people" else measure.per_what,
    }


def _noun(figure):
    return in_language(figure.measure, "noun")


def _firm(figure):
    if figure.firmness:
        return (figure.get_firmness_display(),)
    return (str(Firmness.PROVISIONAL.label),) if is_provisional(figure) else ()


# A change as its source states it.


def stated_amount(figure):
    """“277 offences (6%)”, as its source says it; "an amount not stated" without numbers."""
    parts = _stated_parts(figure)
    if not parts:
        return _("an amount not stated")
    first, *rest = parts
    return f"{first} ({', '.join(rest)})" if rest else first


def _stated_parts(figure):
    noun = f" {_noun(figure)}" if figure.names_noun else ""
    found = [
        (figure.change, f"{plain_number(figure.change)}{noun}"),
        (figure.change_percent, f"{plain_number(figure.change_percent)}%"),
        (
            figure.change_points,
            _("%(plain_number)s percentage points")
            % {"plain_number": plain_number(figure.change_points)},
        ),
    ]
    return [words for value, words in found if value is not None]


def _by(figure):
    if not (figure.falls or figure.rises):
        return ""
    return _(" by %(amount)s") % {"amount": stated_amount(figure)}


def sentence(figure):
    """“Overall crime levels reduced by 277 offences (6%)”, or “Burglary: 120 offences”."""
    subject = figure.subject_as_stated or in_language(figure.measure, "name")
    if figure.direction and not is_queried(figure):
        return f"{subject} {figure.get_direction_display()}{_by(figure)}"
    said = shown(figure)
    counted = figure.measure.unit == Unit.COUNT and (said.number is not None or _is_hidden(figure))
    return f"{subject}: {said.words}{f' {_noun(figure)}' if counted else ''}"


def _is_hidden(figure):
    return is_small(figure.measure, figure.level) and not is_queried(figure)


def period_of(figure):
    """April 2010 to March 2011, compared with 2009/10."""
    if not figure.compared_starts_on:
        return figure.period
    earlier = short_span(figure.compared_starts_on, figure.compared_ends_on)
    return _("%(period)s compared with %(earlier)s") % {"period": figure.period, "earlier": earlier}
