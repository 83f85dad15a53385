"""How HTML becomes a PDF: a child process with limits, watched from here."""

import ctypes.util
import importlib.util
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from publishing.render_child import TOO_MUCH_MEMORY

log = logging.getLogger(__name__)

# What WeasyPrint loads; where one is missing the site runs and offers no PDF.
LIBRARIES = (
    *("gobject-2.0", "pango-1.0", "pangoft2-1.0"),
    *("harfbuzz", "harfbuzz-subset", "fontconfig"),
)
TOO_LONG = (
    "It took too long to make: the document has a part that is too complex, such as a very "
    "long or deeply nested table. Trying again as it is will not help. Shorten or split that "
    "part; this needs a new edition."
)
TOO_BIG = (
    "It needed too much memory: the document is too large or has a very large picture or "
    "table. Trying again as it is will not help. Make that part smaller; this needs a new edition."
)
BROKEN = (
    "The document could not be laid out: it has a part that is nested too deeply or is damaged. "
    "Trying again as it is will not help. Simplify that part; this needs a new edition."
)
STOPPED = "It was interrupted while it was being made. It will be tried again by itself."
BUSY = "It took too long because the machine was busy. It will be tried again by itself."


class RenderFailed(Exception):
    """A PDF that could not be made, in words for an officer.

    ``passing`` says whether the same HTML may work another time.
    """

    def __init__(self, words, *, passing=False):
        self.passing = passing
        super().__init__(words)


class Abandoned(Exception):
    """Nobody wants this PDF any more: the lease went to somebody else."""


@dataclass(frozen=True)
class RenderedPdf:
    """A whole PDF and how many pages it has."""

    bytes: bytes
    pages: int


@cache
def renderer_available():
    """Whether this machine can make PDFs: WeasyPrint and its system libraries are here."""
    if importlib.util.find_spec("weasyprint") is None:
        return False
    return all(ctypes.util.find_library(name) for name in LIBRARIES)


def render_pdf(html, *, watch: Callable[[int], bool] = lambda pages: True, every=1):
    """Make the PDF of some HTML in a child process.

    ``watch(pages so far)`` is asked about every ``every`` seconds; when it says False, the
    child is ended and ``Abandoned`` is raised.
    """
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
        source.write(html.encode())
        source.seek(0)
        pages = _Child(source, target).follow(watch, every)
        target.seek(0)
        return RenderedPdf(target.read(), pages)


class _Child:
    """One run of the child process."""

    def __init__(self, source, target):
        # Plain files without names: no pipe can block, and nothing is left behind when the
        # worker is killed.
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "publishing.render_child"),
                *("--parent", str(os.getpid()), "--target", str(target.fileno())),
                *("--memory", str(settings.RENDER_MEMORY)),
                *("--seconds", str(settings.RENDER_SECONDS)),
            ],
            cwd=settings.BASE_DIR,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[target.fileno()],
        )
        # Processor time is what is promised; the clock is only for a machine that stands still.
        self.deadline = time.monotonic() + 3 * settings.RENDER_SECONDS
        self.pages = 0
        self.finished = False
        self.errors = b""

    def follow(self, watch, every):
        """Pass on the news until the child ends; its pages, or why there are none."""
        try:
            self._listen(watch, every)
            code = self.process.wait()
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process.stderr.close()
        if code or not self.finished:
            log.warning("The renderer ended with %s: %s", code, self.errors[-1000:].decode())
            raise _failure(code, self.errors)
        return self.pages

    def _listen(self, watch, every):
        asked = time.monotonic()
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ, self._hear)
            selector.register(self.process.stderr, selectors.EVENT_READ, self._keep)
            while selector.get_map():
                for key, _ in selector.select(timeout=every):
                    if not key.data(os.read(key.fd, 65536)):
                        selector.unregister(key.fileobj)
                if time.monotonic() > self.deadline:
                    raise RenderFailed(BUSY, passing=True)
                if time.monotonic() - asked >= every:
                    asked = time.monotonic()
                    if not watch(self.pages):
                        raise Abandoned

    def _hear(self, news):
        for line in news.decode().splitlines():
            word, _, number = line.rpartition(" ")
            if number.isdigit():
                self.pages = int(number)
                self.finished = word == "pages"
        return news

    def _keep(self, errors):
        self.errors = (self.errors + errors)[-10_000:]
        return errors


def _failure(code, errors):
    """The words for an officer, from how the child ended."""
    if code == -signal.SIGXCPU:
        return RenderFailed(TOO_LONG)
    out_of_memory = b"MemoryError" in errors or b"failed to allocate" in errors
    if out_of_memory or code in (TOO_MUCH_MEMORY, -signal.SIGABRT, -signal.SIGTRAP):
        return RenderFailed(TOO_BIG)
    if code in (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP):
        return RenderFailed(STOPPED, passing=True)
    return RenderFailed(BROKEN)
