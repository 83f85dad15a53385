"""“You said, we did”: answers, as officers write and the public reads them."""

from django.urls import path

from plans.public_views import answers, answers_by_link
from plans.views import responses, responses_silent

OF = "workspace/<slug:partnership>/answers/"
ONE = "workspace/answers/<uuid:response>/"
SAID = "<slug:partnership>/you-said-we-did/"
REPLY = "<slug:partnership>/plans/<slug:plan>/consultation/<int:number>/reply/<str:token>/"

urlpatterns = [
    # Written by officers
    path(OF, responses.ResponseList.as_view(), name="response_list"),
    path(f"{OF}add/", responses.ResponseAdd.as_view(), name="response_add"),
    path(f"{OF}silence/", responses_silent.Silence.as_view(), name="silence"),
    path(ONE, responses.ResponseEdit.as_view(), name="response_edit"),
    path(f"{ONE}approve/", responses.response_approve, name="response_approve"),
    path(f"{ONE}withdraw/", responses.response_withdraw, name="response_withdraw"),
    path(f"{ONE}updates/add/", responses.ResponseUpdateAdd.as_view(), name="response_update_add"),
    path(
        "workspace/answers/updates/<uuid:response_update>/",
        responses.ResponseUpdateEdit.as_view(),
        name="response_update_edit",
    ),
    # Read by anybody
    path(SAID, answers.AnswerList.as_view(), name="answer_list"),
    path(f"{SAID}answers.csv", answers.answer_csv, name="answer_csv"),
    path(f"{SAID}<slug:response>/", answers.AnswerPage.as_view(), name="answer_page"),
    # Read by those who have the link
    path("capture/<str:token>/answers/", answers_by_link.table_answers, name="table_answers"),
    path(REPLY, answers_by_link.reply_answers, name="reply_answers"),
]
