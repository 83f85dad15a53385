"""Plans: in the workspace and as the public reads them."""

from django.urls import path

from plans import public_views as public
from plans.views import (
    actions,
    approval,
    assessments,
    consulting,
    editions,
    figures,
    pack,
    reading,
    review,
    writing,
)

app_name = "plans"

PLAN = "<slug:partnership>/plans/<slug:plan>/"
DRAFT = f"{PLAN}consultation/<int:number>/"
W = "workspace/"
WP = "workspace/plans/<uuid:plan>/"
WS = "workspace/sections/<uuid:section>/"
WB = "workspace/blocks/<uuid:block>/"
WE = "workspace/editions/<uuid:edition>/"
WD = "workspace/consultation-drafts/<uuid:draft>/"
WY = "workspace/replies/<uuid:reply>/"

urlpatterns = [
    # Read by those who work on them
    path(f"{W}plans/", reading.WorkspacePlanList.as_view(), name="workspace_plan_list"),
    path(WP, reading.PlanDetail.as_view(), name="plan_detail"),
    path(f"{WP}preview/", reading.PlanPreview.as_view(), name="plan_preview"),
    path(f"{WP}preview/plan.pdf", reading.plan_preview_pdf, name="plan_preview_pdf"),
    path(WS, reading.SectionDetail.as_view(), name="section_detail"),
    # Written by officers
    path(f"{W}<slug:partnership>/plans/add/", writing.PlanAdd.as_view(), name="plan_add"),
    path(f"{WP}edit/", writing.PlanEdit.as_view(), name="plan_edit"),
    path(f"{WP}sections/add/", writing.SectionAdd.as_view(), name="section_add"),
    path(f"{WS}edit/", writing.SectionEdit.as_view(), name="section_edit"),
    path(f"{WS}move/", writing.section_move, name="section_move"),
    path(f"{WS}blocks/add/", writing.BlockAdd.as_view(), name="block_add"),
    path(f"{WS}pictures/add/", writing.PictureAdd.as_view(), name="picture_add"),
    path(f"{WS}actions/add/", actions.ActionAdd.as_view(), name="action_add"),
    path(WB, writing.BlockEdit.as_view(), name="block_edit"),
    path(f"{WB}move/", writing.block_move, name="block_move"),
    path(f"{WB}remove/", writing.block_remove, name="block_remove"),
    path(f"{W}actions/<uuid:action>/", actions.ActionEdit.as_view(), name="action_edit"),
    path(f"{W}figures/<uuid:figure>/", figures.FigureEdit.as_view(), name="figure_edit"),
    # ---- the editor
    # ---- kept texts, joining, history
    # ---- the tree of sections
    # ---- the actions grid and progress
    # ---- comments, checks, what changed since
    # ---- checklist and previews
    # ---- Word files and past plans
    # ---- next year's plan
    # ---- drafts for consultation
    path(f"{WP}consultation/", consulting.DraftRelease.as_view(), name="draft_release"),
    path(WD, consulting.DraftDetail.as_view(), name="draft_detail"),
    path(f"{WD}replies/add/", consulting.ReplyAdd.as_view(), name="reply_add"),
    path(f"{WD}close/", consulting.draft_close, name="draft_close"),
    path(f"{WD}extend/", consulting.draft_extend, name="draft_extend"),
    path(f"{WD}answers/", consulting.DraftAnswers.as_view(), name="draft_answers"),
    path(f"{WD}answers/publish/", consulting.draft_report_publish, name="draft_report_publish"),
    path(f"{WY}", consulting.ReplyAnswer.as_view(), name="reply_answer"),
    path(f"{WY}accept/", consulting.reply_accept, name="reply_accept"),
    path(f"{WY}set-aside/", consulting.reply_set_aside, name="reply_set_aside"),
    # Reviewed by the executive group
    path(
        f"{W}candidates/<uuid:candidate>/",
        review.CandidateDetail.as_view(),
        name="candidate_detail",
    ),
    path(f"{W}rounds/<uuid:round>/pack/", pack.ReviewPack.as_view(), name="review_pack"),
    path(f"{W}rounds/<uuid:round>/pack/pack.pdf", pack.review_pack_pdf, name="review_pack_pdf"),
    # Written of a round, and the public summary of what is internal
    path(
        f"{W}rounds/<uuid:round>/document/", assessments.assessment_start, name="assessment_start"
    ),
    path(f"{WP}summary/", assessments.summary_start, name="summary_start"),
    # Agreed and published (steps, schedule)
    path(f"{WP}agree/", approval.PlanAgree.as_view(), name="plan_agree"),
    path(f"{WP}submit/", approval.plan_submit, name="plan_submit"),
    path(f"{WP}reopen/", approval.plan_reopen, name="plan_reopen"),
    path(f"{WP}publish/", approval.plan_publish, name="plan_publish"),
    path(f"{W}steps/<uuid:step>/", approval.approval_record, name="approval_record"),
    path(f"{W}editions/<uuid:edition>/", editions.EditionDetail.as_view(), name="edition_detail"),
    path(f"{WE}text/", editions.EditionText.as_view(), name="edition_text"),
    path(f"{WE}text/plan.pdf", editions.edition_text_pdf, name="edition_text_pdf"),
    path(
        f"{W}editions/<uuid:edition>/withdraw/", editions.edition_withdraw, name="edition_withdraw"
    ),
    path(f"{W}formats/<uuid:rendition>/retry/", editions.rendition_retry, name="rendition_retry"),
    # Read by anybody
    # ---- checks by link
    # ---- past plans
    # ---- what changed since last year's plan
    # ---- drafts for consultation
    path(DRAFT, public.DraftPage.as_view(), name="draft_page"),
    path(f"{DRAFT}draft.pdf", public.draft_pdf, name="draft_pdf"),
    path(f"{DRAFT}reply/", public.DraftReplyPage.as_view(), name="draft_reply_page"),
    path(f"{DRAFT}reply/thanks/", public.DraftReplied.as_view(), name="draft_replied"),
    path(f"{DRAFT}paper/", public.DraftPaper.as_view(), name="draft_paper"),
    path(f"{DRAFT}answers/", public.DraftAnswersPage.as_view(), name="draft_answers_page"),
    path("<slug:partnership>/plans/", public.PlanList.as_view(), name="plan_list"),
    path(PLAN, public.PlanPage.as_view(), name="plan_page"),
    path(f"{PLAN}plan.pdf", public.plan_pdf, name="plan_pdf"),
    path(f"{PLAN}figures.csv", public.plan_figures, name="plan_figures"),
    path(f"{PLAN}editions/<int:number>/", public.EditionPage.as_view(), name="edition_page"),
    path(f"{PLAN}editions/<int:number>/plan.pdf", public.edition_pdf, name="edition_pdf"),
    path("pictures/<str:name>", public.picture, name="picture"),
]
