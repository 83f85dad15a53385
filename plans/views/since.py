"""What changed in a plan since somebody last read it: for members on a phone, and for officers."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from plans.documents.outline import load_outline
from plans.documents.since import comments_since, figures_since, since, text_now
from plans.models import PlanLook
from plans.views.access import visible_plan
from plans.views.comments import frame
from plans.workflow.looking import mark_read
from records.moves import Refused


class PlanChanges(TemplateView):
    """The differences by section, word by word; before the first reading, the whole text."""

    template_name = "plans/plan_changes.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        plan = visible_plan(user, self.kwargs["plan"])
        text = text_now(plan)
        look = PlanLook.objects.filter(plan=plan, user=user).select_related("text").first()
        context = {
            **super().get_context_data(**kwargs),
            **frame(plan),
            "text": text,
            "look": look,
            "sections": {e.section.anchor: e.section for e in load_outline(plan).walk()},
        }
        return context | (_changes(plan, user, look, text) if look else _whole(text))

    def post(self, request, plan):
        """“I have read this”: exactly the text that the page showed."""
        found = visible_plan(request.user, plan)
        shown = request.POST.get("text", "")
        try:
            mark_read(found, hash=shown, by=request.user, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Marked as read. What changes from now on is shown here.")
        return redirect("plans:plan_changes", found.uid)


def _whole(text):
    html = mark_safe(text.fragment)  # noqa: S308 - cleaned when composed
    return {"fragment": html, "minutes": text.minutes}


def _changes(plan, user, look, text):
    found = since(look.text.fragment, text.fragment)
    return {
        "since": found,
        "minutes": found.minutes,
        "comments": comments_since(plan, user=user, at=look.at),
        # A locked text no longer follows its figures.
        "figures": figures_since(plan, at=look.at) if plan.is_open else [],
    }
