"""The thin layer before Django: it answers what is copied, and passes on all the rest.

No database, no session, no cookie: one look at the manifest's file, then a dictionary. An
address that is not in it, with a query, of somebody who is signed in, or by another host or
scheme is Django's to answer, with all of Django's rules.
"""

import logging
import os
import threading
import time

from publishing.public_copy import manifest as manifests
from publishing.public_copy.conditions import OUTSIDE, byte_range, names, takes_gzip
from publishing.public_copy.folder import Folder

log = logging.getLogger(__name__)

IN_MEMORY = 64 * 1024 * 1024  # bodies, of each web process
SMALL = 4 * 1024 * 1024  # larger ones are read as they are sent
CHUNK = 256 * 1024
METHODS = ("GET", "HEAD")


class Entry:
    """One address: its ready headers for the whole body and for its gzip twin."""

    __slots__ = ("etag", "gzip", "gzip_etag", "gzip_headers", "headers", "length", "object",
                 "of", "squeezed", "turn", "unchanged", "until")  # fmt: skip

    def __init__(self, kept):
        self.object, self.length = kept["object"], kept["length"]
        self.squeezed, self.until = kept["gzip"], kept["until"]
        self.of, self.turn = kept["of"], kept.get("turn", "")
        self.etag = f'"{self.object}"'
        self.gzip_etag = f'"{self.object}-gz"' if self.squeezed else self.etag
        own = [pair for pair in kept["headers"] if pair[0].lower() not in ("etag", "vary")]
        varies = [value for name, value in kept["headers"] if name.lower() == "vary"]
        if self.squeezed and "accept-encoding" not in ", ".join(varies).lower():
            varies.append("Accept-Encoding")
        if varies:
            own.append(("Vary", ", ".join(varies)))
        if not any(name.lower() == "cache-control" for name, _ in own):
            own.append(("Cache-Control", "no-cache"))
        self.headers = [
            *own, ("Accept-Ranges", "bytes"), ("ETag", self.etag),
            ("Content-Length", str(self.length)),
        ]  # fmt: skip
        self.gzip_headers = [
            *own, ("ETag", self.gzip_etag), ("Content-Encoding", "gzip"),
            ("Content-Length", str(self.squeezed)),
        ]  # fmt: skip
        kept_back = ("cache-control", "vary", "content-language")
        self.unchanged = [pair for pair in own if pair[0].lower() in kept_back]


