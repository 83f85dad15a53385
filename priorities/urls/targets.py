"""What measures should reach."""

from django.urls import path

from priorities.views import targets

TARGETS = "workspace/<slug:partnership>/targets/"

urlpatterns = [
    path(TARGETS, targets.TargetList.as_view(), name="target_list"),
    path(f"{TARGETS}add/", targets.TargetAdd.as_view(), name="target_add"),
    path(
        "workspace/targets/<uuid:target>/edit/", targets.TargetEdit.as_view(), name="target_edit"
    ),
]
