"""What measures should reach, and what meetings decided about priorities."""

from django.urls import path

from priorities.views import meeting_decisions, targets

TARGETS = "workspace/<slug:partnership>/targets/"

urlpatterns = [
    path(TARGETS, targets.TargetList.as_view(), name="target_list"),
    path(f"{TARGETS}add/", targets.TargetAdd.as_view(), name="target_add"),
    path("workspace/targets/<uuid:target>/edit/", targets.TargetEdit.as_view(), name="target_edit"),
    # ---- what meetings decided
    path(
        "workspace/meeting-decisions/<uuid:meeting_decision>/priority/",
        meeting_decisions.MeetingDecisionPriority.as_view(),
        name="meeting_decision_priority",
    ),
]
