"""How a backup is written: whole or not at all, for its owner's eyes only."""

import hashlib
import json
import os
import tempfile
import zipfile
from contextlib import contextmanager, suppress
from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
SEAL = 64  # bytes at the end: the SHA-256 of all before them
PIECE = 1 << 20


@contextmanager
def written_whole(path):
    """A file under a temporary name, which becomes ``path`` when all of it is on the disk."""
    path = Path(path)
    descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
    os.close(descriptor)
    part = Path(part)
    try:
        with part.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _sync(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Archive:
    """A backup while it is written: members come in, their sizes and hashes are noted.

    As a context it lets go of its file where something failed.
    """

    def __init__(self, file):
        self.file = file
        self.zip = zipfile.ZipFile(file, "w", allowZip64=True)
        self.members = {}

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        with suppress(OSError, ValueError):
            self.zip.close()

    def add(self, name, pieces, *, compressed):
        """Write a member piece by piece; its SHA-256."""
        about = zipfile.ZipInfo(name)
        about.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self.zip.open(about, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                digest.update(piece)
                size += len(piece)
        self.members[name] = {"size": size, "sha256": digest.hexdigest()}
        return digest.hexdigest()

    def close(self, manifest):
        """Write what the members are, then the seal over everything."""
        manifest |= {"format": FORMAT, "members": self.members}
        self.zip.writestr(MANIFEST, json.dumps(manifest, indent=1), zipfile.ZIP_DEFLATED)
        self.zip.comment = b"0" * SEAL
        self.zip.close()
        seal(self.file)


def seal(file):
    """Put the SHA-256 of all before it into the last bytes of an archive."""
    digest = digest_before_seal(file)
    file.seek(-SEAL, os.SEEK_END)
    file.write(digest)


def digest_before_seal(file):
    """The SHA-256 of a file but for its seal, as it stands in the seal."""
    left = file.seek(0, os.SEEK_END) - SEAL
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (piece := file.read(min(PIECE, left))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest().encode()


def pieces_of(file):
    """A file in pieces."""
    while piece := file.read(PIECE):
        yield piece
