"""The parts that the portal stands on: which of them are dead, and what to do about it."""

import smtplib
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from celery import current_app
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import OperationalError

from publishing.rendering import renderer_available

PDF_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"


class Dead(Exception):
    """A part does not work."""


@dataclass(frozen=True)
class Part:
    """One thing that the portal stands on. Its advice is for whoever runs the machine."""

    name: str
    check: Callable[[], None]
    advice: str
    needed: bool = True

    def fault(self):
        """What is wrong, for the administrator's eyes only; empty when the part is alive."""
        try:
            self.check()
        except Exception as error:  # whatever a dead part raises, it must be named
            return f"{type(error).__name__}: {error}"
        return ""


def _database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise Dead(f"{len(waiting)} migrations have not been applied")


def _broker():
    with current_app.connection_for_write(connect_timeout=3) as broker:
        try:
            broker.ensure_connection(max_retries=1, timeout=3)
        except OperationalError as error:
            raise Dead(str(error)) from error


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


def _assets():
    if not finders.find("built/portal.css"):
        raise Dead("static/built/portal.css is missing")


def _mail():
    try:
        mail = get_connection()
        if mail.open():
            mail.close()
    except (OSError, smtplib.SMTPException) as error:
        raise Dead(str(error)) from error


DATABASE = Part("database", _database, "Start the database server, or correct DATABASE_URL.")
BROKER = Part(
    "broker",
    _broker,
    "Start Redis, or correct REDIS_URL. Until then the sweeper publishes by itself.",
)
STORAGE = Part(
    "storage",
    _storage,
    "Let the portal's user write to MEDIA_ROOT, and see that the disk has room.",
)
RENDERER = Part(
    "PDF renderer",
    _renderer,
    f"sudo apt-get install {PDF_PACKAGES}; then start the portal again.",
    needed=settings.PRODUCTION,
)
MIGRATIONS = Part("migrations", _migrations, "manage.py migrate")
ASSETS = Part("styles and scripts", _assets, "make assets")
MAIL = Part(
    "mail",
    _mail,
    "Correct EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD and EMAIL_USE_TLS. "
    "Until then nobody is invited or reminded.",
    needed=settings.PRODUCTION,
)

# What a request needs to be answered well; the others are looked at by the doctor alone.
FOR_REQUESTS = (DATABASE, BROKER, STORAGE, RENDERER)
ALL = (DATABASE, MIGRATIONS, BROKER, STORAGE, RENDERER, ASSETS, MAIL)


def dead_parts():
    """The names of the parts without which requests cannot be answered well."""
    return [part.name for part in FOR_REQUESTS if part.needed and part.fault()]
