"""Who takes part: people of a partnership and their invitations."""

from django.urls import path

from partnership import public_views, views

app_name = "partnership"

PEOPLE = "workspace/people/<slug:partnership>/"

urlpatterns = [
    path("workspace/people/", views.PeopleList.as_view(), name="people_list"),
    path(PEOPLE, views.PeopleList.as_view(), name="people_list"),
    path(f"{PEOPLE}invite/", views.InvitePerson.as_view(), name="invite_person"),
    path(f"{PEOPLE}roles/<uuid:uid>/end/", views.EndRole.as_view(), name="end_role"),
    path(
        f"{PEOPLE}invitations/<uuid:uid>/withdraw/",
        views.WithdrawInvitation.as_view(),
        name="withdraw_invitation",
    ),
    path(
        "workspace/accounts/<uuid:person>/second-factor/",
        views.ResetSecondFactor.as_view(),
        name="reset_second_factor",
    ),
    path(
        "workspace/partnerships/<slug:partnership>/end/",
        views.EndPartnership.as_view(),
        name="end_partnership",
    ),
    path("workspace/partnerships/<slug:partnership>/go-on/", views.GoOn.as_view(), name="go_on"),
    path(
        "invitation/<str:token>/",
        public_views.AcceptInvitation.as_view(),
        name="accept_invitation",
    ),
    # ---- read by anybody
    path("<slug:partnership>/about/", public_views.About.as_view(), name="about"),
    path("<slug:partnership>/contacts/", public_views.Contacts.as_view(), name="contacts"),
    path("<slug:partnership>/library/", public_views.Library.as_view(), name="library"),
    path(
        "<slug:partnership>/library/<uuid:related>/",
        public_views.library_file,
        name="library_file",
    ),
    path(
        "<slug:partnership>/asb-case-review/",
        public_views.CaseReview.as_view(),
        name="case_review",
    ),
]