class PublicCopy:
    """A WSGI application before another."""

    def __init__(self, application, folder, *, host, https, proxy_header, cookie, stands=None):
        self.application = application
        self.folder = folder
        self.host, self.https, self.proxy_header = host, https, proxy_header
        self.cookie = f"{cookie}="
        self.stands = stands
        self._manifest = os.fspath(folder.manifest_path)
        self._seen, self._entries = None, {}
        self._lock = threading.Lock()
        self._bodies, self._size = {}, 0
        self._gzip = {}

    def __call__(self, environ, start_response):
        entry = self._current().get(environ["PATH_INFO"])
        if entry is None or not self._for_everybody(environ, entry):
            return self.application(environ, start_response)
        try:
            return self._answer(environ, start_response, entry)
        except FileNotFoundError:
            log.warning("A body of the public copy is missing; Django answers instead.")
            return self.application(environ, start_response)

    # ---- what is copied

    def _current(self):
        try:
            stat = os.stat(self._manifest)
        except OSError:
            self._entries = {}
            self._seen = None
            return self._entries
        seen = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
        if seen != self._seen:
            with self._lock:  # others wait: none may see what has just been taken out
                if seen != self._seen:
                    self._load(seen)
        return self._entries

    def _load(self, seen):
        try:
            found = manifests.read(self._manifest)
        except (*manifests.UNREADABLE, OSError) as error:
            log.error("The manifest of the public copy is broken (%s); the last whole one "
                      "goes on serving, %s addresses.", error, len(self._entries))  # fmt: skip
        else:
            # Pages of other code name other styles: Django answers until they are made anew.
            known = found.paths if found.code == self.folder.code else {}
            self._entries = {
                path.encode().decode("latin-1"): Entry(kept) for path, kept in known.items()
            }
            self._bodies, self._size = {}, 0
        self._seen = seen

    # ---- who is asking

    def _for_everybody(self, environ, entry):
        if environ["REQUEST_METHOD"] not in METHODS or environ.get("QUERY_STRING"):
            return False
        if environ.get("HTTP_HOST") != self.host or environ.get("SCRIPT_NAME"):
            return False
        if self.cookie in environ.get("HTTP_COOKIE", "") or "HTTP_IF_MATCH" in environ:
            return False
        if self.https and not self._is_secure(environ):
            return False
        if entry.until is not None and time.time() >= entry.until:
            return False
        return self.stands is None or self.stands(entry.of, entry.turn)

    def _is_secure(self, environ):
        if self.proxy_header and self.proxy_header[0] in environ:
            said = environ[self.proxy_header[0]].split(",")[0].strip()
            return said == self.proxy_header[1]
        return environ["wsgi.url_scheme"] == "https"

    # ---- answers

    def _answer(self, environ, start_response, entry):
        asked = environ.get("HTTP_RANGE")
        squeezed = entry.squeezed and not asked and self._takes_gzip(environ)
        etag = entry.gzip_etag if squeezed else entry.etag
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and names(known, etag):
            start_response("304 Not Modified", [*entry.unchanged, ("ETag", etag)])
            return [b""]
        wants_body = environ["REQUEST_METHOD"] == "GET"
        if asked and wants_body and environ.get("HTTP_IF_RANGE", etag) == etag:
            found = byte_range(asked, entry.length)
            if found:
                return self._part(start_response, entry, found)
        body = self._body(entry, squeezed) if wants_body else [b""]
        start_response("200 OK", entry.gzip_headers if squeezed else entry.headers)
        return body

    def _part(self, start_response, entry, found):
        headers = [pair for pair in entry.headers if pair[0] != "Content-Length"]
        if found == OUTSIDE:
            headers = [pair for pair in headers if pair[0] != "Content-Type"]
            headers += [("Content-Range", f"bytes */{entry.length}"), ("Content-Length", "0")]
            start_response("416 Range Not Satisfiable", headers)
            return [b""]
        first, last = found
        body = self._body(entry, False, first, last)
        headers += [
            ("Content-Range", f"bytes {first}-{last}/{entry.length}"),
            ("Content-Length", str(last - first + 1)),
        ]
        start_response("206 Partial Content", headers)
        return body

    def _takes_gzip(self, environ):
        asked = environ.get("HTTP_ACCEPT_ENCODING", "")
        answer = self._gzip.get(asked)
        if answer is None:
            answer = takes_gzip(asked)
            if len(self._gzip) < 256:
                self._gzip[asked] = answer
        return answer

    def _body(self, entry, squeezed, first=0, last=None):
        """The bytes to send, from memory or, where they are many, from the file."""
        if not squeezed and entry.length > SMALL:
            last = entry.length - 1 if last is None else last
            return Chunks(self.folder.bodies.place(entry.object), first, last - first + 1)
        key = (entry.object, bool(squeezed))
        body = self._bodies.get(key)
        if body is None:
            body = self._read(key)
        return [body if last is None else body[first : last + 1]]

    def _read(self, key):
        place = self.folder.bodies.place(key[0])
        body = (place.with_suffix(".gz") if key[1] else place).read_bytes()
        with self._lock:
            if self._size + len(body) > IN_MEMORY:
                self._bodies, self._size = {}, 0
            if key not in self._bodies:
                self._bodies[key] = body
                self._size += len(body)
        return body


class Chunks:
    """A stretch of a file, read as it is sent; open from the start, so deleting it cuts nobody."""

    def __init__(self, place, first, length):
        self.file = open(place, "rb")  # noqa: SIM115 - the server closes it
        self.file.seek(first)
        self.left = length

    def __iter__(self):
        return self

    def __next__(self):
        data = self.file.read(min(CHUNK, self.left))
        if not data:
            raise StopIteration
        self.left -= len(data)
        return data

    def close(self):
        self.file.close()


def before(application, settings, code, stands=None):
    """The layer before Django, as the settings say.

    ``stands(uid, turn)`` says whether a document is still as it was copied; None where all
    machines share one folder, from which a change takes it.
    """
    folder = Folder(settings.PUBLIC_COPY, site=settings.SITE_URL, code=code)
    return PublicCopy(
        application,
        folder,
        host=settings.SITE_URL.split("://", 1)[1],
        https=settings.SECURE_SSL_REDIRECT,
        proxy_header=settings.SECURE_PROXY_SSL_HEADER,
        cookie=settings.SESSION_COOKIE_NAME,
        stands=stands,
    )
