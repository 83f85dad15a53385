"""How administrators let a partnership leave as one file, and bring one in."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from partnership.models import Partnership
from portal.documents.archives import counted, standing
from portal.forms.archives import AddressForm, ArchiveForm, MakeForm
from portal.models import PartnershipArchive
from portal.views.administration import ForAdministrators, for_administrators
from portal.workflow import archive_jobs
from portal.workflow.archives import sha256_of
from records import jobs
from records.models import note
from records.views import attempt

ARCHIVES = PartnershipArchive.objects.select_related("partnership", "by")
LONGEST_NAME = 200
SHOWN = 50  # the newest ones; each goes after a week


class ArchivePage(ForAdministrators, FormView):
    """A page about archives."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(room="administration", **kwargs)


class ArchiveList(ArchivePage):
    """What was made and brought in the last days; a button has an archive made."""

    form_class = MakeForm
    template_name = "portal/archive_list.html"

    def form_valid(self, form):
        partnership = form.cleaned_data["partnership"]
        archive = archive_jobs.send_out(partnership, by=self.request.user, now=timezone.now())
        return redirect("portal:archive_detail", archive.uid)

    def get_context_data(self, **kwargs):
        rows = [(archive, *standing(archive)) for archive in ARCHIVES[:SHOWN]]
        return super().get_context_data(rows=rows, **kwargs)


class ArchiveAdd(ArchivePage):
    """Choose an archive that comes in; the worker checks it, not somebody who waits."""

    form_class = ArchiveForm
    template_name = "portal/archive_add.html"

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        archive = archive_jobs.take_in(
            file=file,
            name=file.name[-LONGEST_NAME:],
            sha256=sha256_of(file),
            by=self.request.user,
            now=timezone.now(),
        )
        return redirect("portal:archive_detail", archive.uid)


class ArchiveDetail(ArchivePage):
    """How far an archive has come; what is wrong in it, or what it would bring, and where to."""

    form_class = AddressForm
    template_name = "portal/archive_detail.html"

    def dispatch(self, request, *args, **kwargs):
        for_administrators(request)
        self.archive = get_object_or_404(ARCHIVES, uid=kwargs["archive"])
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self):
        return ["portal/_archive_state.html"] if self.request.htmx else [self.template_name]

    def post(self, request, *args, **kwargs):
        """Bring it in; a second press of the button finds it under way."""
        if self.archive.state != jobs.READ:
            return redirect("portal:archive_detail", self.archive.uid)
        return super().post(request, *args, **kwargs)

    @cached_property
    def taken(self):
        """Whether the archive's own address is another partnership's here."""
        slug = self.archive.preview.get("slug")
        return self.archive.state == jobs.READ and Partnership.objects.filter(slug=slug).exists()

    def get_initial(self):
        return {} if self.taken else {"slug": self.archive.preview.get("slug")}

    def form_valid(self, form):
        asked = {"slug": form.cleaned_data["slug"], "by": self.request.user}
        attempt(
            self.request,
            lambda: archive_jobs.confirm(self.archive, **asked, now=timezone.now()),
        )
        return redirect("portal:archive_detail", self.archive.uid)

    def get_context_data(self, **kwargs):
        archive = self.archive
        kind, words = standing(archive)
        own, shared = counted(archive.preview)
        return super().get_context_data(
            archive=archive,
            kind=kind,
            words=words,
            own=own,
            shared=shared,
            taken=self.taken,
            under_way=archive.state in jobs.UNDER_WAY,
            stale=archive_jobs.is_stale(archive, timezone.now()),
            **kwargs,
        )


def _asked_for(request, uid):
    for_administrators(request)
    return get_object_or_404(ARCHIVES, uid=uid)


@require_safe
def archive_file(request, archive):
    """An archive that was made."""
    archive = _asked_for(request, archive)
    is_made = archive.way == archive_jobs.OUT and archive.state == jobs.DONE
    if not is_made or not default_storage.exists(archive.file.name):
        raise Http404("No such file.")
    note("archive.download", by=request.user, now=timezone.now(), target=archive)
    answer = FileResponse(
        archive.file.open("rb"),
        as_attachment=True,
        filename=archive.name,
        content_type="application/zip",
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
def archive_restart(request, archive):
    """Have the worker take it up again, where nobody seems to work on it."""
    archive = _asked_for(request, archive)
    now = timezone.now()
    attempt(request, lambda: archive_jobs.start_again(archive, by=request.user, now=now))
    return redirect("portal:archive_detail", archive.uid)


@require_POST
def archive_remove(request, archive):
    """Delete an archive and its file."""
    archive = _asked_for(request, archive)
    now = timezone.now()
    attempt(
        request,
        lambda: archive_jobs.remove(archive, by=request.user, now=now),
        "The archive is deleted.",
    )
    return redirect("portal:archive_list")
