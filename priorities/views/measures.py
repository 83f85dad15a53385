"""Figures in the workspace: what is counted, how it changed, how it compares, where it is from."""

import csv
import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from partnership.documents.places import Places
from partnership.models import Topic
from priorities.documents.charts import comparison_chart, series_chart
from priorities.documents.comparing import compare
from priorities.documents.measured import measure_rows, open_queries, own_areas
from priorities.documents.series import every_series
from priorities.documents.values import shown as said
from priorities.exports.figures import comparison_rows, figure_rows
from priorities.forms.measures import MeasureForm
from priorities.models import Measure
from priorities.permissions import may_keep
from priorities.views.access import evidence_context, for_keeping, partnership_with_role
from records.views import CheckedEdit


def measure_for(user, partnership, measure):
    """A partnership of this person, and one of its own or the national measures; else 404."""
    partnership = partnership_with_role(user, partnership)
    measures = Measure.objects.open_to(partnership)
    found = measures.select_related("partnership", "topic", "whole", "continued_by")
    return partnership, get_object_or_404(found, uid=measure)


def measure_address(partnership, measure):
    return reverse("priorities:measure_detail", args=[partnership.slug, measure.uid])


class MeasureList(TemplateView):
    """All that is counted: own measures first, each with its newest value and both signs."""

    template_name = "priorities/measure_list.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        topics = list(
            Topic.objects.filter(measure__in=Measure.objects.open_to(partnership)).distinct()
        )
        asked = self.request.GET.get("topic", "")
        topic = next((one for one in topics if one.name == asked), None)
        places = Places.load()
        own, national = measure_rows(partnership, today, places, topic=topic)
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(partnership, user, "figures"),
            "own": own,
            "national": national,
            "topics": topics,
            "topic": topic,
            "queries": open_queries(partnership, own_areas(partnership, today, places)),
            "groups": partnership.comparator_groups.select_related("area"),
        }


class Shown:
    """What a page of one measure shows: its series, and the period that is compared."""

    def __init__(self, request, partnership, measure):
        self.partnership, self.measure = partnership, measure
        self.today = timezone.localdate()
        areas = own_areas(partnership, self.today)
        every = every_series([measure], areas, partnership)
        self.every = [every[measure.pk, area.pk] for area in areas]
        self.series = self._chosen(request.GET.get("area"))
        self.period = self._period(request.GET.get("from"), request.GET.get("to"))

    def _chosen(self, asked):
        """The series of the place asked for, else the one that says most."""
        named = [one for one in self.every if str(one.area.uid) == asked]
        return max(named or self.every, key=_fullness, default=None)

    def _period(self, first, last):
        """The period asked for, if there is a figure; else the newest."""
        points = self.series.all_points if self.series else []
        spans = [(point.figure.starts_on, point.figure.ends_on) for point in points]
        stated = [(one.starts_on, one.ends_on) for one in self.series.stated] if spans == [] else []
        asked = (_day(first), _day(last))
        newest = max(spans or stated, key=lambda span: (span[1], span[0]), default=None)
        return asked if asked in spans else newest

    def comparison(self):
        if self.period is None:
            return None
        return compare(self.measure, self.series.area, self.period, self.partnership, self.today)


def _fullness(series):
    return len(series.points), len(series.shorter), len(series.stated)


def _day(words):
    try:
        return datetime.date.fromisoformat(words or "")
    except ValueError:
        return None


class MeasureDetail(TemplateView):
    """One measure: over time, beside others, and where each number is from."""

    template_name = "priorities/measure_detail.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        partnership, measure = measure_for(user, **self.kwargs)
        shown = Shown(self.request, partnership, measure)
        series, comparison = shown.series, shown.comparison()
        can_draw = comparison and comparison.rows and not comparison.cannot
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(partnership, user, "figures"),
            "measure": measure,
            "series": series,
            "stated": [(one, said(one)) for one in series.stated] if series else [],
            "series_chart": series_chart(series) if series else None,
            "places": [one for one in shown.every if one.all_points or one.stated],
            "comparison": comparison,
            "comparison_chart": comparison_chart(comparison) if can_draw else None,
            "published": partnership.published_comparisons.filter(measure=measure),
            "parts": measure.parts.all(),
            "breaks": measure.breaks.select_related("area"),
            "targets": measure.targets.filter(partnership=partnership).order_by("-year"),
            "can_change": may_keep(user, measure.partnership),
        }


class MeasureEdit(CheckedEdit):
    """What is counted, in which unit, and which way is good."""

    form_class = MeasureForm
    template_name = "priorities/measure_edit.html"

    def get_record(self):
        self.partnership, measure = measure_for(self.request.user, **self.kwargs)
        for_keeping(self.request.user, measure.partnership)
        return measure

    def get_back_url(self):
        return measure_address(self.partnership, self.object)

    def get_context_data(self, **kwargs):
        room = evidence_context(self.partnership, self.request.user, "figures")
        return super().get_context_data(**kwargs) | room


class MeasureAdd(MeasureEdit):
    """A measure of the partnership's own."""

    template_name = "priorities/measure_add.html"

    def get_record(self):
        self.partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        for_keeping(self.request.user, self.partnership)
        return Measure(partnership=self.partnership)

    def get_back_url(self):
        if self.object.pk:
            return measure_address(self.partnership, self.object)
        return reverse("priorities:measure_list", args=[self.partnership.slug])


def measure_csv(request, partnership, measure):
    """All figures of a measure for the partnership's own places, as a spreadsheet."""
    found, measure = measure_for(request.user, partnership, measure)
    shown = Shown(request, found, measure)
    return _spreadsheet(figure_rows(shown.every), f"{found.slug}-figures")


def measure_comparison_csv(request, partnership, measure):
    """The comparison that the page of a measure shows, as a spreadsheet."""
    found, measure = measure_for(request.user, partnership, measure)
    comparison = Shown(request, found, measure).comparison()
    rows = comparison_rows(comparison) if comparison else []
    return _spreadsheet(rows, f"{found.slug}-compared")


def _spreadsheet(rows, name):
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(answer).writerows(rows)
    return answer
