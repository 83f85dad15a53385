"""Scores, the spread and the decision."""

from django.urls import path

from priorities.views import decisions, own_scores, recording, results, session

CANDIDATE = "workspace/candidates/<uuid:candidate>/"
ROUND = "workspace/rounds/<uuid:round>/"

urlpatterns = [
    path(f"{CANDIDATE}score/", own_scores.ScoreEdit.as_view(), name="score_edit"),
    path(f"{CANDIDATE}spread/", own_scores.ScoreSpread.as_view(), name="score_spread"),
    path(f"{CANDIDATE}interest/", own_scores.ScoreInterest.as_view(), name="score_interest"),
    path(f"{CANDIDATE}note/", own_scores.ScoreNote.as_view(), name="score_note"),
    path(f"{ROUND}scores/", session.ScoreSession.as_view(), name="score_session"),
    path(f"{ROUND}results/", results.ScoreResults.as_view(), name="score_results"),
    # What the group decides
    path(f"{ROUND}decision/", decisions.DecisionRecord.as_view(), name="decision_record"),
    path(
        f"{ROUND}decision/meeting/",
        recording.DecisionMeetingAdd.as_view(),
        name="decision_meeting_add",
    ),
    path(
        "workspace/decisions/<uuid:decision>/correct/",
        recording.DecisionCorrect.as_view(),
        name="decision_correct",
    ),
]
