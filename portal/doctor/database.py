"""The database: which one it is, whether it takes writing, and whether its tables are these."""

from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from partnership.models import Topic
from portal.health import Dead

MAKE_WRITABLE = (
    "Let the portal's user write to the database (for SQLite: to its file and its folder, on a "
    "disk of this machine), and see that the disk has room."
)
OLDEST = {"postgresql": (14,), "sqlite": (3, 35)}
# On these SQLite cannot keep two writers apart.
OF_A_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "ceph", "glusterfs"}
MOUNTS = Path("/proc/mounts")


class _TakenBack(Exception):
    """What was written only to see whether it can be."""


def reached():
    """Which server it is, and its version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    version = connection.get_database_version()
    written = ".".join(map(str, version))
    if version < OLDEST[connection.vendor]:
        raise Dead(f"{connection.display_name} {written} is too old")
    return f"{connection.display_name} {written}"


def writable():
    """A row is written and taken back; SQLite writes ahead, on a disk of this machine."""
    try:
        with transaction.atomic():
            Topic.objects.create(name="Written by the doctor and taken back")
            raise _TakenBack
    except _TakenBack:
        pass
    return "" if settings.DATABASE_URL else _sqlite()


def _sqlite():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if mode != "wal":
        raise Dead(f"SQLite does not write ahead (journal_mode is {mode})")
    kind = file_system(Path(settings.DATABASES["default"]["NAME"]))
    if kind in OF_A_NETWORK:
        raise Dead(f"SQLite's file lies on a network ({kind}), where it can be damaged")
    return f"writes ahead, on {kind}" if kind else "writes ahead"


def file_system(path, mounts=MOUNTS):
    """The kind of file system on which a path lies; empty where the machine does not say."""
    try:
        lines = [line.split() for line in mounts.read_text().splitlines()]
    except OSError:
        return ""
    over = [(where, kind) for _, where, kind, *_ in lines if path.resolve().is_relative_to(where)]
    return max(over, key=lambda mount: len(mount[0]), default=("", ""))[1]


def migrated():
    """The tables are as this version of the code expects them: not older, and not newer."""
    loader = MigrationExecutor(connection).loader
    known = set(loader.disk_migrations)
    applied = set(loader.applied_migrations)
    apps = {app for app, _ in known}
    newer = [f"{app}.{name}" for app, name in applied - known if app in apps]
    if newer:
        raise Dead(
            f"{len(newer)} migrations of a newer version are applied ({sorted(newer)[-1]}): "
            "start that version, or restore the backup of before the upgrade"
        )
    if waiting := len(known - applied - _replaced(loader)):
        raise Dead(f"{waiting} migrations have not been applied")
    return f"{len(applied & known)} migrations"


def _replaced(loader):
    """Migrations that were put together into another one."""
    return {key for key, one in loader.disk_migrations.items() if one.replaces} | {
        key for one in loader.disk_migrations.values() for key in one.replaces
    }
