"""The budget and the sources of a plan: part of its text, changed while it is a draft."""

from django.utils import timezone

from plans.forms.money import BudgetForm, SourceForm
from plans.models import Budget, FundingSource
from plans.views.access import PlanWriting, visible, visible_plan
from plans.views.money import money_context
from plans.views.money_lines import money_address

SOURCES = FundingSource.objects.select_related("plan__partnership")


class TextPage(PlanWriting):
    """What the pages that write a part of the plan's text have in common."""

    def get_record(self):
        found = self.find()
        self.open_for_writing(found.plan)
        return found

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}

    def get_back_url(self):
        return money_address(self.object.plan)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | money_context(context["form"].instance.plan)


class MoneyBudget(TextPage):
    """The year's budget as the plan states it."""

    form_class = BudgetForm
    template_name = "plans/money_budget.html"

    def find(self):
        plan = visible_plan(self.request.user, self.kwargs["plan"])
        stored = Budget.objects.filter(plan=plan).select_related("plan__partnership").first()
        return stored or Budget(plan=plan, year=plan.year)


class MoneySourceAdd(TextPage):
    """One more source of money."""

    form_class = SourceForm
    template_name = "plans/money_source_add.html"

    def find(self):
        self.plan = visible_plan(self.request.user, self.kwargs["plan"])
        return FundingSource(plan=self.plan)

    def get_back_url(self):
        return money_address(self.plan)


class MoneySourceEdit(TextPage):
    """One source of money, as the plan says it."""

    form_class = SourceForm
    template_name = "plans/money_source_edit.html"

    def find(self):
        return visible(SOURCES.all(), self.request.user, self.kwargs["funding_source"])
