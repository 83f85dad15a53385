"""The pictures of a Word file: encoded anew, each once; those that cannot be taken get words."""

from html import escape

from django.core.files.base import ContentFile

from plans.importers.originals import DAMAGED
from records import images
from records.sheets import Unreadable

WINDOWS = (".emf", ".wmf", ".emz", ".wmz")
MOST = 300
OUTSIDE = "a picture that is not in the file but elsewhere."
OF_WINDOWS = "a picture in a format of Windows (EMF or WMF). Add it as a PNG or JPEG."
CANNOT = "a picture that could not be taken. {}"
TOO_MANY = f"a picture beyond the first {MOST}. Add it to its section."


class Pictures:
    """Takes the pictures that the sections name; ``kept`` is what the preview asks about."""

    def __init__(self, parts, found, left_out, titles):
        self.parts = parts
        self.found = found
        self.left_out = left_out
        self.titles = titles
        self.kept = []
        self.by_target = {}  # part of the file: its place in ``kept``
        self.by_name = {}

    def take(self, sections, keep, alive):
        """Encode each picture; blocks name their place in ``kept``, or are gone."""
        place = 0
        for section in sections:
            place += not section.get("front")
            self.left_out.place = place
            blocks = []
            for block in section["blocks"]:
                taken = block["kind"] != "picture" or self._taken(block, keep, section["title"])
                alive()
                if taken:
                    blocks.append(block)
                elif block.get("caption"):
                    blocks.append({"kind": "text", "html": f"<p>{escape(block['caption'])}</p>"})
            section["blocks"] = blocks

    def _taken(self, block, keep, title):
        found = self.found[block["picture"]]
        try:
            at = self._kept_at(found, keep, title)
        except images.BadImage as fault:
            self.left_out.here(str(fault))
            return False
        block["picture"] = at
        return True

    def _kept_at(self, found, keep, title):
        if found.target in self.by_target:
            return self.by_target[found.target]
        encoded = self._encoded(found)
        name = f"{encoded.sha256}.{encoded.extension}"
        if name not in self.by_name:
            keep(name, encoded.data)
            self.by_name[name] = len(self.kept)
            self.kept.append(
                {
                    "name": name,
                    "sha256": encoded.sha256,
                    "extension": encoded.extension,
                    "width": encoded.width,
                    "height": encoded.height,
                    "description": found.description,
                    "decoration": found.decoration,
                    "place": title,
                }
            )
        self.by_target[found.target] = self.by_name[name]
        return self.by_name[name]

    def _encoded(self, found):
        if not found.target or found.target not in self.parts.names:
            raise images.BadImage(OUTSIDE)
        if found.target.lower().endswith(WINDOWS):
            raise images.BadImage(OF_WINDOWS)
        if len(self.kept) >= MOST:
            raise images.BadImage(TOO_MANY)
        try:
            data = self.parts.raw(found.target, at_most=images.LARGEST_FILE)
            return images.encode(ContentFile(data))
        except Unreadable as fault:
            said = "It is damaged." if str(fault) == DAMAGED else "It is larger than 10 MB."
            raise images.BadImage(CANNOT.format(said)) from fault
        except images.BadImage as fault:
            raise images.BadImage(CANNOT.format(fault)) from fault
