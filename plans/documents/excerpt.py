"""One section cut out of a composed plan: word for word what an edition would hold."""

import re

TAG = re.compile(r"<(/?)section\b")
# Ids stand once on a page; in an excerpt beside the text they would stand twice.
IDS = re.compile(r' id="[^"]*"')
PERMALINK = re.compile(r'<a class="permalink".*?</a>', re.DOTALL)


def excerpt(fragment, anchor):
    """The section with this anchor and what is below it, without ids; empty where it is not."""
    begin = re.search(rf'<section [^>]*\bid="{re.escape(anchor)}">', fragment)
    if begin is None:
        return ""
    depth = 0
    for tag in TAG.finditer(fragment, begin.start()):
        depth += -1 if tag.group(1) else 1
        if not depth:
            end = fragment.index(">", tag.start()) + 1
            return PERMALINK.sub("", IDS.sub("", fragment[begin.start() : end]))
    return ""
