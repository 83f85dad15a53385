"""What came of a fault: read in the database and among the files, past the portal."""

import hashlib
import time

from tests.servers import wait_until

RECOVERED = 120  # seconds in which everything is published after what was dead is back


class Outcome:
    """What a shape says of its plans: with the database and the files that are its own."""

    def state(self, plan, number=2):
        """The state of an edition's PDF and how often it was tried."""
        found = self.query(
            "SELECT r.state, r.attempts FROM publishing_rendition r"
            " JOIN publishing_edition e ON e.id = r.edition_id"
            " JOIN plans_plan p ON p.document_id = e.document_id"
            " WHERE p.slug = %s AND e.number = %s", plan, number,
        )  # fmt: skip
        return found[0] if found else (None, 0)

    def wait_for(self, true, *, what, seconds=RECOVERED):
        """Wait for what must become true after a recovery; how many seconds it took."""
        began = time.monotonic()
        try:
            wait_until(true, seconds=seconds, what=what)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.said()}") from None
        return time.monotonic() - began

    def wait_for_state(self, plan, *states, seconds=RECOVERED):
        return self.wait_for(
            lambda: self.state(plan)[0] in states, what=f"{plan} is {states}", seconds=seconds
        )

    def recovers(self, *plans, attempts=None):
        """Everything is published, once, in the time that is promised; which is kept and told."""
        for plan in plans:
            self.recovered.append(self.wait_for_state(plan, "ready", "failed"))
        self.assert_published_once(*plans, attempts=attempts)

    def assert_published_once(self, *plans, attempts=None):
        """Public with its second edition, which is there once, with one whole file."""
        for plan in plans:
            found = self.query(
                "SELECT e.id, e.number, r.state, r.attempts, r.sha256, r.file, r.id,"
                " d.current_edition_id FROM plans_plan p"
                " JOIN publishing_document d ON d.id = p.document_id"
                " JOIN publishing_edition e ON e.document_id = d.id"
                " JOIN publishing_rendition r ON r.edition_id = e.id"
                " WHERE p.slug = %s ORDER BY e.number", plan,
            )  # fmt: skip
            assert [row[1:3] for row in found] == [(1, "ready"), (2, "ready")], plan
            for _, _, _, _, sha256, file, _, _ in found:
                assert hashlib.sha256(self.media(file).read_bytes()).hexdigest() == sha256
            edition, _, _, tries, _, _, rendition, current = found[1]
            assert current == edition
            assert attempts is None or tries == attempts
            self._assert_noted_once("edition.publish", "publishing.edition", edition)
            self._assert_noted_once("edition.public", "publishing.edition", edition)
            self._assert_noted_once("rendition.ready", "publishing.rendition", rendition)
        self.assert_only_whole_files()

    def _assert_noted_once(self, action, model, pk):
        table = model.replace(".", "_")
        found = self.query(
            "SELECT count(*) FROM records_change WHERE action = %s AND target ="
            f" (SELECT uid FROM {table} WHERE id = %s)", action, pk,
        )  # fmt: skip
        assert found == [(1,)], (action, found)

    def assert_only_whole_files(self):
        """Every file of an edition is named by what it holds, and so is whole; none is half."""
        for path in (self.var / "media" / "editions").rglob("*"):
            if path.is_file():
                assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem, path
