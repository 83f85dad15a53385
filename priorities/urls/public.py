"""What everybody reads of priorities."""

from django.urls import path

from priorities.public_views import lists, priorities, side_by_side

PRIORITIES = "<slug:partnership>/priorities/"

urlpatterns = [
    path(PRIORITIES, lists.PriorityList.as_view(), name="priority_list"),
    path(f"{PRIORITIES}comparison.csv", lists.comparison_csv, name="comparison_csv"),
    path(
        f"{PRIORITIES}lists/<uuid:priority_list>/",
        lists.EarlierList.as_view(),
        name="earlier_list",
    ),
    path(
        "<slug:partnership>/side-by-side/", side_by_side.SideBySide.as_view(), name="side_by_side"
    ),
    path(
        "<slug:partnership>/side-by-side.csv",
        side_by_side.side_by_side_csv,
        name="side_by_side_csv",
    ),
    path(f"{PRIORITIES}<slug:priority>/", priorities.PriorityPage.as_view(), name="priority_page"),
]
