"""Each drill on each shape, as often as DRILL_ROUNDS says, at moments that a seed decides."""

import os
import random
import re

import pytest

from tests import servers
from tests.drills.shapes import PostgreSQL, SQLite

TURN = re.compile(r"(\[\w+)-\d+")  # the round in a drill's name
SHAPES = {shape.name: shape for shape in (SQLite, PostgreSQL)}
ROUNDS = int(os.environ.get("DRILL_ROUNDS", "1"))
SEED = os.environ.get("DRILL_SEED") or str(random.SystemRandom().randrange(10**6))
os.environ["DRILL_SEED"] = SEED  # the same for every worker of this run


def pytest_configure(config):
    config.addinivalue_line("markers", "shape(name): the drill makes sense on this shape alone")


def pytest_report_header(config):
    return f"drills: {ROUNDS} of each, DRILL_SEED={SEED}"


def pytest_generate_tests(metafunc):
    if "install" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("shape")
        metafunc.parametrize("shape_name", only.args if only else list(SHAPES), scope="session")
        metafunc.parametrize("turn", range(1, ROUNDS + 1), scope="function")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """One worker has one shape, so that its server and its world are made once."""
    for item in items:
        if "install" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(item.callspec.params["shape_name"]))


def pytest_terminal_summary(terminalreporter):
    """How long each fault took to be over."""
    times = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, seconds in getattr(report, "user_properties", ()):
                if name == "recovered" and report.when == "teardown":
                    times.setdefault(TURN.sub(r"\1", report.nodeid), []).append(seconds)
    for drill, taken in sorted(times.items()):
        terminalreporter.write_line(
            f"{drill}: {len(taken)} recovered, in {min(taken):.1f} to {max(taken):.1f} s"
        )


@pytest.fixture(scope="session")
def server():
    """The run's own PostgreSQL."""
    running = PostgreSQL.server = servers.PostgreSQL()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def made(request, shape_name):
    """The world of this shape, from which every drill gets a copy."""
    if shape_name == "postgresql":
        request.getfixturevalue("server")
    world = SHAPES[shape_name](None, seed=SEED)
    try:
        world.make_world()
        yield world
    finally:
        world.close()


@pytest.fixture
def install(request, made, shape_name, turn):
    """Start a shape, with other settings where the drill wants them; all of it goes afterwards."""
    installed = []

    def new(**environment):
        shape = SHAPES[shape_name](made, seed=f"{SEED}-{turn}", **environment)
        installed.append(shape)
        return shape

    yield new
    for shape in installed:
        shape.close()
        request.node.user_properties.extend(("recovered", each) for each in shape.recovered)


@pytest.fixture
def drill(install):
    """A shape with nothing running yet."""
    return install()
