"""Publish the Easy Read text of an edition: its own text and file, again and again."""

from django.db import transaction

from publishing.making import can_make
from publishing.models import EditionText, Format, Rendition, State
from publishing.models.texts import Form
from publishing.workflow.editions import lock
from publishing.workflow.hints import ask_after_commit
from publishing.workflow.withholding import withhold
from records.moves import Refused


@transaction.atomic
def publish_easy_read(edition, texts, *, by, now):
    """Freeze the Easy Read in each of its languages, and queue its files; the number it got.

    The one before stays as it was and is not shown any more.
    """
    document = lock(edition.document)
    stored = edition.texts.filter(form=Form.EASY_READ)
    newest = stored.order_by("-number").first()
    last = stored.filter(number=newest.number) if newest else stored.none()
    known = {one.language: one.content_hash for one in last}
    if known == {language: text.content_hash for language, text in texts.items()}:
        raise Refused("Nothing has changed since it was published, so there is nothing to publish.")
    number = newest.number + 1 if newest else 1
    for language, text in texts.items():
        EditionText.objects.create(
            edition=edition,
            form=Form.EASY_READ,
            language=language,
            number=number,
            title=text.title,
            fragment=text.fragment,
            snapshot=text.snapshot,
            content_hash=text.content_hash,
            published_at=now,
            published_by=by.uid,
            published_by_label=by.label,
        )
    if can_make(Format.EASY_READ):
        ask_after_commit([_queue(edition, language) for language in texts])
    withhold(document)
    return number


def _queue(edition, language):
    """The job that makes the file: of a text published before it is made anew."""
    asked = {"edition": edition, "format": Format.EASY_READ, "language": language}
    row, _ = Rendition.objects.select_for_update().get_or_create(**asked)
    row.state, row.attempts, row.progress, row.reason = State.WAITING, 0, 0, ""
    row.lease_until, row.leased_by = None, ""
    # The file of the text before tells of another text.
    row.file, row.size, row.pages, row.sha256, row.ready_at = "", None, None, "", None
    row.save()
    return row
