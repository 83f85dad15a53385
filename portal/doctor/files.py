"""What files are made with and where they lie: programs that are run, fonts, room."""

import shutil
import subprocess
from functools import partial

from django.conf import settings
from django.contrib.staticfiles import finders

from portal.health import Dead, Part
from publishing.making import PROGRAMS
from publishing.rendering import render_pdf, renderer_available

MAKE_ROOM = "Make room, or move MEDIA_ROOT or PORTAL_VAR to a larger disk."
LEAST_ROOM = 512 * 1024**2  # bytes
FONTS = ("fonts/400.woff2", "fonts/700.woff2")
SAY_HELLO = "<!doctype html><html lang='en'><title>Whole</title><p>Whole.</p></html>"
SECONDS = 20
# What makes each program say that it is there, and nothing more.
ASKED = {"espeak-ng": ["--version"], "lame": ["--license"], "file2brl": ["--help"]}


def room():
    """Every folder of the portal has room for what comes."""
    found = {}
    for name, folder in (("MEDIA_ROOT", settings.MEDIA_ROOT), ("PORTAL_VAR", settings.VAR_DIR)):
        while not folder.exists():
            folder = folder.parent
        found[name] = shutil.disk_usage(folder).free
    short = [
        f"{name} has {free // 1024**2} MB" for name, free in found.items() if free < LEAST_ROOM
    ]
    if short:
        raise Dead(", ".join(short))
    return ", ".join(f"{name} {free / 1024**3:.0f} GB free" for name, free in found.items())


def rendered():
    """A PDF of one line is made, as any other is."""
    if not renderer_available():
        raise Dead("WeasyPrint or one of its system libraries is missing")
    made = render_pdf(SAY_HELLO)
    if not made.bytes.startswith(b"%PDF-"):
        raise Dead("what it made is no PDF")
    return f"made a PDF of {len(made.bytes):,} bytes"


def programs():
    """One part for each program that makes formats, with the formats that lack it."""
    made = {}
    for format, needed in PROGRAMS.items():
        if not settings.FORMATS or format.value in settings.FORMATS:
            for program in needed:
                made.setdefault(program, []).append(str(format.label))
    for (program, package), formats in made.items():
        yield Part(
            f"{program} (for {', '.join(formats)})",
            partial(_runs, program),
            f"sudo apt-get install {package}; then start the portal again.",
            needed=settings.PRODUCTION,
        )


def _runs(program):
    """It is there and starts: a file of the name alone makes nothing."""
    if not shutil.which(program):
        raise Dead(f"{program} is not on PATH")
    done = subprocess.run(
        [program, *ASKED.get(program, ["--version"])],
        capture_output=True, text=True, errors="replace", check=False, timeout=SECONDS,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    said = (done.stdout or done.stderr).strip().splitlines()
    if done.returncode not in (0, 1) or not said:
        raise Dead(f"{program} ends with status {done.returncode}")
    return said[0][:60]


def fonts():
    """The fonts of pages and PDFs are built."""
    missing = [name for name in FONTS if not finders.find(f"built/{name}")]
    if missing:
        raise Dead(f"static/built/{missing[0]} is missing")


def assets():
    """Styles and scripts are built; where production serves them, gathered too."""
    for name in ("public.css", "portal.css"):
        if not finders.find(f"built/{name}"):
            raise Dead(f"static/built/{name} is missing")
    gathered = settings.STATIC_ROOT / "staticfiles.json"
    if settings.PRODUCTION and not settings.DEBUG and not gathered.exists():
        raise Dead("they are not gathered: manage.py collectstatic --no-input")
