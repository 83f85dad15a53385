"""Files that are there whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage

PART = ".part-"  # how a file is called until it is whole


class WholeFileStorage(FileSystemStorage):
    """Keeps files by a temporary name, fsync and an atomic rename, over one of the same name.

    Names are made of the contents' hash, so what is replaced is the same file.
    """

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=PART, delete=False) as part:
            try:
                for chunk in content.chunks():
                    part.write(chunk)
                part.flush()
                os.fsync(part.fileno())
                os.chmod(part.name, self.file_permissions_mode or 0o644)
                os.replace(part.name, path)
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise
        _sync_folder(path.parent)
        return name


def delete_parts(folder, *, before):
    """Delete what a killed process left of files it was writing; how many there were."""
    deleted = 0
    for part in Path(folder).rglob(f"{PART}*"):
        with contextlib.suppress(FileNotFoundError):  # it became whole, or another sweeper was here
            if part.is_file() and part.stat().st_mtime < before.timestamp():
                part.unlink()
                deleted += 1
    return deleted


def _sync_folder(folder):
    """Make the rename itself last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
