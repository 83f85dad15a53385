"""The portal as people meet it: real processes with the demo, and a real browser."""

import contextlib
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

from playwright.sync_api import expect, sync_playwright

from tests.machine import program
from tests.prepared import copy_migrated_database
from tests.servers import MANAGE, Process, clean_environment, free_port, wait_until


class Site:
    """A portal of the test's own: its var/, its port, its demo, its worker."""

    def __init__(self, *, password, **environment):
        self.password = password
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = tempfile.TemporaryDirectory(
            prefix="portal-site-", ignore_cleanup_errors=True
        )
        self.var = self._folder.name
        self.env = clean_environment(
            PORTAL_VAR=self.var,
            PORT=str(self.port),
            DEMO_PASSWORD=password,
            # A session's test run must not decide where the site keeps its settings.
            DJANGO_SETTINGS_MODULE="config.settings",
            # The other formats have tests of their own.
            **{"FORMATS": "pdf easy_read"} | environment,
        )

    def __enter__(self):
        copy_migrated_database(f"{self.var}/portal.sqlite3")
        self.manage("load_demo")
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        self._folder.cleanup()

    def start(self):
        self.process = Process(
            [sys.executable, MANAGE, "serve"], env=self.env, folder=self.var, name="serve"
        )
        try:
            wait_until(self.ready, seconds=120, what="the site is ready")
        except AssertionError as error:
            self.process.stop()
            raise AssertionError(f"{error}\n{self.process.said()}") from error

    def stop(self):
        self.process.stop(30)

    def ready(self):
        assert self.process.alive(), self.process.said()
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def manage(self, *arguments, **kwargs):
        """Run a management command of this site and return what it printed."""
        done = subprocess.run(
            [sys.executable, MANAGE, *arguments],
            env=self.env, capture_output=True, text=True, check=False, **kwargs,
        )  # fmt: skip
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def sign_in(self, page, email):
        """Sign in as a person does: the form, the two fields, the button."""
        page.goto(f"{self.url}/accounts/login/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", self.password)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/accounts/login" not in url)


@contextlib.contextmanager
def browser():
    """Debian's Chromium; playwright's own download is not to be had everywhere."""
    path = program("chromium")
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    expect.set_options(timeout=30_000)  # tests beside it on the same cores take their turns
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=path, args=[*sandbox, "--disable-dev-shm-usage"]
        )
        try:
            yield started
        finally:
            started.close()
