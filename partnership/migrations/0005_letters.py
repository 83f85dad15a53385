import django.db.models.deletion
import records.tables
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnership', '0004_check_is_reserved'),
    ]

    operations = [
        records.tables.CreateTogether(
            models=[migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='partnership.partnership')),
                    ('key', models.CharField(max_length=200, unique=True)),
                    ('about', models.UUIDField(db_index=True, null=True, verbose_name='what it is about')),
                    ('to', models.EmailField(max_length=254, verbose_name='to')),
                    ('subject', models.CharField(max_length=200)),
                    ('body', models.TextField()),
                    ('message_id', models.CharField(max_length=200, unique=True)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Could not be sent')], default='waiting', max_length=10)),
                    ('written_at', models.DateTimeField()),
                    ('not_before', models.DateTimeField()),
                    ('lease_until', models.DateTimeField(null=True)),
                    ('leased_by', models.CharField(blank=True, max_length=100)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('reason', models.TextField(blank=True)),
                ],
                options={
                    'ordering': ['-pk'],
                    'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['not_before', 'id'], name='letter_unsent')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until', None)), _connector='OR'), name='letter_sending_is_leased'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='letter_failed_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='letter_sent_has_time')],
                },
            )],
        ),
    ]
