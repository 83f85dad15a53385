"""What it costs to answer a public page and a 1 MB file, beside nginx: ``make bench``.

The same bytes are served by nginx from a plain folder and by the portal's own server before
Django; in turn with them the portal's nginx configuration, and Django with a page for each
request. Medians of pairs taken in turn; processor time of the server's whole process group.
After that eight readers download for a minute while the plan is published again and again.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from importlib import import_module
from pathlib import Path

import django

from bench.clients import AB, measure
from bench.readers import read_while_publishing
from tests.prepared import copy_migrated_database
from tests.servers import MANAGE, ROOT, Process, clean_environment, free_port, wait_until

PAIRS = 7
FILE_SIZE = 1024 * 1024
SQUEEZED = "Accept-Encoding: gzip"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
# Processor time against nginx at most, requests a second against nginx at least.
AIMS = {"page": (8, 0.4), "304": (8, None), "1 MB file": (5, 0.5), "behind nginx": (1.3, None)}


def main():
    if not (AB and NGINX):
        print("LEFT OUT: serving beside nginx needs ab (apache2-utils) and nginx")
        return
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as var:
        os.chmod(var, 0o755)  # nginx reads as another user
        with Served(Path(var)) as served:
            print("{:<14}{:>12}{:>10}{:>14}{:>12}".format(*HEADS))
            for line in served.compare():
                print(line)
            print(read_while_publishing(served))


HEADS = ("", "CPU us", "x nginx", "requests/s", "x nginx")


class Served:
    """A portal's web server with the demo's plan and a file of 1 MB, and two nginx."""

    def __init__(self, var):
        self.var = var
        self.port, self.plain_port, self.front_port = free_port(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = clean_environment(
            PORTAL_VAR=str(var), PORT=str(self.port), DEMO_PASSWORD="bench-password-only",
            DJANGO_SETTINGS_MODULE="config.settings",
        )  # fmt: skip

    def __enter__(self):
        copy_migrated_database(self.var / "portal.sqlite3")
        for command in (["load_demo"], ["sweep", "--once"]):
            self.manage(*command)
        os.environ.update(self.env)
        django.setup()
        import_module("bench.served_samples").large_file(FILE_SIZE)
        self.manage("copy_public")
        self.page, self.file = self.addresses()
        self.web = self.start(
            "web", sys.executable, "-m", "granian", "--interface", "wsgi", "--port",
            str(self.port), "--workers", "2", "--blocking-threads", "4", "--backpressure", "128",
            "--no-ws", "--log-level", "warning", "config.wsgi:application",
        )  # fmt: skip
        self.plain = self.nginx("plain", self.plain_port, self.plain_conf())
        self.front = self.nginx("front", self.front_port, self.front_conf())
        for port in (self.port, self.plain_port, self.front_port):
            wait_until(lambda port=port: answers(port), seconds=30, what=f"port {port} answers")
        return self

    def __exit__(self, *_):
        for process in (self.front, self.plain, self.web):
            process.stop()

    def manage(self, *arguments):
        subprocess.run(
            [sys.executable, MANAGE, *arguments],
            env=self.env, cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip

    def start(self, name, *command):
        return Process(list(command), env=self.env, folder=self.var, name=name)

    def nginx(self, name, port, server):
        folder = self.var / f"nginx-{name}"
        folder.mkdir()
        user = "user root;" if os.getuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"{user} worker_processes 2; daemon off; pid {folder}/pid; error_log {folder}/error;"
            "events {} http { include /etc/nginx/mime.types; access_log off; sendfile on;"
            # ab speaks HTTP/1.0, to which nginx would send the page unsqueezed.
            "tcp_nopush on; gzip_http_version 1.0; keepalive_requests 1000000;"
            f"{server.replace('PORT', str(port))} }}"
        )
        return self.start(f"nginx-{name}", NGINX, "-p", str(folder), "-c", f"{folder}/nginx.conf")

    def addresses(self):
        """The plan's page and its large file, as they are copied."""
        text = (self.var / "public" / "manifest").read_bytes().partition(b"\n")[2]
        self.paths = json.loads(text)["paths"]
        pages = [path for path in self.paths if re.fullmatch(r"/south-lakeland/plans/[^/]+/", path)]
        files = [path for path, entry in self.paths.items() if entry["length"] == FILE_SIZE]
        return pages[0], min(files, key=len)

    def plain_conf(self):
        """The same bytes under two short names, and nothing else to do."""
        folder = self.var / "plain"
        folder.mkdir()
        for name, path in (("page.html", self.page), ("plan.pdf", self.file)):
            kept = self.var / "public" / "objects" / self.paths[path]["object"][:2]
            kept = kept / self.paths[path]["object"]
            shutil.copyfile(kept, folder / name)
            if self.paths[path]["gzip"]:
                shutil.copyfile(kept.with_suffix(".gz"), folder / f"{name}.gz")
        return f"server {{ listen 127.0.0.1:PORT; root {folder}; gzip_static on; }}"

    def front_conf(self):
        """The portal's own configuration, with this machine's folders and ports."""
        conf = (ROOT / "config" / "nginx.conf").read_text()
        conf = conf.replace("/data/public", str(self.var / "public"))
        conf = conf.replace("server web:8000 resolve", f"server 127.0.0.1:{self.port}")
        conf = conf.replace("resolver 127.0.0.11 valid=5s;", "")
        return conf.replace("listen 80;", "listen 127.0.0.1:PORT;")

    # ---- pairs

    def compare(self):
        plain = f"http://127.0.0.1:{self.plain_port}"
        front = f"http://127.0.0.1:{self.front_port}{self.page}"
        host = f"Host: 127.0.0.1:{self.port}"
        page, file = f"{self.url}{self.page}", f"{self.url}{self.file}"
        ours, theirs = (f"If-None-Match: {etag(url)}" for url in (page, f"{plain}/page.html"))
        web, nginx = self.web.pid, self.plain.pid
        yield self.pair(
            "page", 20_000, (page, web, SQUEEZED), (f"{plain}/page.html", nginx, SQUEEZED)
        )
        yield self.pair(
            "304", 20_000, (page, web, SQUEEZED, ours),
            (f"{plain}/page.html", nginx, SQUEEZED, theirs), status=304,
        )  # fmt: skip
        yield self.pair("1 MB file", 5_000, (file, web), (f"{plain}/plan.pdf", nginx))
        yield self.pair(
            "behind nginx", 20_000, (front, self.front.pid, SQUEEZED, host),
            (f"{plain}/page.html", nginx, SQUEEZED),
        )  # fmt: skip
        yield self.pair(
            "Django", 200, (f"{page}?each", web, SQUEEZED),
            (f"{plain}/page.html", nginx, SQUEEZED), others=20_000,
        )  # fmt: skip

    def pair(self, name, requests, ours, theirs, *, others=None, status=200):
        """One line: our medians, and the medians of the ratios to nginx in each pair."""
        measure(*ours[:2], min(requests, 100), *ours[2:], status=status)  # warm
        rows = []
        for _ in range(PAIRS):
            rate, cpu, length = measure(*ours[:2], requests, *ours[2:], status=status)
            other = measure(*theirs[:2], others or requests, *theirs[2:], status=status)
            if length != other[2] and not others:
                raise RuntimeError(f"{name}: {length} bytes beside {other[2]}")
            rows.append((rate, cpu, rate / other[0], cpu / other[1]))
        rate, cpu, rates, cpus = (statistics.median(column) for column in zip(*rows, strict=True))
        most, least = AIMS.get(name, (None, None))
        missed = (most and cpus > most) or (least and rates < least)
        return f"{name:<14}{cpu:>12.0f}{cpus:>10.2f}{rate:>14.0f}{rates:>12.2f}" + (
            f"   aim missed: {most} and {least}" if missed else ""
        )


def etag(url):
    asked = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        return answer.headers["ETag"]


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


if __name__ == "__main__":
    main()
