"""What both ways of coding share: the event, perhaps one of its sessions, its themes."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from events.documents.progress import progress
from events.models import Contribution, Theme
from events.views.access import event_context, for_writing, visible_event


def known_uid(words):
    """What somebody typed as a uid; a word that is none finds nothing."""
    plain = words.replace("-", "").lower()
    known = len(plain) == 32 and all(letter in "0123456789abcdef" for letter in plain)
    return plain if known else "0" * 32


def session_of(event, request):
    """The session that the address names, or None for all of them."""
    number = request.GET.get("session", "")
    if not number.isdecimal() or len(number) > 4:
        return None
    return get_object_or_404(event.workshops, order=number)


class CodingPage(TemplateView):
    """A page of an event's coding, for its officers."""

    def dispatch(self, request, *args, **kwargs):
        self.event = visible_event(request.user, self.kwargs["event"])
        for_writing(request.user, self.event)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def session(self):
        return session_of(self.event, self.request)

    @cached_property
    def entries(self):
        found = Contribution.objects.kept().filter(event=self.event)
        return found.filter(workshop=self.session) if self.session else found

    @cached_property
    def themes(self):
        """All themes of the series, merged ones too: an older page may still name them."""
        event = self.event
        found = Theme.objects.filter(partnership=event.partnership_id, series=event.series_id)
        return list(found.with_counts())

    @property
    def standing(self):
        return [theme for theme in self.themes if not (theme.merged_into_id or theme.ended)]

    def address(self, name, **query):
        """Another page of this coding, still in the same session."""
        if self.session:
            query["session"] = self.session.order
        found = reverse(f"events:{name}", args=[self.event.uid])
        return f"{found}?{urlencode(query)}" if query else found

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            **event_context(self.event, self.request.user, "themes"),
            "session": self.session,
            "sessions": self.event.workshops.filter(form="workshop"),
            "progress": progress(self.event, self.session),
            "one_by_one": self.address("theme_coding"),
            "as_list": self.address("theme_coding_list"),
        }


def crumbs(event, *more):
    """The way to a page about one event's themes."""
    return [
        (reverse("events:workspace_event_list"), "Events"),
        (reverse("events:event_detail", args=[event.uid]), event.short_name or event.title),
        (reverse("events:theme_list", args=[event.uid]), "Themes"),
        *more,
    ]
