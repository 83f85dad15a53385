"""Who uses the portal during a drill: its officer, and the public, who never stop reading."""

import html
import http.cookiejar
import os
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass

from tests.servers import wait_until

PASSWORD = "sturdy-example-lantern"
# Seconds in which an officer is promised an answer; a machine that others keep busy needs more.
PATIENCE = float(os.environ.get("DRILL_PATIENCE", "5"))
EDITIONS = re.compile(rb"Words of edition (\d+) end")


@dataclass(frozen=True)
class Answer:
    """What a request came to; 0 where nobody answered at all."""

    status: int
    body: bytes
    url: str
    took: float

    @property
    def text(self):
        return self.body.decode(errors="replace")

    @property
    def words(self):
        """The page as it reads, without its markup."""
        return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.text)))


class Through(urllib.request.HTTPRedirectHandler):
    """Follows redirects through the web process at hand, as a proxy does."""

    def __init__(self, officer):
        self.officer = officer

    def redirect_request(self, request, answered, code, words, headers, newurl):
        path = urllib.parse.urlsplit(newurl)._replace(scheme="", netloc="").geturl()
        base = self.officer.base
        return super().redirect_request(request, answered, code, words, headers, base + path)


class Officer:
    """A browser in which the officer works, through one web process or another."""

    def __init__(self, base, email="officer@drill.example"):
        self.base, self.email = base, email
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), Through(self)
        )

    def get(self, path):
        return self._ask(path)

    def post(self, path, **typed):
        """Send a form, with the token of the page on which it stands."""
        token = next((c.value for c in self.cookies if c.name == "csrf"), "")
        return self._ask(path, urllib.parse.urlencode(typed | {"csrfmiddlewaretoken": token}))

    def sign_in(self, password=PASSWORD):
        self.get("/accounts/login/")
        return self.post("/accounts/login/", login=self.email, password=password)

    def send(self, path, body, headers):
        """Send a body that was made elsewhere, such as one with a file."""
        return self._ask(path, body, headers)

    def _ask(self, path, data=None, headers=None):
        body = data.encode() if isinstance(data, str) else data
        request = urllib.request.Request(self.base + path, data=body, headers=headers or {})
        request.add_header("Referer", self.base + path)
        began = time.monotonic()
        try:
            with self.opener.open(request, timeout=60) as found:
                status, body, url = found.status, found.read(), found.url
        except urllib.error.HTTPError as error:
            status, body, url = error.code, error.read(), error.url
        except OSError:
            status, body, url = 0, b"", request.full_url
        return Answer(status, body, url, time.monotonic() - began)


class Readers:
    """People who read the same pages and files again and again, and what they were answered."""

    def __init__(self, addresses, bases, pause):
        self.addresses, self.bases, self.pause = addresses, bases, pause
        self.statuses, self.halves, self.seen = Counter(), [], {}
        self.refused = Counter()
        self.rounds = Counter()  # of each person
        self.stopped = threading.Event()

    def __call__(self):
        while not self.stopped.wait(self.pause):
            for address in self.addresses:
                self._read(address)
            self.rounds[threading.get_ident()] += 1

    def wait_for_rounds(self, people, rounds):
        """Until each of these people has read everything that much more often."""
        before = Counter(self.rounds)

        def read():
            return len(self.rounds) == people and all(
                count >= before[person] + rounds for person, count in self.rounds.copy().items()
            )

        wait_until(read, seconds=120, what=f"the public reads: {self.statuses}")

    def _read(self, address):
        """As nginx does: where one web process refuses the connection, the next is asked."""
        for base in self.bases:
            try:
                with urllib.request.urlopen(base + address, timeout=30) as found:
                    return self._note(address, found.status, found.read(), found.headers)
            except urllib.error.HTTPError as error:
                self.statuses[error.code] += 1
                return None
            except (OSError, urllib.error.URLError) as error:
                self.refused[base, type(getattr(error, "reason", error)).__name__] += 1
            except Exception as error:  # a body cut short
                return self.halves.append((address, repr(error)))
        self.statuses[0] += 1
        return None

    def _note(self, address, status, body, headers):
        self.statuses[status] += 1
        seen = self.seen.setdefault(address, [])
        if address.endswith(".pdf"):
            whole = body.startswith(b"%PDF-") and body.rstrip().endswith(b"%%EOF")
        else:
            numbers = set(EDITIONS.findall(body))
            whole = len(numbers) == 1 and b"</html>" in body
            newest = int(max(numbers, default=b"0"))
            if whole and newest not in seen:
                seen.append(newest)
        if not whole or headers["Content-Length"] not in (None, str(len(body))):
            self.halves.append((address, status, body[:200]))

    def assert_saw_only_whole_editions(self):
        """Always one edition, whole; never an older one after a newer one; never an error."""
        assert self.halves == []
        assert set(self.statuses) == {200}, self.statuses
        for address, numbers in self.seen.items():
            assert numbers == sorted(numbers), (address, numbers)


@contextmanager
def reading(addresses, bases, *, people=2, pause=0.2):
    """The public reads while something happens; afterwards only whole editions were seen."""
    readers = Readers(addresses, bases, pause)
    threads = [threading.Thread(target=readers, daemon=True) for _ in range(people)]
    for thread in threads:
        thread.start()
    try:
        readers.wait_for_rounds(people, 1)  # nothing is broken before somebody reads
        yield readers
        readers.wait_for_rounds(people, 2)  # the second began after what has happened
    finally:
        readers.stopped.set()
        for thread in threads:
            thread.join(60)
    readers.assert_saw_only_whole_editions()
