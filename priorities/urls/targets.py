"""What measures should reach, and what meetings decided about priorities."""

from django.urls import path

from priorities.views import meeting_decisions

# ---- what meetings decided

urlpatterns = [
    path(
        "workspace/meeting-decisions/<uuid:meeting_decision>/priority/",
        meeting_decisions.MeetingDecisionPriority.as_view(),
        name="meeting_decision_priority",
    ),
]
