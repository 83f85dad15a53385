"""What people said: one result with its waves, and sentences with their results."""

from django.db.models import Max
from django.urls import reverse
from django.views.generic import TemplateView

from priorities.documents.findings import shown, waves
from priorities.documents.survey_results import few_answers_note
from priorities.documents.wave_chart import wave_chart
from priorities.forms.findings import StatementForm
from priorities.models import FindingStatement, SurveyFinding
from priorities.views.access import evidence_context, for_keeping, visible
from priorities.views.surveys import SURVEYS, survey_address
from records.views import CheckedEdit

FINDINGS = SurveyFinding.objects.select_related("statement__survey__partnership", "topic")
STATEMENTS = FindingStatement.objects.select_related("survey__partnership")


class FindingDetail(TemplateView):
    """One result: as it was said, how it compares, and the same question in other waves."""

    template_name = "priorities/finding_detail.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        finding = visible(FINDINGS, user, self.kwargs["finding"])
        over_time = waves(finding)
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(finding.statement.survey.partnership, user, "surveys"),
            "finding": finding,
            "said": shown(finding),
            "survey": finding.statement.survey,
            "over_time": over_time,
            "chart": wave_chart(over_time.lines),
            "few_note": few_answers_note() if any(w.shown.few for w in over_time.waves) else "",
        }


class StatementEdit(CheckedEdit):
    """A sentence and its results, all saved together or not at all."""

    form_class = StatementForm
    template_name = "priorities/statement_edit.html"

    def get_record(self):
        statement = visible(STATEMENTS, self.request.user, self.kwargs["said"])
        for_keeping(self.request.user, statement.survey.partnership)
        return statement

    def get_back_url(self):
        return survey_address(self.object.survey)

    def get_success_url(self):
        if "more" in self.request.POST:
            return f"{reverse('priorities:statement_edit', args=[self.object.uid])}#new-1"
        return self.get_back_url()

    def form_stale(self, form, current):
        """Show both texts of the sentence, or of the one result that somebody else saved."""
        self.page_form = form
        return super().form_stale(form.form_of(current), current)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["form"] = getattr(self, "page_form", context["form"])
        survey = context["form"].instance.survey
        room = evidence_context(survey.partnership, self.request.user, "surveys")
        return context | room | {"survey": survey}


class StatementAdd(StatementEdit):
    """A new sentence at the end of a survey."""

    template_name = "priorities/statement_add.html"

    def get_record(self):
        survey = visible(SURVEYS, self.request.user, self.kwargs["survey"])
        for_keeping(self.request.user, survey.partnership)
        last = survey.statements.aggregate(last=Max("order"))["last"] or 0
        return FindingStatement(survey=survey, order=last + 1)
