"""How long what people said and how it came in is kept beyond what is shown of it."""

from django.core.files.storage import default_storage
from django.db.models import F, Q, Value
from django.db.models.functions import Replace, Substr

from events.models import CaptureDevice, Contribution, ContributionImport, Redaction
from records.jobs import DONE, FAILED
from records.retention import Rule

BLACK = "█"

# ---- files


def _empty_imports(batches, *, erasure, now):
    """The file goes first: should the rest fail, it is looked for once more."""
    for batch in batches:
        same = ContributionImport.objects.filter(file=batch.file.name).exclude(pk=batch.pk)
        if not same.exists():
            default_storage.delete(batch.file.name)
        batch.file, batch.preview, batch.faults = "", {}, []
        if batch.state != DONE:
            batch.state, batch.reason = FAILED, batch.reason or "It was given up after a year."
        batch.save()


IMPORTS = Rule(
    key="contribution-imports",
    what="Files of contributions that were uploaded, and their first rows as they were read",
    kept="365 days after the upload",
    days=365,
    why="The contributions hold what was wanted of them; a file may hold more.",
    over=lambda before: ContributionImport.objects.filter(made_at__lt=before).exclude(file=""),
    take_out=_empty_imports,
)


# ---- redacted words


def _redactions(before):
    """Redactions whose words can still be read by officers."""
    words = Substr("contribution__text", F("starts_at") + 1, F("ends_at") - F("starts_at"))
    left = Replace(words, Value(BLACK), Value(""))
    found = Redaction.objects.filter(at__lt=before, contribution__event__example=False)
    return found.annotate(left=left).exclude(Q(left="") | Q(left=None))


def _blacken(redactions, *, erasure, now):
    for redaction in redactions:
        said = Contribution.objects.select_for_update().get(pk=redaction.contribution_id)
        start, end = redaction.starts_at, redaction.ends_at
        black, words = BLACK * (end - start), said.text[start:end]
        text = said.text[:start] + black + said.text[end:]
        Contribution.objects.filter(pk=said.pk).update(text=text)
        for entry in said.history.all():
            entry.text = entry.text.replace(words, black)
            entry.save(update_fields=["text"])


REDACTIONS = Rule(
    key="redacted-words",
    what="Words that were redacted: until then officers can still look at the original",
    kept="365 days after the redaction",
    days=365,
    why="A redaction may be asked about until the next report is agreed.",
    over=_redactions,
    take_out=_blacken,
)


# ---- devices


def _devices(before):
    unseen = Q(seen_at=None, table__event__starts_on__lt=before.date())
    return CaptureDevice.objects.filter(Q(seen_at__lt=before) | unseen)


DEVICES = Rule(
    key="devices",
    what="Which devices wrote at a table of an event, by a random name or a hashed address",
    kept="30 days after they were last seen",
    days=30,
    why="It slows down who guesses a table’s PIN, and takes what waited on a device.",
    over=_devices,
    take_out=lambda devices, *, erasure, now: CaptureDevice.objects.filter(
        pk__in=[one.pk for one in devices]
    ).delete(),
)
