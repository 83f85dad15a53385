"""One plan that no renderer can make, among five healthy ones."""

from tests.drills.shapes import PLANS, UNENDING
from tests.publishing.processes import kill, running

POISON, *HEALTHY = PLANS
MEGABYTE = 1024 * 1024


def kill_who_makes(drill, plan):
    """End the render child of whoever holds the lease of a plan's PDF at this moment."""
    found = drill.query(
        "SELECT r.leased_by FROM publishing_rendition r"
        " JOIN publishing_edition e ON e.id = r.edition_id"
        " JOIN plans_plan p ON p.document_id = e.document_id"
        " WHERE p.slug = %s AND e.number = 2 AND r.state = 'rendering'", plan,
    )  # fmt: skip
    for (holder,) in found:
        maker = int(holder.split(":")[-2])
        kill(p for p in running() if p.parent == maker and "render_child" in p.command)


def test_a_poison_plan_stops_no_other_and_ends_with_its_reason(drill):
    drill.start_web()
    officer = drill.officer()
    pages = {plan: drill.publish(officer, plan).url for plan in PLANS}
    drill.start_worker()
    drill.start_sweeper()

    def failed():
        kill_who_makes(drill, POISON)
        return drill.state(POISON)[0] in ("failed", "ready")

    with drill.readers(POISON), drill.readers(HEALTHY[0]):
        drill.wait_for(failed, what="the poison plan is given up")
        drill.recovers(*HEALTHY)
    assert drill.state(POISON) == ("failed", 5)
    page = officer.get(pages[POISON].removeprefix(drill.base)).words
    assert "stopped 5 times without finishing" in page


def test_a_plan_that_eats_memory_fails_alone_and_at_once(install):
    drill = install(LEASE_SECONDS=UNENDING, RENDER_MEMORY=500 * MEGABYTE)
    drill.start_web()
    officer = drill.officer()
    page = drill.run("tests/drills/greedy.py", POISON).strip()
    for plan in HEALTHY:
        drill.publish(officer, plan)
    with drill.readers(POISON), drill.readers(HEALTHY[0]):
        drill.start_worker()
        drill.start_sweeper()
        drill.wait_for_state(POISON, "failed", "ready")
        drill.recovers(*HEALTHY, attempts=1)
    assert drill.state(POISON) == ("failed", 1)
    assert "It needed too much memory" in officer.get(page).words
