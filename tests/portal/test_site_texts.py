"""What a public site owes its readers: statements, and whom to tell of what is wrong."""

import datetime

import pytest
from django.utils.dateparse import parse_datetime

from portal.models import SiteText
from portal.workflow.site_texts import load_site_texts
from tests import factories

pytestmark = pytest.mark.django_db

KINDS = SiteText.Kind.values


def test_site_text_comes_with_the_portal_in_both_languages(client):
    assert load_site_texts() == len(KINDS)
    for kind in KINDS:
        english = client.get(f"/help/{kind}/").content.decode()
        welsh = client.get(f"/cy/help/{kind}/").content.decode()
        assert SiteText(kind=kind).get_kind_display() in english
        assert "has not yet reviewed them" in english
        assert english.split("<article")[1] != welsh.split("<article")[1]
        assert "<h3" not in english.split("<article")[1]  # no level is skipped below the title
    assert client.get("/help/other/").status_code == 404


def test_site_text_that_the_administrator_wrote_stays(client):
    load_site_texts()
    text = SiteText.objects.get(kind="privacy")
    text.body, text.reviewed_on = "<p>Ours.<script>x</script></p>", datetime.date(2026, 5, 1)
    text.save()

    assert load_site_texts() == 0
    page = client.get("/help/privacy/").content.decode()
    assert "<p>Ours.</p>" in page
    assert "Last reviewed on 1 May 2026" in page


def test_site_text_shows_english_where_no_welsh_is_written(client):
    SiteText.objects.create(kind="terms", body="<p>Only English.</p>")
    assert "Only English." in client.get("/cy/help/terms/").content.decode()


def test_security_txt_names_a_contact_and_a_day_within_a_year(client, settings):
    said = client.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in said.content.decode().splitlines())
    ends = parse_datetime(lines["Expires"]) - datetime.datetime.now(datetime.UTC)
    assert said.headers["Content-Type"].startswith("text/plain")
    assert lines["Contact"].endswith("/help/security/")
    assert datetime.timedelta(days=90) < ends < datetime.timedelta(days=365)
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    assert (
        b"Contact: mailto:security@example.org\n" in client.get(said.request["PATH_INFO"]).content
    )


def test_robots_txt_keeps_engines_out_of_what_is_private_and_names_the_sitemap(client):
    said = client.get("/robots.txt").content.decode()
    assert "Disallow: /workspace/\n" in said
    assert "/sitemap.xml\n" in said


def test_public_pages_set_no_cookies(client):
    load_site_texts()
    factories.partnership("lakes")
    for page in ("/", "/lakes/", "/lakes/plans/", "/help/cookies/", "/lakes/feed.atom"):
        assert not client.get(page).cookies, page
