"""A partnership ends, and goes on after all. For administrators only."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from partnership import workflow
from partnership.documents.ending_preview import before_ending
from partnership.forms import EndingForm, ReasonForm
from partnership.models import Partnership
from partnership.models.linking import SuccessionKind
from partnership.permissions import is_administrator
from records.moves import Refused
from records.periods import day_label


class ForAdministrators(FormView):
    """A page on a partnership as a whole, which exists for administrators only."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            if not is_administrator(request.user):
                raise Http404
            self.partnership = get_object_or_404(Partnership, slug=kwargs["partnership"])

    @property
    def back(self):
        return reverse("admin:partnership_partnership_change", args=[self.partnership.pk])

    def get_context_data(self, **kwargs):
        said = {"of": self.partnership, "room": "administration", "back": self.back}
        return super().get_context_data(**said | kwargs)


class EndPartnership(ForAdministrators):
    """How it ends and who goes on; first shown as what will happen, then done."""

    template_name = "partnership/end_partnership.html"
    form_class = EndingForm

    def get_form_kwargs(self):
        now = timezone.localdate()
        return super().get_form_kwargs() | {"partnership": self.partnership, "on": now}

    def form_valid(self, form):
        if "confirmed" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, before=_before(form)))
        try:
            _end(form, by=self.request.user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        for one in form.ending:
            day = day_label(form.cleaned_data["last_day"])
            messages.success(self.request, f"{one} ends on {day}.")
        return redirect(self.back)


def _before(form):
    given = {name: form.cleaned_data[name] for name in ("roles", "closing", "carried")}
    on = timezone.localdate()
    return [before_ending(one, **given, on=on) for one in form.ending]


def _end(form, *, by, now):
    """The one move that the form asks for."""
    given = form.cleaned_data
    names = ("last_day", "reason", "roles", "closing", "carried")
    how = {name: given[name] for name in names} | {"by": by, "now": now}
    follow = given["successors"]
    if given["kind"] == SuccessionKind.MERGED:
        return workflow.merge_partnerships(form.ending, follow[0], **how)
    if given["kind"] == SuccessionKind.SPLIT:
        return workflow.split_partnership(form.partnership, follow, **how)
    if given["kind"] == SuccessionKind.FOLLOWED:
        return workflow.follow_partnership(form.partnership, follow[0], **how)
    return workflow.end_partnership(form.partnership, **how)


class GoOn(ForAdministrators):
    """An end taken back before the last day is over."""

    template_name = "partnership/go_on.html"
    form_class = ReasonForm

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["reason"].help_text = "It is kept in the audit."
        return form

    def form_valid(self, form):
        try:
            workflow.take_back_end(
                self.partnership, **form.cleaned_data, by=self.request.user, now=timezone.now()
            )
        except Refused as refused:
            form.add_error("reason", str(refused))
            return self.form_invalid(form)
        messages.success(self.request, f"{self.partnership} goes on.")
        return redirect(self.back)
