"""Which code makes the pages: after another deployment none made before is shown."""

import hashlib
from functools import cache
from pathlib import Path

ENDINGS = (".py", ".html", ".txt", ".mo")
NO_PART = {"tests", "bench", "docs", "var", "node_modules"}


@cache
def code_of(base, static_root, site):
    """A fingerprint of all code, templates and translations, and of the address of the site.

    By contents and not by times, so that all machines that run the same code agree.
    """
    base = Path(base)
    digest = hashlib.sha256(site.encode())
    folders = [one for one in base.iterdir() if one.is_dir() and _counts(one.name)]
    files = [base / "requirements.txt", Path(static_root) / "staticfiles.json"]
    for folder in folders:
        files += [one for one in folder.rglob("*") if one.suffix in ENDINGS]
    for file in sorted(files):
        if file.is_file():
            digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _counts(name):
    return name not in NO_PART and not name.startswith(".")
