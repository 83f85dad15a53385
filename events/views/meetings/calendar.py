"""The year's calendar: meetings of all groups and public events, April to March."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from events.documents.meeting_people import groups_to_meet
from events.documents.meetings import year_calendar
from partnership.models import Partnership
from partnership.permissions import is_officer
from partnership.views import partnership_with_role
from records.periods import plan_year_label
from records.quarters import quarter_of

YEARS = range(1990, 2100)


def meeting_home(request):
    """Straight to the calendar of my first partnership."""
    user = request.user
    found = Partnership.objects.order_by("name")
    if not user.is_superuser:
        found = found.filter(pk__in={role.partnership_id for role in user.current_roles})
    first = found.first()
    if first is None:
        messages.info(request, "You have no role in a partnership yet.")
        return redirect("portal:start")
    return redirect("events:meeting_list", first.slug)


def _year(asked, today):
    """The plan year that an address asks for; the current one where it asks for none."""
    plain = asked.isascii() and asked.isdigit() and len(asked) == 4
    return int(asked) if plain and int(asked) in YEARS else quarter_of(today).year


class MeetingList(TemplateView):
    """All meetings and public events of a plan year by month, and who has no date yet."""

    template_name = "events/meeting_list.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        year = _year(self.request.GET.get("year", ""), today)
        groups = list(groups_to_meet(partnership))
        asked = self.request.GET.get("group", "")
        group = next((one for one in groups if str(one.uid) == asked), None)
        months = year_calendar(partnership, year, today, group=group)
        days = [day for month in months for day in month.days]
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "meetings",
            "can_run": is_officer(user, partnership),
            "year": year,
            "year_label": plan_year_label(year),
            "years": [(one, plan_year_label(one)) for one in (year - 1, year, year + 1)],
            "months": months,
            "count": len(days),
            "unmet": sum(len(month.unmet) for month in months),
            "next_day": next((one for one in days if one.on >= today and not one.cancelled), None),
            "groups": groups,
            "group": group,
        }
