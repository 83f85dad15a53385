"""Figures in the workspace: added, followed back to their source, and asked about."""

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from priorities.documents.guarding import protect
from priorities.documents.measured import own_areas
from priorities.documents.values import is_queried, sentence, shown
from priorities.forms.figures import AnswerForm, NewFigureForm
from priorities.forms.measures import BreakForm, PublishedComparisonForm, areas_of
from priorities.importers.file_rows import file_rows
from priorities.models import EvidenceChoice, Figure, PublishedComparison, SeriesBreak
from priorities.models.figures import FigureStanding
from priorities.permissions import may_edit_figure
from priorities.views.access import evidence_context, for_keeping, partnership_with_role, visible
from priorities.views.measures import measure_address, measure_for
from priorities.workflow.queries import answer_query
from records.moves import Refused
from records.views import CheckedEdit


def figure_for(user, partnership, figure):
    """A partnership of this person, and a figure of its own or a national one; else 404."""
    partnership = partnership_with_role(user, partnership)
    figures = Figure.objects.exclude(standing=FigureStanding.ARRIVING).open_to(partnership)
    found = figures.select_related("measure__partnership", "area", "batch", "revised_by")
    [figure] = protect([get_object_or_404(found, uid=figure)])
    return partnership, figure


class OfMeasure(CheckedEdit):
    """A form for something that belongs to one measure."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.places = []
        if request.user.is_authenticated:
            found = measure_for(request.user, **kwargs)
            self.partnership, self.measure = found
            self.places = own_areas(self.partnership, timezone.localdate())

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"areas": areas_of(self.places)}

    def get_back_url(self):
        return measure_address(self.partnership, self.measure)

    def get_context_data(self, **kwargs):
        room = evidence_context(self.partnership, self.request.user, "figures")
        return super().get_context_data(**kwargs) | room | {"measure": self.measure}


class FigureAdd(OfMeasure):
    """A figure of one of the partnership's places, typed from a report."""

    form_class = NewFigureForm
    template_name = "priorities/figure_add.html"

    def get_record(self):
        for_keeping(self.request.user, self.measure.partnership)
        return Figure(measure=self.measure)


class BreakAdd(OfMeasure):
    """The day from which something is counted in another way."""

    form_class = BreakForm
    template_name = "priorities/break_add.html"

    def get_record(self):
        for_keeping(self.request.user, self.measure.partnership)
        return SeriesBreak(measure=self.measure)


class PublishedComparisonAdd(OfMeasure):
    """How the area compares, as somebody published it; nobody's own figures are needed."""

    form_class = PublishedComparisonForm
    template_name = "priorities/published_comparison_add.html"

    def get_record(self):
        for_keeping(self.request.user, self.partnership)
        return PublishedComparison(partnership=self.partnership, measure=self.measure)


class PublishedComparisonEdit(CheckedEdit):
    """A published comparison, corrected."""

    form_class = PublishedComparisonForm
    template_name = "priorities/published_comparison_edit.html"

    def get_record(self):
        every = PublishedComparison.objects.select_related("partnership", "measure")
        found = visible(every, self.request.user, self.kwargs["comparison"])
        for_keeping(self.request.user, found.partnership)
        return found

    def get_form_kwargs(self):
        places = own_areas(self.object.partnership, timezone.localdate())
        areas = areas_of([*places, self.object.area])
        return super().get_form_kwargs() | {"areas": areas}

    def get_back_url(self):
        return measure_address(self.object.partnership, self.object.measure)

    def get_context_data(self, **kwargs):
        room = evidence_context(self.object.partnership, self.request.user, "figures")
        return super().get_context_data(**kwargs) | room | {"measure": self.object.measure}


class FigureSource(TemplateView):
    """Where a figure is from: its file, the very rows of it, what it was before, who uses it."""

    template_name = "priorities/figure_source.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        partnership, figure = figure_for(user, **self.kwargs)
        same = Figure.objects.filter(
            measure=figure.measure,
            area=figure.area,
            starts_on=figure.starts_on,
            ends_on=figure.ends_on,
        )
        others = same.exclude(pk=figure.pk).exclude(standing=FigureStanding.ARRIVING)
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(partnership, user, "figures"),
            "figure": figure,
            "sentence": sentence(figure),
            "said": shown(figure),
            "rows": file_rows(figure) if figure.batch else None,
            "others": [
                (one, shown(one)) for one in others.select_related("measure", "batch", "revised_by")
            ],
            "changes": figure.history.select_related("history_user").order_by("-history_date")[:50],
            "plans": _plans(figure, partnership),
            "candidates": _candidates(figure, partnership),
            "can_change": may_edit_figure(user, figure),
            "asked": is_queried(figure),
        }


def _plans(figure, partnership):
    """Titles of the partnership's own plans and sections that show a figure."""
    used = figure.used_in.filter(
        block__section__plan__partnership=partnership,
        block__taken_out_at=None,
        block__section__taken_out_at=None,
    )
    return used.select_related("block__section__plan")


def _candidates(figure, partnership):
    chosen = EvidenceChoice.objects.for_partnership(partnership).filter(
        figure=figure, left_out=False
    )
    return chosen.select_related("candidate__round")


class FigureAnswer(FormView):
    """A value in doubt: right, corrected or left out, and how one knows."""

    form_class = AnswerForm
    template_name = "priorities/figure_answer.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.partnership, self.figure = figure_for(request.user, **kwargs)
            for_keeping(request.user, self.figure.measure.partnership)

    def get_back_url(self):
        return measure_address(self.partnership, self.figure.measure)

    def form_valid(self, form):
        try:
            answer_query(
                self.figure,
                form.cleaned_data["answer"],
                form.cleaned_data["words"],
                level=form.cleaned_data["level"],
                by=self.request.user,
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        return redirect(self.get_back_url())

    def get_context_data(self, **kwargs):
        room = evidence_context(self.partnership, self.request.user, "figures")
        more = {"figure": self.figure, "said": shown(self.figure), "back": self.get_back_url()}
        return super().get_context_data(**kwargs) | room | more
