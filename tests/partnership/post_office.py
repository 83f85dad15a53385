"""A small mail server for tests and the bench: keeps what it takes, refuses as it is told."""

import contextlib
import socketserver
import threading
import time
from email import message_from_bytes
from email.policy import default

GONE, OK = "421 closing", "250 ok"


class PostOffice(socketserver.ThreadingTCPServer):
    """Listens on a free port; ``taken`` holds every mail that it said yes to, in order."""

    daemon_threads = allow_reuse_address = True

    def __init__(self, *, slow=0.0, refuses=None, most=None):
        super().__init__(("127.0.0.1", 0), _Session)
        self.slow = slow  # seconds for each mail
        self.refuses = refuses or {}  # an address and what it is answered with
        self.most = most  # mails in one connection
        self.taken, self.connections = [], 0

    @property
    def port(self):
        return self.server_address[1]

    @property
    def ids(self):
        return [mail["Message-ID"] for mail in self.taken]

    def handle_error(self, request, client_address):
        """A sender that was killed in the middle is what is tested."""


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connections += 1
        self.count = 0
        self._say("220 here")
        while line := self.rfile.readline():
            word = line.decode().strip()
            if word.upper() == "QUIT":
                return self._say("221 bye")
            answer = self._answer(word)
            self._say(answer)
            if answer == GONE:
                return None
        return None

    def _answer(self, word):
        if word.upper().startswith("RCPT"):
            address = word.partition("<")[2].rstrip(">")
            return self.server.refuses.get(address, OK)
        if word.upper().startswith("MAIL") and self.count == self.server.most:
            return GONE
        if word.upper() == "DATA":
            return self._take()
        return OK

    def _take(self):
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise ConnectionError
            lines.append(line)
        time.sleep(self.server.slow)
        mail = message_from_bytes(b"".join(lines), policy=default)
        if "no such words" in mail["Subject"]:
            return "554 words refused"
        self.server.taken.append(mail)
        self.count += 1
        return OK

    def _say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@contextlib.contextmanager
def post_office(**how):
    """A mail server that runs as long as the block does."""
    server = PostOffice(**how)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def mail_settings(port):
    """What points a portal to it, as its environment."""
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
    }
