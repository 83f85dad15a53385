"""The same copies by address, as links in folders, so that nginx can serve them by itself."""

import contextlib
import os
import shutil
from urllib.parse import urlsplit

PAGE = ".page.html"  # the page of an address that ends in a stroke


class Tree:
    """``tree/https/plans.example.org/south-lakeland/plans/2011-12/.page.html`` and the like.

    Scheme and host are folders, so that a request by another name finds nothing and goes to
    Django, which refuses or redirects it.
    """

    def __init__(self, folder, site):
        parts = urlsplit(site)
        self.whole = folder / "tree"
        self.root = self.whole / parts.scheme / (parts.hostname or "")
        self.mark = folder / "tree-changes"

    @contextlib.contextmanager
    def changing(self):
        """Leave a mark while links and manifest may differ."""
        self.mark.touch()
        yield
        self.mark.unlink(missing_ok=True)

    def cut_off(self):
        """Whether somebody was killed while changing it."""
        return self.mark.exists()

    def place(self, path):
        name = f"{path}{PAGE}" if path.endswith("/") else path
        return self.root / name.lstrip("/")

    def put(self, path, entry, source):
        """Link an address to its body, in one step for whoever reads."""
        if not nginx_answers_alike(entry):
            self.remove(path)
            return
        place = self.place(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        self._link(source, place)
        twin = place.with_name(f"{place.name}.gz")
        if entry["gzip"]:
            self._link(source.with_suffix(".gz"), twin)
        else:
            twin.unlink(missing_ok=True)

    def _link(self, source, place):
        _newer_than(place, source)
        part = place.with_name(f".part-{os.getpid()}-{place.name}")
        part.unlink(missing_ok=True)
        try:
            os.link(source, part)
        except OSError:
            shutil.copy2(source, part)
        os.replace(part, place)

    def remove(self, path):
        place = self.place(path)
        # The twin last: nginx looks for it only where it has found the file.
        place.unlink(missing_ok=True)
        place.with_name(f"{place.name}.gz").unlink(missing_ok=True)

    def clear(self):
        shutil.rmtree(self.whole, ignore_errors=True)


def nginx_answers_alike(entry):
    """Pages alone: a file's name for keeping it is a header that nginx does not know."""
    return all(name != "Content-Disposition" for name, _ in entry["headers"])


def _newer_than(place, source):
    """nginx tells two bodies apart by length and second: let them never have both in common."""
    try:
        old, new = place.stat(), source.stat()
    except FileNotFoundError:
        return
    if old.st_ino != new.st_ino and (old.st_size, int(old.st_mtime)) == (
        new.st_size,
        int(new.st_mtime),
    ):
        os.utime(source, (new.st_atime, old.st_mtime + 1))
