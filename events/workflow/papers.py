"""Papers of a meeting: kept as they came, labelled by themselves, handed out and taken back."""

import hashlib

from django.core.files.storage import default_storage
from django.db import transaction

from events.documents.papers import next_label
from events.models import Paper
from events.permissions import may_run
from events.workflow.agendas import locked_for_agenda
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

LONGEST_NAME = 200


def keep_file(file, kind):
    """Keep a file as it came, under its own fingerprint; returns where."""
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return default_storage.save(f"papers/{sha256[:2]}/{sha256}.{kind.extension}", file)


@transaction.atomic
def add_paper(paper, *, by, now, file=None, kind=None):
    """Hand something round for an item; it gets the next letter of its meeting."""
    meeting = locked_for_agenda(paper.item.meeting, by)
    labels = Paper.objects.filter(item__meeting=meeting).values_list("label", flat=True)
    paper.label = next_label(labels)
    if file is not None:
        paper.file = keep_file(file, kind)
        paper.file_name, paper.size = file.name[-LONGEST_NAME:], file.size
    save_new(paper, by=by)
    note("paper.add", by=by, now=now, target=paper, after={"file": paper.file_name})
    return paper


@transaction.atomic
def remove_paper(paper, *, by, now):
    """Take a paper back; its letter is not given again while a later one stands."""
    locked_for_agenda(paper.item.meeting, by)
    note("paper.remove", by=by, now=now, target=paper)
    name = paper.file.name
    paper._history_user = by
    paper.delete()
    if name:
        transaction.on_commit(lambda: _drop(name))


def _drop(name):
    """Remove a file that no paper has any more."""
    if not Paper.objects.filter(file=name).exists():
        default_storage.delete(name)


@transaction.atomic
def show(paper, *, public, by, now):
    """Say whether the public may read a paper, also after the meeting."""
    paper = Paper.objects.select_for_update().select_related("item__meeting").get(pk=paper.pk)
    if not may_run(by, paper.item.meeting):
        raise Refused("Officers say what the public may read.")
    if paper.public == public:
        return paper
    paper.public = public
    save_over(paper, base_version=paper.version, by=by)
    note("paper.show" if public else "paper.hide", by=by, now=now, target=paper)
    return paper
