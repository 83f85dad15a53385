"""Programs that make files: children with limits, watched until they end."""

import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from publishing.render_child import TOO_MUCH_MEMORY

log = logging.getLogger(__name__)

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
class Made:
    """A whole file, and how many pages it has (0 where it has none)."""

    bytes: bytes
    pages: int


class Child:
    """One run of a program: its news come by stdout, its complaints by stderr."""

    def __init__(self, command, **streams):
        # Plain files without names for what is long: no pipe can block, and nothing is left
        # behind when the worker is killed.
        self.process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **streams,
        )
        # Processor time is what is promised; the clock is only for a machine that stands still.
        self.deadline = time.monotonic() + 3 * settings.RENDER_SECONDS
        self.pages = 0
        self.finished = True
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
        """What it says while it works; most programs say nothing."""
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


def bound(folder, *command):
    """A command of another program, bound as the renderer is, that works in a folder."""
    return [
        *(sys.executable, "-m", "publishing.bound_child"),
        *("--parent", str(os.getpid())),
        *("--memory", str(settings.RENDER_MEMORY)),
        *("--seconds", str(settings.RENDER_SECONDS)),
        *("--folder", folder, "--", *command),
    ]


def converted(content, command, *, watch=lambda pages: True, every=1):
    """What a program makes of some bytes.

    ``command`` names its files as ``{source}`` and ``{target}``; they lie in a folder of their
    own, which goes with everything in it. ``watch`` is asked first of all as well: many short
    programs after one another are as long as a long one.
    """
    if not watch(0):
        raise Abandoned
    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        names = {"source": f"{folder}/source", "target": f"{folder}/target"}
        Path(names["source"]).write_bytes(content)
        named = [part.format(**names) for part in command]
        Child(bound(folder, *named), stdin=subprocess.DEVNULL).follow(watch, every)
        target = Path(names["target"])
        if not target.exists():
            raise RenderFailed(BROKEN)
        return target.read_bytes()
