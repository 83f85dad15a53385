"""What everybody reads is answered before Django: whole, current, and only to those it is for."""

import gzip
import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings as django_settings
from django.test import RequestFactory
from django.utils import timezone

from plans.models import Plan
from publishing.public_copy import Folder, Page, PublicCopy
from publishing.public_copy.serving import before
from publishing.public_copy.tree import PAGE as PAGE_NAME
from publishing.workflow import withdraw
from publishing.workflow.copying import copy, this_code
from tests.publishing.copy_editions import FILE, PAGE, body_of
from tests.servers import ROOT

HTML = ("Content-Type", "text/html; charset=utf-8"), ("Vary", "Cookie")
PDF = ("Content-Type", "application/pdf"), ("Content-Disposition", 'inline; filename="b.pdf"')
WORDS = b"<p>What we will do together.</p>" * 100
BYTES = bytes(range(256)) * 4
HOST = "plans.example.org"


def django(environ, start_response):
    start_response("200 OK", [("X-By", "Django")])
    return [b"by Django"]


class Answer:
    def __init__(self, application, path, method="GET", **environ):
        asked = RequestFactory().generic(method, path).environ | {
            "HTTP_HOST": HOST, "wsgi.url_scheme": "http", "PATH_INFO": path, **environ,
        }  # fmt: skip
        asked.pop("HTTP_COOKIE") if not asked.get("HTTP_COOKIE") else None
        parts = application(asked, self._start)
        self.body = b"".join(parts)
        getattr(parts, "close", lambda: None)()

    def _start(self, status, headers, exc_info=None):
        self.status = int(status.split()[0])
        self.headers = dict(headers)

    @property
    def by_django(self):
        return self.body == b"by Django"


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path / "public", site=f"http://{HOST}", code="one")
    folder.renew()
    folder.put({"plan": (0, {PAGE: Page(HTML, body=WORDS), FILE: Page(PDF, body=BYTES)})})
    return folder


def layer(folder, **changes):
    ways = {"host": HOST, "https": False, "proxy_header": None, "cookie": "session"}
    return PublicCopy(django, folder, **(ways | changes))


@pytest.fixture
def get(folder):
    application = layer(folder)
    return lambda path, method="GET", **environ: Answer(application, path, method, **environ)


@pytest.mark.once
def test_a_page_comes_with_its_hash_and_not_twice(get):
    first = get(PAGE)
    assert (first.status, first.body) == (200, WORDS)
    etag = f'"{hashlib.sha256(WORDS).hexdigest()}"'
    assert first.headers["ETag"] == etag
    assert first.headers["Vary"] == "Cookie, Accept-Encoding"
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Content-Length"] == str(len(WORDS))

    head = get(PAGE, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers == first.headers

    for known in (etag, f'W/{etag}, "x"', f'"x",{etag}', "*"):
        again = get(PAGE, HTTP_IF_NONE_MATCH=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == etag
        assert "Vary" in again.headers and "Content-Length" not in again.headers
    assert get(PAGE, HTTP_IF_NONE_MATCH='"x"').status == 200


@pytest.mark.once
def test_a_page_is_squeezed_for_who_asks_and_has_an_etag_of_its_own(get):
    for asked in ("gzip, br", "br;q=1, *;q=0.1", "GZIP"):
        answer = get(PAGE, HTTP_ACCEPT_ENCODING=asked)
        assert gzip.decompress(answer.body) == WORDS, asked
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Length"] == str(len(answer.body))
    etag = answer.headers["ETag"]
    assert etag != get(PAGE).headers["ETag"]
    assert get(PAGE, HTTP_IF_NONE_MATCH=etag).status == 200
    assert get(PAGE, HTTP_IF_NONE_MATCH=etag, HTTP_ACCEPT_ENCODING="gzip").status == 304
    for asked in ("", "br", "gzip;q=0", "gzip;q=0, *", "gzip;q=nonsense", "identity"):
        assert get(PAGE, HTTP_ACCEPT_ENCODING=asked).body == WORDS, asked
    assert get(FILE, HTTP_ACCEPT_ENCODING="gzip").body == BYTES


@pytest.mark.once
@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-0", 206, 0, 0),
        ("bytes=0-99", 206, 0, 99),
        ("bytes=100-", 206, 100, 1023),
        ("bytes=-24", 206, 1000, 1023),
        ("bytes=-9999", 206, 0, 1023),
        ("bytes=1000-999999999999999", 206, 1000, 1023),
        ("bytes=1024-", 416, None, None),
        ("bytes=99999-100000", 416, None, None),
        ("bytes=-0", 416, None, None),
        ("bytes=9-3", 200, None, None),
        ("bytes=-", 200, None, None),
        ("bytes=0-1,5-6", 200, None, None),
        ("bytes=a-b", 200, None, None),
        ("bytes=1-2-3", 200, None, None),
        ("bytes=--5", 200, None, None),
        ("bytes=\u0661-\u0662", 200, None, None),
        ("bytes=" + "9" * 5000 + "-", 200, None, None),
        ("lines=1-2", 200, None, None),
        ("", 200, None, None),
    ],
)
def test_a_part_of_a_file(get, asked, status, first, last):
    answer = get(FILE, HTTP_RANGE=asked)
    assert answer.status == status
    if status == 206:
        assert answer.body == BYTES[first : last + 1]
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/1024"
        assert answer.headers["Content-Length"] == str(last - first + 1)
        etag = answer.headers["ETag"]
        assert get(FILE, HTTP_RANGE=asked, HTTP_IF_RANGE=etag).status == 206
        assert get(FILE, HTTP_RANGE=asked, HTTP_IF_RANGE='"older"').body == BYTES
        assert get(FILE, HTTP_RANGE=asked, HTTP_IF_NONE_MATCH=etag).status == 304
        assert get(FILE, "HEAD", HTTP_RANGE=asked).status == 200
    elif status == 416:
        assert (answer.body, answer.headers["Content-Range"]) == (b"", "bytes */1024")
    else:
        assert answer.body == BYTES


