"""Next year's plan: begun from this one, and part by part marked for what became of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from plans.documents.carrying import carried
from plans.models import Plan
from plans.models.sections import Mark
from plans.permissions import may_edit, may_write
from plans.views.access import for_writing, visible_plan
from plans.views.reading import workspace_context
from plans.workflow.carrying import mark_action, mark_section, start_next
from records.moves import Refused
from records.saving import StaleVersion

SECTION_MARKS = [mark for mark in Mark if mark != Mark.DONE]
MAKE = {"section": mark_section, "action": mark_action}


@require_POST
def plan_next(request, plan):
    """Begin next year's plan, or go on with it where it is begun."""
    found = visible_plan(request.user, plan)
    if not may_write(request.user, found):
        raise PermissionDenied("Officers of the partnership write its plans.")
    begun = Plan.objects.filter(predecessor=found).first()
    if begun is None:
        try:
            begun = start_next(found, by=request.user, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("plans:plan_detail", found.uid)
        words = f"{begun.full_title} is begun. Say what became of each part of last year’s."
        messages.success(request, words)
    return redirect("plans:plan_carry", begun.uid)


class PlanCarry(TemplateView):
    """Each section and action of last year's plan: kept, changed, dropped or done."""

    template_name = "plans/plan_carry.html"

    def dispatch(self, request, *args, **kwargs):
        self.plan = visible_plan(request.user, self.kwargs["plan"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        for_writing(request.user, self.plan)
        given = self._given(request.POST)
        try:
            with transaction.atomic():
                for part, mark, reason, version in given:
                    MAKE[part.kind](
                        part.row,
                        mark=mark,
                        reason=reason,
                        base_version=version,
                        by=request.user,
                        now=timezone.now(),
                    )
        except StaleVersion as stale:
            return self._again(f"Somebody marked “{stale.current}” meanwhile. Look at it again.")
        except Refused as refusal:
            return self._again(str(refusal))
        count = len(given)
        messages.success(request, f"Saved: {count} mark{'' if count == 1 else 's'} changed.")
        return redirect("plans:plan_carry", self.plan.uid)

    def _again(self, words):
        """The page with what was chosen, and why nothing of it was saved."""
        parts = self.get_context_data()
        for part in parts["all_parts"]:
            part.chosen, part.reason, _ = self._asked(part, self.request.POST)
        return self.render_to_response(parts | {"refusal": words}, status=409)

    def _given(self, data):
        """The marks that differ from those that stand, sections before what lies in them."""
        parts = self.get_context_data()["all_parts"]
        found = [(part, *self._asked(part, data)) for part in parts]
        return sorted(
            (one for one in found if (one[1], one[2]) != (one[0].row.mark, one[0].row.mark_note)),
            key=self._order,
        )

    def _order(self, given):
        """What comes back needs its section first; what goes is taken out before its section."""
        part, mark = given[0], given[1]
        if part.kind == "section":
            return 2 if mark == Mark.DROPPED else 0
        return 1

    def _asked(self, part, data):
        key = str(part.row.uid)
        mark = data.get(f"mark-{key}", part.row.mark)
        if "suggested" in data and not mark:
            mark = part.suggested
        version = data.get(f"version-{key}", "")
        known = mark in Mark.values or mark == ""
        return (
            mark if known else part.row.mark,
            data.get(f"note-{key}", part.row.mark_note).strip()[:300],
            int(version) if version.isdigit() else part.row.version,
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context |= workspace_context(self.plan, self.request.user)
        sections = carried(self.plan, context["outline"])
        parts = [one for section in sections for one in (section, *section.actions)]
        for part in parts:
            part.chosen, part.reason = part.row.mark, part.row.mark_note
            part.marks = SECTION_MARKS if part.kind == "section" else list(Mark)
        waiting = [part for part in parts if part.waits]
        return context | {
            "sections": sections,
            "all_parts": parts,
            "marked": len(parts) - len(waiting),
            "suggestions": sum(bool(part.suggested) for part in waiting),
            "stale": [part for part in parts if part.stale and not part.row.taken_out_at],
            "can_mark": may_edit(self.request.user, self.plan),
        }
