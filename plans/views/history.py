"""How a section and a plan came to read as they do; any two moments compared; restored."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from partnership.models import User
from plans.documents.history import difference, entries, key_of, moment
from plans.documents.moves import plan_moves
from plans.documents.outline import load_outline
from plans.models import Block, Section
from plans.permissions import may_edit
from plans.views.access import for_writing, visible, visible_plan
from plans.workflow.restoring import restore, restoring
from records.moves import Refused

NOW = "now"


def section_of(request, uid):
    sections = Section.with_taken_out.select_related("plan__partnership", "plan__document")
    return visible(sections, request.user, uid)


def about(section, user):
    """What the pages of a section's history say of it; its number where it stands in the plan."""
    tree = load_outline(section.plan).walk()
    number = next((entry.number for entry in tree if entry.section.pk == section.pk), "")
    return {
        "section": section,
        "number": number,
        "plan": section.plan,
        "partnership": section.plan.partnership,
        "room": "plans",
        "can_edit": may_edit(user, section.plan) and not section.taken_out_at,
    }


class SectionHistory(TemplateView):
    """The sittings at a section and what was done with it, the newest first."""

    template_name = "plans/section_history.html"

    def get_context_data(self, **kwargs):
        section = section_of(self.request, self.kwargs["section"])
        before = moment(self.request.GET.get("before"))
        found, older = entries([section.pk], before=before)
        return (
            super().get_context_data(**kwargs)
            | about(section, self.request.user)
            | {"entries": found, "older": older and key_of(older), "newest": before is None}
        )


class SectionCompare(TemplateView):
    """A section in two moments, word by word."""

    template_name = "plans/section_compare.html"

    def get(self, request, *args, **kwargs):
        self.section = section_of(request, self.kwargs["section"])
        asked = [moment(request.GET.get(name)) for name in ("from", "to")]
        moments = sorted(at for at in asked if at is not None)
        if not moments:
            return redirect("plans:section_history", self.section.uid)
        # Only one is a moment: the other is now.
        self.first, self.second = moments if len(moments) == len(asked) else (moments[0], None)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | about(self.section, self.request.user)
        if context["can_edit"]:
            context["restoring"] = restoring(self.section, self.first)
        return context | {
            "first": self.first,
            "second": self.second,
            "key": key_of(self.first),
            "blocks": difference(self.section, self.first, self.second),
        }


@require_POST
def section_restore(request, section):
    """Bring the texts of a section back as they were at a moment, as a new entry."""
    found = section_of(request, section)
    for_writing(request.user, found.plan)
    at = moment(request.POST.get("at"))
    if at is None:
        messages.error(request, "Choose the entry that you want to bring back.")
        return redirect("plans:section_history", found.uid)
    try:
        restore(found, at, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:section_history", found.uid)
    day = timezone.localtime(at).strftime("%-d %B, %H:%M")
    messages.success(
        request,
        f"The section reads as it did on {day}. To undo this, restore the entry before it.",
    )
    return redirect("plans:section_history", found.uid)


class PlanHistory(TemplateView):
    """All that was written in a plan and done with it, the newest first."""

    template_name = "plans/plan_history.html"

    def get_context_data(self, **kwargs):
        plan = visible_plan(self.request.user, self.kwargs["plan"])
        asked = self.request.GET
        sections = list(Section.with_taken_out.filter(plan=plan))
        chosen = next((s for s in sections if str(s.uid) == asked.get("section")), None)
        people = list(self._people(sections))
        person = next((one for one in people if str(one.uid) == asked.get("person")), None)
        before = moment(asked.get("before"))
        keys = [chosen.pk] if chosen else [section.pk for section in sections]
        found, older = entries(keys, before=before, person=person)
        titles = {entry.section.pk: entry for entry in load_outline(plan).walk()}
        names = {section.pk: section for section in sections}
        for one in found:
            one.place, one.number = names[one.section], _number(titles.get(one.section))
        if not chosen:
            moves = plan_moves(plan, before=before, since=older, person=person)
            found = sorted([*found, *moves], key=lambda one: one.at, reverse=True)
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "entries": found,
            "older": older and key_of(older),
            "newest": before is None,
            "sections": list(titles.values()),
            "people": people,
            "chosen": chosen,
            "person": person,
            "kept": urlencode({n: asked[n] for n in ("section", "person") if asked.get(n)}) + "&",
        }

    def _people(self, sections):
        keys = [section.pk for section in sections]
        writers = Block.history.filter(section__in=keys).order_by().values("history_user")
        arrangers = Section.history.filter(id__in=keys).order_by().values("history_user")
        found = User.objects.filter(Q(pk__in=writers) | Q(pk__in=arrangers))
        return found.order_by("post", "pk")


def _number(entry):
    return entry.number if entry else ""
