"""Assessment rounds, candidates, their evidence and schemes."""

from django.urls import path

from priorities.views import candidates, evidence, rounds, schemes

W = "workspace/"
WP = "workspace/<slug:partnership>/"
WR = "workspace/rounds/<uuid:round>/"
WC = "workspace/candidates/<uuid:candidate>/"
WS = "workspace/schemes/<uuid:scheme>/"
WX = "workspace/criteria/<uuid:criterion>/"

urlpatterns = [
    path(f"{W}priorities/", rounds.priority_home, name="priority_home"),
    path(f"{WP}rounds/", rounds.RoundList.as_view(), name="round_list"),
    path(f"{WP}rounds/add/", rounds.RoundAdd.as_view(), name="round_add"),
    path(WR, rounds.RoundDetail.as_view(), name="round_detail"),
    path(f"{WR}edit/", rounds.RoundEdit.as_view(), name="round_edit"),
    path(f"{WR}move/", rounds.round_move, name="round_move"),
    path(f"{WR}take-over/", rounds.round_take_over, name="round_take_over"),
    path(f"{WR}draw/<slug:partnership>/", rounds.round_draw, name="round_draw"),
    # Candidates and their evidence
    path(f"{WR}candidates/add/", candidates.CandidateAdd.as_view(), name="candidate_add"),
    path(f"{WC}edit/", candidates.CandidateEdit.as_view(), name="candidate_edit"),
    path(f"{WC}move/", candidates.candidate_move, name="candidate_move"),
    path(f"{WC}remove/", candidates.candidate_remove, name="candidate_remove"),
    path(f"{WC}evidence/", evidence.CandidateEvidence.as_view(), name="candidate_evidence"),
    path(f"{WC}evidence/add/", evidence.EvidenceAdd.as_view(), name="evidence_add"),
    path(f"{WC}evidence/choose/", evidence.evidence_choose, name="evidence_choose"),
    # Schemes
    path(f"{WP}schemes/add/", schemes.SchemeAdd.as_view(), name="scheme_add"),
    path(WS, schemes.SchemeDetail.as_view(), name="scheme_detail"),
    path(f"{WS}edit/", schemes.SchemeEdit.as_view(), name="scheme_edit"),
    path(f"{WS}renew/", schemes.scheme_renew, name="scheme_renew"),
    path(f"{WS}criteria/add/", schemes.CriterionAdd.as_view(), name="criterion_add"),
    path(WX, schemes.CriterionEdit.as_view(), name="criterion_edit"),
    path(f"{WX}remove/", schemes.criterion_remove, name="criterion_remove"),
]
