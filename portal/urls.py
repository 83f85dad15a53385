"""The front door, each role's start page and every partnership's front page."""

from django.urls import path, re_path

from portal.public_views import data, feeds, front, looks, places, search, site_texts, sitemaps
from portal.views import (
    administration,
    archives,
    audit,
    data_protection,
    founding,
    guides,
    my_data,
    start,
)

app_name = "portal"
FOUNDING = "workspace/administration/set-up/"
ARCHIVES = "workspace/administration/archives/"
ARCHIVE = f"{ARCHIVES}<uuid:archive>/"
PROTECTION = "workspace/data-protection/"
DATA = "api/partnerships/"
DATA_OF = f"{DATA}<slug:partnership>/"

urlpatterns = [
    path("", search.Home.as_view(), name="home"),
    path("search/", search.Search.as_view(), name="search"),
    # ---- the site's own texts, and what machines look for
    path("help/<slug:kind>/", site_texts.SiteText.as_view(), name="site_text"),
    path(".well-known/security.txt", site_texts.security_txt, name="security_txt"),
    path("robots.txt", site_texts.robots_txt, name="robots_txt"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    # ---- data for other programs
    path("api/", data.Api.as_view(), name="api"),
    path(DATA, data.data_partnerships, name="data_partnerships"),
    path(DATA_OF, data.data_partnership, name="data_partnership"),
    path(f"{DATA_OF}plans/", data.data_plans, name="data_plans"),
    path(f"{DATA_OF}plans/<slug:plan>/", data.data_plan, name="data_plan"),
    path(f"{DATA_OF}events/", data.data_events, name="data_events"),
    path(f"{DATA_OF}answers/", data.data_answers, name="data_answers"),
    path(f"{DATA_OF}news/", data.data_posts, name="data_posts"),
    # ---- start pages and front pages
    path("workspace/", start.Start.as_view(), name="start"),
    # ---- one's own account
    path("workspace/my-data/", my_data.my_data, name="my_data"),
    path("workspace/my-data/export/", my_data.my_data_export, name="my_data_export"),
    # ---- who runs the installation
    path(
        "workspace/administration/", administration.Administration.as_view(), name="administration"
    ),
    path(FOUNDING, founding.FoundingStart.as_view(), name="founding_start"),
    path(f"{FOUNDING}check/", founding.FoundingCheck.as_view(), name="founding_check"),
    path(f"{FOUNDING}done/", founding.FoundingDone.as_view(), name="founding_done"),
    path(f"{FOUNDING}<slug:step>/", founding.FoundingStep.as_view(), name="founding_step"),
    path(ARCHIVES, archives.ArchiveList.as_view(), name="archive_list"),
    path(f"{ARCHIVES}bring/", archives.ArchiveAdd.as_view(), name="archive_add"),
    path(ARCHIVE, archives.ArchiveDetail.as_view(), name="archive_detail"),
    path(f"{ARCHIVE}file/", archives.archive_file, name="archive_file"),
    path(f"{ARCHIVE}again/", archives.archive_restart, name="archive_restart"),
    path(f"{ARCHIVE}remove/", archives.archive_remove, name="archive_remove"),
    path("workspace/help/", guides.GuideList.as_view(), name="guide_list"),
    path("workspace/help/<slug:guide>/", guides.GuideDetail.as_view(), name="guide_detail"),
    re_path(
        r"^workspace/help/pictures/(?P<picture>[\w-]+\.png)$",
        guides.guide_picture,
        name="guide_picture",
    ),
    path("workspace/audit/", audit.AuditList.as_view(), name="audit_list"),
    re_path(
        r"^workspace/audit/export\.(?P<format>csv|jsonl)$", audit.audit_export, name="audit_export"
    ),
    path(
        "workspace/audit/<str:kind>/<uuid:thing>/", audit.AuditThing.as_view(), name="audit_thing"
    ),
    path(PROTECTION, data_protection.data_protection, name="data_protection"),
    path(
        f"{PROTECTION}export/",
        data_protection.data_protection_export,
        name="data_protection_export",
    ),
    path(
        f"{PROTECTION}uploaded-files/",
        data_protection.data_protection_files,
        name="data_protection_files",
    ),
    path(
        f"{PROTECTION}forget/",
        data_protection.data_protection_forget,
        name="data_protection_forget",
    ),
    path(
        f"{PROTECTION}people/<uuid:person>/",
        data_protection.data_protection_person,
        name="data_protection_person",
    ),
    path("<slug:partnership>/", front.PartnershipHome.as_view(), name="partnership_home"),
    path(
        "<slug:partnership>/search/", search.PartnershipSearch.as_view(), name="partnership_search"
    ),
    path("<slug:partnership>/places/", places.PlaceList.as_view(), name="place_list"),
    path("<slug:partnership>/places/<slug:place>/", places.PlacePage.as_view(), name="place_page"),
    path("<slug:partnership>/feed.atom", feeds.partnership_feed, name="partnership_feed"),
    path("<slug:partnership>/colour.css", looks.partnership_colour, name="partnership_colour"),
    path("<slug:partnership>/look.css", looks.partnership_look, name="partnership_look"),
]
