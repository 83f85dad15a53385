"""What stands in a Word file beside its text: comments, notes, heads and feet of its pages."""

from plans.importers.word.outline import words_of
from plans.importers.word.parts import q

NOTES = (("footnote", "word/footnotes.xml"), ("endnote", "word/endnotes.xml"))
RUNNING = ("header", "footer")


def comments_of(parts):
    """Each comment by its number: who wrote it, and its words."""
    tree = parts.tree("word/comments.xml")
    found = tree.findall(q("w:comment")) if tree is not None else []
    return {one.get(q("w:id")): (one.get(q("w:author"), "").strip(), _all(one)) for one in found}


def notes_of(parts):
    """The words of each footnote and endnote, by kind and number."""
    found = {}
    for kind, name in NOTES:
        tree = parts.tree(name)
        for one in tree if tree is not None else ():
            found[kind, one.get(q("w:id"))] = _all(one)
    return found


def running_heads(parts):
    """The words of the heads and feet of pages, each once, as (kind, words)."""
    found = []
    for kind, target, _ in parts.links().values():
        if kind not in RUNNING or target not in parts.names:
            continue
        words = _all(parts.tree(target))
        if words.strip("0123456789 ") and (kind, words) not in found:
            found.append((kind, words))
    return sorted(found, reverse=True)  # heads first


def _all(element):
    words = (words_of(paragraph) for paragraph in element.iter(q("w:p")))
    return " ".join(filter(None, words))
