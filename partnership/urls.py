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
        "invitation/<str:token>/",
        public_views.AcceptInvitation.as_view(),
        name="accept_invitation",
    ),
]
