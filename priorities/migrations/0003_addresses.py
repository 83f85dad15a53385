"""Priorities that are here already get their address."""

from django.db import migrations
from django.utils.text import slugify


def give_addresses(apps, schema_editor):
    Priority = apps.get_model("priorities", "Priority")
    taken = set()
    for priority in Priority.objects.filter(slug="").order_by("pk"):
        wanted = slugify(priority.title)[:70] or "priority"
        slug, number = wanted, 1
        while (priority.partnership_id, slug) in taken:
            number += 1
            slug = f"{wanted}-{number}"
        taken.add((priority.partnership_id, slug))
        Priority.objects.filter(pk=priority.pk).update(slug=slug)


class Migration(migrations.Migration):
    dependencies = [("priorities", "0002_evidence_and_rounds")]

    operations = [migrations.RunPython(give_addresses, migrations.RunPython.noop)]
