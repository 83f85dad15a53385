"""How long 5,000 reminders take through a worker that is killed meanwhile: ``make bench``.

A mail server of our own takes them, in a process and a database of the bench's own; the sender
is killed (SIGKILL) at random moments and started again. Counted: what came, what came twice.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter

from tests.partnership.post_office import mail_settings, post_office
from tests.prepared import copy_migrated_database
from tests.servers import ROOT, clean_environment, wait_until

LETTERS = 5_000
KILLS = 5
LEASE = 240  # seconds by which the next sender's clock is ahead: a lease ends meanwhile
WRITE = """
import django; django.setup()
from django.utils import timezone
from partnership.models import Partnership
from partnership.workflow import letters
of = Partnership.objects.create(name="Bench", short_name="Bench", place_name="B", slug="bench")
now = timezone.now()
text = {{"subject": "Your report is due", "body": "Please report. " * 40}}
letters.write_all([
    letters.letter(of, key=f"b{{n}}", to=f"lead-{{n}}@example.org", now=now, **text)
    for n in range({letters})
])
"""
SEND = """
import datetime
import django; django.setup()
from django.utils import timezone
from partnership.workflow.letters import send_letters
ahead = datetime.timedelta(seconds={ahead})
send_letters(clock=lambda: timezone.now() + ahead)
"""


def main():
    with (
        tempfile.TemporaryDirectory(prefix="portal-bench-") as var,
        post_office() as server,
    ):
        copy_migrated_database(f"{var}/portal.sqlite3")
        env = clean_environment(
            PORTAL_VAR=var, DJANGO_SETTINGS_MODULE="config.settings", **mail_settings(server.port)
        )
        began = time.monotonic()
        _start(WRITE.format(letters=LETTERS), env).wait()
        written = time.monotonic() - began
        began = time.monotonic()
        for kill in range(KILLS):
            _killed(kill, server, env)
        _start(SEND.format(ahead=KILLS * LEASE), env).wait()
        sent = time.monotonic() - began
        taken = Counter(server.ids)
    _print(written, sent, taken)


def _start(script, env):
    return subprocess.Popen([sys.executable, "-c", script], env=env, cwd=ROOT)


def _killed(kill, server, env):
    sender = _start(SEND.format(ahead=kill * LEASE), env)
    at = len(server.taken) + random.randint(100, LETTERS // (KILLS + 1))
    wait_until(lambda: len(server.taken) >= at, seconds=120, what="mails came", every=0.001)
    time.sleep(random.random() / 50)  # at any moment, not only right after a mail was taken
    sender.send_signal(signal.SIGKILL)
    sender.wait()


def _print(written, sent, taken):
    twice = sum(count - 1 for count in taken.values())
    rows = [
        ("Letters written", f"{LETTERS:,}"),
        ("Seconds to write them", f"{written:.1f}"),
        ("Times the sender was killed", KILLS),
        ("Seconds to send them, with its restarts", f"{sent:.1f}"),
        ("Mails a second", f"{LETTERS / sent:.0f}"),
        ("Letters that came", f"{len(taken):,}"),
        ("Letters lost", LETTERS - len(taken)),
        ("Came twice, with the same Message-ID", twice),
    ]
    for label, value in rows:
        print(f"{label:42}{value:>10}")


if __name__ == "__main__":
    main()
