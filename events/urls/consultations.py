"""Consultations from a register."""

from django.urls import path

from events.views.consultations import ConsultationImport

urlpatterns = [
    path(
        "workspace/<slug:partnership>/consultations/import/",
        ConsultationImport.as_view(),
        name="consultation_import",
    ),
]
