"""Contributions: typed in, imported, exported."""

from django.urls import path

from events.views import entries, imports

EVENT = "workspace/events/<uuid:event>/"
WORDS = f"{EVENT}contributions/"
ENTRY = "workspace/entries/<uuid:contribution>/"
IMPORT = "workspace/imports/<uuid:batch>/"

urlpatterns = [
    path(WORDS, entries.ContributionList.as_view(), name="contribution_list"),
    path(f"{WORDS}add/", entries.ContributionAdd.as_view(), name="contribution_add"),
    path(f"{ENTRY}edit/", entries.ContributionEdit.as_view(), name="contribution_edit"),
    path(f"{ENTRY}take-out/", entries.contribution_take_out, name="contribution_take_out"),
    path(f"{ENTRY}put-back/", entries.contribution_put_back, name="contribution_put_back"),
    path(
        f"{EVENT}contributions.<slug:format>",
        imports.contribution_export,
        name="contribution_export",
    ),
    path(f"{WORDS}import/", imports.ImportAdd.as_view(), name="import_add"),
    path(f"{WORDS}template.<slug:format>", imports.import_template, name="import_template"),
    path(IMPORT, imports.ImportDetail.as_view(), name="import_detail"),
    path(f"{IMPORT}confirm/", imports.import_confirm, name="import_confirm"),
    path(f"{IMPORT}again/", imports.import_restart, name="import_restart"),
]
