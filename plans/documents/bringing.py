"""A Word file as its page shows it: where it stands, and what its draft will hold."""

import re
from dataclasses import dataclass

from records.imports import ImportState

KINDS = {
    ImportState.WAITING: ("wait", "Waiting to be read"),
    ImportState.READING: ("here", "Being read"),
    ImportState.READ: ("warn", "Waits for you"),
    ImportState.SAVING: ("here", "Being made a draft"),
    ImportState.DONE: ("done", "Made a draft"),
    ImportState.FAILED: ("bad", "No draft was made"),
}
COUNTED = (
    ("paragraph", "paragraphs", re.compile(r"<(?:p|h3|h4|blockquote)[ >]")),
    ("list", "lists", re.compile(r"<(?:ul|ol)[ >]")),
    ("table", "tables", re.compile(r"<table[ >]")),
)
WITHIN = re.compile(r"<table.*?</table>", re.DOTALL)


def standing(batch):
    """Where a file stands: the kind of its sign, and the words."""
    return KINDS[ImportState(batch.state)]


@dataclass(frozen=True)
class Counted:
    """A section to be: its number, its title, its depth, and what it holds in words."""

    number: str
    title: str
    level: int
    holds: str


def counted(about):
    """Each section that will be made, in order."""
    return list(_counted(about.get("sections", [])))


def _counted(sections):
    numbers = []
    for one in sections:
        if one.get("front"):
            yield Counted("", one["title"], 1, _holds(one["blocks"]))
            continue
        level = one["level"]
        del numbers[level:]
        if len(numbers) < level:
            numbers.append(0)
        numbers[-1] += 1
        is_appendix = one["title"].lower().startswith(("appendix", "annex"))
        number = "" if is_appendix else ".".join(map(str, numbers))
        yield Counted(number, one["title"], level, _holds(one["blocks"]))


def _holds(blocks):
    """“3 paragraphs, 1 list, 1 picture”."""
    html = "".join(block.get("html", "") for block in blocks)
    outside = WITHIN.sub("", html)
    said = [
        _of(len(pattern.findall(html if one == "table" else outside)), one, many)
        for one, many, pattern in COUNTED
    ]
    for kind, one, many in (
        ("call_out", "call-out", "call-outs"),
        ("picture", "picture", "pictures"),
    ):
        said.append(_of(sum(block["kind"] == kind for block in blocks), one, many))
    return ", ".join(filter(None, said)) or "heading only"


def _of(count, one, many):
    return f"{count} {one if count == 1 else many}" if count else ""
