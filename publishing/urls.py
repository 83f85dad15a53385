"""What readers ask for and are told: in the workspace and as the public reads it."""

from django.urls import path

from publishing.public_views import posts as news
from publishing.public_views import requests as asking
from publishing.views import (
    communications,
    message_packs,
    posts,
    requests,
    rooms,
    taking_out,
    terms,
)

W = "workspace/"
OF = f"{W}<slug:partnership>/"
REQUEST = f"{W}format-requests/<uuid:asked>/"
LINE = f"{W}communications/<uuid:line>/"
POST = f"{W}news/<uuid:post>/"
PACK = f"{W}messages/<uuid:edition>/"
ASK = "<slug:partnership>/ask-for-a-format/"

app_name = "publishing"
urlpatterns = [
    # ---- requests for another format or language
    path(f"{OF}format-requests/", requests.FormatRequestList.as_view(), name="format_request_list"),
    path(REQUEST, requests.FormatRequestDetail.as_view(), name="format_request_detail"),
    path(
        f"{REQUEST}promise/",
        requests.FormatRequestPromise.as_view(),
        name="format_request_promise",
    ),
    path(f"{REQUEST}<slug:move>/", requests.format_request_move, name="format_request_move"),
    path(ASK, asking.FormatRequestAdd.as_view(), name="format_request_add"),
    path(f"{ASK}<uuid:asked>/", asking.FormatRequestPage.as_view(), name="format_request_page"),
    # ---- communications: plan, news, message packs
    path(f"{W}communications/", rooms.telling_home, name="telling_home"),
    path(
        f"{OF}communications/",
        communications.CommunicationList.as_view(),
        name="communication_list",
    ),
    path(
        f"{OF}communications/add/",
        communications.CommunicationAdd.as_view(),
        name="communication_add",
    ),
    path(
        f"{OF}communications/plan.csv", communications.communication_csv, name="communication_csv"
    ),
    path(LINE, communications.CommunicationEdit.as_view(), name="communication_edit"),
    path(f"{LINE}<slug:move>/", communications.communication_move, name="communication_move"),
    path(f"{OF}news/", posts.WorkspacePostList.as_view(), name="workspace_post_list"),
    path(f"{OF}news/add/", posts.PostAdd.as_view(), name="post_add"),
    path(POST, posts.PostPreview.as_view(), name="post_preview"),
    path(f"{POST}edit/", posts.PostEdit.as_view(), name="post_edit"),
    path(f"{POST}publish/", posts.post_publish, name="post_publish"),
    path(f"{POST}withdraw/", posts.post_withdraw, name="post_withdraw"),
    path(f"{POST}restore/", posts.post_restore, name="post_restore"),
    path(PACK, message_packs.MessagePack.as_view(), name="message_pack"),
    path(f"{PACK}notice/", message_packs.MessageNotice.as_view(), name="message_notice"),
    path(f"{PACK}messages.txt", message_packs.message_pack_file, name="message_pack_file"),
    path(
        f"{W}editions/<uuid:edition>/take-out/",
        taking_out.edition_take_out,
        name="edition_take_out",
    ),
    path("<slug:partnership>/news/", news.PostList.as_view(), name="post_list"),
    path("<slug:partnership>/news/<slug:post>/", news.PostPage.as_view(), name="post_page"),
    # ---- words explained
    path(f"{OF}words/", terms.TermList.as_view(), name="term_list"),
    path(f"{OF}words/add/", terms.TermAdd.as_view(), name="term_add"),
    path(f"{W}words/<uuid:term>/", terms.TermEdit.as_view(), name="term_edit"),
    path(f"{W}words/<uuid:term>/remove/", terms.term_remove, name="term_remove"),
]
