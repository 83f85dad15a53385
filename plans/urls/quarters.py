"""The officer's quarter: who is asked, who has reported, what is accepted and closed."""

from django.urls import path

from plans.views import quarters, quarters_reports

W = "workspace/"
WP = "workspace/<slug:partnership>/progress/"
WQ = "workspace/quarters/<uuid:quarter>/"
WR = "workspace/reports-of-groups/<uuid:report>/"

urlpatterns = [
    path(f"{W}progress/", quarters.progress_home, name="progress_home"),
    path(WP, quarters.QuarterList.as_view(), name="quarter_list"),
    path(f"{WP}ask/", quarters.QuarterOpen.as_view(), name="quarter_open"),
    path(WQ, quarters.QuarterDetail.as_view(), name="quarter_detail"),
    path(f"{WQ}close/", quarters.QuarterClose.as_view(), name="quarter_close"),
    path(
        f"{WQ}corrections/add/", quarters_reports.QuarterCorrect.as_view(), name="quarter_correct"
    ),
    # ---- one group's report, as the officer handles it
    path(f"{WR}remind/", quarters_reports.QuarterRemind.as_view(), name="quarter_remind"),
    path(f"{WR}accept/", quarters_reports.quarter_accept, name="quarter_accept"),
    path(f"{WR}return/", quarters_reports.QuarterReturn.as_view(), name="quarter_return"),
]
