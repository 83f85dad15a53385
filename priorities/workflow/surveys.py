"""A wave of a survey out of a file: compared with what is here, and kept."""

from dataclasses import dataclass, field

from django.db import transaction

from partnership.models import Partnership
from partnership.models.names import alike
from priorities.documents.findings import meaning
from priorities.models import FindingStatement, Survey, SurveyFinding
from priorities.models.imports import IfThere
from priorities.permissions import may_keep
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

NOT_YOURS = "Officers of the partnership keep its surveys."
ASK = "This wave is here already with other values. Choose whether to use the new ones."


@dataclass
class GivenResult:
    """One result of a file: its row, its fields, its sentence; ``said`` are those fields of
    which the file speaks: only they can differ from what is here.
    """

    row: int
    values: dict
    wording: str
    said: set = field(default_factory=set)

    @property
    def meaning(self):
        return meaning(SurveyFinding(**self.values))


@dataclass
class GivenWave:
    """One wave of a file: what is said about the survey, and its results."""

    name: str
    year: int
    facts: dict = field(default_factory=dict)
    results: list = field(default_factory=list)

    def __str__(self):
        return f"{self.name} {self.year}"


@dataclass
class Compared:
    """A wave beside what is here: what is new, and what is here with other values."""

    survey: Survey | None
    statements: dict  # by their words without case and blanks
    new: list = field(default_factory=list)
    other: list = field(default_factory=list)  # (result, what is here)
    facts: dict = field(default_factory=dict)  # what is not stated here yet
    other_facts: dict = field(default_factory=dict)

    @property
    def clashes(self):
        return bool(self.other or self.other_facts)


def compared(partnership, wave):
    """What a wave brings; the number of queries does not grow with it."""
    surveys = partnership.surveys.filter(year=wave.year)
    survey = next((one for one in surveys if alike(one.name) == alike(wave.name)), None)
    if survey is None:
        return Compared(None, {}, new=wave.results, facts=wave.facts)
    statements = list(survey.statements.prefetch_related("findings__topic"))
    found = Compared(survey, {alike(one.wording): one for one in statements})
    _compare_facts(found, wave)
    _compare_results(found, wave, statements)
    return found


def _compare_facts(found, wave):
    for name, value in wave.facts.items():
        stored = getattr(found.survey, name)
        if stored in ("", None):
            found.facts[name] = value
        elif alike(str(stored)) != alike(str(value)):
            found.other_facts[name] = value


def _compare_results(found, wave, statements):
    here = {}
    for statement in statements:
        for finding in statement.findings.all():
            finding.statement = statement
            here[meaning(finding)] = finding
    for result in wave.results:
        finding = here.get(result.meaning)
        if finding is None:
            found.new.append(result)
        elif _differs(result, finding):
            found.other.append((result, finding))


def _differs(result, finding):
    if any(getattr(finding, name) != result.values[name] for name in result.said):
        return True
    return bool(result.wording) and alike(result.wording) != alike(finding.statement.wording)


@transaction.atomic
def keep_wave(partnership, wave, *, if_there, batch, by, now):
    """Keep what is new of a wave; what is here with other values stays or is saved over.

    Returns how many results were made or changed.
    """
    if not may_keep(by, partnership):
        raise Refused(NOT_YOURS)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    found = compared(partnership, wave)
    if found.clashes and if_there not in (IfThere.REPLACE, IfThere.KEEP):
        raise Refused(ASK)
    replaced = found.other if if_there == IfThere.REPLACE else []
    facts = found.facts | (found.other_facts if if_there == IfThere.REPLACE else {})
    if not (found.new or replaced or facts) and found.survey:
        return 0
    survey = _keep_survey(partnership, wave, found, facts, batch, by=by)
    for result, finding in replaced:
        _replace(finding, result, by=by)
    for result in found.new:
        _add(survey, found, result, by=by)
    after = {"new": len(found.new), "replaced": len(replaced), "facts": sorted(facts)}
    note("survey.import", by=by, now=now, target=survey, after=after)
    return len(found.new) + len(replaced)


def _keep_survey(partnership, wave, found, facts, batch, *, by):
    survey = found.survey or Survey(
        partnership=partnership, name=wave.name, year=wave.year, batch=batch
    )
    for name, value in facts.items():
        setattr(survey, name, value)
    if survey.pk is None:
        return save_new(survey, by=by)
    return save_over(survey, base_version=survey.version, by=by) if facts else survey


def _replace(finding, result, *, by):
    statement = finding.statement
    if result.wording and alike(result.wording) != alike(statement.wording):
        statement.wording = result.wording
        save_over(statement, base_version=statement.version, by=by)
    for name in result.said:
        setattr(finding, name, result.values[name])
    save_over(finding, base_version=finding.version, by=by)


def _add(survey, found, result, *, by):
    """A result joins its sentence; results of one sentence share it."""
    words = result.wording or result.values.get("question") or result.values["label"]
    statement = found.statements.get(alike(words))
    if statement is None:
        last = max((one.order for one in found.statements.values()), default=0)
        statement = FindingStatement(survey=survey, wording=words, order=last + 1)
        found.statements[alike(words)] = save_new(statement, by=by)
    order = getattr(statement, "last_order", None)
    if order is None:
        order = max((one.order for one in statement.findings.all()), default=0)
    statement.last_order = order + 1
    save_new(SurveyFinding(statement=statement, order=order + 1, **result.values), by=by)
