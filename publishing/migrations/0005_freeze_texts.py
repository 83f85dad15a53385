from django.db import migrations

from records.frozen import freeze


class Migration(migrations.Migration):
    dependencies = [("publishing", "0004_reading")]

    operations = [freeze("publishing_editiontext")]
