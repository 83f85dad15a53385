"""What the events of a series said, side by side."""

import csv

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.generic import TemplateView

from events.documents.charts import chart
from events.documents.compared import FEWEST
from events.documents.comparison import compare
from events.forms.themes import ComparisonForm
from events.models import EventSeries
from events.views.access import visible
from partnership.permissions import is_officer
from records.cells import safe

COLUMNS = (
    *("theme", "letter", "event", "what is known", "tables that raised it", "tables"),
    *("per cent of tables", "entries", "named in its report"),
)
STATES = {
    "counted": "counted by table",
    "entries": "counted without tables",
    "named": "named in its report, number not stated",
    "not_named": "not named in its report",
    "not_asked": "not asked",
}
WORDS = [
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
]


def visible_series(request, uid):
    return visible(EventSeries.objects.select_related("partnership"), request.user, uid)


class SeriesComparison(TemplateView):
    """Chart and table of the same numbers, in the same order."""

    template_name = "events/series_comparison.html"

    def get_context_data(self, **kwargs):
        series = visible_series(self.request, self.kwargs["series"])
        form = ComparisonForm(self.request.GET, series=series)
        found = compare(series, form.choice)
        events = len(found.columns)
        expected = max(series.planned or 0, events)
        csv_address = reverse("events:series_comparison_csv", args=[series.uid])
        return {
            **super().get_context_data(**kwargs),
            "series": series,
            "partnership": series.partnership,
            "room": "events",
            "form": form,
            "choice": form.choice,
            "comparison": found,
            "chart": chart(found.chart_rows),
            "examples": [column for column in found.columns if column.event.example],
            "title": f"What the {_number(expected)} said",
            "missing": expected - events,
            "fewest": FEWEST,
            "can_write": is_officer(self.request.user, series.partnership),
            "csv_address": f"{csv_address}?{self.request.GET.urlencode()}",
            "crumbs": [
                (reverse("events:workspace_event_list"), "Events"),
                ("", f"{series.name}: compare events"),
            ],
        }


def _number(events):
    """As in “six events”."""
    if events == 1:
        return "event"
    return f"{WORDS[events] if events < len(WORDS) else events} events"


def series_comparison_csv(request, series):
    """The same numbers as a file, safe to open in a spreadsheet."""
    found = visible_series(request, series)
    comparison = compare(found, ComparisonForm(request.GET, series=found).choice)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{slugify(found.name) or 'series'}-comparison.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in comparison.rows:
        for cell in row.cells:
            writer.writerow([safe(value) for value in _line(row, cell)])
    return response


def _line(row, cell):
    column, counted = cell.column, cell.state == "counted"
    return [
        row.theme.name,
        column.letter,
        column.name,
        STATES[cell.state],
        cell.raised if counted else "",
        column.tables if counted else "",
        "" if cell.share is None else round(cell.share, 1),
        cell.entries if cell.state in ("counted", "entries") else "",
        "yes" if cell.named else "no",
    ]
