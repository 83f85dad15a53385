"""Actions on the move: board, timeline, milestones, and what the public sees of them."""

from django.urls import path

from plans import public_views as public
from plans.views import action_detail, board, milestones, rollup, showing, timeline

ACTIONS = "workspace/<slug:partnership>/progress/actions/"
WA = "workspace/actions/<uuid:action>/"
WM = "workspace/milestones/<uuid:milestone>/"

urlpatterns = [
    path(ACTIONS, board.ActionBoard.as_view(), name="action_board"),
    path(f"{ACTIONS}timeline/", timeline.ActionTimeline.as_view(), name="action_timeline"),
    path(f"{ACTIONS}roll-up/", rollup.ActionRollup.as_view(), name="action_rollup"),
    path(f"{WA}detail/", action_detail.ActionDetail.as_view(), name="action_detail"),
    # ---- milestones
    path(f"{WA}milestones/add/", milestones.MilestoneAdd.as_view(), name="milestone_add"),
    path(WM, milestones.MilestoneEdit.as_view(), name="milestone_edit"),
    path(f"{WM}reach/", milestones.milestone_reach, name="milestone_reach"),
    path(f"{WM}reopen/", milestones.milestone_reopen, name="milestone_reopen"),
    path(f"{WM}remove/", milestones.milestone_remove, name="milestone_remove"),
    # ---- what the public sees
    path(
        "workspace/plans/<uuid:plan>/public-progress/",
        showing.ProgressShow.as_view(),
        name="progress_show",
    ),
    path(
        "workspace/updates/<uuid:update>/take-back/",
        showing.progress_take_back,
        name="progress_take_back",
    ),
    # Read by anybody
    path(
        "<slug:partnership>/plans/<slug:plan>/progress/",
        public.ProgressPage.as_view(),
        name="progress_page",
    ),
]

# After everything of the workspace, for “workspace” looks like a partnership's address.
public_patterns = [
    path("<slug:partnership>/progress/", public.Progress.as_view(), name="progress"),
]
