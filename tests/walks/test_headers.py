"""What every answer tells the browser, whoever asks, by http and by https, refusals too."""

import base64
import hashlib
import re
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.http import Http404
from django.test import Client
from django.urls import path, reverse
from django.utils import timezone

from config.urls import handler500 as config_handler500
from config.urls import urlpatterns as config_urls
from partnership.workflow.letters import send_due
from portal.middleware.guarding import UNUSED
from tests import factories, markup, test_access
from tests.factories import PASSWORD
from tests.test_access import MODELS, PAGE_ROWS, POSTED, address_of

# One of everything in a partnership, and the people who may see it.
world, people, things = test_access.world, test_access.people, test_access.things
_no_rendering = test_access._no_rendering

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": UNUSED,
}
POLICY = {
    "default-src": {"'none'"},
    "object-src": {"'none'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
    "form-action": {"'self'"},
}
TELLS = {"Server", "X-Powered-By", "X-AspNet-Version", "Via"}
SIGN_IN = "/accounts/login/"
EVIL = "evil.example"
# A PDF that the page of its preview shows in a frame: our own page may, no other.
PREVIEWS = {"plans:plan_preview_pdf", "plans:plan_preview_large"}
FRAMED_BY_US = {"X-Frame-Options: SAMEORIGIN", "policy of frame-ancestors"}
HSTS = "max-age=31536000; includeSubDomains; preload"


@pytest.fixture(params=["http", "https"])
def scheme(request, settings):
    """The settings of an installation behind https, and of one at home."""
    if request.param == "https":
        settings.SECURE_SSL_REDIRECT = True
        settings.SECURE_HSTS_SECONDS = 31536000
        settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
        settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    return request.param


def policy_of(answer):
    said = answer.headers["Content-Security-Policy"]
    return {one.split()[0]: set(one.split()[1:]) for one in said.split(";") if one.strip()}


def faults(answer, scheme, *, signed_in):
    """What an answer does not say, or should not, in words."""
    got = answer.headers
    yield from (f"{name}: {got.get(name)}" for name in ALWAYS if got.get(name) != ALWAYS[name])
    yield from (f"tells {name}" for name in TELLS & set(got))
    policy = policy_of(answer)
    yield from (f"policy of {part}" for part in POLICY if policy.get(part) != POLICY[part])
    for part, sources in policy.items():
        yield from (f"{part} {one}" for one in sources if "unsafe" in one or one in {"*", "https:"})
    if scheme == "https" and got.get("Strict-Transport-Security") != HSTS:
        yield "no HSTS"
    if signed_in and got.get("Cache-Control") != "no-store":
        yield f"kept in a cache: {got.get('Cache-Control')}"
    if got.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        yield from _inline(answer.text, policy["script-src"])


SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
OWN_STYLE = re.compile(r"<(?!svg)[a-z][a-z0-9-]*\b[^<>]*\s(style|on[a-z]+)=")


def _inline(html, allowed):
    """Scripts and styles within a page that its policy does not name."""
    for attributes, text in SCRIPT.findall(html):
        if " src=" in attributes or "json" in attributes:
            continue
        nonce = re.search(r'nonce="([^"]+)"', attributes)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        named = {f"'sha256-{digest}'", f"'nonce-{nonce[1] if nonce else None}'"}
        if not named & allowed:
            yield f"a script of its own: {text[:40]}"
    yield from (f"an attribute {found}" for found in set(OWN_STYLE.findall(html)))


def visit(browser, scheme, person, address, *, post=False):
    """What a person gets; what a post changes is taken back."""
    browser.cookies.clear()
    names = {"session": django_settings.SESSION_COOKIE_NAME}
    for name, value in test_access._signed_in[person].items():
        browser.cookies[names.get(name, name)] = value
    ask = browser.post if post else browser.get
    with transaction.atomic():
        answer = ask(address, secure=scheme == "https")
        transaction.set_rollback(True)
    return answer


def addresses(things):
    for name in PAGE_ROWS:
        yield name, address_of(name, things), name in POSTED
    for name in MODELS:
        thing = things.get(name)
        yield name, reverse(f"admin:{name}_changelist"), False
        if thing:
            yield name, reverse(f"admin:{name}_change", args=[thing.pk]), False


@pytest.mark.once
@pytest.mark.parametrize(
    ("scheme", "person"), [("http", "nobody"), ("https", "officer")], indirect=["scheme"]
)
def test_every_answer_says_what_protects_it(scheme, person, people, things):
    found, asked, browser = {}, 0, Client()
    for name, address, post in addresses(things):
        if "logout" in name:
            continue  # whoever signs out is asked of below
        answer = visit(browser, scheme, people[person], address, post=post)
        asked += 1
        wrong = set(faults(answer, scheme, signed_in=person != "nobody"))
        wrong -= FRAMED_BY_US if name in PREVIEWS else set()
        if wrong:
            found[name] = (answer.status_code, wrong)
    assert found == {}
    assert asked > 500


# ---- refusals and faults


def _raises(error):
    def view(request):
        raise error

    return login_not_required(view)


urlpatterns = [
    path("400/", _raises(SuspiciousOperation("no"))),
    path("403/", _raises(PermissionDenied("no"))),
    path("404/", _raises(Http404("no"))),
    path("500/", _raises(ValueError("our mistake"))),
    *config_urls,
]
handler500 = config_handler500


@pytest.mark.once
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_a_refusal_says_what_protects_it_too(scheme, status, settings, db):
    settings.ROOT_URLCONF = __name__
    browser = Client(raise_request_exception=False)
    answer = browser.get(f"/{status}/", secure=scheme == "https")
    assert answer.status_code == status
    assert list(faults(answer, scheme, signed_in=False)) == []
    assert "our mistake" not in answer.text


@pytest.mark.once
def test_the_refusal_of_a_host_says_what_protects_it_too(scheme, db):
    answer = Client().get("/", headers={"host": "evil.example"}, secure=scheme == "https")
    assert answer.status_code == 400
    assert list(faults(answer, "http", signed_in=False)) == []
    assert "evil.example" not in answer.text


@pytest.mark.once
def test_static_files_say_what_protects_them_too(scheme, db):
    answer = Client().get("/static/built/public.css", secure=scheme == "https")
    assert answer.status_code == 200
    assert list(faults(answer, scheme, signed_in=False)) == []


# ---- cookies, sign-out


def test_cookies_are_for_this_host_and_for_no_script(scheme, db, settings):
    person = factories.user("officer", factories.partnership("elsewhere"))
    browser = Client(enforce_csrf_checks=True)
    secure = scheme == "https"
    page = browser.get(SIGN_IN, secure=secure)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    sent = {"login": person.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    headers = {"origin": f"{scheme}://testserver"}
    answer = browser.post(SIGN_IN, sent, secure=secure, headers=headers)
    assert answer.status_code == 302
    set_here = {**page.cookies, **answer.cookies}
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} <= set(set_here)
    for name, cookie in set_here.items():
        assert cookie["samesite"] in {"Lax", "Strict"}, name
        assert (cookie["domain"], cookie["path"]) == ("", "/"), name
        assert bool(cookie["secure"]) is secure, name
        # The token of forms is read by the scripts that save while somebody writes.
        assert bool(cookie["httponly"]) or name == settings.CSRF_COOKIE_NAME, name
        assert name.startswith("__Host-") is secure, name


@pytest.mark.once
def test_whoever_signs_out_leaves_nothing_in_the_browser(scheme, people):
    browser = Client()
    for name, value in test_access._signed_in[people["officer"]].items():
        browser.cookies[{"session": django_settings.SESSION_COOKIE_NAME}.get(name, name)] = value
    secure = scheme == "https"
    assert "Clear-Site-Data" not in browser.get("/workspace/", secure=secure).headers
    answer = browser.post(reverse("account_logout"), secure=secure)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert list(faults(answer, scheme, signed_in=True)) == []
    assert browser.get("/workspace/", secure=secure).status_code == 302


# ---- the address of the site


@pytest.mark.parametrize("host", ["portal.example:9999", "portal.example", "PORTAL.example:1"])
def test_a_mailed_link_leads_to_this_site_whatever_the_host_header(db, settings, mailoutbox, host):
    settings.SITE_URL, settings.PRODUCTION = "http://portal.example:8080", True
    settings.ALLOWED_HOSTS = ["portal.example"]
    person = factories.user("officer", factories.partnership("elsewhere"))
    headers = {"host": host, "x-forwarded-host": "evil.example", "x-forwarded-port": "7"}
    asked = {"email": person.email}
    answer = Client().post(reverse("account_reset_password"), asked, headers=headers)
    assert answer.status_code == 302
    send_due(now=timezone.now())
    said = " ".join(f"{mail.subject} {mail.body}" for mail in mailoutbox)
    links = re.findall(r"https?://[^/\s]+", said)
    assert links and set(links) == {settings.SITE_URL}
    assert EVIL not in said and "9999" not in said


@pytest.mark.once
def test_a_page_for_everybody_names_this_site_whatever_is_forwarded(things, client):
    headers = {"x-forwarded-host": EVIL, "x-host": EVIL, "forwarded": f"host={EVIL}"}
    pages = [address_of(f"portal:{name}", things) for name in ("home", "partnership_feed", "api")]
    for address in (*pages, "/sitemap.xml", "/lakes/events.ics", "/lakes/plans/plan/"):
        assert EVIL not in client.get(address, headers=headers).text, address


# ---- redirects

ELSEWHERE = [
    *("https://evil.example/", "//evil.example", "///evil.example", "https:evil.example"),
    *("/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)"),
    *("http:///evil.example", "https://testserver@evil.example/", " //evil.example"),
    *("\t//evil.example", "data:text/html,x", "//evil.example:443/testserver", "/\t/evil.example"),
    *("https://testserver.evil.example/", "ht\ntps://evil.example", "//testserver@evil.example"),
]


@pytest.mark.once
@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_led_elsewhere_after_signing_in_or_out(db, address):
    person = factories.user("officer", factories.partnership("elsewhere"))
    sent = {"login": person.email, "password": PASSWORD, "next": address}
    for name in ("account_login", "admin:login", "account_reauthenticate", "account_logout"):
        browser = Client()
        if name in {"account_reauthenticate", "account_logout"}:
            browser.force_login(person)
        page = f"{reverse(name)}?{urlencode({'next': address})}"
        for answer in (browser.get(page), browser.post(page, sent)):
            for step in answer.headers.get("Location", "/"), *_leads(answer, address):
                assert urlsplit(step).netloc in {"", "testserver"}, (name, step)
                assert not step.startswith(("//", "/\\")), (name, step)
                assert markup.scheme_of(step) in {"", "http", "https"}, (name, step)


def _leads(answer, address):
    """Links of a page that lead where the address of the page told."""
    if answer.status_code != 200:
        return
    for tag, attributes, _ in markup.elements(answer.text):
        if tag in {"a", "form"} and address in attributes.values():
            yield attributes.get("href") or attributes.get("action")


@pytest.mark.once
@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_led_elsewhere_after_correcting_a_figure(address, people, things, client):
    client.force_login(people["officer"])
    page = address_of("plans:figure_edit", things)
    answer = client.get(page, {"back": address})
    assert answer.status_code == 200
    for tag, attributes, _ in markup.elements(answer.text):
        if tag == "a":
            assert attributes.get("href") != address


# ---- forms that others send


@pytest.mark.once
def test_no_form_is_taken_without_its_token(people, things):
    taken = set()
    for name in PAGE_ROWS:
        browser = Client(enforce_csrf_checks=True)
        for cookie, value in test_access._signed_in[people["officer"]].items():
            browser.cookies[cookie] = value
        with transaction.atomic():
            answer = browser.post(address_of(name, things), {"a": "b"})
            transaction.set_rollback(True)
        if answer.status_code != 403:
            taken.add(name)
    assert taken == set()
    assert len(PAGE_ROWS) > 400


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://testserver.evil.example"]
)
def test_no_form_of_another_site_is_taken_with_its_token(db, origin):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(SIGN_IN)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    sent = {"login": "a@example.org", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert browser.post(SIGN_IN, sent).status_code == 200
    assert browser.post(SIGN_IN, sent, headers={"origin": origin}).status_code == 403


@pytest.mark.once
def test_a_page_to_read_is_not_made_a_form_by_a_header(people, things, client):
    client.force_login(people["officer"])
    for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        address = f"{address_of('plans:block_remove', things)}?_method=POST"
        assert client.get(address, headers={header: "POST"}).status_code == 405
