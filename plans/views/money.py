"""Where the money of a year goes, and what it did."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.views.generic import TemplateView

from events.exports import csv_lines
from partnership.views import partnership_with_role
from plans.documents import money_home as home
from plans.documents.money import money_by_priority, money_by_recipient
from plans.documents.money_bars import bars
from plans.exports.money import money_rows
from plans.permissions import may_keep_money, may_reopen
from plans.views.access import visible_plan


def for_money(user, plan):
    """Refuse whoever may not keep the plan's money."""
    if not may_keep_money(user, plan):
        raise PermissionDenied("Officers of the partnership keep its money.")


def money_context(plan, part="money"):
    """What every page of money says of where it is."""
    return {"plan": plan, "partnership": plan.partnership, "room": "progress", "part": part}


class MoneyPage(TemplateView):
    """A page of a year's money; the address may name another plan than the newest."""

    def get_context_data(self, **kwargs):
        user, on = self.request.user, timezone.localdate()
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        plans = list(home.plans_with_money(partnership))
        plan = home.chosen_plan(plans, self.request.GET.get("plan", ""), on)
        context = super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "progress",
            "part": "money",
            "plans": plans,
            "plan": plan,
        }
        return context | (self.told(plan) if plan else {})

    def told(self, plan):
        """What this page tells of the plan's money."""
        raise NotImplementedError


class MoneyHome(MoneyPage):
    """The year's budget: its total, its sources, its lines, and how they fit together."""

    template_name = "plans/money_home.html"

    def told(self, plan):
        user, table = self.request.user, money_by_priority(plan)
        return {
            "table": table,
            "budget": table.budget,
            "bars": bars(table.rows),
            "compared": home.compared(table.budget),
            "sources": home.source_rows(plan, table),
            "overspent": home.overspent(table),
            "locked": home.lock_words(plan),
            "in_text": home.shows_lines(plan),
            "may_keep": may_keep_money(user, plan),
            "may_reopen": may_reopen(user, plan),
        }


class MoneySpent(MoneyPage):
    """What did this pound do: by priority and by recipient, with what it achieved."""

    template_name = "plans/money_spent.html"

    def told(self, plan):
        return {
            "table": money_by_priority(plan),
            "recipients": money_by_recipient(plan),
            "may_keep": may_keep_money(self.request.user, plan),
        }


def money_csv(request, plan):
    """All lines of a plan's money with what they achieved, as a file for a spreadsheet."""
    found = visible_plan(request.user, plan)
    rows = money_rows(money_by_priority(found))
    answer = HttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    name = f"{found.partnership.slug}-{found.slug}-money.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
