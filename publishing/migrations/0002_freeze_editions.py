from django.db import migrations

from records.frozen import freeze


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [freeze("publishing_edition")]
