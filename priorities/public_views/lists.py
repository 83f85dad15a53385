"""What anybody can read of a list of priorities: what was chosen, and how the area compares."""

import csv

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnership.models import Partnership
from partnership.models.contacts import Purpose
from priorities.documents.cards import cards_of, common_causes, years_of
from priorities.documents.charts import comparison_chart
from priorities.documents.decided import passed_over
from priorities.documents.picker import comparison_of, is_of_a_priority, picked, picks_of
from priorities.documents.standing import agreed, current_list, public_lists, standing_of
from priorities.documents.strands import SPEAKING, strand_rows
from priorities.exports.figures import comparison_rows


def public_partnership(slug):
    """A partnership that the public can find, or 404."""
    return get_object_or_404(Partnership.objects.published(), slug=slug)


@method_decorator(login_not_required, name="dispatch")
class PriorityList(TemplateView):
    """The priorities that hold now: what was chosen, why, by whom, and how the area compares."""

    template_name = "priorities/priority_list.html"

    def get_context_data(self, **kwargs):
        partnership = public_partnership(self.kwargs["partnership"])
        today = timezone.localdate()
        own = list(public_lists(partnership).select_related("partnership", "round"))
        chosen = self.choose(partnership, own, today)
        others = public_lists(partnership, own=False)
        context = {
            **super().get_context_data(**kwargs),
            "partnership": partnership,
            "formats": partnership.contact_points.filter(purpose=Purpose.FORMATS).first(),
            "room": "priorities",
            "list": chosen,
            "earlier": [one for one in own if one != chosen],
            "others": _others(others, chosen, today),
            "crumbs": [
                (
                    reverse("portal:partnership_home", args=[partnership.slug]),
                    partnership.place_name,
                ),
                ("", _("Priorities")),
            ],
        }
        return context | self.about(chosen, today) if chosen else context

    def choose(self, partnership, own, today):
        return current_list(own, today)

    def about(self, chosen, today):
        cards = cards_of(chosen)
        return {
            "years": years_of(chosen),
            "agreed": agreed(chosen),
            "standing": standing_of(chosen, today),
            "cards": cards,
            "themes": common_causes(chosen, cards),
            "referrals": chosen.referrals.select_related("organisation", "group"),
            "passed_over": passed_over(chosen),
            "strands": strand_rows(chosen, chosen.starts_on),
            **_compared(chosen, cards, self.request.GET.get("figure", ""), today),
        }


class EarlierList(PriorityList):
    """Any public list, for ever at this address; also one that another body set."""

    template_name = "priorities/earlier_list.html"

    def choose(self, partnership, own, today):
        every = public_lists(partnership) | public_lists(partnership, own=False)
        found = every.select_related("partnership", "round")
        return get_object_or_404(found, uid=self.kwargs["priority_list"])


def _others(lists, chosen, today):
    """Lists that others set, with what stands on them: those of the same time."""
    first, last = (chosen.starts_on, chosen.ends_on) if chosen else (today, today)
    found = lists.filter(starts_on__lte=last, ends_on__gte=first).prefetch_related(*SPEAKING)
    return [(one, agreed(one)) for one in found if one != chosen]


def _compared(chosen, cards, key, today):
    partnership = chosen.partnership
    picks = picks_of(partnership, cards, today, (chosen.starts_on, chosen.ends_on))
    pick = picked(picks, key)
    comparison = comparison_of(pick, partnership, today) if pick else None
    return {
        "picks": picks,
        "pick": pick,
        "comparison": comparison,
        "chart": comparison_chart(comparison) if comparison and not comparison.cannot else None,
        "beside_the_point": pick and not is_of_a_priority(pick.measure, cards),
    }


@login_not_required
def comparison_csv(request, partnership):
    """The comparison that a page shows, as a spreadsheet."""
    found, today = public_partnership(partnership), timezone.localdate()
    lists = public_lists(found) | public_lists(found, own=False)
    lists = list(lists.select_related("partnership"))
    chosen = current_list([one for one in lists if one.own], today)
    chosen = next((one for one in lists if str(one.uid) == request.GET.get("list")), chosen)
    if chosen is None:
        raise Http404
    picks = picks_of(found, cards_of(chosen), today, (chosen.starts_on, chosen.ends_on))
    pick = picked(picks, request.GET.get("figure", ""))
    if pick is None:
        raise Http404
    comparison = comparison_of(pick, found, today)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{found.slug}-{pick.key.replace(':', '-')}-compared.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(answer).writerows(comparison_rows(comparison))
    return answer
