"""A plan in Easy Read, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from plans.documents.easy_read import public_easy_read
from plans.public_views.plans import plan_crumbs, published_plan
from publishing.models import Format


def easy_read_file(text):
    """The PDF of an Easy Read text, or None while there is none."""
    ready = text.edition.renditions.ready()
    return ready.filter(format=Format.EASY_READ, language=text.language).first()


@login_not_required
def easy_read_pdf(request, partnership, plan):
    """The Easy Read that counts now, as a PDF."""
    document = published_plan(partnership, plan).document
    text = public_easy_read(document)
    made = None if text is None or document.withdrawn else easy_read_file(text)
    if made is None:
        raise Http404("This plan has no Easy Read as a PDF here.")
    response = FileResponse(
        made.file.open("rb"), content_type="application/pdf", filename=made.filename
    )
    response.headers["ETag"] = f'"{made.sha256}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


@method_decorator(login_not_required, name="dispatch")
class EasyReadPage(TemplateView):
    """Big words, a picture at the left, one thought a row, and nothing else."""

    template_name = "plans/easy_read_page.html"

    def get_context_data(self, **kwargs):
        plan = published_plan(self.kwargs["partnership"], self.kwargs["plan"])
        text = public_easy_read(plan.document)
        if text is None or plan.document.withdrawn:
            raise Http404("This plan has no Easy Read.")
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plan",
            "example": plan.example,
            "text": text,
            "snapshot": text.snapshot,
            "pdf": easy_read_file(text),
            "older": text.edition.number < plan.document.current_edition.number,
            "fragment": mark_safe(text.fragment),  # noqa: S308 - frozen, made by a template
            "crumbs": [
                *plan_crumbs(plan.partnership),
                (reverse("plans:plan_page", args=[plan.partnership.slug, plan.slug]), plan.years),
                ("", _("Easy Read")),
            ],
        }
