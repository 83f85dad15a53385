"""All forms of a group's report: bound to what was typed, saved part by part."""

from dataclasses import dataclass

from plans.documents.reporting import ReportSheet
from plans.documents.reporting_lines import ActionLine, MeasureLine
from plans.forms.reporting import ActionLineForm, MeasureLineForm, ReportForm
from plans.models import GroupReport
from plans.workflow.reporting import needs_teller
from records.numbers import NOT_STATED
from records.saving import StaleVersion

FORMS = {ActionLine: ActionLineForm, MeasureLine: MeasureLineForm}


@dataclass
class OwnWords:
    """What a report says beside its lines."""

    row: GroupReport
    form: object = None
    clashes: list | None = None
    prefix = "report"
    name = "Anything else"
    title = "Anything else"


@dataclass(frozen=True)
class TwoTexts:
    """A box in which somebody else wrote meanwhile: what is stored now, and what was typed."""

    label: str
    theirs: str
    yours: str


class Filling:
    """A report that somebody fills: its lines, each with its form."""

    def __init__(self, user, report, data=None):
        self.report, self.data = report, data
        self.enters_for = needs_teller(user, report)
        self.sheet = ReportSheet(report, needs_teller=self.enters_for)
        self.own = OwnWords(report)
        for part in self.parts:
            part.form = self._form(part, part.row)

    @property
    def parts(self):
        return [*self.sheet.lines, self.own]

    @property
    def bound(self):
        """The parts that came with what was typed; a line that is new since has none."""
        return [part for part in self.parts if part.form.is_bound]

    @property
    def clashing(self):
        return [part for part in self.bound if part.clashes]

    @property
    def faulty(self):
        return [part for part in self.bound if part.form.errors]

    def _form(self, part, row):
        came = self.data is not None and f"{part.prefix}-base_version" in self.data
        given = {"prefix": part.prefix, "instance": row, "report": self.report}
        data = self.data if came else None
        if isinstance(part, OwnWords):
            return ReportForm(data, needs_teller=self.enters_for, **given)
        return FORMS[type(part)](data, **given)

    def save(self, *, by, now):
        """Save every part in which somebody typed; returns whether all is stored."""
        for part in self.bound:
            if part.form.is_valid() and part.form.was_touched:
                self._save(part, by, now)
        return not (self.clashing or self.faulty)

    def _save(self, part, by, now):
        try:
            part.form.save_as(by, now)
        except StaleVersion as stale:
            again = self._form(part, stale.current)
            if not again.is_valid() or again.differs:
                part.clashes = _two_texts(part.form, again.initial)
                data = part.form.data = part.form.data.copy()
                data[f"{part.prefix}-base_version"] = stale.current.version
                data[f"{part.prefix}-seen"] = again["seen"].initial
            part.row, part.theirs = stale.current, again.initial

    @property
    def typed(self):
        """All that was typed, as text to copy where it can no longer be saved."""
        found = []
        for part in self.bound:
            said = [_in_words(part.form, name, _typed(part.form, name)) for name in _boxes(part)]
            if any(said):
                found.append("\n".join([f"{part.name}: {part.title}", *filter(None, said)]))
        return "\n\n".join(found)


def _boxes(part):
    return [name for name in part.form._meta.fields if name in part.form.fields]


def _typed(form, name):
    return form.data.get(form.add_prefix(name), "")


def _in_words(form, name, value):
    """A value as people read it: a choice by its label."""
    field = form.fields[name]
    choices = dict(getattr(field, "choices", []))
    return str(choices.get(value, field.prepare_value(value)) if value not in (None, "") else "")


def _two_texts(form, stored):
    return [
        TwoTexts(
            form.fields[name].label,
            _in_words(form, name, stored.get(name)) or NOT_STATED,
            _in_words(form, name, _typed(form, name)) or NOT_STATED,
        )
        for name in form._meta.fields
        if name in form.fields and form.cleaned_data.get(name) != stored.get(name)
    ]
