"""Files that a group adds to its report: known by their contents, limited in size."""

import zipfile

from django.core.files.base import ContentFile

from plans.importers.originals import KINDS, kind_of
from records import images
from records.sheets import Unreadable, extension_of

LARGEST = 10 * 1024 * 1024
TOO_LARGE = "This file has {:,} MB. Choose one of at most 10 MB."
NOT_KEPT = "This file cannot be kept. Choose a PDF, Word or Excel file, or a picture."
PICTURES = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
}
MEDIA_TYPES = {kind.extension: kind.media_type for kind in KINDS.values()} | {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}


def checked(file):
    """Its extension with us, and what is kept of it; Unreadable where it is not kept."""
    if file.size > LARGEST:
        raise Unreadable(TOO_LARGE.format(-(-file.size // 2**20)))
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    for mark, extension in PICTURES.items():
        if start.startswith(mark):
            return extension, _made_anew(file)
    found = extension_of(file) if _is_workbook(file, start) else kind_of(file).extension
    file.seek(0)
    if found not in MEDIA_TYPES:
        raise Unreadable(NOT_KEPT)
    return found, file


def _made_anew(file):
    """A picture without what its camera wrote into it: the place, the device, the time."""
    try:
        return ContentFile(images.encode(file).data, name=file.name)
    except images.BadImage as fault:
        raise Unreadable(str(fault)) from fault


def _is_workbook(file, start):
    """A spreadsheet without programs in it; one with macros is told so by ``kind_of``."""
    if not start.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(file) as packed:
            names = {name.lower() for name in packed.namelist()}
            sheet = "xl/workbook.xml" in names or _is_ods(packed, names)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    finally:
        file.seek(0)
    return sheet and not any(name.endswith("vbaproject.bin") for name in names)


def _is_ods(packed, names):
    if "mimetype" not in names:
        return False
    with packed.open("mimetype") as said:
        return said.read(100).strip() == MEDIA_TYPES["ods"].encode()
