"""Agenda templates: the order in which a group usually meets."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView

from events.forms.meetings_agenda import ItemFormSet, TemplateForm
from events.models import AgendaTemplate
from events.workflow.agenda_templates import save_items
from partnership.permissions import is_officer
from partnership.views import partnership_with_role, visible
from records.saving import StaleVersion
from records.views import CheckedEdit


def officers_partnership(user, slug):
    """A partnership whose officer this person is; to strangers it does not exist."""
    partnership = partnership_with_role(user, slug)
    if not is_officer(user, partnership):
        raise PermissionDenied("Officers of the partnership keep its agenda templates.")
    return partnership


class AgendaTemplateList(TemplateView):
    """The templates of a partnership."""

    template_name = "events/agenda_template_list.html"

    def get_context_data(self, **kwargs):
        partnership = officers_partnership(self.request.user, self.kwargs["partnership"])
        templates = AgendaTemplate.objects.for_partnership(partnership)
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "meetings",
            "templates": templates.annotate(item_count=Count("items")),
        }


class AgendaTemplateEdit(CheckedEdit):
    """A template with all its items in one form, saved over the version that was read."""

    form_class = TemplateForm
    template_name = "events/agenda_template_edit.html"

    def get_record(self):
        templates = AgendaTemplate.objects.select_related("partnership")
        template = visible(templates, self.request.user, self.kwargs["agenda_template"])
        officers_partnership(self.request.user, template.partnership.slug)
        return template

    def get_items(self, data=None):
        """The rows of items, as stored or as typed."""
        return ItemFormSet(data, instance=self.object, prefix="items")

    def post(self, request, *args, **kwargs):
        self.object = self.get_record()
        form, items = self.get_form(), self.get_items(request.POST)
        if not (form.is_valid() & items.is_valid()):
            return self.render_to_response(self.get_context_data(form=form, items=items))
        try:
            save_items(form, items, by=request.user)
        except StaleVersion as stale:
            self.items = items
            return self.form_stale(form, stale.current)
        messages.success(request, "The template is saved.")
        return HttpResponseRedirect(self.get_back_url())

    def get_back_url(self):
        return reverse("events:agenda_template_list", args=[self.object.partnership.slug])

    def get_context_data(self, **kwargs):
        kwargs.setdefault("items", getattr(self, "items", None) or self.get_items())
        context = super().get_context_data(**kwargs)
        return context | {"partnership": self.object.partnership, "room": "meetings"}


class AgendaTemplateAdd(AgendaTemplateEdit):
    """A new template."""

    template_name = "events/agenda_template_add.html"

    def get_record(self):
        of = officers_partnership(self.request.user, self.kwargs["partnership"])
        return AgendaTemplate(partnership=of)
