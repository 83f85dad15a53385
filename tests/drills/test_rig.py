"""The rig itself: where nothing is broken, a drill ends well, and what is half is seen."""

import pytest

from tests.drills.people import Readers
from tests.drills.shapes import UNENDING


def test_what_nobody_breaks_is_published_once(install):
    drill = install(LEASE_SECONDS=UNENDING)
    drill.start_web()
    drill.start_worker()
    drill.start_sweeper()
    officer = drill.officer()
    with drill.readers("small") as readers:
        drill.publish(officer, "small")
        drill.wait_for(
            lambda: readers.seen.get("/drill-place/plans/small/") == [1, 2],
            what="the public reads the second edition",
        )
    drill.assert_published_once("small", attempts=1)


@pytest.mark.parametrize(
    "body",
    [b"<p>Words of edition 1 end.", b"Words of edition 1 end. Words of edition 2 end.</html>"],
)
def test_a_reader_notices_half_a_page(body):
    readers = Readers(["/plan/"], [], 0)
    readers._note("/plan/", 200, body, {"Content-Length": None})
    with pytest.raises(AssertionError):
        readers.assert_saw_only_whole_editions()
