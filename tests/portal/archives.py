"""Archives for tests: what they hold, others made of them, and where they are brought in."""

import json
import subprocess
import sys
import zipfile

from django.conf import settings

from tests.prepared import copy_migrated_database
from tests.servers import ROOT, clean_environment

EXAMPLE = ROOT / "docs/archive-example"


def members(path):
    """The contents of an archive by their names, but for the manifest, which carries the time."""
    with zipfile.ZipFile(path) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n != "manifest.json"}


def example():
    """The example of the documentation: lists as values, files as bytes."""
    found = {str(path.relative_to(EXAMPLE)): path for path in EXAMPLE.rglob("*") if path.is_file()}
    return {
        name: json.loads(path.read_text()) if name.endswith(".json") else path.read_bytes()
        for name, path in found.items()
    }


def packed(path, contents):
    """Write an archive of these contents."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            raw = content if isinstance(content, bytes) else json.dumps(content).encode()
            archive.writestr(name, raw)
    return path


def brought_in(folder, *archives):
    """Bring archives into an empty SQLite installation, in a process of its own, and export them
    again: (the folder with the new ones, what is public there)."""
    var, again = folder / "var", folder / "again"
    var.mkdir()
    again.mkdir()
    copy_migrated_database(var / "portal.sqlite3")
    env = clean_environment(
        PORTAL_VAR=str(var), DJANGO_SETTINGS_MODULE="config.settings", PYTHONPATH=str(ROOT),
        FORMATS=" ".join(settings.FORMATS), SECRET_KEY=settings.SECRET_KEY,
        SECOND_FACTOR="offered",
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "tests/portal/brought_in.py", again, *archives],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return again, json.loads(done.stdout.splitlines()[-1])
