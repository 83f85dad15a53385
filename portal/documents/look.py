"""The stylesheet of a partnership's public pages: one file, in the partnership's colour."""

import functools
import gzip
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

PUBLIC_CSS = "built/public.css"
FONTS = "fonts/400.woff2", "fonts/700.woff2"


def look_of(colour):
    """The stylesheet in a colour: as it is, compressed, and what tells one from the next."""
    found = finders.find(PUBLIC_CSS)
    changed = Path(found).stat().st_mtime if found else 0
    return _look(colour, found, changed)


@functools.lru_cache(maxsize=64)
def _look(colour, found, changed):
    css = Path(found).read_text() if found else ""
    for font in FONTS:  # named from the stylesheet's own place, which is another one here
        css = css.replace(f'"{font}"', f'"{static(f"built/{font}")}"')
    whole = f"{css}\n{colour_rule(colour)}".encode()
    return whole, gzip.compress(whole, mtime=0), hashlib.sha256(whole).hexdigest()[:16]


def colour_rule(colour):
    """The colour as custom properties: no page needs a style of its own for it."""
    return f":root {{ --brand: {colour}; --brand-soft: {soften(colour)}; }}\n"


def soften(colour):
    """A colour thinned to an eighth on white, as ground for text."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) / 8):02x}" for part in parts)
