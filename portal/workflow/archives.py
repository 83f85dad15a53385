"""A partnership goes out of this installation as one file, and comes into one."""

import hashlib
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from partnership.models import Partnership
from portal.archiving.bringing_in import Bringer, files_kept
from portal.archiving.checking import check
from portal.archiving.writing import write_archive
from portal.backing_up.archive import written_whole
from portal.backing_up.moment import ALIAS, moment
from records.models import Erasure, note
from records.moves import Refused

NO_SUCH = "There is no partnership “{}” here."
THERE_ALREADY = "There is a file {} already. An archive is never written over another file."


def _nobody(what, done):
    """Nobody wants to hear how far it is."""


# ---- going out


def export_partnership(slug, path, *, by, now, say=_nobody):
    """Write the archive of a partnership, as it is at one moment, into a new file.

    Returns its manifest. The line of the audit is written when the archive is: it is not in it.
    """
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        raise Refused(NO_SUCH.format(slug))
    if Path(path).exists():
        raise Refused(THERE_ALREADY.format(path))
    with written_whole(path) as file:
        manifest = write_partnership(file, partnership, now=now, say=say)
        sha256 = sha256_of(file)
    note_export(partnership, manifest, sha256, by=by, now=now)
    return manifest


def write_partnership(file, partnership, *, now, say):
    """Write the archive of a partnership into an open file; returns its manifest."""
    with moment():
        return write_archive(file, partnership.slug, using=ALIAS, now=now, say=say)


def note_export(partnership, manifest, sha256, *, by, now):
    """Tell the audit that an archive was made."""
    after = {"objects": sum(manifest["counts"].values()), "sha256": sha256}
    note("partnership.export", by=by, now=now, target=partnership, after=after)


# ---- coming in


@dataclass
class Look:
    """What an archive would bring: its faults, or what is made and what is here already."""

    faults: list  # in lines
    placed: list  # the first ones, each with its place
    fault_count: int
    partnership: str = ""
    slug: str = ""
    counts: dict = field(default_factory=dict)  # {member: objects}
    shared: dict = field(default_factory=dict)  # {member: (made, matched)}


def look_into(archive, *, now, slug="", say=_nobody):
    """Check all of an archive, write nothing; Refused where it is none.

    ``archive`` is a path or an open file. ``slug`` is another address than the archive's; None
    leaves the address out of the question.
    """
    with _opened(archive) as file:
        return _look(check(file, slug=slug, now=now, say=say), slug)


def _opened(archive):
    return open(archive, "rb") if isinstance(archive, str | Path) else nullcontext(archive)


def _look(checked, slug):
    said = {} if checked.faults else checked.partnership()
    counts = checked.places.counts
    matched = checked.places.matched
    return Look(
        faults=checked.faults.lines,
        placed=checked.faults.said,
        fault_count=checked.faults.count,
        partnership=said.get("name", ""),
        slug=slug or said.get("slug", ""),
        counts={kind.member: counts[kind] for kind in checked.own()},
        shared={
            kind.member: (counts[kind] - len(matched[kind.model]), len(matched[kind.model]))
            for kind in checked.shared()
        },
    )


@contextmanager
def _by_itself():
    """The transaction of an import that nobody else asks about."""
    with transaction.atomic():
        yield lambda partnership: None


def import_partnership(archive, *, by, now, slug="", say=_nobody, within=_by_itself):
    """Bring an archive in: all of it, or nothing where anything is wrong with it.

    ``archive`` is a path or an open file, ``slug`` another address than the archive's. ``within``
    gives the transaction; what it yields is told the partnership. Returns (the partnership or
    None, the Look). What was erased in this installation stays erased.
    """
    with _opened(archive) as file:
        checked = check(file, slug=slug, now=now, say=say)
        look = _look(checked, slug)
        if look.fault_count:
            return None, look
        with files_kept(checked, say) as homes, within() as tell:
            bringer = Bringer(checked, homes, slug=slug, by=by, now=now, say=say)
            partnership = bringer.bring_in()
            # Of the installation, not of the partnership: an export after it is the same again.
            after = {
                "partnership": str(partnership.uid),
                "slug": partnership.slug,
                "objects": sum(look.counts.values()),
                "erased_again": _erase_again(),
                "sha256": sha256_of(file),
            }
            note("partnership.import", by=by, now=now, after=after)
            tell(partnership)
    return partnership, look


def _erase_again():
    """Whom this installation has forgotten it does not get to know again by an archive."""
    erasures = Erasure.objects.filter(rule__in=settings.ERASERS).order_by("at", "pk")
    for erasure in erasures:
        import_string(settings.ERASERS[erasure.rule])(erasure)
    return len(erasures)


def sha256_of(file):
    """The SHA-256 of an open file, from its beginning."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()
