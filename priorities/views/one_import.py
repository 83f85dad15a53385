"""One file of evidence: how far it has come, what it says, what becomes of it, where it is from."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from partnership.models import Area
from priorities.documents.arrived import must_choose
from priorities.documents.files import standing
from priorities.forms.imports import ChoiceForm
from priorities.models import Measure
from priorities.permissions import may_bring_in
from priorities.views.access import evidence_context, for_keeping, visible
from priorities.views.imports import IMPORTS, adding_address, files_address
from priorities.workflow import imports
from records import jobs
from records.models import note
from records.views import attempt

MEASURES_SHOWN = 100


class EvidenceImportDetail(TemplateView):
    """How far a file has come, what it says, every fault of it, and the one thing to do next."""

    template_name = "priorities/evidence_import_detail.html"

    def get_template_names(self):
        return ["priorities/_evidence_state.html"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs):
        user = self.request.user
        batch = visible(IMPORTS, user, self.kwargs["evidence_file"], national=True)
        about = batch.preview or {}
        waits = batch.state == jobs.READ
        kind, words = standing(batch)
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(batch.partnership, user, "files"),
            "batch": batch,
            "about": about,
            "can_decide": may_bring_in(user, batch.partnership, batch.dataset),
            "kind": kind,
            "words": words,
            "expected": max(about.get("expected", 0), batch.rows_seen),
            "under_way": batch.state in jobs.UNDER_WAY,
            "stale": jobs.is_stale(batch, timezone.now()),
            "choice": ChoiceForm() if waits and must_choose(batch) else None,
            "stated": _stated(batch),
            "measures": _measures(batch),
            "seen_from": batch.partnership or _own_place(user),
            "adding": f"{adding_address(batch.partnership)}?dataset={batch.dataset}",
            "back": files_address(batch.partnership),
        }


def _stated(batch):
    """What the person said beside the file, in words."""
    for name, value in batch.stated.items():
        if name == "area":
            value = Area.objects.filter(uid=value).first() or value
        yield name.replace("_", " ").capitalize(), value


def _measures(batch):
    """The measures whose figures this file holds."""
    if batch.state != jobs.DONE:
        return []
    used = batch.figures.order_by().values("measure")
    return Measure.objects.filter(pk__in=used).order_by("name")[:MEASURES_SHOWN]


def _own_place(user):
    """From where somebody looks at figures that all share; None where they have no partnership."""
    return next((role.partnership for role in user.current_roles), None)


@require_safe
def evidence_import_file(request, evidence_file):
    """The file as it came."""
    batch = visible(IMPORTS, request.user, evidence_file, national=True)
    if not batch.file or not batch.file.storage.exists(batch.file.name):
        raise Http404("The file was given up.")
    note("evidence.download", by=request.user, now=timezone.now(), target=batch)
    return FileResponse(batch.file.open("rb"), as_attachment=True, filename=batch.name)


def _own(request, uid):
    """A file about which this person decides, or 404 or 403."""
    found = visible(IMPORTS, request.user, uid, national=True)
    for_keeping(request.user, found.partnership)
    return found


def _answered(request, batch, act, done=""):
    attempt(request, lambda: act(batch, by=request.user, now=timezone.now()), done)
    return redirect("priorities:evidence_import_detail", batch.uid)


@require_POST
def evidence_import_confirm(request, evidence_file):
    """Make what the file says count, in the way that was chosen where other values are here."""
    batch = _own(request, evidence_file)
    if "if_there" not in request.POST:
        return _answered(request, batch, imports.confirm)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        messages.error(request, imports.CHOOSE)
        return redirect("priorities:evidence_import_detail", batch.uid)
    chosen = form.cleaned_data["if_there"]
    if chosen == "stop":
        return _answered(request, batch, imports.discard)

    def act(batch, **who):
        imports.confirm(batch, if_there=chosen, **who)

    return _answered(request, batch, act)


@require_POST
def evidence_import_discard(request, evidence_file):
    """Give the file up."""
    return _answered(request, _own(request, evidence_file), imports.discard)


@require_POST
def evidence_import_take_back(request, evidence_file):
    """Make its figures count no more, for a reason."""
    reason = request.POST.get("reason", "")

    def act(batch, **who):
        imports.take_back(batch, reason=reason, **who)

    return _answered(request, _own(request, evidence_file), act)


@require_POST
def evidence_import_restart(request, evidence_file):
    """Have it done again from the beginning, where nobody seems to work on it."""
    return _answered(request, _own(request, evidence_file), imports.start_again)
