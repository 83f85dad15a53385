"""By which criteria candidates are scored: schemes, their criteria, and their next version."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from priorities.forms.schemes import CriterionForm, SchemeForm
from priorities.models import Criterion, ScoringScheme
from priorities.views.access import (
    evidence_context,
    for_keeping,
    partnership_with_role,
    visible,
)
from priorities.workflow import schemes as workflow
from records.moves import Refused
from records.views import CheckedEdit, attempt

SCHEMES = ScoringScheme.objects.select_related("partnership")
CRITERIA = Criterion.objects.select_related("scheme__partnership")


class SchemeDetail(TemplateView):
    """A scheme with its criteria, and whether it can still be changed."""

    template_name = "priorities/scheme_detail.html"

    def get_context_data(self, **kwargs):
        scheme = visible(SCHEMES, self.request.user, self.kwargs["scheme"])
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(scheme.partnership, self.request.user, "round"),
            "scheme": scheme,
            "criteria": scheme.criteria.all(),
            "used": workflow.is_used(scheme),
            "rounds": scheme.rounds.all(),
        }


class SchemePage(CheckedEdit):
    """What the pages that change a scheme have in common: a used one leads back to its page."""

    def dispatch(self, request, *args, **kwargs):
        self.object = self.find()
        for_keeping(request.user, self.get_scheme().partnership)
        if workflow.is_used(self.get_scheme()):
            messages.error(request, workflow.LOCKED)
            return redirect(self.get_back_url())
        return super().dispatch(request, *args, **kwargs)

    def get_record(self):
        return self.object

    def get_scheme(self):
        return self.object

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def get_back_url(self):
        return reverse("priorities:scheme_detail", args=[self.get_scheme().uid])

    def get_context_data(self, **kwargs):
        scheme = self.get_scheme()
        context = super().get_context_data(**kwargs) | {"scheme": scheme}
        return context | evidence_context(scheme.partnership, self.request.user, "round")


class SchemeEdit(SchemePage):
    """Name, scale and scorers of a scheme that nobody has used yet."""

    form_class = SchemeForm
    template_name = "priorities/scheme_edit.html"

    def find(self):
        return visible(SCHEMES, self.request.user, self.kwargs["scheme"])


class SchemeAdd(SchemePage):
    """A new scheme; its criteria come next."""

    form_class = SchemeForm
    template_name = "priorities/scheme_add.html"

    def find(self):
        partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        return ScoringScheme(partnership=partnership)

    def get_back_url(self):
        return reverse("priorities:round_list", args=[self.object.partnership.slug])

    def get_success_url(self):
        return reverse("priorities:scheme_detail", args=[self.object.uid])


class CriterionEdit(SchemePage):
    """One criterion of a scheme that nobody has used yet."""

    form_class = CriterionForm
    template_name = "priorities/criterion_edit.html"

    def find(self):
        return visible(CRITERIA, self.request.user, self.kwargs["criterion"])

    def get_scheme(self):
        return self.object.scheme


class CriterionAdd(CriterionEdit):
    """A further criterion of a scheme."""

    template_name = "priorities/criterion_add.html"

    def find(self):
        scheme = visible(SCHEMES, self.request.user, self.kwargs["scheme"])
        last = scheme.criteria.order_by("order").last()
        return Criterion(scheme=scheme, order=last.order + 1 if last else 1)


@require_POST
def criterion_remove(request, criterion):
    """Take a criterion out of a scheme that nobody has used yet."""
    found = visible(CRITERIA, request.user, criterion)
    for_keeping(request.user, found.scheme.partnership)
    attempt(
        request,
        lambda: workflow.remove_criterion(found, by=request.user, now=timezone.now()),
        f"“{found.name}” is no longer a criterion.",
    )
    return redirect("priorities:scheme_detail", found.scheme.uid)


@require_POST
def scheme_renew(request, scheme):
    """Make the next version of a scheme: a copy that can be changed."""
    found = visible(SCHEMES, request.user, scheme)
    for_keeping(request.user, found.partnership)
    made = workflow.renew(found, by=request.user, now=timezone.now())
    messages.success(request, f"This is version {made.issue}. Change what should be different.")
    return redirect("priorities:scheme_detail", made.uid)
