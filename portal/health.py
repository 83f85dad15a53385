"""The parts that the portal stands on: which of them are dead, and what to do about it."""

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import OperationalError

from publishing.rendering import renderer_available

PDF_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"


# How long /health/ready waits for all parts together: a frozen server never answers.
PATIENCE = 3
# When the sweeper last came by, for whoever else wants to know.
SWEPT_AT = "portal.swept_at"
SILENT = max(120, 4 * settings.SWEEP_SECONDS)
STARTED = time.time()
MIGRATED = threading.Event()


class Dead(Exception):
    """A part does not work."""


@dataclass(frozen=True)
class Part:
    """One thing that the portal stands on. Its advice is for whoever runs the machine."""

    name: str
    check: Callable[[], str | None]
    advice: str
    needed: bool = True

    def fault(self):
        """What is wrong, for the administrator's eyes only; empty when the part is alive."""
        return self.looked_at()[0]

    def looked_at(self):
        """(what is wrong, what was found): one of them is empty."""
        try:
            return "", self.check() or ""
        except Dead as dead:
            return str(dead), ""
        except Exception as error:  # whatever a dead part raises, it must be named
            return f"{type(error).__name__}: {error}", ""


def _database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations():
    """Asked until they are applied; after that this process need not ask again."""
    if MIGRATED.is_set():
        return
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise Dead(f"{len(waiting)} migrations have not been applied")
    MIGRATED.set()


def _broker():
    with current_app.connection_for_write(connect_timeout=3) as broker:
        try:
            broker.ensure_connection(max_retries=1, timeout=3)
        except OperationalError as error:
            raise Dead(str(error)) from error
        return broker.transport.driver_name


def _storage():
    name = default_storage.save(f"health/{uuid.uuid4().hex}", ContentFile(b"whole"))
    try:
        with default_storage.open(name) as file:
            if file.read() != b"whole":
                raise Dead("what was written came back different")
    finally:
        default_storage.delete(name)


def _renderer():
    if not renderer_available():
        raise Dead("WeasyPrint or one of its system libraries is missing")


def swept(now):
    """The sweeper came by."""
    cache.set(SWEPT_AT, now.timestamp(), None)


def silent_for():
    """Seconds since the sweeper last came by; where nobody knows, since this process started."""
    return time.time() - cache.get(SWEPT_AT, STARTED)


def _sweeper():
    if (seconds := silent_for()) > SILENT:
        raise Dead(f"it has not been seen for {seconds:.0f} s")


DATABASE = Part("database", _database, "Start the database server, or correct DATABASE_URL.")
BROKER = Part(
    "broker",
    _broker,
    "Start Redis, or correct REDIS_URL. Until then the sweeper publishes by itself.",
)
STORAGE = Part(
    "storage",
    _storage,
    "Start the S3 server, or correct S3_BUCKET, S3_ENDPOINT_URL and the keys."
    if settings.S3_BUCKET
    else "Let the portal's user write to MEDIA_ROOT, and see that the disk has room.",
)
RENDERER = Part(
    "PDF renderer",
    _renderer,
    f"sudo apt-get install {PDF_PACKAGES}; then start the portal again.",
    needed=settings.PRODUCTION,
)
MIGRATIONS = Part(
    "migrations",
    _migrations,
    "manage.py set_up; where they are of a newer version, start that one.",
)
SWEEPER = Part(
    "sweeper",
    _sweeper,
    "Start `manage.py sweep`. Until then nothing is done at its time.",
    needed=False,
)

# What a request needs to be answered well; the doctor looks at more.
FOR_REQUESTS = (DATABASE, MIGRATIONS, BROKER, STORAGE, RENDERER)


class _Asking(threading.Thread):
    """Looks at one part; a daemon, so that one which never answers holds up nobody's end."""

    def __init__(self, part):
        super().__init__(daemon=True)
        self.part, self.fault = part, "it does not answer"

    def run(self):
        try:
            self.fault = self.part.fault()
        finally:
            connections.close_all()


_asked = {}


def _ask(part):
    """Look at a part, unless somebody still waits for its answer: then wait for the same one."""
    asking = _asked.get(part.name)
    if asking is None or not asking.is_alive():
        asking = _asked[part.name] = _Asking(part)
        asking.start()
    return asking


def faults_of(parts):
    """What is wrong with which part, by its name; one that does not answer in time is dead."""
    until = time.monotonic() + PATIENCE
    asked = [_ask(part) for part in parts]
    for asking in asked:
        asking.join(max(0, until - time.monotonic()))
    return {asking.part.name: asking.fault for asking in asked if asking.fault}


def dead_parts():
    """The names of the parts without which requests cannot be answered well."""
    faults = faults_of([part for part in FOR_REQUESTS if part.needed])
    if DATABASE.name in faults:
        faults.pop(MIGRATIONS.name, None)  # nobody can tell
    return list(faults)