@pytest.mark.once
def test_a_large_file_is_read_as_it_is_sent(folder):
    large = random.Random(7).randbytes(5_000_000)
    folder.put({"plan": (0, {FILE: Page(PDF, body=large)})})
    application = layer(folder)
    assert Answer(application, FILE).body == large
    part = Answer(application, FILE, HTTP_RANGE="bytes=999999-4999998")
    assert part.body == large[999_999:4_999_999]
    assert Answer(application, FILE, "HEAD").headers["Content-Length"] == "5000000"


@pytest.mark.once
@pytest.mark.parametrize(
    "path",
    [
        *("/", "", PAGE[:-1], f"{PAGE}plan.docx", f"/{PAGE}", f"{PAGE}/", "//a/plans/b/"),
        *("/../../etc/passwd", f"{PAGE}../b/", f"{PAGE}./", "/a/plans/b/..%2f..%2fmanifest"),
        *("/objects/", "/manifest", f"{PAGE}.page.html", "/a/plans/b\\", f"{PAGE}\0", "/\xff\xfe"),
    ],
)
def test_an_address_that_is_not_copied_reaches_django(get, path):
    assert get(path).by_django


@pytest.mark.once
def test_what_depends_on_who_asks_reaches_django(get, folder):
    assert not get(PAGE).by_django
    assert not get(PAGE, HTTP_COOKIE="other=1").by_django
    assert get(PAGE, HTTP_COOKIE="other=1; session=abc").by_django
    assert get(PAGE, QUERY_STRING="edition=2").by_django
    assert get(PAGE, HTTP_HOST="elsewhere.example").by_django
    assert get(PAGE, HTTP_IF_MATCH='"x"').by_django
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        assert get(PAGE, method).by_django

    secure = layer(folder, https=True, proxy_header=("HTTP_X_FORWARDED_PROTO", "https"))
    assert Answer(secure, PAGE).by_django  # and is sent on to https
    assert Answer(secure, PAGE, HTTP_X_FORWARDED_PROTO="http").by_django
    assert Answer(secure, PAGE, HTTP_X_FORWARDED_PROTO="https").body == WORDS
    assert Answer(secure, PAGE, **{"wsgi.url_scheme": "https"}).body == WORDS


