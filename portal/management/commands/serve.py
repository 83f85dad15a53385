"""The whole portal as processes on one machine: web, worker, sweeper and beat."""

import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.minder import end, kill
from publishing.rendering import renderer_available

NO_RENDERER = (
    "The PDF renderer is not installed here, so plans are published as pages only. "
    "What is missing and how to install it: manage.py doctor"
)


class Stop(Exception):
    """Somebody asked the portal to stop."""


class Command(BaseCommand):
    help = "Run the web server, the worker, the sweeper and beat until told to stop."
    requires_system_checks = []

    def handle(self, **options):
        self.host, self.port = os.environ.get("HOST", "127.0.0.1"), int(settings.PORT)
        self._refuse_taken_port()
        if not renderer_available():
            self.stderr.write(self.style.WARNING(NO_RENDERER))
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._asked_to_stop)
        self.parts = {}
        self.minder = subprocess.Popen(
            [sys.executable, "-m", "portal.minder"],
            cwd=settings.BASE_DIR, stdin=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        try:
            self._start_all()
            self._watch()
        except Stop:
            self.stdout.write("Stopping.")
        finally:
            self._end()

    def _asked_to_stop(self, number, frame):
        for again in (signal.SIGINT, signal.SIGTERM):
            signal.signal(again, signal.SIG_IGN)
        raise Stop

    def _refuse_taken_port(self):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise CommandError(
                    f"Port {self.port} is taken by another program ({error.strerror}). Stop it, "
                    f"or choose another port: PORT={self.port + 1}"
                ) from error

    def _start_all(self):
        celery = [sys.executable, "-m", "celery", "--quiet", "-A", "config"]
        self._start(
            "web",
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", self.host,
            "--port", str(self.port), "--workers", os.environ.get("WEB_WORKERS", "2"),
            "--blocking-threads", "4", "--backpressure", "128", "--no-ws",
            "--log-level", "warning", "--log-config", "config/granian.json",
            "config.wsgi:application",
        )  # fmt: skip
        self._start(
            "worker",
            *celery, "worker", "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
            "--concurrency", os.environ.get("WORKER_CONCURRENCY", "1"),
        )  # fmt: skip
        self._start("sweeper", sys.executable, "manage.py", "sweep")
        self._start(
            "beat",
            *celery, "beat", "--loglevel", "WARNING", "--pidfile", "",
            # Nothing of it is kept: a file cut short by a crash would stop the next start.
            "--max-interval", "60", "--scheduler", "config.beat:Scheduler",
        )  # fmt: skip

    def _start(self, name, *command):
        """Start one part in a session of its own, and tell the minder before anything else."""
        part = subprocess.Popen(
            command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.parts[name] = part
        self.minder.stdin.write(f"{part.pid}\n".encode())
        self.minder.stdin.flush()

    def _watch(self):
        """Say where the portal is once it answers; stop all as soon as one part ends."""
        greeted = False
        while True:
            for name, part in [*self.parts.items(), ("minder", self.minder)]:
                if part.poll() is not None:
                    raise CommandError(
                        f"The {name} ended by itself (exit status {part.returncode}), "
                        "so the portal stops. Its last words are above."
                    )
            if not greeted and self._answers():
                greeted = True
                self.stdout.write(f"The portal is at {settings.SITE_URL}/  (Ctrl-C stops it)")
                self.stdout.flush()
            time.sleep(0.2)

    def _answers(self):
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        try:
            socket.create_connection((host, self.port), timeout=1).close()
            return True
        except OSError:
            return False

    def _end(self):
        """Ask every part to stop, and end with all its children what has not in 15 s."""
        groups = [part.pid for part in self.parts.values()]
        end(groups, tick=self._reap)
        self.minder.stdin.close()
        for part in [*self.parts.values(), self.minder]:
            part.wait()
        kill(groups)

    def _reap(self):
        for part in self.parts.values():
            part.poll()
