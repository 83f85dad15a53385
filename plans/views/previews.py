"""Previews of a plan: page, PDF and large print, made by the same composer as an edition."""

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView

from plans.documents import compose
from plans.documents.checklist import checklist
from plans.documents.excerpt import excerpt
from plans.documents.submitted import changed_from, submitted_in, text_in
from plans.models import Section
from plans.views.access import visible, visible_plan
from publishing.models import Language
from publishing.rendering import renderer_available
from publishing.views import draft_pdf

CHANGED = "Data has changed since, so there is no PDF of the submitted text. Read it as a page."

# A page that shows a PDF beside the text, and a PDF that our own pages may show.
may_frame = csp_update({"frame-src": [SELF]})


def framed_by_us(view):
    return xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(view))


def side_context(plan, outline, section=None):
    """What the right pane needs; read only where a template asks for it."""
    return {
        "checklist": SimpleLazyObject(lambda: checklist(plan, timezone.localdate(), outline)),
        "excerpt": SimpleLazyObject(lambda: section_html(plan, section) if section else ""),
        "renderer": renderer_available(),
    }


def section_html(plan, section):
    """A section as the edition would show it; of a locked plan as it was submitted."""
    fragment = compose(plan).fragment if plan.is_open else submitted_in(plan)
    return mark_safe(excerpt(fragment, section.anchor))  # noqa: S308 - cleaned when composed


def changed_since_submitted(plan, composed):
    """Whether data in a locked text is no longer what was submitted."""
    return not plan.is_open and composed.content_hash != plan.submitted_hash


class PlanPreview(TemplateView):
    """The plan as a page: a draft as it stands, a locked text word for word as it was submitted."""

    template_name = "plans/plan_preview.html"

    def get_context_data(self, **kwargs):
        plan = visible_plan(self.request.user, self.kwargs["plan"])
        composed = compose(plan)
        welsh = self.request.GET.get("in") == Language.WELSH and plan.in_welsh
        language = Language.WELSH if welsh else Language.ENGLISH
        text = text_in(composed, language)
        fragment = text.fragment if plan.is_open else submitted_in(plan, language)
        changed = changed_since_submitted(plan, composed)
        return {
            **super().get_context_data(**kwargs),
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "composed": composed,
            "text": text,
            "welsh": welsh,
            "fragment": mark_safe(fragment),  # noqa: S308 - cleaned when composed
            "changed": changed,
            "differences": changed_from(plan, composed) if changed else [],
            "renderer": renderer_available(),
        }


@framed_by_us
def plan_preview_pdf(request, plan):
    """The plan as a PDF, as it would be printed now."""
    return _pdf(request, plan, large=False)


@framed_by_us
def plan_preview_large(request, plan):
    """The plan in large print, as it would be printed now."""
    return _pdf(request, plan, large=True)


def _pdf(request, uid, *, large):
    plan = visible_plan(request.user, uid)
    composed = compose(plan)
    preview = reverse("plans:plan_preview", args=[plan.uid])
    if changed_since_submitted(plan, composed):
        messages.error(request, CHANGED)
        answer = redirect(preview)
    else:
        kind = "large-print" if large else "draft"
        answer = draft_pdf(
            request, composed, plan.partnership, name=plan.slug, preview=preview, kind=kind,
            large=large,
        )  # fmt: skip
    if answer.status_code == 302 and "beside" in request.GET:
        return render(request, "plans/preview_fault.html", {"plan": plan})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def section_preview(request, section):
    """One section as the edition would show it, for the pane beside its text."""
    sections = Section.objects.select_related("plan__partnership", "plan__document")
    found = visible(sections, request.user, section)
    context = {"excerpt": section_html(found.plan, found), "section": found}
    return render(request, "plans/_section_preview.html", context)
