from django.db import migrations

from records.frozen import freeze


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [freeze("records_change")]
