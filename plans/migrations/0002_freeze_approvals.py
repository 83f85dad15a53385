from django.db import migrations

from records.frozen import freeze


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [freeze("plans_approvalrecord")]
