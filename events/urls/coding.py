"""Themes: coding, merging, redacting, comparing."""

from django.urls import path

from events.views.coding import comparison, many, merging, one, redaction, themes

EVENT = "workspace/events/<uuid:event>/"
THEME = "workspace/themes/<uuid:theme>/"
ENTRY = "workspace/entries/<uuid:contribution>/"
SERIES = "workspace/series/<uuid:series>/"

urlpatterns = [
    path(f"{EVENT}coding/", one.ThemeCoding.as_view(), name="theme_coding"),
    path(f"{EVENT}coding/list/", many.ThemeCodingList.as_view(), name="theme_coding_list"),
    path(f"{EVENT}themes/", themes.ThemeList.as_view(), name="theme_list"),
    path(f"{EVENT}themes/add/", themes.ThemeAdd.as_view(), name="theme_add"),
    path(f"{EVENT}themes/merge/", merging.ThemeMerge.as_view(), name="theme_merge"),
    path(THEME, themes.ThemeDetail.as_view(), name="theme_detail"),
    path(f"{THEME}edit/", themes.ThemeEdit.as_view(), name="theme_edit"),
    path(f"{THEME}split/", merging.ThemeSplit.as_view(), name="theme_split"),
    path(f"{THEME}unmerge/", merging.ThemeUnmerge.as_view(), name="theme_unmerge"),
    path(f"{ENTRY}redact/", redaction.ContributionRedact.as_view(), name="contribution_redact"),
    path(f"{ENTRY}original/", redaction.contribution_original, name="contribution_original"),
    path(SERIES, comparison.SeriesComparison.as_view(), name="series_comparison"),
    path(f"{SERIES}numbers.csv", comparison.series_comparison_csv, name="series_comparison_csv"),
]
