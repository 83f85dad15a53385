"""The plan as those who write and agree to it see it."""

from itertools import groupby

from django.db.models import Max
from django.http import Http404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import ListView, TemplateView
from django_prose_editor.widgets import prose_editor_base_media
from js_asset import Media

from partnership.permissions import is_officer
from plans.documents.actions import with_whom
from plans.documents.blocks import block_html
from plans.documents.commenting import open_counts
from plans.documents.contents import mark_empty
from plans.documents.outline import load_outline
from plans.documents.people import writing_now
from plans.forms import NewBlockForm
from plans.models import ApprovalRecord, Plan, Section
from plans.models.approval import Outcome
from plans.permissions import may_edit, may_write
from plans.views.access import visible, visible_plan
from plans.views.comments import beside
from plans.views.live import live
from plans.views.previews import may_frame, side_context
from plans.workflow.kept import kept_for
from records import richtext


class WorkspacePlanList(ListView):
    """All plans of my partnerships, whatever their state."""

    template_name = "plans/workspace_plan_list.html"
    context_object_name = "plans"
    extra_context = {"room": "plans"}

    def get_queryset(self):
        plans = Plan.objects.visible_to(self.request.user)
        return plans.select_related("partnership", "document__current_edition")

    def get_context_data(self, **kwargs):
        roles = self.request.user.current_roles
        writers = [r.partnership for r in roles if is_officer(self.request.user, r.partnership)]
        return {**super().get_context_data(**kwargs), "partnerships": sorted(set(writers), key=str)}


def workspace_context(plan, user, section=None):
    """What every page of a plan's workspace shows: the tree, what is to do, what I may do."""
    outline = load_outline(plan)
    counts = open_counts(plan)
    writing = writing_now(plan, now=timezone.now(), besides=user)
    writers = {key: list(group) for key, group in groupby(writing, lambda one: one.section_id)}
    for entry in outline.walk():
        entry.comments = counts.get(entry.section.pk, 0)
        entry.writers = writers.get(entry.section.pk, [])
    mark_empty(outline)
    return {
        "writing": writing,
        "plan": plan,
        "partnership": plan.partnership,
        "room": "plans",
        "outline": outline,
        "tree": list(outline.walk()),
        "section": section,
        "can_write": may_write(user, plan),
        "can_edit": may_edit(user, plan),
        "returned": last_return(plan),
        **side_context(plan, outline, section),
        **beside(plan, user, outline, section),
    }


def last_return(plan):
    """Why the plan came back, while it is being changed."""
    if not plan.is_open or not plan.submitted_at:
        return None
    returns = ApprovalRecord.objects.filter(step__plan=plan, at__gte=plan.submitted_at).exclude(
        outcome=Outcome.AGREED
    )
    return returns.select_related("step__group").order_by("-at").first()


@method_decorator(may_frame, name="dispatch")
class PlanDetail(TemplateView):
    """A plan in the workspace: its sections, its state, what is still missing."""

    template_name = "plans/plan_detail.html"

    def get_context_data(self, **kwargs):
        plan = visible_plan(self.request.user, self.kwargs["plan"])
        context = super().get_context_data(**kwargs) | workspace_context(plan, self.request.user)
        return context | {
            "drafts": plan.consultation_drafts.all(),
            "following": Plan.objects.filter(predecessor=plan).first(),
        }


@method_decorator(may_frame, name="dispatch")
class SectionDetail(TemplateView):
    """One section with its blocks, each with the way to change it."""

    template_name = "plans/section_detail.html"

    def get_context_data(self, **kwargs):
        sections = Section.objects.select_related("plan__partnership", "plan__document")
        stored = visible(sections, self.request.user, self.kwargs["section"])
        context = workspace_context(stored.plan, self.request.user, stored)
        tree = context["tree"]
        index = place_in(tree, stored)
        for block in tree[index].blocks:
            block.html = block_html(block, tree[index], context["outline"])
            block.source = richtext.render(block.text)
        context |= live(tree[index], context["outline"], self.request.user)
        if context["can_edit"]:
            context |= editor_context(stored, self.request)
        return (
            super().get_context_data(**kwargs)
            | context
            | {
                "entry": tree[index],
                "before": tree[index - 1] if index else None,
                "after": tree[index + 1] if index + 1 < len(tree) else None,
                "actions": [
                    (action, with_whom(action))
                    for action in context["outline"].actions.get(stored.pk, [])
                ],
            }
        )


def place_in(tree, section):
    """Where a section stands; below one that was taken out it stands nowhere."""
    for index, entry in enumerate(tree):
        if entry.section.pk == section.pk:
            return index
    raise Http404


def editor_context(section, request):
    """What the editor needs: its code, what can be put in, what was saved and what waits."""
    saved = section.blocks.model.history.filter(section=section)
    return {
        "longest": richtext.LONGEST,
        # The import map is the one inline script; it needs the page's nonce.
        "media": Media.from_media(prose_editor_base_media, nonce=request.csp_nonce),
        "kinds": NewBlockForm(plan=section.plan).live_kinds,
        "saved_at": saved.aggregate(last=Max("history_date"))["last"],
        "kept_here": kept_for(request.user, section.plan).filter(block__section=section),
    }
