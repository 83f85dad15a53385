"""Run in an empty installation: bring archives in, write them again, and read what is public.

Prints {address: SHA-256 of the answer} of every published page and file, as JSON.
"""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from tests.portal.restored import front_answers, public_answers  # noqa: E402

if __name__ == "__main__":
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    again, *archives = sys.argv[1:]
    for path in map(Path, archives):
        call_command("import_partnership", path, stdout=sys.stderr)
        call_command("export_partnership", path.stem, Path(again) / path.name, verbosity=0)
    sys.stdout.write(
        json.dumps(public_answers() | front_answers([Path(one).stem for one in archives])) + "\n"
    )
