"""django-import-export with rows of contributions: seconds of processor time.

``python -m bench.peers.import_export FILE FOLDER`` in .venv-bench; FILE is the CSV that the
portal's own importer reads.
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path

import django
import tablib
from django.conf import settings
from django.db import connection, models


def main(file, folder):
    settings.configure(
        INSTALLED_APPS=["import_export"], USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/i.db"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )  # fmt: skip
    django.setup()
    resources = import_module("import_export.resources")  # it reads the settings

    class Contribution(models.Model):
        session = models.IntegerField()
        table = models.IntegerField()
        text = models.TextField()
        heading = models.CharField(max_length=40, blank=True)
        level = models.CharField(max_length=10, blank=True)

        class Meta:
            app_label = "import_export"

        def __str__(self):
            return self.text

    class Resource(resources.ModelResource):
        class Meta:
            model = Contribution
            import_id_fields = ()
            fields = ("session", "table", "text", "heading", "level")

    with connection.schema_editor() as editor:
        editor.create_model(Contribution)
    began = time.process_time()
    rows = tablib.Dataset().load(Path(file).read_text(), format="csv")
    result = Resource().import_data(rows, raise_errors=True)
    assert result.totals["new"] == Contribution.objects.count() == len(rows)
    return {"seconds": time.process_time() - began, "rows": len(rows)}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
