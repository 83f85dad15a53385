"""Files of evidence: what has come in, what is missing, and bringing in another."""

import hashlib

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from priorities.documents.files import held, standing
from priorities.forms.imports import EvidenceImportForm
from priorities.importers.registry import READERS
from priorities.models import EvidenceImport
from priorities.permissions import may_bring_in
from priorities.views.access import evidence_context, for_keeping, partnership_with_role
from priorities.workflow import imports
from records.pages import KeysetPage
from records.sheets import Unreadable

IMPORTS = EvidenceImport.objects.select_related("partnership", "by")
LONGEST_NAME = 200


def files_address(partnership):
    """The list in which a file stands: its partnership's, or that of all."""
    if partnership is None:
        return reverse("priorities:national_import_list")
    return reverse("priorities:evidence_import_list", args=[partnership.slug])


def adding_address(partnership):
    if partnership is None:
        return reverse("priorities:national_import_add")
    return reverse("priorities:evidence_import_add", args=[partnership.slug])


def _datasets(user, partnership):
    """What this person can bring in here."""
    return [one for one in READERS if may_bring_in(user, partnership, one)]


class EvidenceImportList(TemplateView):
    """What has come in, newest first; and of which dataset nothing is here, or only old."""

    template_name = "priorities/evidence_import_list.html"

    def dispatch(self, request, *args, **kwargs):
        self.partnership = self.get_partnership()
        return super().dispatch(request, *args, **kwargs)

    def get_partnership(self):
        return partnership_with_role(self.request.user, self.kwargs["partnership"])

    def get_context_data(self, **kwargs):
        user, partnership = self.request.user, self.partnership
        page = KeysetPage.of(IMPORTS.filter(partnership=partnership), self.request.GET, size=30)
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(partnership, user, "files"),
            "page": page,
            "rows": [(batch, *standing(batch)) for batch in page.rows],
            "held": held(partnership, _datasets(user, partnership)),
            "adding": adding_address(partnership),
        }


class NationalImportList(EvidenceImportList):
    """The files that all partnerships share."""

    template_name = "priorities/national_import_list.html"

    def get_partnership(self):
        for_keeping(self.request.user, None)


class EvidenceImportAdd(FormView):
    """Choose what the file is, then the file; the worker reads it, not somebody who waits."""

    form_class = EvidenceImportForm
    template_name = "priorities/evidence_import_add.html"

    def dispatch(self, request, *args, **kwargs):
        self.partnership = self.get_partnership()
        for_keeping(request.user, self.partnership)
        self.datasets = _datasets(request.user, self.partnership)
        asked = request.GET.get("dataset")
        self.dataset = next((one for one in self.datasets if one == asked), None)
        return super().dispatch(request, *args, **kwargs)

    def get_partnership(self):
        return partnership_with_role(self.request.user, self.kwargs["partnership"])

    def post(self, request, *args, **kwargs):
        if self.dataset is None:
            return redirect(adding_address(self.partnership))
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"asks": READERS[self.dataset].asks}

    def get_form(self, form_class=None):
        return super().get_form(form_class) if self.dataset else None

    def get_initial(self):
        reader = READERS[self.dataset]
        return {name: getattr(reader, name) for name in ("source", "source_url", "licence")}

    def form_valid(self, form):
        try:
            batch = self._start(form)
        except Unreadable as fault:
            form.add_error("file", str(fault))
        except imports.KnownFile as known:
            return self.render_to_response(self.get_context_data(form=form, known=known))
        else:
            return redirect("priorities:evidence_import_detail", batch.uid)
        return self.form_invalid(form)

    def _start(self, form):
        file = form.cleaned_data["file"]
        extension = READERS[self.dataset].extension_of(file)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return imports.start(
            self.partnership,
            self.dataset,
            file=file,
            name=file.name[-LONGEST_NAME:],
            sha256=sha256,
            extension=extension,
            by=self.request.user,
            now=timezone.now(),
            stated=form.stated,
            **form.about,
        )

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(self.partnership, self.request.user, "files"),
            "dataset": self.dataset,
            "choices": [(one, READERS[one].about) for one in self.datasets],
            "about": READERS[self.dataset].about if self.dataset else "",
            "back": files_address(self.partnership),
        }


class NationalImportAdd(EvidenceImportAdd):
    """Bring in a file that all partnerships share."""

    template_name = "priorities/national_import_add.html"

    def get_partnership(self):
        return None
