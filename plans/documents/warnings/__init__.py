"""What officers want to be warned of before others read their plan. Warnings stop nothing."""

from plans.documents.warnings import actions, data, texts, work
from plans.documents.warnings.groups import WarningGroup

CHECKS = (
    *(actions.without_owner, actions.without_date, actions.without_element),
    *(actions.out_of_period, actions.overdue, actions.priorities_without_action),
    *(data.old_figures, data.documents_to_review, data.pictures_without_words),
    *(texts.empty_sections, texts.long_sentences, texts.heading_jumps, texts.bad_links),
    *(texts.last_years, work.open_comments, work.kept_texts),
)


def warnings(material, on):
    """The groups in which something was found, on a day."""
    groups = [check(material, on) for check in CHECKS]
    return [group for group in groups if group.found]


__all__ = ["WarningGroup", "warnings"]
