"""An officer goes through a quarter's reports and says which the public may see."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from plans.documents.board import chosen_quarter
from plans.documents.grid import Grid
from plans.documents.quarters import quarters_of
from plans.documents.showing import for_public, updates_in
from plans.forms.showing import ShowForm
from plans.models import ProgressUpdate
from plans.permissions import may_show
from plans.views.access import visible, visible_plan
from plans.workflow.showing import (
    APPROVED,
    LOST,
    ONLY_OFFICERS,
    TAKEN_BACK,
    keep_words,
    show,
    take_back,
)
from records.quarters import Quarter
from records.saving import StaleVersion
from records.views import CONFLICT, attempt

WRONG = 422
MARKS = {"approved": APPROVED, "taken back": TAKEN_BACK, "lost": LOST}


class ProgressShow(TemplateView):
    """All reports of a quarter with tick boxes; the ticked ones are approved in one go."""

    template_name = "plans/progress_show.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()

    def get_context_data(self, **kwargs):
        self._of_plan()
        forms = kwargs.pop("forms", None) or [ShowForm(one) for one in self.items]
        plan, told = self.plan, self._told()
        address = _page_of(plan)
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "partnership": plan.partnership,
            "room": "progress",
            "quarter": self.quarter,
            "quarters": [
                (one, f"{address}?quarter={one.key}", told.get(one.key, 0))
                for one in quarters_of(plan)
            ],
            "forms": forms,
            "waiting": [form for form in forms if not form.one.update.approved_at],
            "without": len(self.grid.rows) - len(self.items),
            "is_public": bool(plan.is_public and plan.document_id),
        }

    def post(self, request, *args, **kwargs):
        self._of_plan()
        self._refuse_strangers()
        open_items = [one for one in self.items if not one.update.approved_at]
        forms = [ShowForm(one, request.POST) for one in open_items if _sent(one, request.POST)]
        if [form for form in forms if not form.is_valid()]:
            return self._again(forms, status=WRONG)
        ticked = [form for form in forms if form.cleaned_data["show"]]
        worded = [form for form in forms if form.wants_words_kept]
        if not ticked and not worded:
            messages.error(request, "Tick what the public may see.")
            return redirect(_page_of(self.plan, self.quarter))
        if not self._save(ticked, worded):
            return self._again(forms, status=CONFLICT)
        messages.success(request, _said(ticked, worded))
        return redirect(_page_of(self.plan, self.quarter))

    def _of_plan(self):
        """Read the plan, its grid and the quarter's reports, once a request."""
        if hasattr(self, "plan"):
            return
        user = self.request.user
        self.plan = visible_plan(user, self.kwargs["plan"])
        if not may_show(user, self.plan.partnership):
            raise PermissionDenied(ONLY_OFFICERS)
        self._read()

    def _read(self):
        asked = self.request.GET.get("quarter")
        self.quarter = chosen_quarter(self.plan, asked, self.today)
        self.grid = Grid(self.plan, self.today, self.quarter)
        self.items = for_public(self.grid, MARKS)

    def _told(self):
        """{quarter: how many of its reports wait for an officer}."""
        waiting = ProgressUpdate.objects.filter(
            action__plan=self.plan, action__taken_out_at=None, approved_at=None
        )
        counts = {}
        for year, number in waiting.order_by().values_list("year", "quarter"):
            key = Quarter(year, number).key
            counts[key] = counts.get(key, 0) + 1
        return counts

    def _refuse_strangers(self):
        """A box of a report that is not of this plan and quarter does not exist here."""
        uids = updates_in(self.plan, self.quarter).values_list("uid", flat=True)
        known = {str(uid) for uid in uids}
        ours = ("-version", "-show", "-words")
        sent = {name.rpartition("-")[0] for name in self.request.POST if name.endswith(ours)}
        if sent - known:
            raise Http404("No such report of this plan in this quarter.")

    def _save(self, ticked, worded):
        """All of it or nothing: a report that somebody changed is read again first."""
        by, now = self.request.user, timezone.now()
        with transaction.atomic():
            for form in [*ticked, *worded]:
                make = show if form in ticked else keep_words
                words, version = form.cleaned_data["words"], form.cleaned_data["version"]
                try:
                    make(form.one.update, words=words, base_version=version, by=by, now=now)
                except StaleVersion as stale:
                    form.went_stale(stale.current)
            if any(form.stale for form in ticked + worded):
                transaction.set_rollback(True)
                return False
        return True

    def _again(self, sent, *, status):
        """The page with everything that was typed and ticked, and what is stored now."""
        self._read()
        typed = {form.one.update.pk: form for form in sent}
        forms = []
        for one in self.items:
            form = typed.get(one.update.pk) or ShowForm(one)
            form.one = one
            forms.append(form)
        return self.render_to_response(self.get_context_data(forms=forms), status=status)


def _sent(one, posted):
    return f"{one.update.uid}-version" in posted


def _said(ticked, worded):
    shown = f"{len(ticked)} shown to the public." if ticked else ""
    kept = f"Words kept, not public: {len(worded)}." if worded else ""
    return f"{shown} {kept}".strip()


def _page_of(plan, quarter=None):
    address = reverse("plans:progress_show", args=[plan.uid])
    return f"{address}?quarter={quarter.key}" if quarter else address


@require_POST
def progress_take_back(request, update):
    """Show a report to the public no longer."""
    updates = ProgressUpdate.objects.select_related("action__plan__partnership")
    found = visible(updates, request.user, update)
    plan = found.action.plan
    if not may_show(request.user, plan.partnership):
        raise PermissionDenied(ONLY_OFFICERS)
    attempt(
        request,
        lambda: take_back(found, by=request.user, now=timezone.now()),
        "The public sees it no longer.",
    )
    return redirect(f"{_page_of(plan, Quarter(found.year, found.quarter))}#update-{found.uid}")
