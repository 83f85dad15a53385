"""Run in a drill's installation: back to a state of the migrations and forth again.

Arguments: app and migration, pair by pair. Prints which tables hold how many rows after each way.
"""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402


def rows():
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            found.append(f"{table}={cursor.fetchone()[0]}")
    return " ".join(one for one in found if not one.startswith("django_"))


# In one plan: the command would work out the state of every table anew for each app.
MigrationExecutor(connection).migrate(
    [
        (app, None if name == "zero" else name)
        for app, name in zip(sys.argv[1::2], sys.argv[2::2], strict=True)
    ]
)
sys.stdout.write(f"{rows()}\n")
call_command("migrate", verbosity=0, skip_checks=True)
sys.stdout.write(f"{rows()}\n")
