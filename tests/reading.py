"""The frozen text within a page: what the site set into it for readers is taken out again."""

import re

SET_IN = re.compile(
    r'<p class="actions__follow">.*?</p>'
    r'|<a class="priorities-list__going"[^>]*>.*?</a>'
    r'| <a class="permalink permalink--here"[^>]*>#</a>'
    r'|<div class="words-used">.*?</dl>\n</div>\n'
    r'|<a class="term"[^>]*>(.*?)</a>'
    r'| id="t-[0-9a-f-]+"',
    re.DOTALL,
)


def as_frozen(page):
    """A page, or the text on it, as it was published."""
    return SET_IN.sub(lambda found: found.group(1) or "", page)


def words_of(page):
    """What a page or a text says, without its tags: an id may hold any digits."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
