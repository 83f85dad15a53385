"""A partnership goes out of this installation as one file, and comes into one."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from partnership.models import Partnership
from portal.archiving.bringing_in import Bringer, files_kept
from portal.archiving.checking import check
from portal.archiving.writing import write_archive
from portal.backing_up.archive import pieces_of, written_whole
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
    with moment(), written_whole(path) as file:
        manifest = write_archive(file, slug, using=ALIAS, now=now, say=say)
    after = {"objects": sum(manifest["counts"].values()), "sha256": _sha256(path)}
    note("partnership.export", by=by, now=now, target=partnership, after=after)
    return manifest


# ---- coming in


@dataclass
class Look:
    """What an archive would bring: its faults, or what is made and what is here already."""

    faults: list
    fault_count: int
    partnership: str = ""
    slug: str = ""
    counts: dict = field(default_factory=dict)  # {member: objects}
    shared: dict = field(default_factory=dict)  # {member: (made, matched)}


def look_into(path, *, now, slug="", say=_nobody):
    """Check all of an archive, write nothing; Refused where it is none."""
    with open(path, "rb") as file:
        return _look(check(file, slug=slug, now=now, say=say), slug)


def _look(checked, slug):
    said = {} if checked.faults else checked.partnership()
    counts = checked.places.counts
    matched = checked.places.matched
    return Look(
        faults=checked.faults.lines,
        fault_count=checked.faults.count,
        partnership=said.get("name", ""),
        slug=slug or said.get("slug", ""),
        counts={kind.member: counts[kind] for kind in checked.own()},
        shared={
            kind.member: (counts[kind] - len(matched[kind.model]), len(matched[kind.model]))
            for kind in checked.shared()
        },
    )


def import_partnership(path, *, by, now, slug="", say=_nobody):
    """Bring an archive in: all of it, or nothing where anything is wrong with it.

    ``slug`` is another address than the archive's. Returns (the partnership or None, the Look).
    What was erased in this installation stays erased.
    """
    with open(path, "rb") as file:
        checked = check(file, slug=slug, now=now, say=say)
        look = _look(checked, slug)
        if look.fault_count:
            return None, look
        with files_kept(checked, say) as homes, transaction.atomic():
            bringer = Bringer(checked, homes, slug=slug, by=by, now=now, say=say)
            partnership = bringer.bring_in()
            erased = _erase_again()
            # Of the installation, not of the partnership: an export after it is the same again.
            after = {
                "partnership": str(partnership.uid),
                "slug": partnership.slug,
                "objects": sum(look.counts.values()),
                "erased_again": erased,
                "sha256": _sha256(path),
            }
            note("partnership.import", by=by, now=now, after=after)
    return partnership, look


def _erase_again():
    """Whom this installation has forgotten it does not get to know again by an archive."""
    erasures = Erasure.objects.filter(rule__in=settings.ERASERS).order_by("at", "pk")
    for erasure in erasures:
        import_string(settings.ERASERS[erasure.rule])(erasure)
    return len(erasures)


def _sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in pieces_of(file):
            digest.update(piece)
    return digest.hexdigest()
