"""A line of a plan's money: who gets it and what for, its amounts, what it achieved."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from plans.documents import money_home as home
from plans.documents.money import Line, money_by_priority
from plans.documents.money_sums import sums_of
from plans.forms.money import LineForm
from plans.models import FundingLine
from plans.permissions import may_keep_money
from plans.views.access import visible, visible_plan
from plans.views.money import for_money, money_context
from plans.workflow import money
from records.moves import Refused
from records.numbers import pounds
from records.views import CheckedEdit

LINES = FundingLine.objects.select_related(
    *("plan__partnership", "plan__priority_list", "source", "recipient"),
    *("priority", "theme", "action"),
)


def money_address(plan):
    return f"{reverse('plans:money_home', args=[plan.partnership.slug])}?plan={plan.uid}"


def line_address(line):
    return reverse("plans:funding_line_detail", args=[line.uid])


def warn_of_sums(request, plan):
    """Say after a save where more is given out than there is: it is kept, never refused."""
    table = money_by_priority(plan)
    if table.over:
        words = f"The lines now come to {pounds(table.over)} more than the budget of"
        messages.warning(request, f"Saved. {words} {pounds(table.printed)}.")
    for line, beyond in home.overspent(table):
        words = f"{pounds(beyond)} more is committed than was given: {line.stored.purpose}"
        messages.warning(request, f"{words}.")


class FundingLineDetail(TemplateView):
    """One line of the money with all that is known of it."""

    template_name = "plans/funding_line_detail.html"

    def get_context_data(self, **kwargs):
        stored = visible(LINES.all(), self.request.user, self.kwargs["funding_line"])
        amounts = tuple(stored.amounts.all())
        plan = stored.plan
        return {
            **super().get_context_data(**kwargs),
            **money_context(plan),
            "line": Line(stored, amounts, sums_of(amounts)),
            "stored": stored,
            "in_text": home.shows_lines(plan),
            "may_keep": may_keep_money(self.request.user, plan),
            "back": money_address(plan),
        }


class LinePage(CheckedEdit):
    """What the pages that write a line have in common."""

    form_class = LineForm

    def get_record(self):
        line = self.find()
        for_money(self.request.user, line.plan)
        return line

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        plan = context["form"].instance.plan
        return context | money_context(plan) | {"in_text": home.shows_lines(plan)}


class FundingLineAdd(LinePage):
    """A new line of the money; its amounts come after it."""

    template_name = "plans/funding_line_add.html"

    def find(self):
        self.plan = visible_plan(self.request.user, self.kwargs["plan"])
        return FundingLine(plan=self.plan)

    def get_back_url(self):
        return money_address(self.plan)

    def get_success_url(self):
        return line_address(self.object)


class FundingLineEdit(LinePage):
    """What a line says; its amounts stay as they are."""

    template_name = "plans/funding_line_edit.html"

    def find(self):
        return visible(LINES.all(), self.request.user, self.kwargs["funding_line"])

    def get_back_url(self):
        return line_address(self.object)


@require_http_methods(["GET", "POST"])
def funding_line_remove(request, funding_line):
    """Ask once more, then take out a line without amounts."""
    line = visible(LINES.all(), request.user, funding_line)
    for_money(request.user, line.plan)
    context = money_context(line.plan) | {"line": line, "back": line_address(line)}
    context["amounts"] = line.amounts.count()
    if request.method == "GET":
        return render(request, "plans/funding_line_remove.html", context)
    try:
        money.remove_line(line, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(line_address(line))
    messages.success(request, f"Taken out: {line.purpose}.")
    return redirect(money_address(line.plan))
