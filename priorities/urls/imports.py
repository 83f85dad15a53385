"""Files of evidence."""

from django.urls import path

from priorities.views import imports, one_import

ONE = "workspace/files/<uuid:evidence_file>"

urlpatterns = [
    path(
        "workspace/<slug:partnership>/files/",
        imports.EvidenceImportList.as_view(),
        name="evidence_import_list",
    ),
    path(
        "workspace/<slug:partnership>/files/add/",
        imports.EvidenceImportAdd.as_view(),
        name="evidence_import_add",
    ),
    path(
        "workspace/files/",
        imports.NationalImportList.as_view(),
        name="national_import_list",
    ),
    path(
        "workspace/files/add/",
        imports.NationalImportAdd.as_view(),
        name="national_import_add",
    ),
    path(f"{ONE}/", one_import.EvidenceImportDetail.as_view(), name="evidence_import_detail"),
    path(f"{ONE}/file/", one_import.evidence_import_file, name="evidence_import_file"),
    path(f"{ONE}/confirm/", one_import.evidence_import_confirm, name="evidence_import_confirm"),
    path(f"{ONE}/discard/", one_import.evidence_import_discard, name="evidence_import_discard"),
    path(
        f"{ONE}/take-back/", one_import.evidence_import_take_back, name="evidence_import_take_back"
    ),
    path(f"{ONE}/restart/", one_import.evidence_import_restart, name="evidence_import_restart"),
]