@pytest.mark.once
def test_a_half_written_manifest_leaves_the_previous_one_serving(folder, caplog):
    application = layer(folder)
    assert Answer(application, PAGE).body == WORDS
    whole = folder.manifest_path.read_bytes()
    for half in (whole[: len(whole) // 2], whole[:-1], b"", b"\xff\xfe", b"{}", b"0\n[]"):
        folder.manifest_path.write_bytes(half)
        assert Answer(application, PAGE).body == WORDS
        fresh = layer(folder)
        assert Answer(fresh, PAGE).by_django
        assert "manifest of the public copy is broken" in caplog.text
        caplog.clear()
        assert Answer(application, PAGE).body == WORDS
        assert not caplog.text  # said once for each
    folder.renew()
    assert Answer(application, PAGE).by_django  # until it is copied again
    folder.put({"plan": (0, {PAGE: Page(HTML, body=b"anew")})})
    assert Answer(application, PAGE).body == Answer(fresh, PAGE).body == b"anew"


@pytest.mark.once
def test_the_copies_may_be_deleted_at_any_time(folder):
    application = layer(folder)
    for place in folder.path.glob("objects/*/*"):
        place.unlink()
    assert Answer(application, PAGE).by_django
    folder.clear()
    assert Answer(application, PAGE).by_django


@pytest.mark.once
def test_a_page_holds_until_midnight_and_for_its_own_code(folder):
    later, over = time.time() + 60, time.time() - 1
    pages = {PAGE: Page(HTML, body=WORDS, until=over), FILE: Page(PDF, body=BYTES, until=later)}
    folder.put({"plan": (0, pages)})
    assert Answer(layer(folder), PAGE).by_django
    assert Answer(layer(folder), FILE).body == BYTES

    other = Folder(folder.path, site=f"http://{HOST}", code="two")
    assert Answer(layer(other), FILE).by_django
    other.renew()
    assert not folder.tree.place(PAGE).exists()
    other.put({"plan": (0, {PAGE: Page(HTML, body=b"new style")})})
    assert Answer(layer(other), PAGE).body == b"new style"
    assert Answer(layer(folder), PAGE).by_django


@pytest.mark.once
def test_what_is_held_back_is_gone_at_once_and_old_answers_are_refused(folder):
    application = layer(folder)
    turn, _ = folder.held("plan")
    folder.hold("plan")
    assert Answer(application, PAGE).by_django
    assert not folder.tree.place(PAGE).exists()
    old = {PAGE: Page(HTML, body=b"without a notice")}
    assert folder.put({"plan": (turn, old)}) == set()
    assert folder.put({"plan": (turn + 1, old)}) == set()  # while the change goes on
    folder.release("plan")
    assert folder.put({"plan": (turn, old)}) == set()
    assert folder.put({"plan": (turn + 1, old)}) == set()  # asked before the change was done
    assert Answer(application, PAGE).by_django
    turn, _ = folder.held("plan")
    folder.put({"plan": (turn, {PAGE: Page(HTML, body=b"with a notice")})})
    assert Answer(application, PAGE).body == b"with a notice"
    assert folder.tree.place(PAGE).read_bytes() == b"with a notice"


@pytest.mark.once
def test_where_the_copies_cannot_be_changed_there_are_none(folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    application = layer(folder)
    monkeypatch.setattr("publishing.public_copy.manifest.write", full)
    folder.hold("plan")
    assert Answer(application, PAGE).by_django
    assert not folder.tree.place(PAGE).exists()


class Reader(threading.Thread):
    """Reads a page, squeezed and not, and its file, over and over, and checks every body."""

    def __init__(self, application, over):
        super().__init__()
        self.application, self.over = application, over
        self.seen, self.wrong = {PAGE: set(), FILE: set()}, []

    def run(self):
        while not self.over.is_set():
            for path, wants in ((PAGE, "gzip"), (PAGE, ""), (FILE, "")):
                self.read(path, wants)

    def read(self, path, wants):
        answer = Answer(self.application, path, HTTP_ACCEPT_ENCODING=wants)
        if answer.by_django:
            return
        body = gzip.decompress(answer.body) if wants else answer.body
        whole = body[-64:] == hashlib.sha256(body[:-64]).hexdigest().encode()
        self.seen[path].add(body[:14])
        if not whole or answer.headers["ETag"][1:65] != hashlib.sha256(body).hexdigest():
            self.wrong.append((path, len(body)))


def publish_and_be_killed(place, enough):
    """Run a publisher that is killed (SIGKILL) at any moment and started again, until enough."""
    end, kills = time.monotonic() + 60, 0
    while time.monotonic() < end and not enough(kills):
        publisher = subprocess.Popen(
            [sys.executable, "-m", "tests.publishing.copy_editions", place, str(kills * 10_000)],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE,
        )  # fmt: skip
        publisher.stdout.readline()  # it begins
        time.sleep(random.random() / 2)
        publisher.send_signal(signal.SIGKILL)
        publisher.communicate()
        kills += 1


@pytest.mark.once
def test_eight_readers_while_it_republishes_and_is_killed(tmp_path):
    place = tmp_path / "public"
    application, over = layer(Folder(place, code="test")), threading.Event()
    readers = [Reader(application, over) for _ in range(8)]

    def seen():
        return [set().union(*(reader.seen[path] for reader in readers)) for path in (PAGE, FILE)]

    def enough(kills):
        return kills > 5 and all(len(found) > 10 for found in seen())

    for reader in readers:
        reader.start()
    publish_and_be_killed(place, enough)
    over.set()
    for reader in readers:
        reader.join()
    assert [reader.wrong for reader in readers if reader.wrong] == []
    assert all(len(found) > 10 for found in seen()), seen()

    folder = Folder(place, code="test")  # and nginx shows what the manifest says
    folder.renew()
    entry = folder.manifest().paths.get(PAGE)
    assert folder.tree.place(PAGE).exists() == bool(entry)
    if entry:
        shown = folder.tree.place(PAGE).read_bytes()
        assert hashlib.sha256(shown).hexdigest() == entry["object"]
        assert shown == body_of(int(shown.split()[1]), 2000)


# ---- the real pages


@pytest.fixture
def copied(demo, settings, tmp_path):
    settings.PUBLIC_COPY = tmp_path / "public"
    settings.SITE_URL = f"http://{HOST}"
    settings.ALLOWED_HOSTS = [HOST]
    assert copy(timezone.now(), everything=True) >= 2
    return before(django, django_settings, this_code())


@pytest.fixture
def plan(demo):
    return Plan.objects.published().get(partnership__slug=demo.slug)


def test_every_copy_is_what_django_answers(copied, client, settings):
    folder = Folder(settings.PUBLIC_COPY, code=this_code())
    paths = folder.manifest().paths
    assert len(paths) >= 4
    for path in paths:
        ours, theirs = Answer(copied, path), client.get(path, HTTP_HOST=HOST)
        assert not ours.by_django
        assert ours.body == theirs.getvalue()
        for name, value in theirs.headers.items():
            # The order of a policy's words differs from answer to answer, and says nothing.
            if name == "Vary":
                assert value in ours.headers[name]
            elif name == "X-Request-ID":
                assert name not in ours.headers  # it was of the request that was copied
            else:
                assert sorted(ours.headers[name]) == sorted(value), (path, name)
        assert "Set-Cookie" not in ours.headers
        assert ours.headers["Cache-Control"]


def test_a_withdrawn_plan_is_never_shown_without_its_notice(
    copied, plan, demo, django_capture_on_commit_callbacks, settings
):
    page = f"/{demo.slug}/plans/{plan.slug}/"
    assert not Answer(copied, page).by_django
    now = timezone.now()
    with django_capture_on_commit_callbacks() as after_commit:
        withdraw(plan.document, reason="A figure was wrong.", by=demo.user(), now=now)
        assert Answer(copied, page).by_django  # before it is committed
        copy(now)
        assert Answer(copied, page).by_django
    for callback in after_commit:
        callback()
    assert copy(now) == 1
    answer = Answer(copied, page)
    assert not answer.by_django
    assert "A figure was wrong." in answer.body.decode()


def test_a_page_is_copied_again_when_what_frames_it_changes(copied, plan, demo):
    now = timezone.now()
    assert copy(now) == 0  # nothing has changed
    plan.partnership.place_name = "The Southern Lakes"
    plan.partnership.save()
    assert copy(now) >= 1
    answer = Answer(copied, f"/{demo.slug}/plans/{plan.slug}/")
    assert "The Southern Lakes" in answer.body.decode()


def test_a_plan_that_is_public_no_more_is_taken_out(copied, plan, demo):
    page = f"/{demo.slug}/plans/{plan.slug}/"
    plan.partnership.public = False
    plan.partnership.save()
    copy(timezone.now())
    assert Answer(copied, page).by_django


def test_while_django_fails_the_last_copy_stays(copied, plan, demo, monkeypatch):
    page = f"/{demo.slug}/plans/{plan.slug}/"
    monkeypatch.setattr("publishing.public_copy.asking._handler", _Broken)
    assert copy(timezone.now(), everything=True) == 0
    assert not Answer(copied, page).by_django


class _Broken:
    def __call__(self, environ, start_response):
        start_response("500 Internal Server Error", [])
        return self

    def close(self):
        pass


def test_nginx_says_of_a_page_what_django_says(copied, plan, demo):
    """nginx serves the tree of links with the headers of its configuration."""
    page = Answer(copied, f"/{demo.slug}/plans/{plan.slug}/").headers
    conf = (ROOT / "config" / "nginx.conf").read_text()
    said = dict(re.findall(r'add_header (\S+) "?([^";]+(?:; [^"]+)?)"?;', conf))
    said |= {"Content-Language": page["Content-Language"]}  # by a map, as is the next
    assert said.pop("Strict-Transport-Security")
    said["Content-Type"] = "text/html; charset=utf-8"
    for name, value in page.items():
        if name not in ("ETag", "Content-Length", "Accept-Ranges"):
            assert sorted(said.pop(name).split("; ")) == sorted(value.split("; ")), name
    assert said == {}
    assert "types { text/html html; }" in conf and "charset utf-8;" in conf
    assert PAGE_NAME in conf and "root /data/public/tree/$copies;" in conf
