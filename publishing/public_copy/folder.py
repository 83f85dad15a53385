"""The folder of copies: what is put into it, taken out of it, and held back meanwhile."""

import contextlib
import fcntl
import logging
import time
from pathlib import Path

from publishing.public_copy import manifest as manifests
from publishing.public_copy.bodies import Bodies
from publishing.public_copy.manifest import UNREADABLE, Manifest
from publishing.public_copy.tree import Tree

log = logging.getLogger(__name__)

HOLD_SECONDS = 60  # longer than any transaction that changes what the public reads
KEEP_SECONDS = 3600  # a body that nobody names any more, for downloads that still go on
LOCK_SECONDS = 5


class Folder:
    """One folder of copies, which several processes and machines may share."""

    def __init__(self, path, *, site="http://127.0.0.1", code="", linked=True):
        self.path = Path(path)
        self.code = code
        self.linked = linked  # nginx asks nobody: it may have links only where one disk is shared
        self.manifest_path = self.path / "manifest"
        self.tree = Tree(self.path, site)
        self.bodies = Bodies(self.path / "objects")

    # ---- reading

    def manifest(self):
        """What is copied now by this code; nothing where it is broken or other code's."""
        try:
            found = manifests.read(self.manifest_path)
        except UNREADABLE:
            return Manifest(self.code)
        return found if found.code == self.code else Manifest(self.code)

    def renew(self):
        """Begin anew where what lies there is broken or was made by other code, and finish what
        a crash cut off, so that nginx shows what the manifest says."""
        with self.locked():
            try:
                known = manifests.read(self.manifest_path)
            except UNREADABLE as error:
                log.warning("The manifest of the public copy is broken (%s): made anew.", error)
                known = Manifest()
            if known.code != self.code:
                with self.tree.changing():
                    self.tree.clear()
                    manifests.write(self.manifest_path, Manifest(self.code))
            elif self.tree.cut_off():
                with self.tree.changing():
                    self.tree.clear()
                    for path, entry in known.paths.items():
                        self._link(path, entry)

    # ---- one at a time

    @contextlib.contextmanager
    def locked(self, name="lock", *, seconds=LOCK_SECONDS):
        """Hold a lock of the folder; the system frees it when its holder is killed."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / name).open("w") as file:
            end = time.monotonic() + seconds
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= end:
                        raise
                    time.sleep(0.01)
            yield

    # ---- holding back

    def hold(self, uid):
        """Take a document out at once, and let nobody put it back while it changes.

        To be called before the change is committed: whoever is killed in between leaves no copy
        of what was withdrawn, only Django's own answers for a minute.
        """
        with self.locked():
            try:
                turn, _ = self.held(uid)
                self._set_hold(uid, turn + 1, time.time() + HOLD_SECONDS)
            except OSError:
                log.exception("The public copy could not be held back and is given up.")
                self.clear()
            self._take_out({uid})

    def release(self, uid):
        """The change is there for all to read: the document may be copied again."""
        with self.locked():
            turn, _ = self.held(uid)
            self._set_hold(uid, turn + 1, 0)

    def held(self, uid):
        """How often a document was held back, and until when it is."""
        try:
            turn, until = (self.path / "held" / uid).read_text().split()
            return int(turn), float(until)
        except (FileNotFoundError, ValueError):
            return 0, 0.0

    def _set_hold(self, uid, turn, until):
        place = self.path / "held" / uid
        place.parent.mkdir(exist_ok=True)
        part = place.with_name(f".part-{uid}")
        part.write_text(f"{turn} {until}")
        part.replace(place)

    # ---- putting in and taking out

    def put(self, documents):
        """Show new copies of some documents: ``{uid: (turn, {address: Page}, state)}``.

        ``turn`` is what ``held`` said before Django was asked: a document that has been held
        since is left out, because its answers may be from before the change. ``state`` is the
        turn that the database named before Django was asked.
        """
        entries = {
            uid: (
                turn,
                {path: self.bodies.entry(uid, page, *state) for path, page in pages.items()},
            )
            for uid, (turn, pages, *state) in documents.items()
        }
        with self.locked():
            known = self.manifest()
            taken = {uid for uid, (turn, _) in entries.items() if self._may_put(uid, turn)}
            after = {path: entry for path, entry in known.paths.items() if entry["of"] not in taken}
            for uid in taken:
                after |= entries[uid][1]
            self._switch(known.paths, Manifest(self.code, after))
        return taken

    def _may_put(self, uid, turn):
        now_turn, until = self.held(uid)
        return now_turn == turn and until < time.time()

    def take_out(self, uids):
        """Show no copy of these documents any more."""
        with self.locked():
            self._take_out(set(uids))

    def _take_out(self, uids):
        try:
            # Whichever code made them: another machine may run it still, or already.
            known = manifests.read(self.manifest_path)
            left = {path: entry for path, entry in known.paths.items() if entry["of"] not in uids}
            if len(left) < len(known.paths):
                self._switch(known.paths, Manifest(known.code, left))
        except (*UNREADABLE, OSError):
            # A full disk, say. No copies at all is always right.
            log.exception("The public copy could not be changed and is given up.")
            self.clear()

    def _switch(self, before, after):
        """Go from one state of the manifest to the next; what leaves the tree leaves it first."""
        if before == after.paths and self.manifest_path.exists():
            return
        gone = [path for path in before if path not in after.paths]
        changed = [path for path, entry in after.paths.items() if before.get(path) != entry]
        with self.tree.changing():
            for path in gone:
                self.tree.remove(path)
            manifests.write(self.manifest_path, after)
            for path in changed:
                self._link(path, after.paths[path])

    def _link(self, path, entry):
        if self.linked:
            self.tree.put(path, entry, self.bodies.place(entry["object"]))

    def clear(self):
        """Show nothing from here."""
        self.manifest_path.unlink(missing_ok=True)
        self.tree.clear()

    def sweep_out(self, now):
        """Delete the bodies that no address has named for an hour."""
        with self.locked():
            named = {entry["object"] for entry in self.manifest().paths.values()}
            self.bodies.sweep_out(named, before=now - KEEP_SECONDS)
