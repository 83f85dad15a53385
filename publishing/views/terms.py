"""The words that a partnership explains on its pages, as its officers keep them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from partnership.views import partnership_with_role, visible
from publishing.forms.terms import TermForm
from publishing.models import Term
from publishing.permissions import may_tell
from publishing.views.rooms import room_context
from publishing.workflow.terms import NOT_YOURS, remove_term
from records.saving import StaleVersion
from records.views import CheckedEdit, attempt

TERMS = Term.objects.select_related("partnership")


def for_terms(user, term):
    """Refuse whoever may not keep the words of this partnership."""
    if not may_tell(user, term):
        raise PermissionDenied(NOT_YOURS)


def list_address(partnership):
    return reverse("publishing:term_list", args=[partnership.slug])


class TermList(TemplateView):
    """All words that are explained, in the order of the alphabet."""

    template_name = "publishing/term_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        return {
            **super().get_context_data(**kwargs),
            **room_context(partnership, user, "words"),
            "terms": partnership.terms.all(),
        }


class TermPage(CheckedEdit):
    """What the pages that write a word have in common."""

    form_class = TermForm

    def get_record(self):
        term = self.find()
        for_terms(self.request.user, term)
        return term

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}

    def get_back_url(self):
        return list_address(self.object.partnership)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | room_context(self.object.partnership, self.request.user, "words")


class TermAdd(TermPage):
    """Explain another word."""

    template_name = "publishing/term_add.html"

    def find(self):
        partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        return Term(partnership=partnership)


class TermEdit(TermPage):
    """Explain a word otherwise."""

    template_name = "publishing/term_edit.html"

    def find(self):
        return visible(TERMS.all(), self.request.user, self.kwargs["term"])


@require_http_methods(["GET", "POST"])
def term_remove(request, term):
    """Explain a word no longer, in the version that was read."""
    found = visible(TERMS.all(), request.user, term)
    for_terms(request.user, found)
    back = list_address(found.partnership)
    context = room_context(found.partnership, request.user, "words") | {"term": found, "back": back}
    if request.method == "GET":
        return render(request, "publishing/term_remove.html", context)
    typed = request.POST.get("base_version", "")
    base = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
    asked = {"base_version": base, "by": request.user, "now": timezone.now()}
    try:
        attempt(
            request,
            lambda: remove_term(found, **asked),
            f"“{found.word}” is no longer explained.",
        )
    except StaleVersion as stale:
        messages.error(
            request, "Somebody changed it meanwhile. Read it again before you remove it."
        )
        context["term"] = stale.current
        return render(request, "publishing/term_remove.html", context, status=409)
    return redirect(back)
