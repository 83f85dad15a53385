"""Measures, figures, comparisons and comparator groups."""

from django.urls import path

from priorities.views import figures, groups, measures

FIGURES = "workspace/<slug:partnership>/figures/"
MEASURE = f"{FIGURES}<uuid:measure>/"
FIGURE = f"{FIGURES}sources/<uuid:figure>/"
GROUPS = "workspace/<slug:partnership>/comparator-groups/"

urlpatterns = [
    path(FIGURES, measures.MeasureList.as_view(), name="measure_list"),
    path(f"{FIGURES}add/", measures.MeasureAdd.as_view(), name="measure_add"),
    path(MEASURE, measures.MeasureDetail.as_view(), name="measure_detail"),
    path(f"{MEASURE}edit/", measures.MeasureEdit.as_view(), name="measure_edit"),
    path(f"{MEASURE}figures.csv", measures.measure_csv, name="measure_csv"),
    path(
        f"{MEASURE}comparison.csv", measures.measure_comparison_csv, name="measure_comparison_csv"
    ),
    path(f"{MEASURE}figures/add/", figures.FigureAdd.as_view(), name="figure_add"),
    path(f"{MEASURE}breaks/add/", figures.BreakAdd.as_view(), name="break_add"),
    path(
        f"{MEASURE}comparisons/add/",
        figures.PublishedComparisonAdd.as_view(),
        name="published_comparison_add",
    ),
    path(
        "workspace/published-comparisons/<uuid:comparison>/",
        figures.PublishedComparisonEdit.as_view(),
        name="published_comparison_edit",
    ),
    path(FIGURE, figures.FigureSource.as_view(), name="figure_source"),
    path(f"{FIGURE}answer/", figures.FigureAnswer.as_view(), name="figure_answer"),
    path(GROUPS, groups.ComparatorGroupList.as_view(), name="comparator_group_list"),
    path(f"{GROUPS}add/", groups.ComparatorGroupAdd.as_view(), name="comparator_group_add"),
    path(
        "workspace/comparator-groups/<uuid:group>/",
        groups.ComparatorGroupEdit.as_view(),
        name="comparator_group_edit",
    ),
]
