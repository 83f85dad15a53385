import django.core.validators
import django.db.models.deletion
import records.fields
import records.tables
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0003_meetings'),
        ('partnership', '0005_letters'),
        ('priorities', '0001_squashed_evidence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        records.tables.CreateTogether(
            models=[migrations.CreateModel(
                name='HistoricalPriorityDecision',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('effect', models.CharField(choices=[('set_up', 'Sets it up'), ('change', 'Changes it'), ('close', 'Closes it')], max_length=10)),
                    ('decision', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='events.meetingdecision')),
                    ('priority', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='priorities.priority')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical priority decision',
                    'verbose_name_plural': 'historical priority decisions',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalTarget',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('year', models.PositiveSmallIntegerField(help_text='2011 for 2011-12', verbose_name='plan year')),
                    ('value', models.DecimalField(blank=True, decimal_places=2, help_text='Leave empty where none is set', max_digits=14, null=True, verbose_name='target')),
                    ('upper', models.DecimalField(blank=True, decimal_places=2, help_text='Only for a range, as in “between 5 and 10”', max_digits=14, null=True, verbose_name='up to')),
                    ('wording', models.CharField(blank=True, max_length=200, verbose_name='target as stated')),
                    ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ('baseline_words', models.CharField(blank=True, help_text='As in “2010-11”', max_length=120, verbose_name='what the baseline is')),
                    ('tolerance', records.fields.PercentField(decimal_places=2, default=5, help_text='Per cent off target; further off is red', max_digits=6, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='amber up to')),
                    ('adds_up', models.BooleanField(default=True, help_text='On for counts of a quarter; off for what stands at its end, as a survey’s share', verbose_name='quarters add up')),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('example', models.BooleanField(default=False, editable=False, verbose_name='demonstration')),
                    ('partnership', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.partnership')),
                    ('measure', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='priorities.measure')),
                    ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.area')),
                    ('group', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: an officer or an import fills it', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.group', verbose_name='group that reports it')),
                    ('priority', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='priorities.priority')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical target',
                    'verbose_name_plural': 'historical targets',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='PriorityDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='priority_decision', to='events.meetingdecision')),
                    ('priority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meeting_decisions', to='priorities.priority')),
                    ('effect', models.CharField(choices=[('set_up', 'Sets it up'), ('change', 'Changes it'), ('close', 'Closes it')], max_length=10)),
                ],
                options={
                    'ordering': ['pk'],
                },
            ), migrations.CreateModel(
                name='Target',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='partnership.partnership')),
                    ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='priorities.measure')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.area')),
                    ('year', models.PositiveSmallIntegerField(help_text='2011 for 2011-12', verbose_name='plan year')),
                    ('value', models.DecimalField(blank=True, decimal_places=2, help_text='Leave empty where none is set', max_digits=14, null=True, verbose_name='target')),
                    ('upper', models.DecimalField(blank=True, decimal_places=2, help_text='Only for a range, as in “between 5 and 10”', max_digits=14, null=True, verbose_name='up to')),
                    ('wording', models.CharField(blank=True, max_length=200, verbose_name='target as stated')),
                    ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ('baseline_words', models.CharField(blank=True, help_text='As in “2010-11”', max_length=120, verbose_name='what the baseline is')),
                    ('tolerance', records.fields.PercentField(decimal_places=2, default=5, help_text='Per cent off target; further off is red', max_digits=6, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='amber up to')),
                    ('adds_up', models.BooleanField(default=True, help_text='On for counts of a quarter; off for what stands at its end, as a survey’s share', verbose_name='quarters add up')),
                    ('group', models.ForeignKey(blank=True, help_text='Empty: an officer or an import fills it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='partnership.group', verbose_name='group that reports it')),
                    ('priority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='priorities.priority')),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('example', models.BooleanField(default=False, editable=False, verbose_name='demonstration')),
                ],
                options={
                    'ordering': ['order', 'measure__name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('partnership', 'measure', 'area', 'year'), name='target_once_a_year', violation_error_message='This measure has its target for this year already.'), models.CheckConstraint(condition=models.Q(('upper__isnull', True), models.Q(('upper__gt', models.F('value')), ('value__isnull', False)), _connector='OR'), name='target_range_in_order', violation_error_message='A range goes from a lower to a higher number.'), models.CheckConstraint(condition=models.Q(('tolerance__gte', 0), ('tolerance__lte', 100)), name='target_tolerance_is_a_share', violation_error_message='Give the tolerance in per cent, from 0 to 100.')],
                },
            )],
        ),
    ]
