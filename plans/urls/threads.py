"""The thread, from what was said to what became of it and back."""

from django.urls import path

from plans.public_views import threads as public
from plans.views import threads

urlpatterns = [
    path(
        "workspace/thread/<str:kind>/<uuid:thing>/",
        threads.ThreadPage.as_view(),
        name="thread_page",
    ),
    path(
        "<slug:partnership>/thread/<str:kind>/<uuid:thing>/",
        public.PublicThread.as_view(),
        name="public_thread",
    ),
]
