"""Programs killed at random moments of a render: what they were making is made by another."""

import pytest

from tests.publishing.processes import kill, running
from tests.servers import PATIENT


def kill_alone(drill, program):
    """SIGKILL for a program without its render child, which must see to its own end."""
    made = {process.pid for process in drill.rendering()}
    kill(p for p in running() if p.group == program.pid and p.pid not in made)


def in_the_middle(drill):
    """Wait until the renderer runs, and then some."""
    drill.wait_for(drill.rendering, what="the renderer runs")
    drill.sleep(2)


@pytest.mark.parametrize("victim", ["worker", "sweeper"])
@pytest.mark.parametrize("with_its_child", [False, True])
def test_a_killed_maker_loses_nothing(drill, victim, with_its_child):
    drill.start_web()
    maker = drill.start_worker() if victim == "worker" else drill.start_sweeper()
    officer = drill.officer()
    with drill.readers("large"):
        drill.publish(officer, "large")
        in_the_middle(drill)
        if with_its_child:
            maker.kill()
        else:
            kill_alone(drill, maker)
        drill.wait_for(lambda: not drill.rendering(), what="no renderer is left")
        drill.assert_pages_go_on(officer)
        drill.start_sweeper()
        drill.recovers("large")


def test_a_killed_render_child_is_replaced(drill):
    drill.start_web()
    drill.start_worker()
    drill.start_sweeper()
    officer = drill.officer()
    with drill.readers("large"):
        drill.publish(officer, "large")
        in_the_middle(drill)
        kill(drill.rendering())
        drill.assert_pages_go_on(officer)
        drill.recovers("large")


def test_a_sweeper_told_to_stop_gives_back_what_it_was_making(drill):
    drill.start_web()
    sweeper = drill.start_sweeper()
    drill.publish(drill.officer(), "large")
    in_the_middle(drill)
    if drill.state("large")[0] != "rendering":
        return  # this time it was quicker
    sweeper.process.terminate()
    assert sweeper.process.wait(PATIENT) == 0
    assert drill.rendering() == []
    if drill.state("large")[0] != "ready":
        assert drill.state("large") == ("waiting", 0)
        drill.start_sweeper()
    drill.recovers("large", attempts=1)
