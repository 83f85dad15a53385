"""A disk that is full or cannot be written: words, nothing half, and everything once there is room.

The disks are tiny ones in memory, mounted for the drill: to root, whom no mode of a folder keeps
out, they are as full and as read-only as to anybody.
"""

import shutil
import subprocess
import uuid
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from tests.drills.test_database import SAVED, assert_said_in_time, send_again, wait_until_copied
from tests.plans import words

NOT_KEPT = "could not be stored"


class Disk:
    """A file system of a few megabytes."""

    def __init__(self, folder, megabytes):
        self.folder = folder
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        done = subprocess.run(mount, capture_output=True, check=False)
        if done.returncode:
            pytest.skip("Tiny disks can be mounted by root only.")

    @contextmanager
    def full(self):
        filler = self.folder / "filler"
        try:
            with filler.open("wb", buffering=0) as file:
                while file.write(bytes(4096)):
                    pass
        except OSError:
            pass
        try:
            yield
        finally:
            filler.unlink()

    @contextmanager
    def read_only(self):
        self._remount("ro")
        try:
            yield
        finally:
            self._remount("rw")

    def _remount(self, how):
        subprocess.run(["mount", "-o", f"remount,{how}", str(self.folder)], check=True)

    def gone(self):
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


@pytest.fixture
def disk(tmp_path):
    made = []

    def new(megabytes):
        made.append(Disk(tmp_path / "disk", megabytes))
        return made[-1]

    yield new
    for one in made:
        one.gone()


def on_disk(install, disk):
    """A shape whose published files lie on a disk of their own."""
    drill = install()
    shutil.move(drill.var / "media", disk.folder / "media")
    (drill.var / "media").symlink_to(disk.folder / "media")
    return drill


def upload(officer):
    """Send a form with a Word file, as a browser does."""
    content = words.saved(words.word("A plan"))
    token = next(cookie.value for cookie in officer.cookies if cookie.name == "csrf")
    end = uuid.uuid4().hex
    part = f"--{end}\r\nContent-Disposition: form-data; name="
    body = (
        f'{part}"csrfmiddlewaretoken"\r\n\r\n{token}\r\n{part}"file"; filename="plan.docx"\r\n\r\n'
    )
    return officer.send(
        "/workspace/drill-place/plans/word/",
        body.encode() + content + f"\r\n--{end}--\r\n".encode(),
        {"Content-Type": f"multipart/form-data; boundary={end}"},
    )


@pytest.mark.parametrize("fault", ["full", "read_only"])
def test_what_cannot_be_kept_is_kept_when_it_can(install, disk, fault):
    disk = disk(megabytes=8)
    drill = on_disk(install, disk)
    drill.start_web()
    officer = drill.officer()
    drill.start_sweeper()
    wait_until_copied(drill, "small")
    with drill.readers("small"):
        with getattr(disk, fault)():
            edition = drill.publish(officer, "small")
            drill.wait_for(
                lambda: NOT_KEPT in officer.get(urlsplit(edition.url).path).words,
                what="the officer reads why",
            )
            noted = "SELECT count(*) FROM records_change WHERE action = 'rendition.failure'"
            tried = "SELECT tried_at FROM publishing_rendition ORDER BY id DESC LIMIT 1"
            seen = set()
            drill.wait_for(
                lambda: seen.add(drill.query(tried)[0]) or len(seen) > 6,
                what="it is tried more often than a faulty one would be",
            )
            assert drill.query(noted) == [(1,)]
            assert_said_in_time(upload(officer), "the disk is full or cannot be written")
            assert drill.query("SELECT count(*) FROM plans_planimport") == [(0,)]
        drill.recovers("small", attempts=1)
    assert "/workspace/word-files/" in upload(officer).url


@pytest.mark.shape("sqlite")
def test_a_database_without_room_keeps_what_was_typed(install, disk):
    disk = disk(megabytes=64)
    drill = install(PORTAL_VAR=disk.folder / "var")
    shutil.copytree(drill.var, disk.folder / "var", symlinks=True)
    drill.var = disk.folder / "var"
    drill.start_web()
    drill.start_sweeper()
    officer = drill.officer()
    wait_until_copied(drill, "small")
    publish = drill.address("small", "publish/")
    with drill.readers("small"), disk.full():
        refused = officer.post(publish, change_note="Other words.", when="now")
        assert_said_in_time(refused, "the disk is full", "Send it again")
    assert SAVED in send_again(officer, refused).url
    drill.recovers("small")
