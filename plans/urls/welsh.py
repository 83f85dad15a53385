"""A plan in two languages, and in Easy Read."""

from django.urls import path

from plans import public_views as public
from plans.views import easy_read, welsh

WP = "workspace/plans/<uuid:plan>/"
WE = "workspace/easy-read/<uuid:easy_line>/"
PLAN = "<slug:partnership>/plans/<slug:plan>/"

urlpatterns = [
    path(f"{WP}welsh/", welsh.PlanWelsh.as_view(), name="plan_welsh"),
    path(f"{WP}welsh/<str:key>/", welsh.WelshEdit.as_view(), name="welsh_edit"),
    # ---- Easy Read
    path(f"{WP}easy-read/", easy_read.EasyReadEdit.as_view(), name="easy_read_edit"),
    path(
        f"{WP}easy-read/rows/add/", easy_read.EasyReadLineAdd.as_view(), name="easy_read_line_add"
    ),
    path(f"{WP}easy-read/preview/", easy_read.EasyReadPreview.as_view(), name="easy_read_preview"),
    path(f"{WP}easy-read/publish/", easy_read.easy_read_publish, name="easy_read_publish"),
    path(WE, easy_read.EasyReadLineEdit.as_view(), name="easy_read_line_edit"),
    path(f"{WE}move/", easy_read.easy_read_line_move, name="easy_read_line_move"),
    path(f"{WE}remove/", easy_read.easy_read_line_remove, name="easy_read_line_remove"),
    path(f"{PLAN}easy-read/", public.EasyReadPage.as_view(), name="easy_read_page"),
    path(f"{PLAN}plan.easy-read.pdf", public.easy_read_pdf, name="easy_read_pdf"),
]
