"""Run in an empty installation: restore a backup, take another one, and read what is public.

Prints {address: SHA-256 of the answer} of every published page and file, as JSON.
"""

import hashlib
import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402


def public_answers():
    """What everybody is answered at each public address."""
    addresses = [
        address
        for name in settings.SHOWN
        for one in import_string(name)()
        for address in one.addresses()
    ]
    return {address: _answer(address) for address in sorted(addresses)}


def front_answers(slugs):
    """What everybody is answered at the addresses that list what a partnership shows.

    Not where it compares itself with the country: those figures are the installation's.
    """
    fronts = ("", "places/", "feed.atom", "plans/", "events/", "library/", "news/")
    addresses = [f"/{slug}/{front}" for slug in slugs for front in fronts]
    data = ("", "plans/", "events/", "answers/", "news/")
    addresses += [f"/api/partnerships/{slug}/{part}" for slug in slugs for part in data]
    return {address: _answer(address) for address in addresses}


def _answer(address):
    answer = Client().get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.status_code} {hashlib.sha256(body).hexdigest()}"


if __name__ == "__main__":
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    source, again, *ledgers = sys.argv[1:]
    call_command("restore", source, *[f"--erasures={path}" for path in ledgers], stdout=sys.stderr)
    call_command("backup", again, verbosity=0)
    sys.stdout.write(json.dumps(public_answers()) + "\n")
