"""Texts kept for somebody: joined with what others wrote, given another place, or let go."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from plans.documents.history import last_writer
from plans.documents.joining import without_ids
from plans.documents.outline import load_outline
from plans.forms.joining import JoinChoices
from plans.models import Plan
from plans.models.writing import KeptText
from plans.permissions import may_edit
from plans.views.access import visible
from plans.workflow import kept as keeping
from records.moves import Refused
from records.richtext import clean
from records.views import attempt


def kept_of(request, uid):
    """A text kept for this very person; nobody else's exists for them."""
    found = KeptText.objects.filter(user=request.user)
    return visible(found.select_related("plan__partnership"), request.user, uid)


def about(kept, user):
    plan = kept.plan
    return {
        "kept": kept,
        "plan": plan,
        "partnership": plan.partnership,
        "room": "plans",
        "can_edit": may_edit(user, plan),
        "my_text": mark_safe(clean(without_ids(kept.text))),  # noqa: S308 - it was cleaned in this line
    }


class KeptList(TemplateView):
    """All texts that are kept for me, in all plans."""

    template_name = "plans/kept_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        found = KeptText.objects.filter(user=user, plan__in=Plan.objects.visible_to(user))
        found = list(found.select_related("plan__partnership", "block__section"))
        partnership = found[0].plan.partnership if found else None
        more = {"kept_texts": found, "room": "plans", "partnership": partnership}
        return super().get_context_data(**kwargs) | more


class KeptJoin(TemplateView):
    """My text and theirs, paragraph by paragraph; or where a text without a place may go."""

    template_name = "plans/kept_join.html"

    def get(self, request, *args, **kwargs):
        kept = kept_of(request, self.kwargs["kept"])
        block = keeping.block_of(kept)
        if block is None or not keeping.is_in_place(block):
            return self.render_to_response(self._without_place(kept, block))
        choices = JoinChoices(kept, block.text, block.version)
        return self.render_to_response(self._texts(kept, block, choices))

    def post(self, request, *args, **kwargs):
        kept = kept_of(request, self.kwargs["kept"])
        block = keeping.block_of(kept)
        given = request.POST
        version = given.get("base_version", "")
        if block is None or "shown" not in given or not (version.isascii() and version.isdigit()):
            return redirect("plans:kept_join", kept.uid)
        choices = JoinChoices(kept, given["shown"], int(version[:9]), given)
        if choices.open_places:
            context = self._texts(kept, block, choices) | {"unchosen": choices.open_places}
            return self.render_to_response(context)
        if "preview" in given:
            preview = mark_safe(clean(without_ids(choices.text())))  # noqa: S308 - it was cleaned in this line
            return self.render_to_response(self._texts(kept, block, choices) | {"preview": preview})
        return self._save(kept, block, choices)

    def _save(self, kept, block, choices):
        try:
            saved = keeping.settle(
                kept,
                choices.text(),
                base_version=choices.base_version,
                shown=choices.shown,
                by=self.request.user,
                now=timezone.now(),
            )
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return self.render_to_response(self._texts(kept, block, choices))
        if saved is None:
            messages.warning(
                self.request,
                "The text has changed again meanwhile. Your choices are kept; "
                "only what is new waits for you.",
            )
            return redirect("plans:kept_join", kept.uid)
        messages.success(
            self.request, f"Saved as version {saved.version}. Both texts stay in the history."
        )
        return redirect("plans:section_detail", saved.section.uid)

    def _texts(self, kept, block, choices):
        return about(kept, self.request.user) | {
            "block": block,
            "section": block.section,
            "choices": choices,
            "theirs": last_writer(block, self.request.user),
            "next_version": choices.base_version + 1,
        }

    def _without_place(self, kept, block):
        context = about(kept, self.request.user)
        return context | {
            "lost": block,
            "places": list(load_outline(kept.plan).walk()) if context["can_edit"] else [],
        }


@require_POST
def kept_put_back(request, kept):
    """Put the block and the section of a kept text back where they stood."""
    found = kept_of(request, kept)
    attempt(
        request,
        lambda: keeping.put_back(found, by=request.user, now=timezone.now()),
        "It stands in the plan again. Join your text with it below.",
    )
    return redirect("plans:kept_join", found.uid)


@require_POST
def kept_place(request, kept):
    """Give a kept text another place: the end of a section that the person chose."""
    found = kept_of(request, kept)
    section = found.plan.sections.filter(anchor=request.POST.get("section", "")).first()
    try:
        with transaction.atomic():
            keeping.put_at_end(found, section, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:kept_join", found.uid)
    messages.success(request, f"Your text stands at the end of “{section}”.")
    return redirect("plans:section_detail", section.uid)


class KeptDiscard(TemplateView):
    """Let a kept text go: it is shown once more, because that cannot be undone."""

    template_name = "plans/kept_discard.html"

    def get_context_data(self, **kwargs):
        kept = kept_of(self.request, self.kwargs["kept"])
        return super().get_context_data(**kwargs) | about(kept, self.request.user)

    def post(self, request, *args, **kwargs):
        kept = kept_of(request, self.kwargs["kept"])
        where, block = kept.where, keeping.block_of(kept)
        keeping.discard(kept, by=request.user, now=timezone.now())
        messages.success(request, f"Your text for “{where}” was let go.")
        if block is not None and keeping.is_in_place(block):
            return redirect(reverse("plans:section_detail", args=[block.section.uid]))
        return redirect("plans:kept_list")
