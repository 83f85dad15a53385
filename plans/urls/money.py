"""Where the money goes, and what could go wrong."""

from django.urls import path

from plans.views import amounts, money, money_budget, money_lines, risks

W = "workspace/"
WM = "workspace/<slug:partnership>/money/"
WP = "workspace/plans/<uuid:plan>/"
WL = "workspace/funding-lines/<uuid:funding_line>/"
WA = "workspace/funding-amounts/<uuid:amount>/"
WR = "workspace/<slug:partnership>/risks/"
R = "workspace/risks/<uuid:risk>/"

urlpatterns = [
    path(WM, money.MoneyHome.as_view(), name="money_home"),
    path(f"{WM}spent/", money.MoneySpent.as_view(), name="money_spent"),
    path(f"{WP}money.csv", money.money_csv, name="money_csv"),
    path(f"{WP}budget/", money_budget.MoneyBudget.as_view(), name="money_budget"),
    path(f"{WP}sources/add/", money_budget.MoneySourceAdd.as_view(), name="money_source_add"),
    path(
        f"{W}funding-sources/<uuid:funding_source>/",
        money_budget.MoneySourceEdit.as_view(),
        name="money_source_edit",
    ),
    path(f"{WP}funding-lines/add/", money_lines.FundingLineAdd.as_view(), name="funding_line_add"),
    path(WL, money_lines.FundingLineDetail.as_view(), name="funding_line_detail"),
    path(f"{WL}edit/", money_lines.FundingLineEdit.as_view(), name="funding_line_edit"),
    path(f"{WL}remove/", money_lines.funding_line_remove, name="funding_line_remove"),
    path(f"{WL}amounts/add/", amounts.FundingAmountAdd.as_view(), name="funding_amount_add"),
    path(WA, amounts.FundingAmountEdit.as_view(), name="funding_amount_edit"),
    path(f"{WA}remove/", amounts.funding_amount_remove, name="funding_amount_remove"),
    # ---- risks
    path(WR, risks.RiskList.as_view(), name="risk_list"),
    path(f"{WR}add/", risks.RiskAdd.as_view(), name="risk_add"),
    path(R, risks.RiskDetail.as_view(), name="risk_detail"),
    path(f"{R}edit/", risks.RiskEdit.as_view(), name="risk_edit"),
    path(f"{R}review/", risks.RiskReview.as_view(), name="risk_review"),
    path(f"{R}close/", risks.risk_close, name="risk_close"),
    path(f"{R}reopen/", risks.risk_reopen, name="risk_reopen"),
]
