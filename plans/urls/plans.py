"""Plans as they are written, agreed, published and read."""

from django.urls import path

from plans import public_views as public
from plans.views import (
    actions,
    approval,
    arranging,
    assessments,
    blocks,
    bringing,
    carrying,
    checklist,
    checks,
    comments,
    consulting,
    editions,
    editor,
    extending,
    figures,
    grid,
    history,
    joining,
    pack,
    past,
    pasting,
    previews,
    progress,
    publishing,
    reading,
    replies,
    review,
    since,
    steps,
    writing,
)

PLAN = "<slug:partnership>/plans/<slug:plan>/"
DRAFT = f"{PLAN}consultation/<int:number>/"
PAST = "<slug:partnership>/past-plans/<slug:past_plan>/"
W = "workspace/"
WP = "workspace/plans/<uuid:plan>/"
WS = "workspace/sections/<uuid:section>/"
WA = "workspace/actions/<uuid:action>/"
WB = "workspace/blocks/<uuid:block>/"
WC = "workspace/comments/<uuid:comment>/"
WE = "workspace/editions/<uuid:edition>/"
WD = "workspace/consultation-drafts/<uuid:draft>/"
WY = "workspace/replies/<uuid:reply>/"
WI = "workspace/word-files/<uuid:plan_import>/"

