"""The actions of a chapter."""

from django.urls import reverse

from plans.forms import ActionForm
from plans.models import Action, Section
from plans.views.access import for_writing, visible
from plans.views.reading import workspace_context
from records.views import CheckedEdit


class ActionEdit(CheckedEdit):
    """One action; what is missing is a warning and reads "not stated"."""

    form_class = ActionForm
    template_name = "plans/action_edit.html"

    def get_record(self):
        action = self.find()
        for_writing(self.request.user, action.plan)
        return action

    def find(self):
        actions = Action.objects.select_related("plan__partnership", "section")
        return visible(actions, self.request.user, self.kwargs["action"])

    def get_back_url(self):
        return reverse("plans:section_detail", args=[self.object.section.uid])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        action = context["form"].instance
        return context | workspace_context(action.plan, self.request.user, action.section)


class ActionAdd(ActionEdit):
    """A new action at the end of a chapter."""

    template_name = "plans/action_add.html"

    def find(self):
        sections = Section.objects.select_related("plan__partnership")
        section = visible(sections, self.request.user, self.kwargs["section"])
        last = section.actions.order_by("order").last()
        return Action(plan=section.plan, section=section, order=last.order + 1 if last else 1)
