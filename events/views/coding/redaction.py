"""Taking words out of an entry, and looking at the original, which is logged."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from events.documents.redaction import as_it_would_be, editions_saying, find
from events.forms.coding import RedactionForm
from events.models import Contribution, Redaction
from events.permissions import may_see_originals
from events.views.access import event_context, for_writing, visible
from events.views.coding.frame import crumbs
from events.workflow.redaction import look_at_original, redact
from records.moves import Refused

ENTRIES = Contribution.objects.kept().select_related(
    "event__partnership", "event__series", "table", "workshop"
)
PUBLISHED = (
    "What is published does not change, and these words still stand in {}. Publish a correction of "
    "it, then take the old edition out: “Take it out” on the edition’s page."
)
NOT_FOUND = "These words do not stand in the entry like this. Copy them exactly."


def entry_context(entry, user, *here):
    coding = reverse("events:theme_coding", args=[entry.event.uid])
    back = f"{coding}?entry={entry.uid}"
    number = ENTRIES.filter(event=entry.event, pk__lte=entry.pk).count()
    return event_context(entry.event, user, "themes") | {
        "entry": entry,
        "back": back,
        "crumbs": crumbs(entry.event, (back, f"Entry {number}"), *here),
    }


class ContributionRedact(TemplateView):
    """Mark words, choose a reason, see at once what each reader will see."""

    template_name = "events/contribution_redact.html"

    def dispatch(self, request, *args, **kwargs):
        self.entry = visible(ENTRIES.all(), request.user, self.kwargs["contribution"])
        for_writing(request.user, self.entry.event)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = RedactionForm(request.POST)
        form.full_clean()
        found = self.place(form)
        if "words" in form.cleaned_data and found is None:
            form.add_error("words", NOT_FOUND)
        if request.POST.get("act") == "preview":
            form.errors.pop("reason", None)
        elif form.is_valid() and self.saved(form, found):
            messages.success(request, "Removed. Others see the mark and the reason from now on.")
            words = self.entry.text[slice(*found)]
            if said := editions_saying(self.entry.event.partnership, words):
                messages.warning(request, PUBLISHED.format("; ".join(str(one) for one in said)))
            return HttpResponseRedirect(request.path)
        return self.render_to_response(self.get_context_data(form=form, found=found))

    def place(self, form):
        """Where the words stand in the original, or None."""
        words, which = form.cleaned_data.get("words", ""), form.cleaned_data.get("which") or 1
        return find(self.entry.pieces, words, which)

    def saved(self, form, found):
        starts_at, ends_at = found
        reason = form.cleaned_data["reason"]
        try:
            redact(
                self.entry,
                starts_at=starts_at,
                ends_at=ends_at,
                reason=reason,
                by=self.request.user,
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return False
        return True

    def get_context_data(self, form=None, found=None, **kwargs):
        parts = self.entry.pieces
        seen = parts
        if found:
            reasons = dict(Redaction.Reason.choices)
            reason = reasons.get(form.data.get("reason"), "reason not chosen yet")
            seen = as_it_would_be(parts, *found, reason.lower())
        return {
            **super().get_context_data(**kwargs),
            **entry_context(self.entry, self.request.user, ("", "Redact")),
            "form": form or RedactionForm(),
            "shown": "".join(piece.shown for piece in parts),
            "seen": seen,
            "marked": found and self.entry.text[slice(*found)],
            "now": timezone.now(),
        }


@never_cache
@require_POST
def contribution_original(request, contribution):
    """The words as they came. That is what is asked for by a press, so that it can be logged."""
    entry = visible(ENTRIES.all(), request.user, contribution)
    if not may_see_originals(request.user, entry.event):
        raise PermissionDenied("Only officers see what was removed.")
    original = look_at_original(entry, by=request.user, now=timezone.now())
    context = entry_context(entry, request.user, ("", "Original"))
    return render(request, "events/contribution_original.html", context | {"original": original})
