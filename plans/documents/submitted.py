"""The text that was submitted, word for word: of a plan in two languages both of them."""

from plans.documents.difference import differences
from publishing.models import Language

# Stands between the two texts where both are kept in one field; no text holds a comment.
BORDER = "<!-- Cymraeg -->"


def kept_text(composed):
    """What is kept of a composed text: every language of it."""
    welsh = composed.texts.get(Language.WELSH)
    if welsh is None:
        return composed.fragment
    return f"{composed.fragment}\n{BORDER}\n{welsh.fragment}"


def submitted_in(plan, language=Language.ENGLISH):
    """The submitted text in a language; "" where it was not submitted in it."""
    english, _, welsh = plan.submitted_fragment.partition(f"\n{BORDER}\n")
    return welsh if language == Language.WELSH else english


def text_in(composed, language):
    """The composed text in a language, or None where the plan is not in it."""
    return composed if language == Language.ENGLISH else composed.texts.get(language)


def changed_from(plan, composed):
    """Where what would be published now differs from what was submitted, in each language."""
    found = differences(submitted_in(plan), composed.fragment)
    for language, text in composed.texts.items():
        found += differences(submitted_in(plan, language), text.fragment)
    return found
