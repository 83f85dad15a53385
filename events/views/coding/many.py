"""Coding from a list."""

from django.contrib import messages
from django.db import transaction
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join

from events.forms.coding import CodingListForm, theme_choices
from events.models import Contribution, Tag
from events.views.coding.frame import CodingPage, known_uid
from events.workflow.coding import code, ticks
from records.pages import KeysetPage

OPTION = '<option value="{}">{}</option>'


class ThemeCodingList(CodingPage):
    """Fifty entries at once, each with a choice of theme, saved together."""

    template_name = "events/theme_coding_list.html"

    @cached_property
    def page(self):
        found = self.entries
        if self.request.GET.get("show") != "all":
            found = found.filter(pk__in=Contribution.objects.uncoded().values("pk"))
        found = found.select_related("table").prefetch_related("redactions")
        return KeysetPage.of(found, self.request.GET)

    def post(self, request, *args, **kwargs):
        asked = list(request.POST)[:100]
        found = self.entries.filter(uid__in=[known_uid(name) for name in asked])
        entries = list(found.order_by("-pk").prefetch_related("redactions")[:50])
        form = CodingListForm(request.POST, entries=entries, themes=self.standing)
        here = f"{request.path}?{request.GET.urlencode()}"
        if not form.is_valid():
            messages.error(request, "Nothing was saved: a theme was merged or split meanwhile.")
            return HttpResponseRedirect(here)
        saved = self.save(form)
        messages.success(request, f"{saved} {'entry' if saved == 1 else 'entries'} saved.")
        return HttpResponseRedirect(here)

    @transaction.atomic
    def save(self, form):
        """Each choice is one theme more: what another officer ticked meanwhile stays."""
        by_key = {theme.pk: theme for theme in self.themes}
        chosen = list(form.chosen)
        for entry, theme in chosen:
            stored = [by_key[key] for key in ticks(entry)]
            code(
                entry,
                themes=[*stored, theme],
                shown=stored,
                reason_shown=entry.no_theme_reason,
                no_theme_reason="",
                by=self.request.user,
                now=timezone.now(),
            )
        return len(chosen)

    def get_context_data(self, **kwargs):
        entries = self.page.rows
        for entry in entries:
            entry.event = self.event
        names = {theme.pk: theme.name for theme in self.themes}
        tags = Tag.objects.live().filter(contribution__in=entries)
        top = Coalesce("theme__root", "theme")
        coded = {}
        for entry, theme in tags.annotate(top=top).values_list("contribution", "top"):
            coded.setdefault(entry, set()).add(names.get(theme, ""))
        return {
            **super().get_context_data(**kwargs),
            "rows": [(entry, sorted(coded.get(entry.pk, ()))) for entry in entries],
            "options": format_html_join("", OPTION, theme_choices(self.standing)),
            "page": self.page,
            "all": self.request.GET.get("show") == "all",
            "show_all": self.address("theme_coding_list", show="all"),
            "newer": self.page.newer and self.page_address(after=self.page.newer),
            "older": self.page.older and self.page_address(before=self.page.older),
        }

    def page_address(self, **query):
        if self.request.GET.get("show") == "all":
            query["show"] = "all"
        return self.address("theme_coding_list", **query)
