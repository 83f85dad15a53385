from plans.documents.blocks import block_html
from plans.documents.outline import load_outline
from plans.documents.snapshot import snapshot_of
from publishing.documents import composed


def compose(plan):
    """Compose a plan from what is stored; reads the database and nothing else."""
    outline = load_outline(plan)
    for section in outline.walk():
        section.html = [block_html(block, section, outline) for block in section.blocks]
    context = {"outline": outline, "formats": outline.formats_contact}
    snapshot = snapshot_of(plan, outline)
    return composed(plan.full_title, "plans/documents/fragment.html", context, snapshot)
