"""Publish a text as an edition, show it when it is whole, withdraw it."""

from django.db import transaction

from partnership.workflow import refuse_ended
from publishing.documents import Composed, content_hash
from publishing.making import can_make, offered
from publishing.models import Document, Edition, EditionText, Format, Rendition, State
from publishing.workflow.hints import ask_after_commit
from publishing.workflow.withholding import withhold
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

# The public sees an edition only when these are ready, where they are offered at all.
CONDITIONS = [Format.PDF]


def new_document(*, partnership, kind, slug, title, by, now, internal=False):
    """Something that will be published again and again; its address is free in its partnership.

    An internal one is published to the partnership's own people, never to the public.
    """
    document = Document(
        partnership=partnership,
        kind=kind,
        slug=_free_slug(partnership, slug),
        title=title,
        internal=internal,
    )
    save_new(document, by=by)
    note("document.create", by=by, now=now, target=document)
    return document


def _free_slug(partnership, base):
    taken = set(Document.objects.for_partnership(partnership).values_list("slug", flat=True))
    tries = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in tries if slug not in taken)


@transaction.atomic
def publish(document, *, title, fragment, snapshot, change_note, by, now, language="en"):
    """Freeze a text in one language as the document's next edition and queue its files."""
    text = Composed(title, fragment, snapshot, content_hash(fragment, snapshot))
    asked = {"change_note": change_note, "by": by, "now": now, "language": language}
    return publish_composed(document, text, **asked)


@transaction.atomic
def publish_composed(
    document, composed, *, change_note, by, now, language="en", every_format=False
):
    """Freeze what was composed, in all its languages, as the next edition and queue its files:
    a PDF, or every format that this machine makes of such a text.

    The public sees it when its PDF is whole in each language; where none is offered, at once.
    """
    document = lock(document)
    newest = document.newest_edition
    if newest is None:  # after its last day a partnership only corrects what is published
        refuse_ended(document.partnership, now=now)
    fingerprint = composed.content_hash
    refuse_needless(document, newest, fingerprint, change_note)
    edition = Edition.objects.create(
        document=document,
        number=newest.number + 1 if newest else 1,
        title=composed.title,
        language=language,
        fragment=composed.fragment,
        snapshot=composed.snapshot,
        content_hash=fingerprint,
        change_note=change_note.strip(),
        published_at=now,
        published_by=by.uid if by else None,
        published_by_label=by.label if by else "The portal",
    )
    for other, text in composed.texts.items():
        _freeze(edition, other, text)
    queued = [
        Rendition.objects.create(edition=edition, format=format, language=each)
        for each, text in {language: composed, **composed.texts}.items()
        for format in _formats(document, text, every_format)
    ]
    note(
        "edition.publish",
        by=by,
        now=now,
        target=edition,
        reason=edition.change_note,
        after={"number": edition.number, "content_hash": fingerprint},
    )
    show_when_whole(edition, now=now)
    ask_after_commit(queued)
    return edition


def _formats(document, text, every_format):
    if every_format:
        return offered(document, text.snapshot)
    return [Format.PDF] if can_make(Format.PDF) else []


def _freeze(edition, language, text):
    """The same document in another language, kept with its edition word for word."""
    EditionText.objects.create(
        edition=edition,
        language=language,
        title=text.title,
        fragment=text.fragment,
        snapshot=text.snapshot,
        content_hash=text.content_hash,
        published_at=edition.published_at,
        published_by=edition.published_by,
        published_by_label=edition.published_by_label,
    )


def refuse_needless(document, newest, fingerprint, change_note):
    """A new edition says something new, and says what."""
    if not newest:
        return
    if newest.content_hash == fingerprint and not document.withdrawn:
        raise Refused(
            f"Nothing has changed since edition {newest.number}, so there is nothing to publish."
        )
    if not change_note.strip():
        raise Refused(f"Say what changed since edition {newest.number}: readers are shown this.")


def lock(document):
    """The document's row, held until the transaction ends."""
    return Document.objects.select_for_update().get(pk=document.pk)


def show_when_whole(edition, *, now):
    """Make an edition the public one once its files are whole; never go back to an older one."""
    document = lock(edition.document)
    needed = edition.renditions.filter(format__in=CONDITIONS)
    if needed.exclude(state=State.READY).exists():
        return
    if document.current_edition and document.current_edition.number >= edition.number:
        return
    withhold(document)
    document.current_edition = edition
    document.title = edition.title
    if document.withdrawn and document.withdrawn_at < edition.published_at:
        document.withdrawn_at, document.withdrawn_reason = None, ""
    save_over(document, base_version=document.version, by=None)
    note("edition.public", by=None, now=now, target=edition)


@transaction.atomic
def withdraw(document, *, reason, by, now):
    """Put a notice with the reason over a published document; its text stays."""
    document = lock(document)
    if not document.current_edition:
        raise Refused("It has not been published, so it cannot be withdrawn.")
    if document.withdrawn:
        raise Refused("It has been withdrawn already.")
    if not reason.strip():
        raise Refused("Say why it is withdrawn: readers are shown this.")
    withhold(document)
    document.withdrawn_at, document.withdrawn_reason = now, reason.strip()
    save_over(document, base_version=document.version, by=by)
    note("document.withdraw", by=by, now=now, target=document, reason=reason.strip())
    return document
