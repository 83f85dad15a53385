"""One action of a plan on a page of its own, with its thread."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.documents.actions import serves, with_whom
from plans.documents.quarters import KINDS
from plans.forms import ActionForm
from plans.forms.grid import MoveForm
from plans.models import Action, Section
from plans.views.access import PlanWriting, visible
from plans.views.reading import workspace_context
from plans.workflow.grid import next_order
from plans.workflow.states import fall_back


class ActionEdit(PlanWriting):
    """One action; what is missing is a warning and reads "not stated"."""

    form_class = ActionForm
    template_name = "plans/action_edit.html"

    def get_record(self):
        action = self.find()
        self.section = action.section
        self.open_for_writing(action.plan)
        return action

    def find(self):
        actions = Action.objects.select_related("plan__partnership", "section")
        return visible(actions, self.request.user, self.kwargs["action"])

    def get_back_url(self):
        """The grid or the section, from which the page was opened."""
        if self.request.GET.get("to") != "grid":
            return reverse("plans:section_detail", args=[self.section.uid])
        grid = reverse("plans:action_grid", args=[self.section.plan.uid])
        return f"{grid}#row-{self.object.uid}" if self.object and self.object.pk else grid

    @transaction.atomic
    def form_valid(self, form):
        """What was agreed is a draft again once one of its actions reads otherwise."""
        answer = super().form_valid(form)
        if answer.status_code == 302:
            section = Section.objects.select_related("plan__partnership").get(pk=self.section.pk)
            fall_back(section, by=self.request.user, now=timezone.now())
        return answer

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        action = context["form"].instance
        context |= workspace_context(action.plan, self.request.user, action.section)
        return context | self.thread(action, context["tree"])

    def thread(self, action, tree):
        """What it serves, who leads it, what was reported, and where else it could stand."""
        updates = [(one, KINDS[one.status]) for one in action.updates.all()]
        return {
            "action": action,
            "serves": serves(action),
            "lead": with_whom(action),
            "updates": updates,
            "move": MoveForm(tree, auto_id="move_%s"),
        }


class ActionAdd(ActionEdit):
    """A new action at the end of a chapter."""

    template_name = "plans/action_add.html"

    def find(self):
        sections = Section.objects.select_related("plan__partnership")
        section = visible(sections, self.request.user, self.kwargs["section"])
        return Action(plan=section.plan, section=section, order=next_order(section))

    def thread(self, action, tree):
        return {}
