"""Word files of old plans: uploaded, looked at with what could not be taken, made a draft."""

import hashlib

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from partnership.models import Partnership
from partnership.permissions import has_any_role, is_officer
from plans.documents.bringing import counted, standing
from plans.forms.bringing import DraftForm, WordFileForm, first_values
from plans.importers.originals import DOCX, word_file
from plans.models import Plan, PlanImport
from plans.workflow import bringing
from records import jobs
from records.models import note
from records.moves import Refused
from records.sheets import Unreadable
from records.views import attempt

IMPORTS = PlanImport.objects.select_related("partnership", "plan", "by")
LONGEST_NAME = 200
SHOWN = 10
HERE_ALREADY = "This very file is here already. See what would be made of it, and decide."
NO_OFFICER = "Officers of the partnership bring in its old plans."
TAKEN = "Another plan of this partnership has got this address meanwhile. Choose another."


def officers_partnership(user, slug):
    """A partnership whose officer this person is; 404 where they have no part in it, else 403."""
    found = get_object_or_404(Partnership, slug=slug)
    return _for_officers(user, found)


def _for_officers(user, partnership):
    if not has_any_role(user, partnership):
        raise Http404("No such partnership.")
    if not is_officer(user, partnership):
        raise PermissionDenied(NO_OFFICER)
    return partnership


def own_import(user, uid):
    """A Word file of a partnership whose officer this person is."""
    found = get_object_or_404(IMPORTS, uid=uid)
    _for_officers(user, found.partnership)
    return found


class PlanImportAdd(FormView):
    """Choose the Word file; the worker reads it, not somebody who waits."""

    form_class = WordFileForm
    template_name = "plans/plan_import_add.html"

    def dispatch(self, request, *args, **kwargs):
        self.partnership = officers_partnership(request.user, kwargs["partnership"])
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        try:
            word_file(file)
        except Unreadable as fault:
            form.add_error("file", str(fault))
            return self.form_invalid(form)
        return redirect("plans:plan_import_detail", self._kept(file).uid)

    def _kept(self, file):
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        waiting = self.partnership.plan_imports.filter(sha256=sha256, state=jobs.READ).first()
        if waiting:
            messages.info(self.request, HERE_ALREADY)
            return waiting
        file.seek(0)
        return bringing.start(
            self.partnership,
            file=file,
            name=file.name[-LONGEST_NAME:],
            sha256=sha256,
            by=self.request.user,
            now=timezone.now(),
        )

    def get_context_data(self, **kwargs):
        found = IMPORTS.filter(partnership=self.partnership)[:SHOWN]
        return super().get_context_data(**kwargs) | {
            "partnership": self.partnership,
            "room": "plans",
            "rows": [(batch, *standing(batch)) for batch in found],
        }


class PlanImportDetail(FormView):
    """How far a Word file has come; once it is read, what will be made of it, and the questions."""

    form_class = DraftForm
    template_name = "plans/plan_import_detail.html"

    def dispatch(self, request, *args, **kwargs):
        self.batch = own_import(request.user, kwargs["plan_import"])
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self):
        return ["plans/_plan_import_state.html"] if self.request.htmx else [self.template_name]

    def post(self, request, *args, **kwargs):
        """Make the draft; a second press of the button finds it made."""
        if self.batch.state == jobs.DONE:
            return redirect("plans:plan_detail", self.batch.plan.uid)
        if self.batch.state != jobs.READ:
            return redirect("plans:plan_import_detail", self.batch.uid)
        return super().post(request, *args, **kwargs)

    def get_form(self, form_class=None):
        if self.batch.state != jobs.READ:
            return None
        return DraftForm(
            **super().get_form_kwargs(),
            instance=Plan(partnership=self.batch.partnership),
            preview=self.batch.preview,
        )

    def get_initial(self):
        return first_values(self.batch.partnership, self.batch.preview)

    def form_valid(self, form):
        try:
            plan = self._made(form)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return redirect("plans:plan_import_detail", self.batch.uid)
        except IntegrityError:
            form.add_error("slug", TAKEN)
            return self.form_invalid(form)
        return redirect("plans:plan_detail", plan.uid)

    def _made(self, form):
        return bringing.make_draft(
            self.batch,
            form.instance,
            descriptions=form.descriptions,
            by=self.request.user,
            now=timezone.now(),
        )

    def get_context_data(self, **kwargs):
        batch, about = self.batch, self.batch.preview or {}
        kind, words = standing(batch)
        return super().get_context_data(**kwargs) | {
            "partnership": batch.partnership,
            "room": "plans",
            "batch": batch,
            "about": about,
            "counted": counted(about),
            "kind": kind,
            "words": words,
            "under_way": batch.state in jobs.UNDER_WAY,
            "stale": jobs.is_stale(batch, timezone.now()),
            "twin": self._twin(),
            "back": reverse("plans:plan_import_add", args=[batch.partnership.slug]),
        }

    def _twin(self):
        """The draft that the very same file became before."""
        same = IMPORTS.filter(partnership=self.batch.partnership, sha256=self.batch.sha256)
        return same.exclude(pk=self.batch.pk).filter(state=jobs.DONE).first()


@require_safe
def plan_import_file(request, plan_import):
    """The Word file as it came."""
    batch = own_import(request.user, plan_import)
    note("plan.download_word", by=request.user, now=timezone.now(), target=batch)
    if not batch.file or not default_storage.exists(batch.file.name):
        raise Http404("The file is no longer here.")
    return FileResponse(
        batch.file.open("rb"),
        as_attachment=True,
        filename=f"{batch.partnership.slug}-{batch.made_at:%Y-%m-%d}.docx",
        content_type=DOCX.media_type,
    )


@require_safe
def plan_import_picture(request, plan_import, number):
    """A picture of the file, for whoever says what it shows."""
    batch = own_import(request.user, plan_import)
    asked = (batch.preview or {}).get("pictures", [])
    if not 1 <= number <= len(asked) or batch.state not in {jobs.READ, jobs.DONE}:
        raise Http404("No such picture.")
    name = asked[number - 1]["name"]
    return FileResponse(default_storage.open(bringing.picture_path(batch, name)), filename=name)


@require_POST
def plan_import_discard(request, plan_import):
    """Give the file up."""
    return _answered(request, plan_import, bringing.discard)


@require_POST
def plan_import_restart(request, plan_import):
    """Have it read again, where nobody seems to work on it."""
    return _answered(request, plan_import, bringing.start_again)


def _answered(request, uid, act):
    batch = own_import(request.user, uid)
    attempt(request, lambda: act(batch, by=request.user, now=timezone.now()))
    return redirect("plans:plan_import_detail", batch.uid)
