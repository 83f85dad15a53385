"""A Wagtail page with the words of a plan: milliseconds of processor time a request, the median.

``python -m bench.peers.wagtail_page FILE FOLDER`` in .venv-bench; FILE holds the plan's HTML.
"""

import json
import statistics
import sys
import time
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import include, path

TURNS = 15
PARTS = "users images documents search admin"
urlpatterns = []


def main(file, folder):
    settings.configure(
        SECRET_KEY="of this bench alone", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True,
        INSTALLED_APPS=[
            "bench.peers.wagtail_site", *(f"wagtail.{part}" for part in PARTS.split()), "wagtail",
            "taggit", "modelcluster", "django.contrib.auth", "django.contrib.contenttypes",
            "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.security.SecurityMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/w.db"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", STATIC_URL="/static/",
        WAGTAIL_SITE_NAME="Bench", WAGTAILADMIN_BASE_URL="http://localhost",
    )  # fmt: skip
    django.setup()
    urlpatterns.append(path("", include("wagtail.urls")))
    call_command("migrate", verbosity=0)
    return measure(Path(file).read_text())


def measure(html):
    plan_page = import_module("bench.peers.wagtail_site.models").PlanPage  # needs Django set up
    home = import_module("wagtail.models").Page.objects.get(depth=2)
    home.add_child(instance=plan_page(title="Partnership Plan", slug="plan", body=html)).save()
    client, times = Client(), []
    for _ in range(TURNS):
        began = time.process_time()
        answer = client.get("/plan/")
        times.append(1000 * (time.process_time() - began))
        assert answer.status_code == 200, answer.status_code
    return {"ms": statistics.median(times), "bytes": len(answer.content)}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
