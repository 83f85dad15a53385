from dataclasses import dataclass

from django.template.loader import render_to_string

from plans.documents.blocks import block_html
from plans.documents.outline import load_outline
from plans.documents.snapshot import snapshot_of
from publishing.documents import content_hash


@dataclass(frozen=True)
class Composed:
    """A plan as it would be published now.

    ``fragment`` is the whole text as HTML without edition number or date; ``snapshot`` its
    data; ``content_hash`` the fingerprint of both, which every approval names.
    """

    title: str
    fragment: str
    snapshot: dict
    content_hash: str


def compose(plan):
    """Compose a plan from what is stored; reads the database and nothing else."""
    outline = load_outline(plan)
    for section in outline.walk():
        section.html = [block_html(block, section, outline) for block in section.blocks]
    snapshot = snapshot_of(plan, outline)
    fragment = render_to_string(
        "plans/documents/fragment.html", {"outline": outline, "formats": outline.formats_contact}
    )
    # Blank lines come from template tags; without them the bytes are a third smaller.
    fragment = "\n".join(line.strip() for line in fragment.splitlines() if line.strip())
    return Composed(plan.full_title, fragment, snapshot, content_hash(fragment, snapshot))
