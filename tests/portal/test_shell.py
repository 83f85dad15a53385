"""What stands round every public page: its look, its policy, its languages."""

import gzip
import re

import pytest
from django.conf import settings

from tests import factories

NGINX = settings.BASE_DIR / "config" / "nginx.conf"


@pytest.fixture
def valleys(db):
    return factories.partnership("valleys", public=True, uses_welsh=True, colour="#5b2a4e")


def test_a_partnerships_stylesheet_is_one_file_in_its_colour(client, valleys):
    page = client.get("/valleys/").text
    assert re.findall(r'rel="stylesheet" href="([^"]+)"', page) == ["/valleys/look.css"]
    look = client.get("/valleys/look.css", headers={"Accept-Encoding": "gzip"})
    assert look.headers["Content-Encoding"] == "gzip"
    whole = client.get("/valleys/look.css")
    assert "--brand: #5b2a4e" in whole.text and 'url("/static/built/fonts/400.woff2")' in whole.text
    assert int(look.headers["Content-Length"]) * 3 < len(whole.content)
    again = client.get("/valleys/look.css", headers={"If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304


def test_the_script_in_the_pages_is_the_one_that_the_policy_names(client, valleys):
    answer = client.get("/valleys/")
    script = (settings.BASE_DIR / "templates" / "components" / "_public.js").read_text()
    assert f"<script>{script}</script>" in answer.text
    assert settings.PAGE_SCRIPT in answer.headers["Content-Security-Policy"]
    assert f"script-src 'self' {settings.PAGE_SCRIPT};" in NGINX.read_text()


def test_a_page_names_itself_and_leads_to_the_same_page_in_the_other_language(client, valleys):
    english, welsh = client.get("/valleys/plans/?x=1").text, client.get("/cy/valleys/plans/").text
    own = f'<link rel="canonical" href="{settings.SITE_URL}'
    assert f'{own}/valleys/plans/">' in english and f'{own}/cy/valleys/plans/">' in welsh
    assert '<html lang="en-GB">' in english and '<html lang="cy">' in welsh
    assert '<a href="/cy/valleys/plans/" lang="cy" hreflang="cy">Cymraeg</a>' in english
    assert '<a href="/valleys/plans/" lang="en-GB" hreflang="en-GB">English</a>' in welsh
    for page in (english, welsh):
        assert f'hreflang="cy" href="{settings.SITE_URL}/cy/valleys/plans/"' in page
        assert f'hreflang="en-GB" href="{settings.SITE_URL}/valleys/plans/"' in page


def test_welsh_is_offered_where_the_partnership_uses_it(client, valleys):
    factories.partnership("lakes", public=True)
    assert "Cymraeg" not in client.get("/lakes/").text
    assert "Cymraeg" in client.get("/").text
    assert ">English</a>" in client.get("/cy/lakes/").text


def test_public_pages_set_no_cookie(client, valleys):
    for address in ("/", "/valleys/", "/cy/valleys/plans/", "/valleys/look.css"):
        assert not client.get(address).cookies


def test_pages_for_everybody_are_sent_compressed(client, valleys):
    plain = client.get("/valleys/")
    small = client.get("/valleys/", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(small.content) == plain.content
    assert int(small.headers["Content-Length"]) == len(small.content) < len(plain.content) / 2
    assert "Accept-Encoding" in plain.headers["Vary"]
    client.force_login(factories.user("officer", valleys))
    signed_in = client.get("/valleys/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in signed_in.headers
