"""What could stop the plans: the list of risks, each watched by a post and looked at again."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from partnership.permissions import is_officer
from partnership.views import partnership_with_role, visible
from plans.documents.money_home import chosen_plan, plans_with_money
from plans.documents.risks import grid, open_risks, reviews_of, risk_rows, risks_of
from plans.forms.risks import CloseRiskForm, ReviewForm, RiskForm
from plans.models import Risk
from plans.workflow import risks
from records.pages import KeysetPage
from records.views import CheckedEdit, attempt

RISKS = Risk.objects.select_related("plan__partnership", "priority", "budget", "owner_organisation")


def risk_context(partnership, user):
    """What every page of risks says of where it is."""
    return {
        "partnership": partnership,
        "room": "progress",
        "part": "risks",
        "may_keep": is_officer(user, partnership),
    }


def for_risks(user, partnership):
    """Refuse whoever may not keep risks."""
    if not is_officer(user, partnership):
        raise PermissionDenied("Officers of the partnership keep its risks.")


def risk_address(risk):
    return reverse("plans:risk_detail", args=[risk.uid])


class RiskList(TemplateView):
    """Open risks, those to be looked at first; the closed ones behind them."""

    template_name = "plans/risk_list.html"

    def get_context_data(self, **kwargs):
        user, on = self.request.user, timezone.localdate()
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        closed = self.request.GET.get("show") == "closed"
        context = super().get_context_data(**kwargs) | risk_context(partnership, user)
        if closed:
            found = risks_of(partnership).exclude(closed_on=None)
            page = KeysetPage.of(found, self.request.GET, size=25)
            rows = risk_rows(page.rows, partnership, on)
            return context | {"closed": True, "rows": rows, "page": page}
        rows = open_risks(partnership, on)
        late = sum(1 for row in rows if row.late)
        return context | {"closed": False, "rows": rows, "grid": grid(rows), "late": late}


class RiskDetail(TemplateView):
    """One risk, and what was said each time that somebody looked at it."""

    template_name = "plans/risk_detail.html"

    def get_context_data(self, **kwargs):
        user, on = self.request.user, timezone.localdate()
        risk = visible(RISKS.all(), user, self.kwargs["risk"])
        partnership = risk.plan.partnership
        return {
            **super().get_context_data(**kwargs),
            **risk_context(partnership, user),
            "row": risk_rows([risk], partnership, on)[0],
            "risk": risk,
            "reviews": reviews_of(risk),
            "in_text": risks.text_risk(risk.budget) == risk,
        }


class RiskPage(CheckedEdit):
    """What the pages that write a risk have in common."""

    def get_record(self):
        risk = self.find()
        for_risks(self.request.user, self.partnership)
        return risk

    def find(self):
        risk = visible(RISKS.all(), self.request.user, self.kwargs["risk"])
        self.partnership = risk.plan.partnership
        return risk

    def get_form_kwargs(self):
        now = timezone.now()
        return super().get_form_kwargs() | {"now": now, "on": timezone.localdate(now)}

    def get_back_url(self):
        return risk_address(self.object)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | risk_context(self.partnership, self.request.user)


class RiskAdd(RiskPage):
    """A risk that somebody sees."""

    form_class = RiskForm
    template_name = "plans/risk_add.html"

    def find(self):
        self.partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        return Risk()

    def get_initial(self):
        plans = list(plans_with_money(self.partnership))
        asked = self.request.GET.get("plan", "")
        return {"plan": chosen_plan(plans, asked, timezone.localdate())}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"partnership": self.partnership}

    def get_back_url(self):
        return reverse("plans:risk_list", args=[self.partnership.slug])


class RiskEdit(RiskPage):
    """What a risk says; its words only where the plan's text does not hold them."""

    form_class = RiskForm
    template_name = "plans/risk_edit.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"partnership": self.partnership}


class RiskReview(RiskPage):
    """Looked at today: what changed, and when next."""

    form_class = ReviewForm
    template_name = "plans/risk_review.html"


@require_http_methods(["GET", "POST"])
def risk_close(request, risk):
    """Take a risk off the list, with the reason."""
    found = visible(RISKS.all(), request.user, risk)
    for_risks(request.user, found.plan.partnership)
    form = CloseRiskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
        attempt(request, lambda: risks.close_risk(found, **asked), "The risk is closed.")
        return redirect(risk_address(found))
    context = risk_context(found.plan.partnership, request.user)
    context |= {"form": form, "risk": found, "back": risk_address(found)}
    return render(request, "plans/risk_close.html", context)


@require_POST
def risk_reopen(request, risk):
    """Put a closed risk back on the list."""
    found = visible(RISKS.all(), request.user, risk)
    for_risks(request.user, found.plan.partnership)
    asked = {"by": request.user, "now": timezone.now()}
    attempt(request, lambda: risks.reopen_risk(found, **asked), "The risk is open again.")
    return redirect(risk_address(found))
