"""Lists of priorities, priorities and referrals."""

from django.urls import path

from priorities.views import list_parts, lists, priorities

OF_A_PARTNERSHIP = "workspace/<slug:partnership>/priority-lists/"
LIST = "workspace/priority-lists/<uuid:priority_list>/"
ENTRY = "workspace/listed-priorities/<uuid:entry>/"
THEME = "workspace/cross-cutting/<uuid:cross_theme>/"
REFERRAL = "workspace/referrals/<uuid:referral>/"
PRIORITY = "workspace/priorities/<uuid:priority>/"

urlpatterns = [
    path(OF_A_PARTNERSHIP, lists.WorkspacePriorityList.as_view(), name="workspace_priority_list"),
    path(f"{OF_A_PARTNERSHIP}add/", lists.PriorityListAdd.as_view(), name="priority_list_add"),
    path(
        f"{OF_A_PARTNERSHIP}priorities/add/", priorities.PriorityAdd.as_view(), name="priority_add"
    ),
    path(LIST, lists.PriorityListDetail.as_view(), name="priority_list_detail"),
    path(f"{LIST}edit/", lists.PriorityListEdit.as_view(), name="priority_list_edit"),
    path(f"{LIST}move/", lists.priority_list_move, name="priority_list_move"),
    path(f"{LIST}entries/add/", list_parts.entry_add, name="entry_add"),
    path(f"{LIST}themes/add/", list_parts.CrossThemeAdd.as_view(), name="cross_theme_add"),
    path(f"{LIST}referrals/add/", list_parts.ReferralAdd.as_view(), name="referral_add"),
    path(
        f"{LIST}strands/<slug:strand>/",
        list_parts.StrandNoteEdit.as_view(),
        name="strand_note_edit",
    ),
    path(f"{ENTRY}edit/", list_parts.EntryEdit.as_view(), name="entry_edit"),
    path(f"{ENTRY}move/", list_parts.entry_move, name="entry_move"),
    path(f"{THEME}edit/", list_parts.CrossThemeEdit.as_view(), name="cross_theme_edit"),
    path(f"{THEME}remove/", list_parts.cross_theme_remove, name="cross_theme_remove"),
    path(f"{REFERRAL}edit/", list_parts.ReferralEdit.as_view(), name="referral_edit"),
    path(f"{REFERRAL}answer/", list_parts.ReferralAnswer.as_view(), name="referral_answer"),
    path(f"{REFERRAL}remove/", list_parts.referral_remove, name="referral_remove"),
    path(PRIORITY, priorities.WorkspacePriorityDetail.as_view(), name="workspace_priority_detail"),
    path(f"{PRIORITY}edit/", priorities.PriorityEdit.as_view(), name="priority_edit"),
    path(f"{PRIORITY}rename/", priorities.PriorityRename.as_view(), name="priority_rename"),
    path(f"{PRIORITY}merge/", priorities.PriorityMerge.as_view(), name="priority_merge"),
    path(f"{PRIORITY}retire/", priorities.PriorityRetire.as_view(), name="priority_retire"),
    path(f"{PRIORITY}restore/", priorities.PriorityRestore.as_view(), name="priority_restore"),
]
