"""The programs that some tests need beside Python, and what happens where they are missing."""

import glob
import os
import shutil

import pytest

DEBIAN_PACKAGES = {
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "redis-server": "redis-server",
    "pandoc": "pandoc",
    "rsvg-convert": "librsvg2-bin",
    "file2brl": "liblouisutdml-bin",
    "espeak-ng": "espeak-ng",
    "lame": "lame",
    "java": "default-jre-headless",
    "initdb": "postgresql",
    "postgres": "postgresql",
}


def program(name):
    """The path of a program; without it the test is left out, or in CI has failed."""
    found = _find(name)
    if found:
        return found
    message = f"{name} is missing: sudo apt-get install {DEBIAN_PACKAGES.get(name, name)}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def _find(name):
    if name == "chromium":
        return shutil.which("chromium") or shutil.which("chromium-browser")
    # Debian keeps PostgreSQL's server programs off PATH, one folder for each version.
    debian = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return shutil.which(name) or (debian[-1] if debian else None)
