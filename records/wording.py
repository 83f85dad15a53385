"""Two texts compared word by word, for people: what was added, what was taken away."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from records.anchors import paragraphs

# A word, a mark or a tag, each with the blanks before it.
TOKEN = re.compile(r"\s*(?:<[^>]*>|&(?:#\d+|#x[0-9a-f]+|\w+);|\w+(?:['’]\w+)*|[^\w\s])", re.I)
BLANK_TAGS = re.compile(r"</?(?:td|th|tr|li|caption|p|br|thead|tbody|ul|ol)\b[^>]*>")
WORD = re.compile(r"\w+(?:['’-]\w+)*")
TAGS = re.compile(r"<[^>]*>")
# Beyond this many words in one paragraph it counts as changed altogether: comparing takes
# the square of it.
LONGEST = 3_000
# So few words left alone between two larger changes are read more easily as one change.
SHORT = 2

SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True)
class Piece:
    """Some words in a row that stayed, were added or were removed."""

    kind: str
    words: str


@dataclass(frozen=True)
class ChangedParagraph:
    """A paragraph in both texts: ``kind`` is "same", "added", "removed", "changed" or "moved"."""

    id: str
    kind: str
    tag: str
    pieces: list

    def count(self, kind):
        """How many words of it were added or removed."""
        return sum(len(WORD.findall(one.words)) for one in self.pieces if one.kind == kind)


def changes(before, after):
    """What differs between two paragraphs, as a row of pieces; markup is left aside."""
    old, new = tokens(plain(before)), tokens(plain(after))
    found = []
    for kind, a, b, c, d in _smooth(opcodes(old, new), old):
        if kind == "equal":
            found.append(Piece(SAME, "".join(old[a:b])))
        else:
            found += [*_piece(REMOVED, old[a:b]), *_piece(ADDED, new[c:d])]
    return found


def _piece(kind, some):
    """Changed words; the blank before them is not marked with them."""
    words = "".join(some)
    if words[:1].isspace():
        yield Piece(SAME, " ")
    if words.strip():
        yield Piece(kind, words.strip())


def tokens(text):
    """A text cut into words, marks and tags; put together again it is the same text."""
    found = TOKEN.findall(text)
    rest = text[sum(map(len, found)) :]
    return [*found, rest] if rest else found


def plain(html):
    """The words of some HTML as a reader sees them, cells and lines kept apart by a blank."""
    spaced = BLANK_TAGS.sub(" ", html or "")
    return " ".join(unescape(TAGS.sub("", spaced)).split())


def opcodes(old, new):
    """As difflib has them, but never slow: what both ends share is cut off first."""
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    found = [("equal", 0, start, 0, start)] if start else []
    found += [
        (kind, i + start, j + start, k + start, m + start) for kind, i, j, k, m in _middle(a, b)
    ]
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


def _shared(old, new):
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(old, new):
    if not old and not new:
        return []
    if max(len(old), len(new)) > LONGEST:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()


def _smooth(codes, old):
    """The same changes with a mark, or a word or two between larger ones, taken into them."""
    found = []
    for index, (kind, a, b, c, d) in enumerate(codes):
        if kind == "equal" and 0 < index < len(codes) - 1:
            around = codes[index - 1], codes[index + 1]
            kind = "replace" if _is_lonely(old[a:b], around) else kind
        if found and kind != "equal" and found[-1][0] != "equal":
            _, first_a, _, first_c, _ = found.pop()
            a, c, kind = first_a, first_c, "replace"
        found.append((kind, a, b, c, d))
    return found


def _is_lonely(some, around):
    """Whether these words, unchanged between two changes, would only break one change in two."""
    if not any(WORD.search(one) for one in some):
        return True
    return len(some) <= SHORT and all(max(b - a, d - c) > len(some) for _, a, b, c, d in around)


def compared(before, after):
    """Two texts paragraph by paragraph, known by their ids, in the order of the later text.

    A paragraph that is gone stands where it stood.
    """
    old, new = paragraphs(before), paragraphs(after)
    was = {one.id: one for one in old if one.id}
    now = {one.id for one in new}
    found = _gone(old, now, after="")
    moved = _moved([one.id for one in old if one.id in now], [o.id for o in new if o.id in was])
    for one in new:
        earlier = was.get(one.id)
        pieces = changes(earlier.inner if earlier else "", one.inner)
        found.append(ChangedParagraph(one.id, _kind(earlier, one, moved), one.tag, pieces))
        found += _gone(old, now, after=one.id)
    return found


def _kind(earlier, one, moved):
    if earlier is None:
        return "added"
    if plain(earlier.inner) != plain(one.inner):
        return "changed"
    return "moved" if one.id in moved else "same"


def _gone(old, now, after):
    """The paragraphs that stood right behind one that is still there, and are gone."""
    found, previous = [], ""
    for one in old:
        if one.id in now:
            previous = one.id
        elif previous == after:
            pieces = changes(one.inner, "")
            found.append(ChangedParagraph(one.id, REMOVED, one.tag, pieces))
    return found


def _moved(old, new):
    """Ids that stand elsewhere than they stood among those that both texts have."""
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    stayed = {key for a, _, size in matcher.get_matching_blocks() for key in old[a : a + size]}
    return set(new) - stayed
