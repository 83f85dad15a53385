"""All events of my partnerships by their series, and the series themselves."""

from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from events.forms.events import SeriesForm
from events.models import Event, EventSeries
from events.models.contributions import Standing
from events.views.access import visible
from partnership.models import Partnership
from partnership.permissions import is_officer
from records.views import CheckedEdit


def my_partnership(user, slug):
    """A partnership in which this person is an officer; to others its work does not exist."""
    found = Partnership.objects.all()
    if not user.is_superuser:
        found = found.filter(pk__in={role.partnership_id for role in user.current_roles})
    partnership = get_object_or_404(found, slug=slug)
    if not is_officer(user, partnership):
        raise PermissionDenied("Officers of the partnership maintain its events.")
    return partnership


class WorkspaceEventList(TemplateView):
    """All events and consultations of my partnerships, whatever their state."""

    template_name = "events/workspace_event_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        events = Event.objects.visible_to(user).select_related(
            "partnership", "series", "document__current_edition"
        )
        entries = Count("contributions", filter=Q(contributions__standing=Standing.KEPT))
        events = events.annotate(entries=entries).order_by(
            "partnership__name",
            F("series__name").asc(nulls_last=True),
            F("starts_on").desc(nulls_first=True),
            "title",
        )
        mine = {role.partnership for role in user.current_roles}
        writers = sorted((one for one in mine if is_officer(user, one)), key=str)
        return {
            **super().get_context_data(**kwargs),
            "groups": [_group(key, rows) for key, rows in groupby(events, _place)],
            "partnerships": writers,
            "several": len(mine) > 1 or user.is_superuser,
            "written": {one.pk for one in writers} if not user.is_superuser else None,
            "partnership": next(iter(mine)) if len(mine) == 1 else None,
            "room": "events",
        }


def _place(event):
    return event.partnership, event.series


def _group(place, rows):
    partnership, series = place
    return {"partnership": partnership, "series": series, "events": list(rows)}


class SeriesEdit(CheckedEdit):
    """A series: its name, and how many events it was said to have."""

    form_class = SeriesForm
    template_name = "events/series_edit.html"

    def get_record(self):
        all_series = EventSeries.objects.select_related("partnership")
        series = visible(all_series, self.request.user, self.kwargs["series"])
        my_partnership(self.request.user, series.partnership.slug)
        return series

    def get_back_url(self):
        return reverse("events:workspace_event_list")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        partnership = context["form"].instance.partnership
        return context | {"partnership": partnership, "room": "events"}


class SeriesAdd(SeriesEdit):
    """A new series of a partnership whose officer I am."""

    template_name = "events/series_add.html"

    def get_record(self):
        partnership = my_partnership(self.request.user, self.kwargs["partnership"])
        return EventSeries(partnership=partnership)
