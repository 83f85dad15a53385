"""Words that readers may not know: marked where a chapter first uses them, explained at its end."""

import re
from html import escape

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

# A word within these is not marked: a link in a link is none, and a heading is to be short.
NEVER_IN = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "a", "figure", "svg", "summary", "caption", "th"),
    *("button", "address", "aside", "figcaption"),
}


class Explainer:
    """Marks the first use of each term in a chapter, and lists what it marked."""

    def __init__(self, terms):
        # A text is HTML: there "&" is "&amp;". The longest first, or "plan" is found in
        # "plan year".
        ordered = sorted(terms, key=lambda term: -len(term[0]))
        self.terms = [(_pattern(word), word, meaning) for word, meaning in ordered if word.strip()]
        self.chapter, self.used = "", []

    def begin(self, chapter):
        self.chapter, self.used = chapter, []

    def may_stand_in(self, names):
        return bool(self.chapter and self.terms) and not NEVER_IN & set(names)

    def text(self, text):
        """Some words between two tags, with the terms among them that are used first here."""
        found = []
        for pattern, word, meaning in self._unused():
            place = next((m for m in pattern.finditer(text) if _is_free(m, found)), None)
            if place:
                self.used.append((word, meaning))
                found.append((*place.span(), len(self.used)))
        shown, after = [], 0
        for start, end, number in sorted(found):
            shown += [text[after:start], self._marked(text[start:end], number)]
            after = end
        return "".join([*shown, text[after:]])

    def _unused(self):
        used = {word for word, _meaning in self.used}
        return [term for term in self.terms if term[1] not in used]

    def _marked(self, words, number):
        name = f"{self.chapter}-{number}"
        return f'<a class="term" id="use-{name}" href="#word-{name}">{words}</a>'

    def end(self):
        """The words that the chapter used, with their meanings, in the order of the alphabet."""
        if not self.used:
            self.chapter = ""
            return ""
        rows = sorted(enumerate(self.used, start=1), key=lambda row: row[1][0].lower())
        items = format_html_join(
            "\n",
            '<div><dt id="word-{0}-{1}">{2}</dt><dd>{3} <a class="words-used__back" '
            'href="#use-{0}-{1}">{4}<span class="visually-hidden">: {2}</span></a></dd></div>',
            (
                (self.chapter, number, word, meaning, _("Back to the text"))
                for number, (word, meaning) in rows
            ),
        )
        self.chapter = ""
        return format_html(
            '<div class="words-used">\n<p class="words-used__title"><strong>{}</strong></p>\n'
            "<dl>\n{}\n</dl>\n</div>\n",
            _("Words used here"),
            items,
        )


def _pattern(word):
    """A term as whole words; one in small letters is found in any letters, as at a sentence's
    start, others only as they are written. Of an abbreviation the plural is found too."""
    words = r"\s+".join(re.escape(escape(one, quote=False)) for one in word.split())
    words += "s?" if word.isupper() else ""
    flags = re.IGNORECASE if word == word.lower() else 0
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", flags)


def _is_free(match, found):
    return all(match.end() <= start or match.start() >= end for start, end, _number in found)
