"""What people said, told right: each share with its marks, and one question over its waves."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Consultation
from partnership.models.names import alike
from priorities.models import SurveyFinding
from records.fields import Qualifier

FEWEST_SHOWN = 10  # of fewer answers a share would tell what single people said
FEW = 30  # of fewer answers a share moves by more than three points with each of them
FEW_ANSWERS = gettext_lazy("few answers")
TOGETHER = Decimal("100.5")  # what rounding may make of shares that are 100 together


@dataclass(frozen=True)
class Shown:
    """A result as every page tells it: its words, its share where it can be drawn, its marks."""

    words: str
    value: Decimal | None = None
    marks: tuple = ()

    @property
    def few(self):
        """Whether so few people answered that a page explains what that means."""
        return any(mark.startswith(str(FEW_ANSWERS)) for mark in self.marks)


def shown(finding):
    """The result in words; the survey must be at hand."""
    base = answered_by(finding)
    if finding.value is not None and base is not None and base < FEWEST_SHOWN:
        return Shown(
            _("not shown"),
            None,
            (_("fewer than %(FEWEST_SHOWN)s people answered") % {"FEWEST_SHOWN": FEWEST_SHOWN},),
        )
    if finding.value is None:
        ranked = _("ranked %(rank)s") % {"rank": finding.rank} if finding.rank else ""
        return Shown(finding.words or ranked, None, (ranked,) if finding.words and ranked else ())
    marks = [f"{FEW_ANSWERS}: {base}"] if base is not None and base < FEW else []
    if finding.rank:
        marks.append(_("ranked %(rank)s") % {"rank": finding.rank})
    if finding.words:
        marks.append(finding.words)
    return Shown(per_cent(finding.value, finding.qualifier), finding.value, tuple(marks))


def per_cent(value, qualifier=Qualifier.EXACT):
    """A share as it was stated: 39.5%, just over 50%."""
    said = f"{value.normalize():f}%"
    return said if qualifier == Qualifier.EXACT else f"{Qualifier(qualifier).label} {said}"


def answered_by(finding):
    """How many people answered, or at most answered; None where nobody says."""
    return finding.base if finding.base is not None else finding.statement.survey.responses


def beyond_whole(findings):
    """Questions with one answer each whose shares pass 100 per cent together in a subgroup.

    As (question, subgroup, sum) of whatever has those attributes.
    """
    sums = {}
    for one in findings:
        if one.question and one.value is not None and not one.several_answers:
            key = (alike(one.question), alike(one.subgroup))
            question, subgroup, so_far = sums.get(key, (one.question, one.subgroup, 0))
            sums[key] = (question, subgroup, so_far + one.value)
    return [found for found in sums.values() if found[2] > TOGETHER]


def meaning(finding):
    """What makes two results of one wave the same: question, answer and who gave it."""
    return _meaning(finding.question, finding.option, finding.label, finding.subgroup)


def _meaning(question, option, label, subgroup):
    return alike(question), alike(option or label), alike(subgroup)


def consultations_of(survey):
    """Consultations kept here that bear the name of a survey and were open in its year."""
    found = Consultation.objects.filter(event__partnership=survey.partnership_id).filter(
        event__starts_on__year__lte=survey.year
    )
    return [
        one
        for one in found.select_related("event")
        if alike(one.event.title) in {alike(survey.name), alike(str(survey))}
        and survey.year
        in {one.event.starts_on.year, (one.event.ends_on or one.event.starts_on).year}
    ]


# ---- one question over its waves


@dataclass(frozen=True)
class Wave:
    """One wave's answer to the question."""

    finding: SurveyFinding
    shown: Shown

    @property
    def survey(self):
        return self.finding.statement.survey


@dataclass(frozen=True)
class Line:
    """Waves in which the same people were asked in the same way, the earliest first."""

    waves: list

    @property
    def survey(self):
        return self.waves[0].survey

    @property
    def words(self):
        who = self.survey.population or f"{self.survey.name}: who was asked is not stated"
        return ". ".join(filter(None, [who, self.survey.method]))


@dataclass(frozen=True)
class Waves:
    """The same question in every wave, and in words why a line does not join all of them."""

    lines: list
    breaks: list

    @property
    def waves(self):
        found = [wave for line in self.lines for wave in line.waves]
        return sorted(found, key=lambda wave: (wave.survey.year, wave.finding.pk))


def waves(finding):
    """The question of a finding in all waves of its partnership, in a constant few queries."""
    survey, wanted = finding.statement.survey, meaning(finding)
    asked = SurveyFinding.objects.filter(statement__survey__partnership=survey.partnership_id)
    keys = asked.order_by().values_list("pk", "question", "option", "label", "subgroup")
    same = [key for key, *words in keys if _meaning(*words) == wanted]
    found = asked.filter(pk__in=same).select_related("statement__survey")
    by_line = {}
    for one in found.order_by("statement__survey__year", "pk"):
        by_line.setdefault(_line_of(one), []).append(Wave(one, shown(one)))
    lines = [Line(rows) for rows in by_line.values()]
    return Waves(lines, [_break(earlier, later) for earlier, later in pairwise(lines)])


def _line_of(finding):
    """A line joins waves of one population only; who is not stated is nobody else's equal."""
    survey = finding.statement.survey
    who = alike(survey.population) or survey.pk
    return who, alike(survey.method), finding.several_answers


def _break(earlier, later):
    old, new = earlier.waves[-1], later.waves[0]
    reasons = [
        _other("other people were asked", new.survey.population, old.survey.population),
        _other("people were asked in another way", new.survey.method, old.survey.method),
    ]
    if old.finding.several_answers != new.finding.several_answers:
        several = "more than one answer" if new.finding.several_answers else "one answer only"
        reasons.append(f"{several} could be given")
    said = " and ".join(filter(None, reasons)) or "who was asked is not stated"
    return f"{new.survey.label}: {said}. No line joins it with {old.survey.label}."


def _other(words, new, old):
    if alike(new) == alike(old):
        return ""
    return f"{words} ({new or 'not stated'}; in the wave before: {old or 'not stated'})"
