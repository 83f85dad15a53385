"""The Easy Read text of a plan: its rows, their pictures, its preview and its publication."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from plans.documents.easy_read import compose_easy_read, easy_read_of, lacks_welsh, lines_of
from plans.forms.easy_read import EasyReadForm, EasyReadLineForm
from plans.models import EasyReadLine, Picture
from plans.permissions import may_write
from plans.views.access import visible, visible_plan
from plans.workflow.easy_read import add_line, move_line, publish_easy_read, remove_line
from publishing.models import Language
from publishing.models.texts import Form
from records.saving import save_new
from records.views import CheckedEdit, attempt

LINES = EasyReadLine.objects.select_related("easy_read__plan__partnership")


def for_officers(user, plan):
    """Refuse whoever does not write the partnership's plans; it is no part of the agreed text."""
    if not may_write(user, plan):
        raise PermissionDenied("Officers of the partnership write its Easy Read texts.")


class EasyReadPage(CheckedEdit):
    """What the pages of an Easy Read text have in common."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "plan": self.plan,
            "partnership": self.plan.partnership,
            "room": "plans",
        }

    def get_back_url(self):
        return reverse("plans:easy_read_edit", args=[self.plan.uid])


class EasyReadEdit(EasyReadPage):
    """All rows in their order, the title, and what of it is public."""

    form_class = EasyReadForm
    template_name = "plans/easy_read_edit.html"

    def get_record(self):
        self.plan = visible_plan(self.request.user, self.kwargs["plan"])
        for_officers(self.request.user, self.plan)
        return easy_read_of(self.plan)

    def get_context_data(self, **kwargs):
        document = self.plan.document
        edition = document.current_edition if document else None
        return super().get_context_data(**kwargs) | {
            "easy_read": self.object,
            "lines": lines_of(self.object),
            "lacks_welsh": lacks_welsh(self.object) if self.object.pk else [],
            "edition": edition,
            "published": edition and edition.text_in(Language.ENGLISH, Form.EASY_READ),
        }


class EasyReadLineEdit(EasyReadPage):
    """One row: its words and its picture."""

    form_class = EasyReadLineForm
    template_name = "plans/easy_read_line_edit.html"

    def get_record(self):
        line = visible(LINES, self.request.user, self.kwargs["easy_line"])
        return self._of(line, line.easy_read.plan)

    def _of(self, line, plan):
        self.plan = plan
        for_officers(self.request.user, plan)
        return line

    def get_success_url(self):
        return f"{self.get_back_url()}#line-{self.object.pk}"

    @transaction.atomic
    def form_valid(self, form):
        if form.cleaned_data.get("file"):
            form.instance.picture = self._keep_picture(form)
        if form.instance.pk:
            return super().form_valid(form)
        self.object = add_line(form.instance, by=self.request.user)
        if "another" in self.request.POST:
            messages.success(self.request, "Added. Write the next row.")
            return HttpResponseRedirect(self.request.path)
        return HttpResponseRedirect(self.get_success_url())

    def _keep_picture(self, form):
        encoded = form.encoded
        known = Picture.objects.filter(partnership=self.plan.partnership, sha256=encoded.sha256)
        if same := known.first():
            return same
        picture = Picture(
            partnership=self.plan.partnership,
            description=form.cleaned_data["description"].strip(),
            sha256=encoded.sha256,
            extension=encoded.extension,
            width=encoded.width,
            height=encoded.height,
        )
        default_storage.save(f"pictures/{picture.name}", ContentFile(encoded.data))
        return save_new(picture, by=self.request.user)


class EasyReadLineAdd(EasyReadLineEdit):
    """A new row at the end."""

    template_name = "plans/easy_read_line_add.html"

    def get_record(self):
        plan = visible_plan(self.request.user, self.kwargs["plan"])
        return self._of(EasyReadLine(easy_read=easy_read_of(plan), order=0), plan)


class EasyReadPreview(TemplateView):
    """The text as readers would have it now; nobody else sees it."""

    template_name = "plans/easy_read_preview.html"

    def get_context_data(self, **kwargs):
        plan = visible_plan(self.request.user, self.kwargs["plan"])
        easy_read = easy_read_of(plan)
        if easy_read.pk is None:
            raise Http404("Nothing is written yet.")
        welsh = plan.in_welsh and self.request.GET.get("in") == Language.WELSH
        language = Language.WELSH if welsh else Language.ENGLISH
        text = compose_easy_read(easy_read, language)
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "text": text,
            "language": language,
            "fragment": mark_safe(text.fragment),  # noqa: S308 - a template's output
        }


@require_POST
def easy_read_line_move(request, easy_line):
    """One place up or down."""
    found = visible(LINES, request.user, easy_line)
    for_officers(request.user, found.easy_read.plan)
    up = request.POST.get("way") == "up"
    attempt(request, lambda: move_line(found, up=up, by=request.user))
    return _back(found.easy_read.plan, found)


@require_POST
def easy_read_line_remove(request, easy_line):
    """Take a row out."""
    found = visible(LINES, request.user, easy_line)
    for_officers(request.user, found.easy_read.plan)
    attempt(
        request,
        lambda: remove_line(found, by=request.user, now=timezone.now()),
        f"Removed: “{found.words}”.",
    )
    return _back(found.easy_read.plan)


@require_POST
def easy_read_publish(request, plan):
    """Give the text to the public with the edition that they read now."""
    found = visible_plan(request.user, plan)
    for_officers(request.user, found)
    attempt(
        request,
        lambda: publish_easy_read(found, by=request.user, now=timezone.now()),
        "Published. The PDF follows in a moment.",
    )
    return _back(found)


def _back(plan, line=None):
    page = reverse("plans:easy_read_edit", args=[plan.uid])
    return redirect(f"{page}#line-{line.pk}" if line else page)
