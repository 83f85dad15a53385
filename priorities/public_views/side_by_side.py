"""What anybody reads of all that is part of a partnership, side by side."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from events.documents.address import event_address
from events.documents.reported_topics import heard_by
from events.exports import csv_lines
from partnership.documents.parts import public_parts_of
from priorities.documents.side_by_side import by_topic, chosen_now, heard_by_topic
from priorities.exports.side_by_side import side_by_side_rows
from priorities.public_views.lists import public_partnership
from records.languages import in_language


def _found(partnership, on):
    """The parts, their lists, and both by topic; the number of queries is always the same."""
    parts = public_parts_of(partnership, on)
    chosen = chosen_now(parts, on)
    return chosen, by_topic(chosen), heard_by_topic(heard_by(parts))


@method_decorator(login_not_required, name="dispatch")
class SideBySide(TemplateView):
    """Who of a county's or a region's partnerships works on what, and what residents told them."""

    template_name = "priorities/side_by_side.html"

    def get_context_data(self, **kwargs):
        partnership = public_partnership(self.kwargs["partnership"])
        chosen, priorities, themes = _found(partnership, timezone.localdate())
        for row in themes:
            for _partnership, heard in row.cells:
                for one in heard:
                    one.event.address = event_address(one.event)
        home = reverse("portal:partnership_home", args=[partnership.slug])
        return {
            **super().get_context_data(**kwargs),
            "partnership": partnership,
            "room": "priorities",
            "chosen": chosen,
            "priorities": priorities,
            "themes": themes,
            "crumbs": [
                (home, in_language(partnership, "place_name")),
                (reverse("priorities:priority_list", args=[partnership.slug]), _("Priorities")),
                ("", _("Side by side")),
            ],
        }


@login_not_required
def side_by_side_csv(request, partnership):
    """The same as a spreadsheet, one line for each priority or theme."""
    found = public_partnership(partnership)
    lines = csv_lines(side_by_side_rows(*_found(found, timezone.localdate())))
    answer = HttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{found.slug}-side-by-side.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
