"""The dated amounts on a line of the money."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.forms.money import AmountForm, RemoveAmountForm
from plans.models import FundingAmount
from plans.views.access import visible
from plans.views.money import for_money, money_context
from plans.views.money_lines import LINES, line_address, warn_of_sums
from plans.workflow import money
from records.views import CheckedEdit, attempt

AMOUNTS = FundingAmount.objects.select_related("line__plan__partnership")


class AmountPage(CheckedEdit):
    """What the pages that write an amount have in common."""

    form_class = AmountForm

    def get_record(self):
        amount = self.find()
        for_money(self.request.user, amount.line.plan)
        self.line = amount.line
        return amount

    def get_form_kwargs(self):
        now = timezone.now()
        return super().get_form_kwargs() | {"now": now, "on": timezone.localdate(now)}

    def get_back_url(self):
        return line_address(self.line)

    def form_valid(self, form):
        answer = super().form_valid(form)
        if answer.status_code == 302:
            warn_of_sums(self.request, self.line.plan)
        return answer

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | money_context(self.line.plan)
        return context | {"line": self.line}


class FundingAmountAdd(AmountPage):
    """One more amount on a line."""

    template_name = "plans/funding_amount_add.html"

    def find(self):
        line = visible(LINES.all(), self.request.user, self.kwargs["funding_line"])
        return FundingAmount(line=line)


class FundingAmountEdit(AmountPage):
    """One amount: corrected, or further on its way from promised to spent."""

    template_name = "plans/funding_amount_edit.html"

    def find(self):
        return visible(AMOUNTS.all(), self.request.user, self.kwargs["amount"])


@require_http_methods(["GET", "POST"])
def funding_amount_remove(request, amount):
    """Take out an amount that was wrong, with the reason."""
    found = visible(AMOUNTS.all(), request.user, amount)
    for_money(request.user, found.line.plan)
    form = RemoveAmountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
        attempt(request, lambda: money.remove_amount(found, **asked), "The amount is taken out.")
        return redirect(line_address(found.line))
    context = money_context(found.line.plan) | {
        "form": form,
        "amount": found,
        "back": line_address(found.line),
    }
    return render(request, "plans/funding_amount_remove.html", context)
