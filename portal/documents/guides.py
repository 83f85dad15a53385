"""The guides for each reader, as they lie in docs/: within the portal, beside what they tell of."""

import re
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

FOLDER = Path(__file__).resolve().parents[2] / "docs"
PICTURES = FOLDER / "pictures"
# For whom each is, in the order in which somebody looks for theirs.
GUIDES = {
    "officer": "Officers",
    "executive": "Members of the executive group",
    "lead": "Group leads",
    "scribe": "The scribe of a table",
    "administrator": "Administrators",
}
NOTE = re.compile(r"<!--.*?-->\n?", re.S)  # for the tests that hold the guides true
PICTURE = re.compile(r'src="pictures/([\w-]+\.png)"')
LINK = re.compile(r'<a href="(\w+)\.md">(.*?)</a>')


def guide(name):
    """The text of a guide as HTML. It is a file of ours: nothing that people typed is in it."""
    text = NOTE.sub("", (FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    made = MarkdownIt("commonmark", {"html": False}).render(text)
    return mark_safe(LINK.sub(_link, PICTURE.sub(_picture, made)))  # noqa: S308


def _picture(found):
    return f'src="{reverse("portal:guide_picture", args=[found[1]])}"'


def _link(found):
    """To another guide; what only lies beside the code is named without a link."""
    if found[1] not in GUIDES:
        return found[2]
    return f'<a href="{reverse("portal:guide_detail", args=[found[1]])}">{found[2]}</a>'
