"""How a Word file becomes a draft: kept, read by the worker, looked at, then taken in whole.

The row of the import is the job (see ``records.jobs``). Nothing of the file is part of any plan
before an officer has seen what will be made of it and has said so.
"""

from celery import current_app
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.html import format_html
from django.utils.text import slugify

from partnership.permissions import is_officer
from partnership.workflow import refuse_ended
from plans.models import Block, Picture, PlanImport, Section
from plans.workflow.agreeing import ask_executive_group
from records.jobs import (
    DONE,
    FAILED,
    NOT_READY,
    READ,
    UNDER_WAY,
    ImportQueue,
    beat,
)
from records.models import note
from records.moves import Refused
from records.saving import save_new

READ_WORD = "plans.read_word_file"

NOT_YOURS = "Officers bring in the plans of their partnership."
DONE_ALREADY = "This file has become a draft already."
UNDESCRIBED = "Say of each picture what it shows, or leave it out."
MEANWHILE = "Something was changed while the file was read. Nothing was kept. Upload it again."
DISCARDED = "Discarded by the {}."
APPENDIX = ("appendix", "annex")


def ask(key, sign):
    """Ask the worker to read the file of this import while it bears this sign of life."""
    current_app.send_task(READ_WORD, [key, sign], retry=False)


QUEUE = ImportQueue(PlanImport, ask, related=("partnership", "by"))


@transaction.atomic
def start(partnership, *, file, name, sha256, by, now):
    """Keep a Word file and have it read."""
    if not is_officer(by, partnership):
        raise Refused(NOT_YOURS)
    refuse_ended(partnership, now=now)
    batch = PlanImport(
        partnership=partnership, name=name, sha256=sha256, made_at=now, seen_at=now, by=by
    )
    batch.file = f"{_folder(batch)}/original.docx"
    batch.preview = {}
    batch.save()
    note("plan.upload_word", by=by, now=now, target=batch)
    default_storage.save(batch.file.name, file)  # last: no file stays that no row knows
    QUEUE.ask_after_commit(batch)
    return batch


def _folder(batch):
    return f"imports/plans/{batch.uid}"


def picture_path(batch, name):
    """Where a picture of a file waits until somebody has said what it shows."""
    return f"{_folder(batch)}/{name}"


def file_paths(batch):
    """The files of an import: the document, and the pictures that were found in it."""
    names = [one["name"] for one in (batch.preview or {}).get("pictures", [])]
    return [batch.file.name, *(picture_path(batch, name) for name in names)]


def keep_picture(batch, name, data):
    """Keep a picture that was found in a file."""
    default_storage.save(picture_path(batch, name), ContentFile(data))


def finish_reading(batch, found, *, now):
    """The file was read to its end: what its draft will hold."""
    beat(batch, now=now, state=READ, preview=found)


@transaction.atomic
def fail(batch, words, *, now):
    """End an import with the reason."""
    beat(batch, now=now, state=FAILED, reason=words)
    note("plan.word_failure", by=None, now=now, target=batch, reason=words)


@transaction.atomic
def start_again(batch, *, by, now):
    """Have somebody else read a file that shows no sign of life."""
    batch = _locked(batch, by)
    QUEUE.restart(batch, now=now)
    note("plan.word_again", by=by, now=now, target=batch)


@transaction.atomic
def discard(batch, *, by, now):
    """Give up a file from which no draft was made; its copies are removed."""
    batch = _locked(batch, by)
    if batch.state not in {*UNDER_WAY, READ}:
        raise Refused(NOT_READY)
    batch.state, batch.seen_at = FAILED, now
    batch.reason = DISCARDED.format(by.label.lower())
    batch.save()
    paths = file_paths(batch)
    transaction.on_commit(lambda: _remove(paths), robust=True)
    note("plan.discard_word", by=by, now=now, target=batch, reason=batch.reason)


def _remove(paths):
    for path in paths:
        default_storage.delete(path)


def _locked(batch, by):
    found = PlanImport.objects.select_for_update().select_related("partnership").get(pk=batch.pk)
    if not is_officer(by, found.partnership):
        raise Refused(NOT_YOURS)
    return found


@transaction.atomic
def make_draft(batch, plan, *, descriptions, by, now):
    """Make the draft: the unsaved plan with all sections, texts and pictures, or nothing.

    ``descriptions`` has the words for each picture, or None where it is left out.
    """
    batch = _locked(batch, by)
    if batch.state != READ:
        raise Refused(DONE_ALREADY if batch.state == DONE else NOT_READY)
    asked = batch.preview["pictures"]
    if len(descriptions) != len(asked) or "" in descriptions:
        raise Refused(UNDESCRIBED)
    save_new(plan, by=by)
    ask_executive_group(plan, by=by)
    pictures = [
        said and _picture(batch, one, said, by)
        for one, said in zip(asked, descriptions, strict=True)
    ]
    for section, blocks in _sections(plan, batch.preview["sections"]):
        save_new(section, by=by)
        for order, block in enumerate(_blocks(section, blocks, pictures), start=1):
            block.order = order
            save_new(block, by=by)
    batch.plan, batch.state, batch.seen_at, batch.by = plan, DONE, now, by
    batch.save()
    after = {"plan": str(plan.uid), "file": batch.name, "sha256": batch.sha256}
    note("plan.from_word", by=by, now=now, target=batch, after=after)
    return plan


def _picture(batch, about, description, by):
    picture = Picture(partnership=batch.partnership, description=description)
    for name in ("sha256", "extension", "width", "height"):
        setattr(picture, name, about[name])
    with default_storage.open(picture_path(batch, about["name"])) as file:
        default_storage.save(f"pictures/{picture.name}", ContentFile(file.read()))
    return save_new(picture, by=by)


def _sections(plan, found):
    """Unsaved sections in order, each below the last one of a higher level, with its blocks."""
    above, counts, anchors = [], {}, set()
    for one in found:
        del above[one["level"] - 1 :]
        parent = above[-1] if above else None
        key = parent.anchor if parent else ""
        counts[key] = counts.get(key, 0) + 1
        section = Section(
            plan=plan,
            parent=parent,
            order=counts[key],
            title=one["title"],
            part=_part(one, parent),
            anchor=_free_anchor(one["title"], anchors),
        )
        above.append(section)
        yield section, one["blocks"]


def _part(one, parent):
    if parent is not None:
        return parent.part
    if one.get("front"):
        return Section.Part.FRONT
    is_appendix = one["title"].lower().startswith(APPENDIX)
    return Section.Part.APPENDIX if is_appendix else Section.Part.MAIN


def _free_anchor(title, taken):
    base = slugify(title)[:60] or "section"
    tries = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    anchor = next(one for one in tries if one not in taken)
    taken.add(anchor)
    return anchor


def _blocks(section, found, pictures):
    for one in found:
        if one["kind"] != "picture":
            yield Block(section=section, kind=one["kind"], text=one["html"])
        elif pictures[one["picture"]] is not None:
            yield Block(
                section=section,
                kind="picture",
                picture=pictures[one["picture"]],
                caption=one.get("caption", ""),
            )
        elif one.get("caption"):
            yield Block(section=section, kind="text", text=_captioned(one["caption"]))


def _captioned(words):
    """The caption of a picture that was left out stays as text."""
    return str(format_html("<p>{}</p>", words))
