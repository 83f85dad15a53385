"""Bodies kept by the hash of their contents, those of text with a gzip twin beside them."""

import gzip
import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from publishing.public_copy.manifest import write_whole

SQUEEZED = ("text/", "application/json", "application/xml", "image/svg+xml")


@dataclass(frozen=True)
class Page:
    """What Django answered for an address: its headers, and its body as bytes or as a file."""

    headers: tuple
    body: bytes = b""
    file: str = ""
    until: float | None = None

    @property
    def type(self):
        return next((value for name, value in self.headers if name == "Content-Type"), "")


class Bodies:
    """``objects/ab/ab12...`` and the like."""

    def __init__(self, path):
        self.path = path

    def place(self, sha256):
        return self.path / sha256[:2] / sha256

    def entry(self, uid, page, turn=""):
        """Keep a body under its hash; the entry for the manifest.

        ``turn`` is that of the document before the page was asked for.
        """
        squeezed = page.type.startswith(SQUEEZED)
        if page.file and not squeezed:
            sha256, length = self._keep_file(page.file)
            gzipped = 0
        else:
            body = Path(page.file).read_bytes() if page.file else page.body
            sha256, length = hashlib.sha256(body).hexdigest(), len(body)
            self._keep(self.place(sha256), body)
            gzipped = self._keep_twin(sha256, body) if squeezed else 0
        return {
            "object": sha256,
            "length": length,
            "gzip": gzipped,
            "headers": [tuple(pair) for pair in page.headers],
            "until": page.until,
            "of": uid,
            "turn": turn,
        }

    def _keep(self, place, body):
        if place.exists():
            os.utime(place, ns=(place.stat().st_atime_ns, place.stat().st_mtime_ns))
        else:
            write_whole(place, body)

    def _keep_twin(self, sha256, body):
        """The gzip twin beside a body; its length, or 0 where it saves nothing."""
        twin = gzip.compress(body, 9, mtime=0)
        if len(twin) > 0.9 * len(body):
            return 0
        self._keep(self.place(sha256).with_suffix(".gz"), twin)
        return len(twin)

    def _keep_file(self, source):
        """A file of the storage: the same bytes under a second name, or a copy of them."""
        with open(source, "rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        place = self.place(sha256)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(source, place)
            except OSError:
                part = place.with_name(f".part-{os.getpid()}-{sha256}")
                shutil.copyfile(source, part)
                part.replace(place)
        return sha256, place.stat().st_size

    def sweep_out(self, named, *, before):
        """Delete what nobody names and nothing has touched since a time."""
        for place in self.path.glob("*/*"):
            old = place.stat().st_ctime < before
            if old and place.name.removesuffix(".gz") not in named:
                place.unlink()
