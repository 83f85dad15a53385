"""An empty, migrated SQLite file, made once for each state of the migrations and then copied.

Applying every migration takes many seconds, and each worker and each site of a test needs
the same result.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.servers import MANAGE, ROOT, clean_environment

KEPT = Path(tempfile.gettempdir()) / f"portal-prepared-{os.getuid()}"


def copy_migrated_database(target):
    """Put the migrated database where a portal or a test looks for it."""
    KEPT.mkdir(mode=0o700, exist_ok=True)
    if KEPT.stat().st_uid != os.getuid():
        raise PermissionError(f"{KEPT} belongs to somebody else")
    prepared = KEPT / f"{_state()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not prepared.exists():
            _prepare(prepared)
    shutil.copyfile(prepared, target)


def _state():
    """What the tables depend on: migrations, our operations, the versions of the packages."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    ours = [ROOT / "records" / "frozen.py", ROOT / "records" / "tables.py"]
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *ours]):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def _prepare(prepared):
    for older in KEPT.glob("*.sqlite3"):
        older.unlink()
    with tempfile.TemporaryDirectory(dir=KEPT) as var:
        env = clean_environment(PORTAL_VAR=var, DJANGO_SETTINGS_MODULE="config.settings")
        for command in (["migrate", "--no-input", "-v", "0"], ["createcachetable"]):
            subprocess.run([sys.executable, MANAGE, *command], env=env, check=True)
        made = Path(var) / "portal.sqlite3"
        # One file without its log, so that a copy is whole.
        connection = sqlite3.connect(made)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.close()
        made.rename(prepared)
