"""A priority in the workspace: what it serves, where it is listed, what became of it."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from priorities.documents.histories import history_of
from priorities.forms.priorities import (
    MergeForm,
    NewPriorityForm,
    PriorityForm,
    RenameForm,
    RestoreForm,
    RetireForm,
)
from priorities.models import Priority
from priorities.models.strands import Strand
from priorities.views.access import evidence_context, for_keeping, partnership_with_role, visible
from priorities.workflow.priorities import PRIORITY_MOVES, merge, rename, restore, retire
from records.moves import Refused
from records.views import CheckedEdit

PRIORITIES = Priority.objects.select_related("partnership", "merged_into", "delivery_group")


def priority_address(priority):
    return reverse("priorities:workspace_priority_detail", args=[priority.uid])


class WorkspacePriorityDetail(TemplateView):
    """One priority with its lists, the rounds that looked at it, and its history in words."""

    template_name = "priorities/workspace_priority_detail.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        found = visible(PRIORITIES, user, self.kwargs["priority"])
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(found.partnership, user, "lists"),
            "priority": found,
            "strands": [str(Strand(value).label) for value in found.strands],
            "listed": found.listed.select_related("priority_list").order_by(
                "-priority_list__starts_on"
            ),
            "merged": found.merged.all(),
            "candidates": found.candidates.select_related("round"),
            "decided": found.meeting_decisions.select_related("decision__item__meeting"),
            "history": history_of(found),
            "moves": {move.name for move in PRIORITY_MOVES.open_to(found, user)},
        }


class PriorityEdit(CheckedEdit):
    """What a priority serves, who leads on it, which group delivers it."""

    form_class = PriorityForm
    template_name = "priorities/priority_edit.html"

    def get_record(self):
        found = visible(PRIORITIES, self.request.user, self.kwargs["priority"])
        for_keeping(self.request.user, found.partnership)
        return found

    def get_back_url(self):
        return priority_address(self.object)

    def get_context_data(self, **kwargs):
        of = self.object.partnership
        return super().get_context_data(**kwargs) | {
            "priority": self.object,
            **evidence_context(of, self.request.user, "lists"),
        }


class PriorityAdd(PriorityEdit):
    """A new priority; it counts for readers once it stands on a public list."""

    form_class = NewPriorityForm
    template_name = "priorities/priority_add.html"

    def get_record(self):
        partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        for_keeping(self.request.user, partnership)
        return Priority(partnership=partnership)

    def get_back_url(self):
        slug = self.object.partnership.slug
        return reverse("priorities:workspace_priority_list", args=[slug])

    def get_success_url(self):
        return priority_address(self.object)


class PriorityStep(FormView):
    """A step in the life of a priority, with its reason."""

    def dispatch(self, request, *args, **kwargs):
        self.priority = visible(PRIORITIES, request.user, self.kwargs["priority"])
        for_keeping(request.user, self.priority.partnership)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            self.do(form.cleaned_data, by=self.request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return redirect(priority_address(self.priority))

    def do(self, said, **who):
        """Make the step with what was typed."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        of = self.priority.partnership
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(of, self.request.user, "lists"),
            "priority": self.priority,
            "back": priority_address(self.priority),
        }


class PriorityRename(PriorityStep):
    """Another title; what lists said stays."""

    form_class = RenameForm
    template_name = "priorities/priority_rename.html"

    def get_initial(self):
        return {"title": self.priority.title}

    def do(self, said, **who):
        rename(self.priority, title=said["title"], reason=said["reason"], **who)


class PriorityMerge(PriorityStep):
    """Put it into another priority; both keep their history."""

    form_class = MergeForm
    template_name = "priorities/priority_merge.html"

    def get_form_kwargs(self):
        standing = self.priority.partnership.priorities.filter(state=Priority.State.STANDING)
        others = standing.exclude(pk=self.priority.pk)
        return {**super().get_form_kwargs(), "others": others}

    def do(self, said, **who):
        merge(self.priority, said["other"], reason=said["reason"], **who)


class PriorityRetire(PriorityStep):
    """It is worked on no longer."""

    form_class = RetireForm
    template_name = "priorities/priority_retire.html"

    def do(self, said, **who):
        retire(self.priority, reason=said["reason"], **who)


class PriorityRestore(PriorityStep):
    """It stands again."""

    form_class = RestoreForm
    template_name = "priorities/priority_restore.html"

    def do(self, said, **who):
        restore(self.priority, reason=said["reason"], **who)
