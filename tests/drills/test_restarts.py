"""A new release under readers: web servers restarted one after the other."""

from tests.drills.people import PATIENCE
from tests.servers import free_port


def test_web_servers_restarted_one_after_the_other(drill):
    """The proxy asks the other one where one refuses, as nginx does; no reader notices."""
    ports = [drill.port, free_port()]
    bases = [f"http://127.0.0.1:{port}" for port in ports]
    webs = {port: drill.start_web(port, workers=2) for port in ports}
    drill.start_worker()
    drill.start_sweeper()
    officer = drill.officer()
    with drill.readers("small", bases=bases) as readers:
        for port in ports:
            webs[port].stop()
            readers.wait_for_rounds(people=2, rounds=2)
            officer.base = next(base for base in bases if not base.endswith(str(port)))
            answer = officer.get("/workspace/")
            assert (answer.status, answer.took < PATIENCE) == (200, True)
            if port == ports[0]:
                drill.publish(officer, "small")
            drill.sleep(1)
            webs[port] = drill.start_web(port, workers=2)
        drill.recovers("small")
