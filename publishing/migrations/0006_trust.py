import django.db.models.deletion
from django.db import migrations, models

from records.frozen import freeze_but_for_erasures, thaw


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0005_freeze_texts'),
        ('records', '0003_trust'),
    ]

    operations = [
        thaw("publishing_edition"),
        thaw("publishing_editiontext"),
        migrations.RemoveConstraint(
            model_name='rendition',
            name='rendition_state_known',
        ),
        migrations.AddField(
            model_name='edition',
            name='taken_out',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.erasure'),
        ),
        migrations.AddField(
            model_name='editiontext',
            name='taken_out',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.erasure'),
        ),
        migrations.AlterField(
            model_name='rendition',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting'), ('rendering', 'In preparation'), ('ready', 'Ready'), ('failed', 'Could not be made'), ('gone', 'Taken out')], default='waiting', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'rendering', 'ready', 'failed', 'gone'])), name='rendition_state_known'),
        ),
        freeze_but_for_erasures(
            "publishing_edition",
            *("id", "uid", "document_id", "number", "language", "content_hash"),
            *("published_at", "published_by", "published_by_label"),
        ),
        freeze_but_for_erasures(
            "publishing_editiontext",
            *("id", "uid", "edition_id", "form", "language", "number", "content_hash"),
            *("published_at", "published_by", "published_by_label"),
        ),
    ]
