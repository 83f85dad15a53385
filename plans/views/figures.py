"""A figure of a plan: the number is changed once, and each plan that shows it is named."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from plans.documents.where_used import editions_with, places_of
from plans.models import Plan
from priorities.documents.values import sentence
from priorities.forms.figures import FigureForm
from priorities.models import Figure
from priorities.permissions import may_edit_figure
from records.views import CheckedEdit


class FigureEdit(CheckedEdit):
    """One figure: changed here, it changes in every text that shows it."""

    form_class = FigureForm
    template_name = "plans/figure_edit.html"

    def get_record(self):
        figures = Figure.objects.visible_to(self.request.user)
        figure = get_object_or_404(
            figures.select_related("measure__partnership", "area"), uid=self.kwargs["figure"]
        )
        if not may_edit_figure(self.request.user, figure):
            raise PermissionDenied("Officers of the partnership keep its figures.")
        return figure

    def get_back_url(self):
        back = self.request.POST.get("back") or self.request.GET.get("back", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={self.request.get_host()})
        return back if safe else reverse("plans:figure_edit", args=[self.object.uid])

    def get_context_data(self, **kwargs):
        figure = self.object
        # A national figure may stand in plans of others, which are none of our business here.
        mine = Plan.objects.visible_to(self.request.user)
        return super().get_context_data(**kwargs) | {
            "figure": figure,
            "sentence": sentence(figure),
            "partnership": figure.owner,
            "room": "plans",
            "places": places_of(figure, mine),
            "editions": editions_with(figure, mine),
        }
