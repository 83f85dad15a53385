"""Plans and what is done about them: in the workspace and as the public reads them."""

from plans.urls import (
    actions,
    money,
    plans,
    quarters,
    reporting,
    reports,
    responses,
    threads,
    welsh,
)

app_name = "plans"
urlpatterns = [
    *welsh.urlpatterns,
    *plans.urlpatterns,
    *actions.urlpatterns,
    *quarters.urlpatterns,
    *reporting.urlpatterns,
    *money.urlpatterns,
    *reports.urlpatterns,
    *threads.urlpatterns,
    *responses.urlpatterns,
    *actions.public_patterns,
]
