"""What officers say in a performance report: what is asked, its head, what is drawn large."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from plans.forms.quarter_reports import AskForm, QuarterReportForm
from plans.models import Action, Ask, QuarterReport, Risk
from plans.views.quarter_reports import for_making, known_kind, one_quarter
from plans.workflow.quarter_reports import report_of
from priorities.models import Target
from records.views import CheckedEdit


class AskEdit(CheckedEdit):
    """What the executive group is asked about one thing; typed in its place in the report."""

    form_class = AskForm
    about = ""

    def get_record(self):
        self.quarter = one_quarter(self.request.user, self.kwargs["quarter"])
        for_making(self.request.user, self.quarter)
        self.thing = self.get_thing()
        kept = Ask.objects.filter(quarter=self.quarter, **{self.about: self.thing}).first()
        return kept or Ask(quarter=self.quarter, **{self.about: self.thing})

    def get_thing(self):
        """What is asked about, in the quarter's own partnership; else 404."""
        raise NotImplementedError

    def get_back_url(self):
        args = [self.quarter.uid, QuarterReport.Kind.EXECUTIVE]
        page = reverse("plans:quarter_report_detail", args=args)
        return f"{page}#ask-{self.about}-{self.thing.uid}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "partnership": self.quarter.partnership,
            "room": "progress",
            "thing": self.thing,
        }


class AskAction(AskEdit):
    """About an action."""

    template_name = "plans/ask_action.html"
    about = "action"

    def get_thing(self):
        found = Action.objects.filter(plan__partnership=self.quarter.partnership)
        return get_object_or_404(found, uid=self.kwargs["action"])


class AskTarget(AskEdit):
    """About a measure of the quarter's year."""

    template_name = "plans/ask_target.html"
    about = "target"

    def get_thing(self):
        found = Target.objects.filter(partnership=self.quarter.partnership, year=self.quarter.year)
        return get_object_or_404(found.select_related("measure"), uid=self.kwargs["target"])


class AskRisk(AskEdit):
    """About a risk."""

    template_name = "plans/ask_risk.html"
    about = "risk"

    def get_thing(self):
        found = Risk.objects.filter(plan__partnership=self.quarter.partnership)
        return get_object_or_404(found, uid=self.kwargs["risk"])


class QuarterReportEdit(CheckedEdit):
    """What stands at the head of a report, and which measures are drawn large."""

    form_class = QuarterReportForm
    template_name = "plans/quarter_report_edit.html"

    def get_record(self):
        self.quarter = one_quarter(self.request.user, self.kwargs["quarter"])
        for_making(self.request.user, self.quarter)
        return report_of(self.quarter, known_kind(self.kwargs["report_kind"]))

    def get_back_url(self):
        args = [self.quarter.uid, self.kwargs["report_kind"]]
        return reverse("plans:quarter_report_detail", args=args)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "partnership": self.quarter.partnership,
            "room": "progress",
        }
