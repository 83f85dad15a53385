"""Surveys, findings and what sources state."""

from django.urls import path

from priorities.views import findings, statements, surveys

OF_A_PARTNERSHIP = "workspace/<slug:partnership>/surveys/"
STATED = "workspace/<slug:partnership>/statements/"
SURVEY = "workspace/surveys/<uuid:survey>/"
SAID = "workspace/survey-statements/<uuid:said>/"

urlpatterns = [
    path(OF_A_PARTNERSHIP, surveys.SurveyList.as_view(), name="survey_list"),
    path(f"{OF_A_PARTNERSHIP}add/", surveys.SurveyAdd.as_view(), name="survey_add"),
    path(
        f"{OF_A_PARTNERSHIP}template.<str:format>", surveys.survey_template, name="survey_template"
    ),
    path(SURVEY, surveys.SurveyDetail.as_view(), name="survey_detail"),
    path(f"{SURVEY}edit/", surveys.SurveyEdit.as_view(), name="survey_edit"),
    path(f"{SURVEY}statements/add/", findings.StatementAdd.as_view(), name="statement_add"),
    path(SAID, findings.StatementEdit.as_view(), name="statement_edit"),
    path(
        "workspace/findings/<uuid:finding>/",
        findings.FindingDetail.as_view(),
        name="finding_detail",
    ),
    path(STATED, statements.EvidenceStatementList.as_view(), name="evidence_statement_list"),
    path(f"{STATED}add/", statements.EvidenceStatementAdd.as_view(), name="evidence_statement_add"),
    path(
        "workspace/statements/<uuid:statement>/",
        statements.EvidenceStatementEdit.as_view(),
        name="evidence_statement_edit",
    ),
]
