"""What is known about topics: a partnership's figures, survey findings and statements on them."""

import datetime

from django.db.models import Case, F, Value, When, Window
from django.db.models.functions import RowNumber

from partnership.documents.places import covered_areas, partnership_area
from priorities.models import EvidenceStatement, Figure, SurveyFinding

# Before and after: a figure of (nearly) a year, and one of a shorter time.
WHOLE_YEAR = Case(
    When(ends_on__gte=F("starts_on") + datetime.timedelta(days=360), then=Value(0)),
    default=Value(1),
)


def plan_starts(year):
    return datetime.date(year, 4, 1)


def places_of(partnership, year):
    """The areas that a partnership answers for on the eve of a plan, as national data has them."""
    eve = plan_starts(year) - datetime.timedelta(days=1)
    areas = [*covered_areas(partnership, eve), partnership_area(partnership, eve)]
    return {area.pk for area in areas if area}


def figures_on(partnership, topics, year, *, public=False):
    """The newest figure of each measure in each place, no newer than the plan year's end.

    One of a whole year comes before those of its quarters, which tell of progress; one without
    a value only where no other is known. With ``public`` the newest of those
    that are for everybody.
    """
    newest = Window(
        RowNumber(),
        partition_by=[F("measure"), F("area")],
        order_by=[
            *(F("missing").asc(), WHOLE_YEAR.asc(), F("ends_on").desc()),
            *(F("starts_on").asc(), F("pk").desc()),
        ],
    )
    figures = Figure.objects.public() if public else Figure.objects.current()
    figures = figures.open_to(partnership).filter(
        measure__topic__in=topics,
        area__in=places_of(partnership, year),
        ends_on__lt=plan_starts(year + 1),
    )
    figures = figures.annotate(place=newest).filter(place=1)
    rows = figures.select_related("measure__whole", "area", "batch")
    return sorted(rows, key=_own_and_newest_first)


def _own_and_newest_first(figure):
    measure = figure.measure
    return (measure.partnership_id is None, -figure.ends_on.toordinal(), measure.name, figure.pk)


def findings_on(partnership, topics, year, *, public=False):
    """What was found about these topics; of several waves of one survey the newest."""
    findings = SurveyFinding.objects.for_partnership(partnership).filter(
        topic__in=topics, statement__survey__year__lte=year
    )
    if public:
        findings = findings.filter(internal=False)
    newest = {}
    for finding in findings.select_related("statement__survey").order_by("statement__survey__year"):
        survey = finding.statement.survey
        newest[survey.name, finding.label, finding.subgroup] = finding
    return sorted(newest.values(), key=lambda one: (one.statement.order, one.order, one.pk))


def statements_on(partnership, topics):
    statements = EvidenceStatement.objects.for_partnership(partnership)
    return list(statements.filter(topics__in=topics).distinct().prefetch_related("topics"))
