"""Measures with their targets: what a year should reach, who reports it, how it stands."""

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from priorities.documents.measured import own_areas
from priorities.documents.target_rows import last_quarter, target_rows, year_shown, years_of
from priorities.forms.measures import areas_of
from priorities.forms.targets import NewTargetForm, TargetForm
from priorities.models import Measure, Target
from priorities.permissions import may_keep
from priorities.views.access import for_keeping, partnership_with_role, visible
from records.periods import plan_year_label
from records.quarters import quarter_of
from records.views import CheckedEdit


def _number(words):
    return int(words) if words.isdecimal() and len(words) == 4 else None


class TargetList(TemplateView):
    """The measures of a plan year: target, baseline, tolerance, who reports, how it stands."""

    template_name = "priorities/target_list.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        years = years_of(partnership, today)
        asked = _number(self.request.GET.get("year", ""))
        year = year_shown(partnership, years, asked, today)
        quarter = last_quarter(year, today)
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "progress",
            "rows": target_rows(partnership, year, quarter),
            "year": year,
            "year_label": plan_year_label(year),
            "years": [(one, plan_year_label(one)) for one in years],
            "quarter": quarter,
            "can_keep": may_keep(user, partnership),
        }


class TargetEdit(CheckedEdit):
    """The target of a measure in a year; measure, place and year stay what they are."""

    form_class = TargetForm
    template_name = "priorities/target_edit.html"

    def get_record(self):
        targets = Target.objects.select_related("partnership", "measure", "area")
        target = visible(targets, self.request.user, self.kwargs["target"])
        self.partnership = target.partnership
        for_keeping(self.request.user, self.partnership)
        return target

    def get_back_url(self):
        page = reverse("priorities:target_list", args=[self.partnership.slug])
        return f"{page}?year={self.object.year}" if self.object.year else page

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "partnership": self.partnership,
            "room": "progress",
        }


class TargetAdd(TargetEdit):
    """A further measure of a year."""

    form_class = NewTargetForm
    template_name = "priorities/target_add.html"

    def get_record(self):
        self.partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        for_keeping(self.request.user, self.partnership)
        self.today = timezone.localdate()
        return Target(partnership=self.partnership)

    def get_initial(self):
        asked = _number(self.request.GET.get("year", ""))
        measures = Measure.objects.open_to(self.partnership)
        named = [one for one in measures if str(one.uid) == self.request.GET.get("measure")]
        return {"year": asked or quarter_of(self.today).year, "measure": next(iter(named), None)}

    def get_form_kwargs(self):
        areas = own_areas(self.partnership, self.today)
        return super().get_form_kwargs() | {"areas": areas_of(areas)}
