import django.db.models.deletion
import records.tables
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partnership', '0001_initial'),
        ('partnership', '__first__'),
    ]

    operations = [
        records.tables.CreateTogether(
            models=[migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(max_length=40)),
                    ('slug', models.SlugField(max_length=100, verbose_name='address')),
                    ('title', models.CharField(max_length=200)),
                    ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                    ('withdrawn_reason', models.TextField(blank=True, editable=False)),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='partnership.partnership')),
                    ('current_edition', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.edition')),
                ],
                options={
                    'ordering': ['partnership', 'slug'],
                    'constraints': [models.UniqueConstraint(fields=('partnership', 'slug'), name='document_address_once', violation_error_message='This partnership has a document at this address.'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='document_withdrawn_with_reason')],
                },
            ), migrations.CreateModel(
                name='Edition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField()),
                    ('title', models.CharField(max_length=200)),
                    ('language', models.CharField(choices=[('en', 'English'), ('cy', 'Welsh')], default='en', max_length=5)),
                    ('fragment', models.TextField()),
                    ('snapshot', models.JSONField()),
                    ('content_hash', models.CharField(max_length=64)),
                    ('change_note', models.TextField(blank=True)),
                    ('published_at', models.DateTimeField()),
                    ('published_by', models.UUIDField(null=True)),
                    ('published_by_label', models.CharField(max_length=200)),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='publishing.document')),
                ],
                options={
                    'ordering': ['document', '-number'],
                    'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='edition_number_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='edition_number_from_one'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('change_note', ''), _negated=True), _connector='OR'), name='edition_change_note_after_first')],
                },
            ), migrations.CreateModel(
                name='HistoricalDocument',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(max_length=40)),
                    ('slug', models.SlugField(max_length=100, verbose_name='address')),
                    ('title', models.CharField(max_length=200)),
                    ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                    ('withdrawn_reason', models.TextField(blank=True, editable=False)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('current_edition', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='publishing.edition')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('partnership', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.partnership')),
                ],
                options={
                    'verbose_name': 'historical document',
                    'verbose_name_plural': 'historical documents',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='Rendition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('format', models.CharField(choices=[('pdf', 'PDF')], max_length=20)),
                    ('language', models.CharField(choices=[('en', 'English'), ('cy', 'Welsh')], default='en', max_length=5)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('rendering', 'In preparation'), ('ready', 'Ready'), ('failed', 'Could not be made')], default='waiting', max_length=10)),
                    ('lease_until', models.DateTimeField(null=True)),
                    ('leased_by', models.CharField(blank=True, max_length=100)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('tried_at', models.DateTimeField(null=True)),
                    ('progress', models.PositiveIntegerField(default=0, verbose_name='pages so far')),
                    ('reason', models.TextField(blank=True)),
                    ('file', models.FileField(blank=True, max_length=200, upload_to='')),
                    ('size', models.PositiveBigIntegerField(null=True)),
                    ('pages', models.PositiveIntegerField(null=True)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('ready_at', models.DateTimeField(null=True)),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renditions', to='publishing.edition')),
                ],
                options={
                    'ordering': ['edition', 'format', 'language'],
                    'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'rendering'])), fields=['attempts', 'id'], name='rendition_unfinished')],
                    'constraints': [models.UniqueConstraint(fields=('edition', 'format', 'language'), name='rendition_format_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'rendering', 'ready', 'failed'])), name='rendition_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(models.Q(('file', ''), _negated=True), ('size__gt', 0), models.Q(('sha256', ''), _negated=True), ('ready_at__isnull', False)), _connector='OR'), name='rendition_ready_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'rendering'), models.Q(('leased_by', ''), _negated=True)), models.Q(models.Q(('state', 'rendering'), _negated=True), ('lease_until', None), ('leased_by', '')), _connector='OR'), name='rendition_rendering_is_leased'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='rendition_failed_with_reason'), models.CheckConstraint(condition=models.Q(('attempts__lte', 5)), name='rendition_attempts_capped')],
                },
            )],
        ),
    ]
