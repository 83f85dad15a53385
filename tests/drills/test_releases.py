"""An upgrade is taken back, and made again: no row is lost, and what is frozen stays frozen."""

from tests.test_migrations import RELEASED, ROOMS

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
}
CONSTRAINTS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql LIKE '%CHECK%' ORDER BY name",
    "postgresql": "SELECT conname FROM pg_constraint ORDER BY conname",
}


def guards(drill):
    triggers = drill.query(TRIGGERS[drill.name])
    if drill.name == "postgresql":
        return triggers, drill.query(CONSTRAINTS[drill.name])
    sizes = [(name, sql.count("CHECK")) for name, sql in drill.query(CONSTRAINTS[drill.name])]
    return triggers, sizes


def test_back_to_the_last_release_and_forth_again(drill):
    before = guards(drill)
    targets = [word for pair in RELEASED.items() for word in pair]
    back, forth = drill.run("tests/drills/back_and_forth.py", *targets).splitlines()
    assert set(back.split()) < set(forth.split())  # every row that the older release knew
    assert guards(drill) == before


def test_back_to_nothing_and_forth_again(drill):
    before = guards(drill)
    targets = [word for room in ROOMS for word in (room, "zero")]
    back, forth = drill.run("tests/drills/back_and_forth.py", *targets).splitlines()
    assert not any(table.startswith(room) for table in back.split() for room in ROOMS)
    assert "plans_plan=0" in forth
    assert guards(drill) == before
