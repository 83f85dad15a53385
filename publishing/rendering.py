"""How HTML becomes a PDF: a child process with limits, watched from here."""

import ctypes.util
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache

from django.conf import settings

from publishing.children import Child, Made

# What WeasyPrint loads; where one is missing the site runs and offers no PDF.
LIBRARIES = (
    *("gobject-2.0", "pango-1.0", "pangoft2-1.0"),
    *("harfbuzz", "harfbuzz-subset", "fontconfig"),
)


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
        pages = _PdfChild(source, target).follow(watch, every)
        target.seek(0)
        return Made(target.read(), pages)


class _PdfChild(Child):
    """The renderer, which tells the pages that it has laid out."""

    def __init__(self, source, target):
        super().__init__(
            [
                *(sys.executable, "-m", "publishing.render_child"),
                *("--parent", str(os.getpid()), "--target", str(target.fileno())),
                *("--memory", str(settings.RENDER_MEMORY)),
                *("--seconds", str(settings.RENDER_SECONDS)),
            ],
            stdin=source,
            pass_fds=[target.fileno()],
        )
        self.finished = False

    def _hear(self, news):
        for line in news.decode().splitlines():
            word, _, number = line.rpartition(" ")
            if number.isdigit():
                self.pages = int(number)
                self.finished = word == "pages"
        return news
