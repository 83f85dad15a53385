"""The order of a plan's sections, what was taken out of it, and how far each section is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from plans.models import Block, Section
from plans.permissions import may_edit
from plans.views.access import for_writing, visible, visible_plan
from plans.views.reading import workspace_context
from plans.views.saying import again_a_draft, offer_undo
from plans.workflow.arranging import WAYS, move_section, place_section
from plans.workflow.parts import StillHolds, put_back_block, put_back_section, take_out_section
from plans.workflow.seeing import look_at
from plans.workflow.starting import take_last_text
from plans.workflow.states import SECTION_MOVES
from records.moves import Refused
from records.views import attempt

SECTIONS = Section.with_taken_out.select_related("plan__partnership")


class PlanArrange(TemplateView):
    """All sections with the buttons that move them, and the numbers that they get."""

    template_name = "plans/plan_arrange.html"
    extra_context = {"ways": [(way, way.capitalize()) for way in WAYS]}

    def get_context_data(self, **kwargs):
        plan = visible_plan(self.request.user, self.kwargs["plan"])
        for_writing(self.request.user, plan)
        return super().get_context_data(**kwargs) | workspace_context(plan, self.request.user)


class PlanTakenOut(TemplateView):
    """What was taken out of a plan, with the way to put it back."""

    template_name = "plans/plan_taken_out.html"

    def get_context_data(self, **kwargs):
        plan = visible_plan(self.request.user, self.kwargs["plan"])
        sections = list(_out(Section.with_taken_out.filter(plan=plan)))
        blocks = Block.with_taken_out.filter(section__plan=plan).select_related("section")
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "can_edit": may_edit(self.request.user, plan),
            "branches": _branches(sections),
            "blocks": _out(blocks),
        }


def _out(rows):
    return rows.filter(taken_out_at__isnull=False).order_by("-taken_out_at", "order", "pk")


def _branches(sections):
    """Each section that went by itself, with how many went along with it."""
    moments = {row.pk: row.taken_out_at for row in sections}
    along = [row for row in sections if moments.get(row.parent_id) == row.taken_out_at]
    counts = {}
    for row in along:
        counts[row.taken_out_at] = counts.get(row.taken_out_at, 0) + 1
    alone = [row for row in sections if row not in along]
    return [(row, counts.get(row.taken_out_at, 0)) for row in alone]


def _for_writing(request, uid):
    found = visible(SECTIONS.all(), request.user, uid)
    for_writing(request.user, found.plan)
    return found


@require_POST
def section_move(request, section):
    """Move a section up, down, in or out, or right beside another; both pages have the buttons."""
    found = _for_writing(request, section)
    try:
        number = _moved(request, found)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        place = f"now {number}" if number else "its number is none, as before"
        messages.success(request, f"Moved: {place}, “{found}”.")
    if "arrange" in request.POST:
        address = reverse("plans:plan_arrange", args=[found.plan.uid])
        return HttpResponseRedirect(f"{address}#row-{found.uid}")
    return redirect("plans:section_detail", found.uid)


def _moved(request, section):
    by, now = request.user, timezone.now()
    way = request.POST.get("way", "")
    if way not in ("before", "after"):
        return move_section(section, way=way, by=by, now=now)
    beside = visible(SECTIONS.filter(plan=section.plan), by, request.POST.get("beside"))
    return place_section(section, beside, after=way == "after", by=by, now=now)


@require_POST
def section_take_out(request, section):
    """Take a section out with all that lies in it; it can be put back."""
    found = _for_writing(request, section)
    try:
        gone = take_out_section(found, by=request.user, now=timezone.now())
    except StillHolds as refusal:
        grid = reverse("plans:action_grid", args=[found.plan.uid])
        words = '{} <a href="{}">Show the actions</a>'
        messages.error(request, format_html(words, str(refusal), grid))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        along = len(gone) - 1
        words = f"Taken out: “{found}”"
        words += f" with {along} section{'' if along == 1 else 's'} below it." if along else "."
        offer_undo(request, words, reverse("plans:section_put_back", args=[found.uid]))
    return redirect("plans:plan_arrange", found.plan.uid)


@require_POST
def section_put_back(request, section):
    """Put a section back where it stood, with what went along with it."""
    found = _for_writing(request, section)
    by, now = request.user, timezone.now()
    attempt(request, lambda: put_back_section(found, by=by, now=now), f"Put back: “{found}”.")
    return redirect("plans:plan_arrange", found.plan.uid)


@require_POST
def block_put_back(request, block):
    """Put a block back where it stood."""
    blocks = Block.with_taken_out.select_related("section__plan__partnership")
    found = visible(blocks, request.user, block)
    for_writing(request.user, found.section.plan)
    try:
        put_back_block(found, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:plan_taken_out", found.section.plan.uid)
    messages.success(request, f"Put back: {found.get_kind_display().lower()}.")
    again_a_draft(request, found.section)
    return redirect("plans:section_detail", found.section.uid)


@require_POST
def section_state(request, section):
    """Say how far a section is: Draft or Ready. Agreed comes with the plan's agreement alone."""
    found = _for_writing(request, section)
    name = request.POST.get("move")
    if name not in ("ready", "draft"):
        raise PermissionDenied("A section is agreed with its plan.")
    by, now = request.user, timezone.now()
    label = SECTION_MOVES.moves[name].label
    attempt(
        request,
        lambda: SECTION_MOVES.make(found, name, by=by, now=now),
        f"“{found}” is {'a draft' if name == 'draft' else label}.",
    )
    return redirect("plans:section_detail", found.uid)


@require_POST
def section_take_last(request, section):
    """Bring last year's text into an empty section."""
    found = _for_writing(request, section)
    by, now = request.user, timezone.now()
    done = "Last year’s text is here, as a draft. Check its dates and years."
    attempt(request, lambda: take_last_text(found, by=by, now=now), done)
    return redirect("plans:section_detail", found.uid)


@require_POST
def section_seen(request, section):
    """I have seen the revised figures of a section: the line goes, for me alone."""
    found = visible(SECTIONS.all(), request.user, section)
    look_at(found, by=request.user, now=timezone.now())
    return redirect("plans:section_detail", found.uid)
