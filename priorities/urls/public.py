"""What everybody reads of priorities."""

from django.urls import path

from priorities.public_views import lists, priorities

PRIORITIES = "<slug:partnership>/priorities/"

urlpatterns = [
    path(PRIORITIES, lists.PriorityList.as_view(), name="priority_list"),
    path(f"{PRIORITIES}comparison.csv", lists.comparison_csv, name="comparison_csv"),
    path(
        f"{PRIORITIES}lists/<uuid:priority_list>/",
        lists.EarlierList.as_view(),
        name="earlier_list",
    ),
    path(f"{PRIORITIES}<slug:priority>/", priorities.PriorityPage.as_view(), name="priority_page"),
]
