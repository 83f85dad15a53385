"""Themes: the list of an event, one theme with its entries and history, a theme's name."""

from django.contrib import messages
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from events.documents.progress import progress
from events.documents.themes import entries_of, ranked
from events.forms.themes import ThemeForm
from events.models import Event, Theme
from events.models.contributions import Heading, Level
from events.permissions import may_write
from events.views.access import event_context, for_writing, visible, visible_event
from events.views.coding.frame import crumbs, known_uid, session_of
from records.models import Change, note
from records.pages import KeysetPage
from records.views import CheckedEdit

HISTORY = {
    "theme.add": "Added",
    "theme.merge": "Made by merging",
    "theme.merged": "Merged into another theme",
    "theme.unmerge": "Merge taken back",
    "theme.stands": "Stands on its own again",
    "theme.split": "Entries split off",
    "theme.split_off": "Split off",
}


class ThemeList(TemplateView):
    """The themes of an event, key ones first, and how far its coding has come."""

    template_name = "events/theme_list.html"

    def get_context_data(self, **kwargs):
        event = visible_event(self.request.user, self.kwargs["event"])
        session = session_of(event, self.request)
        level = self.request.GET.get("level", "")
        level = level if level in Level.values else ""
        merged = Theme.objects.filter(partnership=event.partnership_id, series=event.series_id)
        merged = merged.filter(merged_into__isnull=False).select_related("merged_into")
        return {
            **super().get_context_data(**kwargs),
            **event_context(event, self.request.user, "themes"),
            "rows": ranked(event, session, level),
            "headings": list(Heading),
            "progress": progress(event, session),
            "merged": merged.with_counts(),
            "session": session,
            "sessions": event.workshops.filter(form="workshop"),
            "level": level,
            "levels": Level.choices,
        }


THEMES = Theme.objects.select_related("partnership", "series", "merged_into", "split_from", "topic")


def event_of(request, theme):
    """The event from which somebody came to a theme, else the newest one that can use it."""
    if uid := request.GET.get("event"):
        return visible_event(request.user, known_uid(uid))
    events = Event.objects.visible_to(request.user).select_related("partnership", "series")
    return events.filter(partnership=theme.partnership_id, series=theme.series_id).first()


class ThemePage(TemplateView):
    """A page about one theme, reached from an event."""

    written = False  # only for those who may change it

    def dispatch(self, request, *args, **kwargs):
        self.theme = visible(self.find(), request.user, self.kwargs["theme"])
        if self.written:
            for_writing(request.user, self.theme)
        self.event = event_of(request, self.theme)
        return super().dispatch(request, *args, **kwargs)

    def find(self):
        return THEMES.all()

    def address(self, name="theme_detail", theme=None):
        found = reverse(f"events:{name}", args=[(theme or self.theme).uid])
        return f"{found}?event={self.event.uid}" if self.event else found

    def get_context_data(self, **kwargs):
        here = ("", self.theme.name)
        return {
            **super().get_context_data(**kwargs),
            "theme": self.theme,
            "event": self.event,
            "partnership": self.theme.partnership,
            "room": "events",
            "back": self.address(),
            "can_write": may_write(self.request.user, self.theme),
            "crumbs": crumbs(self.event, here) if self.event else [here],
        }


class ThemeDetail(ThemePage):
    """One theme: what stands in it, what was made of it and why."""

    template_name = "events/theme_detail.html"

    def get_context_data(self, **kwargs):
        said = entries_of(self.theme)
        rows = said.select_related("event", "table").prefetch_related("redactions")
        changes = Change.objects.filter(target=self.theme.uid, action__in=HISTORY)
        return {
            **super().get_context_data(**kwargs),
            "total": said.count(),
            "page": KeysetPage.of(rows, self.request.GET),
            "history": [(HISTORY[change.action], change) for change in changes],
            "parts": self.theme.merged.order_by("name"),
            "named": self.theme.reported.select_related("workshop__event"),
        }


class ThemeEdit(CheckedEdit):
    """The name of a theme, and which entries it is offered for."""

    form_class = ThemeForm
    template_name = "events/theme_edit.html"

    def get_record(self):
        theme = visible(THEMES.standing(), self.request.user, self.kwargs["theme"])
        for_writing(self.request.user, theme)
        return theme

    def get_back_url(self):
        return reverse("events:theme_detail", args=[self.object.uid])

    def get_context_data(self, **kwargs):
        theme = self.object
        return super().get_context_data(**kwargs) | {
            "theme": theme,
            "partnership": theme.partnership,
            "room": "events",
        }


class ThemeAdd(CheckedEdit):
    """A new theme of an event, and so of its series."""

    form_class = ThemeForm
    template_name = "events/theme_add.html"

    @cached_property
    def event(self):
        return visible_event(self.request.user, self.kwargs["event"])

    def get_record(self):
        for_writing(self.request.user, self.event)
        return Theme(partnership=self.event.partnership, series=self.event.series)

    def get_back_url(self):
        return reverse("events:theme_list", args=[self.event.uid])

    @transaction.atomic
    def form_valid(self, form):
        answer = super().form_valid(form)
        if form.errors:
            return answer
        note("theme.add", by=self.request.user, now=timezone.now(), target=self.object)
        messages.success(self.request, f"Theme “{self.object}” added.")
        return answer

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "event": self.event,
            "partnership": self.event.partnership,
            "room": "events",
        }
