"""Returns to funders: what each is told of its money in a period."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from events.exports import csv_lines, workbook
from partnership.permissions import has_any_role
from partnership.views import partnership_with_role, visible
from plans.documents.funder_returns import compose_return, return_of, standing_of_return
from plans.exports.funder_returns import amount_rows, return_rows
from plans.forms.funder_returns import ReturnForm, SentForm, ShareForm
from plans.models import FunderReturn, ReturnShare
from plans.permissions import may_make_reports
from plans.workflow.funder_returns import answer_share, mark_sent
from records.pages import KeysetPage
from records.views import CheckedEdit, attempt

RETURNS = FunderReturn.objects.select_related(
    "partnership", "source__plan", "document__current_edition"
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def one_return(user, uid):
    """A return of one of the person's partnerships or shared with one, or 404."""
    if user.is_superuser:
        return get_object_or_404(RETURNS, uid=uid)
    mine = {role.partnership_id for role in user.current_roles}
    shared = ReturnShare.objects.filter(partnership__in=mine).values("funder_return")
    return get_object_or_404(RETURNS.filter(Q(partnership__in=mine) | Q(pk__in=shared)), uid=uid)


def own_shares(user, stored):
    """The shares in a return that somebody may answer for, each with its form."""
    shares = stored.shares.select_related("partnership", "source")
    return [
        (share, ShareForm(share=share))
        for share in shares
        if may_make_reports(user, share.partnership) and not stored.sent_on
    ]


def acting_for(user, stored):
    """The partnership whose return it is; else that of the reader with whom it is shared."""
    takers = [stored.partnership, *(share.partnership for share in stored.shares.all())]
    return next((one for one in takers if has_any_role(user, one)), stored.partnership)


def for_returns(user, partnership):
    """Refuse whoever may not make returns."""
    if not may_make_reports(user, partnership):
        raise PermissionDenied("Officers of the partnership make its returns.")


def return_context(partnership, user):
    """What every page of returns says of where it is."""
    return {
        "partnership": partnership,
        "room": "progress",
        "part": "returns",
        "may_make": may_make_reports(user, partnership),
    }


def return_address(found):
    return reverse("plans:funder_return_detail", args=[found.uid])


class FunderReturnList(TemplateView):
    """All returns, the newest first, each with whether it is sent."""

    template_name = "plans/funder_return_list.html"

    def get_context_data(self, **kwargs):
        user, on = self.request.user, timezone.localdate()
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        found = RETURNS.filter(partnership=partnership)
        page = KeysetPage.of(found, self.request.GET, size=25)
        return {
            **super().get_context_data(**kwargs),
            **return_context(partnership, user),
            "page": page,
            "rows": [(one, standing_of_return(one, on)) for one in page.rows],
            "shared": ReturnShare.objects.for_partnership(partnership).select_related(
                "funder_return__source", "funder_return__partnership", "source"
            ),
        }


class FunderReturnDetail(TemplateView):
    """A return as it stands now: its lines, its amounts, its editions, whether it is sent."""

    template_name = "plans/funder_return_detail.html"

    def get_context_data(self, **kwargs):
        user, on = self.request.user, timezone.localdate()
        stored = one_return(user, self.kwargs["funder_return"])
        document = stored.document
        editions = list(document.editions.prefetch_related("renditions")) if document else []
        composed = compose_return(return_of(stored))
        newest = editions[0] if editions else None
        return {
            **super().get_context_data(**kwargs),
            **return_context(acting_for(user, stored), user),
            "may_make": may_make_reports(user, stored.partnership),
            "shares": stored.shares.select_related("partnership", "source"),
            "own_shares": own_shares(user, stored),
            "of": stored,
            "fragment": mark_safe(composed.fragment),  # noqa: S308 - escaped when composed
            "standing": standing_of_return(stored, on),
            "newest": newest,
            "editions": editions,
            "changed": newest is None or newest.content_hash != composed.content_hash,
            "sent_form": SentForm(initial={"on": on}),
        }


class ReturnPage(CheckedEdit):
    """What the pages that write a return have in common."""

    form_class = ReturnForm

    def get_record(self):
        found = self.find()
        for_returns(self.request.user, found.partnership)
        return found

    def get_form_kwargs(self):
        now = timezone.now()
        return super().get_form_kwargs() | {"now": now, "on": timezone.localdate(now)}

    def get_success_url(self):
        return return_address(self.object)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        of = context["form"].instance.partnership
        return context | return_context(of, self.request.user)


class FunderReturnAdd(ReturnPage):
    """A return begun."""

    template_name = "plans/funder_return_add.html"

    def find(self):
        self.of = partnership_with_role(self.request.user, self.kwargs["partnership"])
        return FunderReturn(partnership=self.of)

    def get_back_url(self):
        return reverse("plans:funder_return_list", args=[self.of.slug])


class FunderReturnEdit(ReturnPage):
    """What a return says of itself; its amounts stand on the lines of the money."""

    template_name = "plans/funder_return_edit.html"

    def find(self):
        return one_return(self.request.user, self.kwargs["funder_return"])

    def get_back_url(self):
        return return_address(self.object)


@require_POST
def funder_return_sent(request, funder_return):
    """Say on which day a return went to its funder."""
    found = one_return(request.user, funder_return)
    for_returns(request.user, found.partnership)
    form = SentForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give the day on which it was sent.")
        return redirect(return_address(found))
    now = timezone.now()
    asked = {"on": form.cleaned_data["on"], "today": timezone.localdate(now), "now": now}
    attempt(request, lambda: mark_sent(found, by=request.user, **asked), "Marked as sent.")
    return redirect(return_address(found))


@require_POST
def return_share_answer(request, share):
    """Say which money of one's own stands in another partnership's return."""
    found = visible(
        ReturnShare.objects.select_related("partnership", "funder_return"), request.user, share
    )
    for_returns(request.user, found.partnership)
    form = ShareForm(request.POST, share=found)
    if not form.is_valid():
        messages.error(request, "Choose money of your own partnership.")
        return redirect(return_address(found.funder_return))
    source = form.cleaned_data["source"]
    asked = {"by": request.user, "now": timezone.now()}
    done = "Your money stands in this return." if source else "Your money stands in it no more."
    attempt(request, lambda: answer_share(found, source, **asked), done)
    return redirect(return_address(found.funder_return))


def funder_return_file(request, funder_return, format):
    """A return as a file for a spreadsheet: its lines, and in a workbook also its amounts."""
    stored = one_return(request.user, funder_return)
    if format not in ("csv", "xlsx"):
        raise Http404
    found = return_of(stored)
    name = f"{stored.partnership.slug}-return-{stored.starts_on}-{stored.ends_on}"
    if format == "xlsx":
        book = workbook(return_rows(found), title="Lines", more={"Amounts": amount_rows(found)})
        return FileResponse(book, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    answer = HttpResponse(csv_lines(return_rows(found)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
