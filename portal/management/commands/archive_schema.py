"""Prints the JSON Schema of archives, as it stands in docs/archive.schema.json."""

import json

from django.core.management.base import BaseCommand

from portal.archiving.schema import schema


class Command(BaseCommand):
    help = "Print the JSON Schema of archives; docs/archive.schema.json holds it."

    def handle(self, **options):
        self.stdout.write(json.dumps(schema(), indent=1, ensure_ascii=False))
