from django.utils import translation

from plans.documents.blocks import block_html
from plans.documents.outline import load_outline
from plans.documents.snapshot import snapshot_of
from publishing.documents import WRITTEN_IN, composed, with_texts
from publishing.models import Language
from records.languages import in_language


def compose(plan):
    """Compose a plan from what is stored, in each of its languages; reads the database only.

    English is the first text. The Welsh one hangs on it, and one hash stands for both: who
    agrees to a plan in two languages agrees to the two texts.
    """
    first = compose_in(plan, Language.ENGLISH)
    if not plan.in_welsh:
        return first
    return with_texts(first, {Language.WELSH.value: compose_in(plan, Language.WELSH)})


def compose_in(plan, language):
    """The one text of a plan in a language, whoever asks and in whichever language they read."""
    with translation.override(WRITTEN_IN[language]):
        outline = load_outline(plan)
        for section in outline.walk():
            section.html = [block_html(block, section, outline) for block in section.blocks]
        context = {"outline": outline, "formats": outline.formats_contact}
        snapshot = snapshot_of(plan, outline)
        title = f"{in_language(plan, 'title')} {plan.years}"
        template = "plans/documents/fragment.html"
        return composed(title, template, context, snapshot, language)
