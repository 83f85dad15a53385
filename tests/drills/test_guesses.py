"""Guesses at a password are counted together, whichever web server they are sent to."""

from tests.drills.people import Officer
from tests.servers import free_port

TOO_MANY = "Too many attempts"


def test_ten_guesses_in_all_at_two_web_servers(drill):
    ports = [drill.port, free_port()]
    for port in ports:
        drill.start_web(port)
    guessers = [Officer(f"http://127.0.0.1:{port}") for port in ports]
    for number in range(10):
        answer = guessers[number % 2].sign_in("wrong")
        assert (answer.status, TOO_MANY in answer.words) == (200, False), answer.words
    for guesser in guessers:  # now even the right one is not looked at, by either
        answer = guesser.sign_in()
        assert TOO_MANY in answer.words, (answer.status, answer.words)
        assert "/workspace/" not in guesser.get("/workspace/").url.partition("?")[0]
