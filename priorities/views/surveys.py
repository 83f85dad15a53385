"""Surveys in the workspace: their waves, and what each of them found."""

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Prefetch
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from priorities.documents.findings import consultations_of
from priorities.documents.survey_results import by_question, few_answers_note
from priorities.exports.survey_file import template_csv, template_workbook
from priorities.forms.surveys import SurveyForm
from priorities.models import Survey, SurveyFinding
from priorities.views.access import evidence_context, for_keeping, partnership_with_role, visible
from records.pages import KeysetPage
from records.views import CheckedEdit

SURVEYS = Survey.objects.select_related("partnership", "batch")
# Where a sentence stands as one number, the first one's the greatest: by its order, then its key.
PLACE = ExpressionWrapper(2**62 - F("order") * 2**40 - F("pk"), output_field=BigIntegerField())
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def survey_address(survey):
    return reverse("priorities:survey_detail", args=[survey.uid])


class SurveyList(TemplateView):
    """Every wave of every survey, newest first, and where sources speak instead of people."""

    template_name = "priorities/survey_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(partnership, user, "surveys"),
            # Counting in groups forgets the order that surveys have of themselves.
            "surveys": partnership.surveys.annotate(results=Count("statements__findings")).order_by(
                *Survey._meta.ordering
            ),
            "stated": partnership.evidence_statements.count(),
        }


class SurveyDetail(TemplateView):
    """One wave: what was said in its own words, and each result as a bar and in a table."""

    template_name = "priorities/survey_detail.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        survey = visible(SURVEYS, user, self.kwargs["survey"])
        results = SurveyFinding.objects.select_related("topic").order_by("order", "pk")
        statements = survey.statements.annotate(place=PLACE)
        statements = statements.prefetch_related(Prefetch("findings", results))
        page = KeysetPage.of(statements, self.request.GET, key="place")
        for statement in page.rows:
            statement.survey = survey  # spares a query for each
        asked = by_question(page.rows)
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(survey.partnership, user, "surveys"),
            "survey": survey,
            "page": page,
            "asked": asked,
            "few_note": few_answers_note() if any(one.few for one in asked) else "",
            "consultations": consultations_of(survey),
        }


class SurveyEdit(CheckedEdit):
    """Who was asked in a wave, when, how, and how many answered."""

    form_class = SurveyForm
    template_name = "priorities/survey_edit.html"

    def get_record(self):
        survey = visible(SURVEYS, self.request.user, self.kwargs["survey"])
        for_keeping(self.request.user, survey.partnership)
        return survey

    def get_back_url(self):
        return survey_address(self.object)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        partnership = context["form"].instance.partnership
        return context | evidence_context(partnership, self.request.user, "surveys")


class SurveyAdd(SurveyEdit):
    """A wave that is typed in."""

    template_name = "priorities/survey_add.html"

    def get_record(self):
        partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        for_keeping(self.request.user, partnership)
        return Survey(partnership=partnership)

    def get_back_url(self):
        if self.object.pk:
            return survey_address(self.object)
        return reverse("priorities:survey_list", args=[self.object.partnership.slug])


@require_safe
def survey_template(request, partnership, format):
    """The empty file of survey results to fill in, with what its columns may hold."""
    found = partnership_with_role(request.user, partnership)
    for_keeping(request.user, found)
    if format == "xlsx":
        return FileResponse(
            template_workbook(),
            as_attachment=True,
            filename="survey-results.xlsx",
            content_type=WORKBOOK,
        )
    if format != "csv":
        raise Http404("There is CSV and XLSX.")
    answer = StreamingHttpResponse(template_csv(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="survey-results.csv"'
    return answer
