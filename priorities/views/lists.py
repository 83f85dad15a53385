"""Lists of priorities in the workspace: all of a partnership, and each with what stands on it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from priorities.documents.decided import passed_over
from priorities.documents.histories import history_of
from priorities.documents.standing import standing_of
from priorities.documents.strands import SPEAKING, open_strands, strand_rows
from priorities.forms.lists import EnterForm, ListForm
from priorities.models import PriorityList
from priorities.models.lists import ListState
from priorities.permissions import may_keep
from priorities.views.access import evidence_context, for_keeping, partnership_with_role, visible
from priorities.workflow.entries import PUBLIC_ALREADY
from priorities.workflow.lists import publish_list, withdraw_list
from records.moves import Refused
from records.views import CheckedEdit, attempt

LISTS = PriorityList.objects.select_related("partnership", "round")


def list_address(priority_list):
    return reverse("priorities:priority_list_detail", args=[priority_list.uid])


class WorkspacePriorityList(TemplateView):
    """All lists of a partnership, those that others set beside its own, and its priorities."""

    template_name = "priorities/workspace_priority_list.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        lists = partnership.priority_lists.prefetch_related(*SPEAKING)
        rows = [
            {
                "list": one,
                "standing": standing_of(one, today),
                "open": open_strands(one, one.starts_on) if one.own else [],
            }
            for one in lists
        ]
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(partnership, user, "lists"),
            "own": [row for row in rows if row["list"].own],
            "others": [row for row in rows if not row["list"].own],
            "priorities": partnership.priorities.select_related("merged_into"),
        }


class PriorityListDetail(TemplateView):
    """One list: its entries in order, what runs across them, what is left to others, the law."""

    template_name = "priorities/priority_list_detail.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        found = visible(LISTS, user, self.kwargs["priority_list"])
        keeps = may_keep(user, found.partnership)
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(found.partnership, user, "lists"),
            "list": found,
            "standing": standing_of(found, timezone.localdate()),
            "entries": found.entries.select_related("priority"),
            "themes": found.themes.prefetch_related("priorities"),
            "referrals": found.referrals.select_related("organisation", "group"),
            "strands": strand_rows(found, found.starts_on) if found.own else [],
            "passed_over": passed_over(found),
            "history": history_of(found),
            "can_change": keeps and found.state == ListState.DRAFT,
            "enter_form": EnterForm(priority_list=found),
        }


class ListPage(CheckedEdit):
    """A page on which a list, or a part of it, is typed; not while the list is public."""

    only_drafts = True

    def dispatch(self, request, *args, **kwargs):
        of = self.list_of(self.get_record())
        if self.only_drafts and of.pk and of.state == ListState.PUBLISHED:
            messages.error(request, PUBLIC_ALREADY)
            return redirect(list_address(of))
        return super().dispatch(request, *args, **kwargs)

    def list_of(self, record):
        return record.priority_list

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def get_back_url(self):
        return list_address(self.list_of(self.object))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        of = self.list_of(self.object)
        return context | {"list": of} | evidence_context(of.partnership, self.request.user, "lists")


class PriorityListEdit(ListPage):
    """Who set a list, on what, and for how long."""

    form_class = ListForm
    template_name = "priorities/priority_list_edit.html"

    def get_record(self):
        found = visible(LISTS, self.request.user, self.kwargs["priority_list"])
        for_keeping(self.request.user, found.partnership)
        return found

    def list_of(self, record):
        return record


class PriorityListAdd(PriorityListEdit):
    """A new list: the partnership's own, or one that another body set."""

    template_name = "priorities/priority_list_add.html"

    def get_record(self):
        partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        for_keeping(self.request.user, partnership)
        return PriorityList(partnership=partnership)

    def get_back_url(self):
        slug = self.object.partnership.slug
        return reverse("priorities:workspace_priority_list", args=[slug])

    def get_success_url(self):
        return list_address(self.object)


@require_POST
def priority_list_move(request, priority_list):
    """Publish a list, or take it off the public site with a reason."""
    found = visible(LISTS, request.user, priority_list)
    for_keeping(request.user, found.partnership)
    who = {"by": request.user, "now": timezone.now()}
    if request.POST.get("move") == "withdraw":
        reason = request.POST.get("reason", "")
        attempt(
            request,
            lambda: withdraw_list(found, reason=reason, **who),
            "The public cannot read this list any more.",
        )
    else:
        attempt(request, lambda: publish_list(found, **who), "Everybody can read this list now.")
    return redirect(list_address(found))