urlpatterns = [
    # Read by those who work on them
    path(f"{W}plans/", reading.WorkspacePlanList.as_view(), name="workspace_plan_list"),
    path(WP, reading.PlanDetail.as_view(), name="plan_detail"),
    path(f"{WP}preview/", previews.PlanPreview.as_view(), name="plan_preview"),
    path(f"{WP}preview/plan.pdf", previews.plan_preview_pdf, name="plan_preview_pdf"),
    path(WS, reading.SectionDetail.as_view(), name="section_detail"),
    # Written by officers
    path(f"{W}<slug:partnership>/plans/add/", writing.PlanAdd.as_view(), name="plan_add"),
    path(f"{WP}edit/", writing.PlanEdit.as_view(), name="plan_edit"),
    path(f"{WP}sections/add/", writing.SectionAdd.as_view(), name="section_add"),
    path(f"{WS}edit/", writing.SectionEdit.as_view(), name="section_edit"),
    path(f"{WS}blocks/add/", writing.BlockAdd.as_view(), name="block_add"),
    path(f"{WS}pictures/add/", writing.PictureAdd.as_view(), name="picture_add"),
    path(f"{WS}actions/add/", actions.ActionAdd.as_view(), name="action_add"),
    path(WB, writing.BlockEdit.as_view(), name="block_edit"),
    path(f"{WB}move/", blocks.block_move, name="block_move"),
    path(f"{WB}remove/", blocks.block_remove, name="block_remove"),
    path(f"{W}actions/<uuid:action>/", actions.ActionEdit.as_view(), name="action_edit"),
    path(f"{W}figures/<uuid:figure>/", figures.FigureEdit.as_view(), name="figure_edit"),
    # ---- the editor
    path(f"{WB}text/", editor.block_save, name="block_save"),
    path(f"{WB}split/", editor.block_split, name="block_split"),
    path(f"{WS}beat/", editor.section_beat, name="section_beat"),
    # ---- kept texts, joining, history
    path(f"{W}kept/", joining.KeptList.as_view(), name="kept_list"),
    path(f"{W}kept/<uuid:kept>/", joining.KeptJoin.as_view(), name="kept_join"),
    path(f"{W}kept/<uuid:kept>/put-back/", joining.kept_put_back, name="kept_put_back"),
    path(f"{W}kept/<uuid:kept>/place/", joining.kept_place, name="kept_place"),
    path(f"{W}kept/<uuid:kept>/discard/", joining.KeptDiscard.as_view(), name="kept_discard"),
    path(f"{WP}history/", history.PlanHistory.as_view(), name="plan_history"),
    path(f"{WS}history/", history.SectionHistory.as_view(), name="section_history"),
    path(f"{WS}history/compare/", history.SectionCompare.as_view(), name="section_compare"),
    path(f"{WS}history/restore/", history.section_restore, name="section_restore"),
    # ---- the tree of sections
    path(f"{WP}arrange/", arranging.PlanArrange.as_view(), name="plan_arrange"),
    path(f"{WP}taken-out/", arranging.PlanTakenOut.as_view(), name="plan_taken_out"),
    path(f"{WS}move/", arranging.section_move, name="section_move"),
    path(f"{WS}take-out/", arranging.section_take_out, name="section_take_out"),
    path(f"{WS}put-back/", arranging.section_put_back, name="section_put_back"),
    path(f"{WS}state/", arranging.section_state, name="section_state"),
    path(f"{WS}last-text/", arranging.section_take_last, name="section_take_last"),
    path(f"{WS}seen/", arranging.section_seen, name="section_seen"),
    path(f"{WB}put-back/", arranging.block_put_back, name="block_put_back"),
    path(f"{WB}show-as/", blocks.block_show_as, name="block_show_as"),
    # ---- the actions grid and progress
    path(f"{WP}actions/", grid.ActionGrid.as_view(), name="action_grid"),
    path(f"{WP}actions/export/", grid.action_export, name="action_export"),
    path(f"{WP}actions/paste/", pasting.ActionPaste.as_view(), name="action_paste"),
    path(f"{WP}actions/paste/undo/", pasting.paste_undo, name="paste_undo"),
    path(f"{WS}actions/row/", grid.action_row_add, name="action_row_add"),
    path(f"{WA}cell/", grid.action_cell, name="action_cell"),
    path(f"{WA}move/", grid.action_move, name="action_move"),
    path(f"{WA}take-out/", grid.action_take_out, name="action_take_out"),
    path(f"{WA}put-back/", grid.action_put_back, name="action_put_back"),
    path(f"{WA}progress/", progress.ProgressEdit.as_view(), name="progress_edit"),
    # ---- comments, checks, what changed since
    path(f"{WP}comments/", comments.CommentList.as_view(), name="comment_list"),
    path(f"{WP}comments/add/", comments.PlanCommentAdd.as_view(), name="plan_comment_add"),
    path(f"{WS}comments/add/", comments.CommentAdd.as_view(), name="comment_add"),
    path(f"{WC}reply/", comments.CommentReply.as_view(), name="comment_reply"),
    path(f"{WC}resolve/", comments.comment_resolve, name="comment_resolve"),
    path(f"{WC}take-up/", comments.comment_take_up, name="comment_take_up"),
    path(f"{WS}checks/add/", checks.CheckAdd.as_view(), name="check_add"),
    path(f"{W}checks/<uuid:check>/revoke/", checks.check_revoke, name="check_revoke"),
    path(f"{WP}changes/", since.PlanChanges.as_view(), name="plan_changes"),
    # ---- checklist and previews
    path(f"{WP}preview/large-print.pdf", previews.plan_preview_large, name="plan_preview_large"),
    path(f"{WS}preview/", previews.section_preview, name="section_preview"),
    path(f"{WP}checklist/", checklist.PlanChecklist.as_view(), name="plan_checklist"),
    path(
        f"{WP}checklist/<uuid:requirement>/",
        checklist.RequirementState.as_view(),
        name="requirement_state",
    ),
    path(
        f"{WP}checklist/<uuid:requirement>/withdraw/",
        checklist.requirement_withdraw,
        name="requirement_withdraw",
    ),
    # ---- Word files and past plans
    path(
        f"{W}<slug:partnership>/plans/word/",
        bringing.PlanImportAdd.as_view(),
        name="plan_import_add",
    ),
    path(WI, bringing.PlanImportDetail.as_view(), name="plan_import_detail"),
    path(f"{WI}file/", bringing.plan_import_file, name="plan_import_file"),
    path(f"{WI}pictures/<int:number>/", bringing.plan_import_picture, name="plan_import_picture"),
    path(f"{WI}discard/", bringing.plan_import_discard, name="plan_import_discard"),
    path(f"{WI}restart/", bringing.plan_import_restart, name="plan_import_restart"),
    path(f"{W}<slug:partnership>/past-plans/", past.PastPlanList.as_view(), name="past_plan_list"),
    path(
        f"{W}<slug:partnership>/past-plans/add/", past.PastPlanAdd.as_view(), name="past_plan_add"
    ),
    path(f"{W}past-plans/<uuid:past_plan>/", past.PastPlanEdit.as_view(), name="past_plan_edit"),
    path(f"{W}past-plans/<uuid:past_plan>/show/", past.past_plan_show, name="past_plan_show"),
    path(
        f"{W}past-plans/<uuid:past_plan>/file/", past.past_plan_original, name="past_plan_original"
    ),
    # ---- next year's plan
    path(f"{WP}next/", carrying.plan_next, name="plan_next"),
    path(f"{WP}last-year/", carrying.PlanCarry.as_view(), name="plan_carry"),
    # ---- drafts for consultation
    path(f"{WP}consultation/", consulting.DraftRelease.as_view(), name="draft_release"),
    path(WD, consulting.DraftDetail.as_view(), name="draft_detail"),
    path(f"{WD}replies/add/", replies.ReplyAdd.as_view(), name="reply_add"),
    path(f"{WD}close/", consulting.draft_close, name="draft_close"),
    path(f"{WD}extend/", consulting.draft_extend, name="draft_extend"),
    path(f"{WD}answers/", consulting.DraftAnswers.as_view(), name="draft_answers"),
    path(f"{WD}answers/publish/", consulting.draft_report_publish, name="draft_report_publish"),
    path(f"{WY}", replies.ReplyAnswer.as_view(), name="reply_answer"),
    path(f"{WY}accept/", replies.reply_accept, name="reply_accept"),
    path(f"{WY}set-aside/", replies.reply_set_aside, name="reply_set_aside"),
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
    path(f"{WP}note/", publishing.plan_note, name="plan_note"),
    path(f"{WP}publish/", publishing.plan_publish, name="plan_publish"),
    path(f"{WP}extend/", extending.PlanExtend.as_view(), name="plan_extend"),
    path(f"{WP}unschedule/", publishing.plan_unschedule, name="plan_unschedule"),
    path(f"{WP}steps/", steps.StepList.as_view(), name="step_list"),
    path(f"{WP}steps/add/", steps.StepAdd.as_view(), name="step_add"),
    path(f"{WP}steps/copy/", steps.step_copy, name="step_copy"),
    path(f"{W}steps/<uuid:step>/", approval.approval_record, name="approval_record"),
    path(f"{W}steps/<uuid:step>/edit/", steps.StepEdit.as_view(), name="step_edit"),
    path(f"{W}steps/<uuid:step>/move/", steps.step_move, name="step_move"),
    path(f"{W}steps/<uuid:step>/remove/", steps.step_remove, name="step_remove"),
    path(f"{W}editions/<uuid:edition>/", editions.EditionDetail.as_view(), name="edition_detail"),
    path(f"{WE}text/", editions.EditionText.as_view(), name="edition_text"),
    path(f"{WE}text/plan.pdf", editions.edition_text_pdf, name="edition_text_pdf"),
    path(
        f"{W}editions/<uuid:edition>/withdraw/", editions.edition_withdraw, name="edition_withdraw"
    ),
    path(f"{W}formats/<uuid:rendition>/retry/", editions.rendition_retry, name="rendition_retry"),
    # Read by anybody
    # ---- checks by link
    path("check/<str:token>/", public.check_page, name="check_page"),
    # ---- past plans
    path(PAST, public.PastPlanPage.as_view(), name="past_plan_page"),
    path(f"{PAST}file/", public.past_plan_file, name="past_plan_file"),
    # ---- what changed since last year's plan
    path(f"{PLAN}changes/", public.PlanSince.as_view(), name="plan_since"),
    # ---- drafts for consultation
    path(DRAFT, public.DraftPage.as_view(), name="draft_page"),
    path(f"{DRAFT}draft.pdf", public.draft_pdf, name="draft_pdf"),
    path(f"{DRAFT}reply/", public.DraftReplyPage.as_view(), name="draft_reply_page"),
    path(f"{DRAFT}reply/thanks/", public.DraftReplied.as_view(), name="draft_replied"),
    path(f"{DRAFT}paper/", public.DraftPaper.as_view(), name="draft_paper"),
    path(f"{DRAFT}answers/", public.DraftAnswersPage.as_view(), name="draft_answers_page"),
    path("<slug:partnership>/plans/", public.PlanList.as_view(), name="plan_list"),
    path(PLAN, public.PlanPage.as_view(), name="plan_page"),
    path(f"{PLAN}plan.<str:suffix>", public.plan_file, name="plan_file"),
    path(f"{PLAN}figures.csv", public.plan_figures, name="plan_figures"),
    path(f"{PLAN}editions/<int:number>/", public.EditionPage.as_view(), name="edition_page"),
    path(
        f"{PLAN}editions/<int:number>/changes/",
        public.EditionChanges.as_view(),
        name="edition_changes",
    ),
    path(
        f"{PLAN}editions/<int:number>/plan.<str:suffix>", public.edition_file, name="edition_file"
    ),
    path("pictures/<str:name>", public.picture, name="picture"),
]
