"""Who was asked to check a section, what they answered, and whether it was changed since."""

import copy
import hashlib
from dataclasses import dataclass

from django.utils.timezone import localdate

from plans.documents.blocks import block_html
from plans.models import Check
from records.models import Change
from records.periods import day_label
from records.richtext import words


def section_text(entry, outline):
    """A section by itself as a checker reads it: the HTML of its blocks, one by one."""
    outline = copy.copy(outline)
    outline.counts = {}
    return [block_html(block, entry, outline) for block in entry.blocks]


def fingerprint(pieces):
    """The words of a section in short: another word gives another."""
    return hashlib.sha256(words(" ".join(pieces)).encode()).hexdigest()


@dataclass(frozen=True)
class Asked:
    """A check as its officers see it: how far it is, in words and as a kind of status."""

    check: Check
    on: object
    confirmed: str = ""  # the fingerprint of the text that was found right
    now_reads: str = ""

    @property
    def changed_since(self):
        """Whether other words stand there than those that were found right."""
        right = self.check.answer == Check.Answer.RIGHT
        return bool(right and self.confirmed and self.confirmed != self.now_reads)

    @property
    def works(self):
        return self.check.revoked_at is None and self.check.expires_on >= self.on

    @property
    def kind(self):
        if self.changed_since:
            return "warn"
        return "good" if self.check.answer else "wait"

    @property
    def words(self):
        if self.check.answer:
            day = day_label(localdate(self.check.answered_at))
            return f"{self.check.get_answer_display()}, {day}"
        if not self.works:
            return "Not answered"
        if self.check.opened_at:
            return f"Opened {day_label(localdate(self.check.opened_at))}, not answered"
        return "Not opened"


def checks_of(section, entry, outline, *, on):
    """The checks of a section, the latest first; its text is read only where one found it right."""
    checks = list(section.checks.all())
    right = [one for one in checks if one.answer == Check.Answer.RIGHT]
    reads = fingerprint(section_text(entry, outline)) if right else ""
    confirmed = _confirmed(right)
    return [Asked(one, on, confirmed.get(one.uid, ""), reads) for one in checks]


def _confirmed(checks):
    """The fingerprint that each confirmation named last."""
    if not checks:
        return {}
    notes = Change.objects.filter(action="check.right", target__in=[one.uid for one in checks])
    return {one.target: one.after["text"] for one in notes.order_by("at", "pk")}
