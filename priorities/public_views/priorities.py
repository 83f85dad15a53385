"""What anybody can read of one priority: what was agreed, why, and on which evidence."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnership.models.contacts import Purpose
from priorities.documents.agreed import agreements
from priorities.documents.behind import behind
from priorities.documents.histories import public_history
from priorities.models import CrossCuttingTheme, Priority
from priorities.models.lists import ListState
from priorities.models.strands import Strand
from records.languages import in_language


@method_decorator(login_not_required, name="dispatch")
class PriorityPage(TemplateView):
    """One priority; the address of one that was merged leads to what it is part of now."""

    template_name = "priorities/priority_page.html"

    def get(self, request, *args, **kwargs):
        priorities = Priority.objects.select_related("partnership", "delivery_group", "merged_into")
        self.priority = get_object_or_404(
            priorities,
            partnership__public=True,
            partnership__slug=self.kwargs["partnership"],
            slug=self.kwargs["priority"],
        )
        now = _now(self.priority)
        if now != self.priority and agreements(now):
            return redirect("priorities:priority_page", self.priority.partnership.slug, now.slug)
        self.agreed = agreements(self.priority)
        if not self.agreed:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        priority, partnership = self.priority, self.priority.partnership
        newest = self.agreed[0]
        title = in_language(newest.entry, "wording")
        found = [one.list.published_at for one in self.agreed if one.list.published_at]
        themes = CrossCuttingTheme.objects.filter(
            priorities=priority, priority_list=newest.list, priority_list__state=ListState.PUBLISHED
        )
        return {
            **super().get_context_data(**kwargs),
            "partnership": partnership,
            "formats": partnership.contact_points.filter(purpose=Purpose.FORMATS).first(),
            "room": "priorities",
            "priority": priority,
            "title": title,
            "agreed": self.agreed,
            "behind": behind(newest.list, [priority])[priority.pk],
            "themes": themes,
            "strands": [str(Strand(value).label) for value in priority.strands],
            "history": public_history(priority, min(found)) if found else [],
            "crumbs": [
                (
                    reverse("portal:partnership_home", args=[partnership.slug]),
                    partnership.place_name,
                ),
                (reverse("priorities:priority_list", args=[partnership.slug]), _("Priorities")),
                ("", title),
            ],
        }


def _now(priority):
    """What a merged priority is part of now."""
    while priority.merged_into:
        priority = priority.merged_into
    return priority
