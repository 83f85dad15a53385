"""Merging two themes, taking a merge back, splitting a theme: each with its reason."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from events.documents.themes import entries_of
from events.forms.themes import MergeForm, SplitForm, UnmergeForm
from events.models import Theme
from events.views.access import event_context, for_writing, visible_event
from events.views.coding.frame import crumbs, known_uid
from events.views.coding.themes import THEMES, ThemePage
from events.workflow.themes import merge, split, unmerge
from records.moves import Refused

EXAMPLES = 2  # entries shown of each theme to be merged


class ThemeMerge(TemplateView):
    """Two themes side by side, and what becomes of them."""

    template_name = "events/theme_merge.html"

    def dispatch(self, request, *args, **kwargs):
        self.event = visible_event(request.user, self.kwargs["event"])
        for_writing(request.user, self.event)
        return super().dispatch(request, *args, **kwargs)

    @property
    def themes(self):
        return Theme.objects.offered_for(self.event).order_by("name")

    def chosen(self, name):
        words = self.request.POST.get(name) or self.request.GET.get(name) or ""
        return self.themes.filter(uid=known_uid(words)).first()

    def post(self, request, *args, **kwargs):
        form = MergeForm(request.POST, themes=self.themes)
        if form.is_valid():
            try:
                made = merge(**form.cleaned_data, by=request.user, now=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"Merged into “{made}”. Both themes are kept as merged.")
                return HttpResponseRedirect(reverse("events:theme_list", args=[self.event.uid]))
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        a, b = self.chosen("a"), self.chosen("b")
        context = {
            **super().get_context_data(**kwargs),
            **event_context(self.event, self.request.user, "themes"),
            "crumbs": crumbs(self.event, ("", "Merge")),
        }
        chosen = a and b and a != b
        sides = [_side(a), _side(b)] if chosen else []
        larger = max(sides, key=lambda side: side["entries"])["theme"] if chosen else None
        first = {"a": a and a.uid, "b": b and b.uid, "name": larger and larger.name}
        context.setdefault("form", MergeForm(themes=self.themes, initial=first))
        if chosen:
            together = entries_of(a, b).count()
            both = sum(side["entries"] for side in sides) - together
            context |= {"sides": sides, "together": together, "both": both}
        return context


def _side(theme):
    said = entries_of(theme)
    entries = said.count()
    shown = said.select_related("table").prefetch_related("redactions").order_by("-pk")[:EXAMPLES]
    return {"theme": theme, "entries": entries, "shown": shown, "more": max(entries - EXAMPLES, 0)}


class ThemeChange(ThemePage):
    """A page that changes one theme by a form, or says why it cannot be done."""

    written = True

    def post(self, request, *args, **kwargs):
        form = self.form(request.POST)
        if form.is_valid():
            try:
                said, theme = self.change(form)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, said)
                return HttpResponseRedirect(self.address(theme=theme))
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        return {"form": kwargs.get("form") or self.form(), **super().get_context_data(**kwargs)}


class ThemeSplit(ThemeChange):
    """Some entries of a theme go into a new one."""

    template_name = "events/theme_split.html"

    def find(self):
        return THEMES.standing()

    def form(self, data=None):
        said = entries_of(self.theme).prefetch_related("redactions")
        return SplitForm(data, entries=said.order_by("pk"))

    def change(self, form):
        found = form.cleaned_data
        new = split(
            self.theme,
            contributions=found["entries"],
            name=found["name"],
            reason=found["reason"],
            by=self.request.user,
            now=timezone.now(),
        )
        return f"“{new}” was split off “{self.theme}”.", new


class ThemeUnmerge(ThemeChange):
    """A merge is taken back."""

    template_name = "events/theme_unmerge.html"

    def form(self, data=None):
        return UnmergeForm(data)

    def change(self, form):
        parts = unmerge(self.theme, **form.cleaned_data, by=self.request.user, now=timezone.now())
        names = ", ".join(f"“{part}”" for part in parts)
        return f"These themes stand on their own again: {names}.", parts[0]

    def get_context_data(self, **kwargs):
        parts = self.theme.merged.order_by("name")
        own = self.theme.tags.live().count()
        return {**super().get_context_data(**kwargs), "parts": parts, "own": own}
