"""Lists of priorities that stand in a public plan already are public."""

from django.db import migrations
from django.db.models import F


def publish_lists(apps, schema_editor):
    Plan = apps.get_model("plans", "Plan")
    for plan in Plan.objects.filter(
        document__current_edition__isnull=False, audience="public", priority_list__isnull=False
    ).select_related("priority_list", "document__current_edition"):
        chosen = plan.priority_list
        if chosen.state == "draft":
            chosen.state = "published"
            chosen.published_at = plan.document.current_edition.published_at
            chosen.version = F("version") + 1
            chosen.save()


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_assessments"),
        ("priorities", "0003_addresses"),
        ("publishing", "0003_internal_documents"),
    ]

    operations = [migrations.RunPython(publish_lists, migrations.RunPython.noop)]
