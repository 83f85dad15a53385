import django.db.models.deletion
import uuid
from django.db import migrations, models

from records.frozen import freeze, freeze_but_for_erasures, keep, thaw


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0002_freeze_changes'),
    ]

    operations = [
        thaw("records_change"),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at', models.DateTimeField(db_index=True)),
                ('rule', models.CharField(db_index=True, max_length=60)),
                ('subject', models.UUIDField(db_index=True, help_text='uid of the person or thing', null=True)),
                ('actor', models.UUIDField(help_text='uid of the person; empty: the portal itself', null=True)),
                ('actor_label', models.CharField(max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('counts', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='change',
            name='request',
            field=models.CharField(blank=True, db_default='', max_length=36),
        ),
        migrations.AddField(
            model_name='change',
            name='taken_out',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.erasure'),
        ),
        freeze("records_erasure"),
        keep("records_erasure"),
        freeze_but_for_erasures(
            "records_change",
            *("id", "at", "actor", "action", "kind_id", "target", "partnership", "request"),
        ),
        keep("records_change"),
    ]
