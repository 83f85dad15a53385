"""The contributions of an event: listed, typed in, corrected."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from events.forms.entries import CorrectionForm, EntryForm, SheetForm, sessions_of
from events.forms.entry_filters import CODED, EntryFilter
from events.models import Contribution
from events.models.contributions import Heading
from events.views.access import event_context, for_writing, visible, visible_event
from events.workflow.entries import BY_OFFICERS, add, put_back, take_out, why_not_corrected
from records.moves import Refused
from records.pages import KeysetPage
from records.views import CONFLICT, CheckedEdit, attempt

CONTRIBUTIONS = Contribution.objects.select_related(
    "event__partnership", "event__document__current_edition", "workshop", "table", "resident_type"
).prefetch_related("redactions")
LAST = 10
COUNTED = 1_000  # unasked; a longer list is counted where somebody presses for it


class ContributionList(TemplateView):
    """What was said, a page at a time, for everybody with a role in the partnership."""

    template_name = "events/contribution_list.html"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET
        event = visible_event(user, self.kwargs["event"])
        tables = event.tables.order_by("number")
        filters = EntryFilter(asked, sessions=list(sessions_of(event)), tables=list(tables))
        kept = Contribution.objects.kept().filter(event=event)
        rows = kept.select_related("workshop", "table", "resident_type").filter(filters.condition)
        context = super().get_context_data(**kwargs) | event_context(event, user, "entries")
        if context["can_write"]:
            context["imports"] = list(event.imports.all()[:5])
        return context | {
            "counts": counted(kept, filters.condition, whole="count" in asked),
            "filters": filters,
            "asked": urlencode(filters.asked),
            "page": KeysetPage.of(rows.prefetch_related("redactions"), asked),
        }


def counted(kept, condition, *, whole):
    """How many there are, how many fit and how many are coded into themes.

    Of a list longer than ``COUNTED`` just that it is (``more``), unless the whole is asked for.
    """
    some = kept if whole else kept.filter(pk__in=kept.order_by().values("pk")[: COUNTED + 1])
    found = some.aggregate(
        total=Count("pk"),
        found=Count("pk", filter=condition or Q(pk__isnull=False)),
        coded=Count("pk", filter=CODED),
    )
    return found | {"more": COUNTED if found["total"] > COUNTED and not whole else None}


class ContributionAdd(TemplateView):
    """Sheets typed in row after row: each Enter saves one and opens the next."""

    template_name = "events/contribution_add.html"

    def dispatch(self, request, *args, **kwargs):
        self.event = visible_event(request.user, kwargs["event"])
        for_writing(request.user, self.event)
        self.sheet_form = SheetForm(request.GET or None, event=self.event)
        self.sheet = self.sheet_form.sheet
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, form=None, **kwargs):
        context = super().get_context_data(**kwargs) | event_context(
            self.event, self.request.user, "entries"
        )
        context |= {"sheet_form": self.sheet_form, "sheet": self.sheet}
        if not self.sheet:
            return context
        return context | {
            "form": form or EntryForm(workshop=self.sheet.workshop),
            "headings": list(Heading),
            "next_sheet": self.next_sheet(),
            "last": self.typed_in().order_by("-pk")[:LAST],
            "count": self.typed_in().kept().count(),
        }

    def typed_in(self):
        workshop, table, _ = self.sheet
        return CONTRIBUTIONS.filter(
            event=self.event, workshop=workshop, table=table, origin__in=BY_OFFICERS
        )

    def next_sheet(self):
        """The address of the next table's sheet of this session."""
        table = self.sheet.table
        if not table:
            return None
        later = self.event.tables.filter(number__gt=table.number).order_by("number").first()
        return (
            (later, sheet_address(self.event, self.sheet._replace(table=later))) if later else None
        )

    def post(self, request, *args, **kwargs):
        if not self.sheet:
            return redirect("events:contribution_add", self.event.uid)
        form = EntryForm(request.POST, workshop=self.sheet.workshop)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            _, former = add(
                self.event,
                uid=form.cleaned_data["uid"],
                sheet=self.sheet,
                words=form.words,
                by=request.user,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            moved = f" The star moved here from “{former.public_text}”." if former else ""
            messages.success(request, f"Saved.{moved}")
        return HttpResponseRedirect(sheet_address(self.event, self.sheet))


def sheet_address(event, sheet):
    """Where the rows of a sheet are typed in."""
    chosen = {
        "session": sheet.workshop and sheet.workshop.uid,
        "table": sheet.table and sheet.table.number,
        "origin": sheet.origin if sheet.origin in BY_OFFICERS else None,
    }
    query = urlencode({name: value for name, value in chosen.items() if value is not None})
    return f"{reverse('events:contribution_add', args=[event.uid])}?{query}"


class ContributionEdit(CheckedEdit):
    """A typing error put right; what others wrote themselves is not for officers to change."""

    form_class = CorrectionForm
    template_name = "events/contribution_edit.html"

    def get_record(self):
        found = visible(CONTRIBUTIONS.all(), self.request.user, self.kwargs["contribution"])
        for_writing(self.request.user, found.event)
        return found

    def get(self, request, *args, **kwargs):
        return self.refused(200) or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.refused(CONFLICT) or super().post(request, *args, **kwargs)

    def refused(self, status):
        """The page that says why this one cannot be corrected."""
        found = self.get_record()
        if not (refusal := why_not_corrected(found)):
            return None
        context = event_context(found.event, self.request.user, "entries") | {
            "contribution": found,
            "refusal": refusal,
            "back": reverse("events:contribution_list", args=[found.event.uid]),
        }
        return render(self.request, self.template_name, context, status=status)

    def get_back_url(self):
        return sheet_address(self.object.event, self.object)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        event = self.object.event
        more = {"contribution": self.object, "headings": list(Heading)}
        return context | event_context(event, self.request.user, "entries") | more


@require_POST
def contribution_take_out(request, contribution):
    """Undo what was typed in."""
    return _moved(request, contribution, take_out, "Taken out.")


@require_POST
def contribution_put_back(request, contribution):
    """Count again what was taken out by mistake."""
    return _moved(request, contribution, put_back, "Put back.")


def _moved(request, uid, move, done):
    found = visible(CONTRIBUTIONS.all(), request.user, uid)
    for_writing(request.user, found.event)
    attempt(request, lambda: move(found, by=request.user, now=timezone.now()), done)
    return HttpResponseRedirect(sheet_address(found.event, found))
