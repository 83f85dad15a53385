"""A backup taken while officers save and publish, restored on the other kind of database."""

import hashlib

import pytest

from tests.drills.conftest import SHAPES
from tests.drills.people import Officer

PAIRS = (
    "SELECT title FROM plans_plan WHERE slug = 'fifth'",
    "SELECT s.title FROM plans_section s JOIN plans_plan p ON p.id = s.plan_id"
    " WHERE p.slug = 'fifth'",
    "SELECT 'Pair ' || COUNT(*) FROM records_change WHERE action = 'pair.save'",
)


@pytest.fixture
def elsewhere(drill, request):
    """An empty place of the other shape."""
    kind = next(kind for name, kind in SHAPES.items() if name != drill.name)
    if kind.name == "postgresql":
        request.getfixturevalue("server")
    place = kind(None, seed="empty")
    try:
        place.manage("set_up", "-v", "0")
        place.manage("collectstatic", "--no-input", "-v", "0")
        yield place
    finally:
        place.close()


def number_of_pairs(shape):
    return shape.query(PAIRS[2])[0][0]


def ready_files(shape):
    return shape.query(
        "SELECT file, sha256, size FROM publishing_rendition WHERE state = 'ready' ORDER BY file"
    )


def test_backup_amid_edits_and_a_publish_is_of_one_moment(drill, elsewhere, tmp_path):
    drill.start_web()
    drill.start_worker()
    drill.start_sweeper()
    officer = drill.officer()
    drill.start("pairs", "tests/drills/pairs.py")
    drill.wait_for(lambda: number_of_pairs(drill) != "Pair 0", what="officers save")
    drill.publish(officer, "large")
    drill.wait_for(drill.rendering, what="the large plan is being made")
    before = number_of_pairs(drill)
    with drill.readers("small"):
        drill.manage("backup", str(tmp_path / "b.zip"))
    assert number_of_pairs(drill) != before, "nobody waited for the backup"

    elsewhere.manage("restore", str(tmp_path / "b.zip"))
    pair = {elsewhere.query(sql)[0][0] for sql in PAIRS}
    assert len(pair) == 1, pair
    assert pair != {"Pair 0"}
    files = ready_files(elsewhere)
    assert len(files) >= 6
    for name, sha256, size in files:
        body = elsewhere.media(name).read_bytes()
        assert (hashlib.sha256(body).hexdigest(), len(body)) == (sha256, size)

    elsewhere.start_web()
    public = Officer(elsewhere.base)
    page = public.get("/drill-place/plans/small/")
    assert (page.status, "Words of edition 1 end" in page.text) == (200, True)
    pdf = "/drill-place/plans/small/plan.pdf"
    assert public.get(pdf).body == Officer(drill.base).get(pdf).body
    assert "/workspace/" in Officer(elsewhere.base).sign_in().url  # with the password of before
    assert officer.get("/workspace/").status == 200
    elsewhere.start_worker()
    elsewhere.start_sweeper()  # what was under way at that moment is finished here
    elsewhere.wait_for_state("large", "ready")
