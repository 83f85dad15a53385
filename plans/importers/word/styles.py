"""What the styles of a Word file mean: which are headings, which are bold, which the contents."""

import re

from plans.importers.word.parts import q

HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
CONTENTS = re.compile(r"(toc|contents) (heading|[1-9])|toc|contents heading", re.IGNORECASE)
LISTED = re.compile(r"list (bullet|number) ([2-9])", re.IGNORECASE)
PLAIN = {"title": "title", "caption": "caption", "quote": "quote", "intense quote": "quote"}
OFF = {"0", "false", "off", "none"}
LONGEST_CHAIN = 20


def is_on(element):
    """Whether a switch such as <w:b/> is there and on."""
    return element is not None and element.get(q("w:val"), "1") not in OFF


class Styles:
    """The paragraph styles of a file, each with what it takes from the one it is based on."""

    def __init__(self, tree):
        found = tree.findall(q("w:style")) if tree is not None else []
        self.styles = {style.get(q("w:styleId")): style for style in found}
        default = (s for s in found if s.get(q("w:default")) in {"1", "true"})
        self.default = next(
            (s.get(q("w:styleId")) for s in default if s.get(q("w:type")) == "paragraph"), None
        )

    def _chain(self, key):
        for _ in range(LONGEST_CHAIN):
            style = self.styles.get(key)
            if style is None:
                return
            yield style
            based = style.find(q("w:basedOn"))
            key = based.get(q("w:val")) if based is not None else None

    def name(self, key):
        style = self.styles.get(key)
        named = style.find(q("w:name")) if style is not None else None
        return named.get(q("w:val"), "") if named is not None else (key or "")

    def level(self, key):
        """1 to 9 for a heading, else 0."""
        for style in self._chain(key):
            named = style.find(q("w:name"))
            match = HEADING.fullmatch(named.get(q("w:val"), "")) if named is not None else None
            if match:
                return int(match.group(1))
            level = style.find(f"{q('w:pPr')}/{q('w:outlineLvl')}")
            if level is not None:
                return outline_level(level)
        return 0

    def is_contents(self, key):
        return CONTENTS.fullmatch(self.name(key)) is not None

    def meaning(self, key):
        """ "title", "caption", "quote" or nothing."""
        return PLAIN.get(self.name(key).lower(), "")

    def deeper_list(self, key):
        """Of a style such as "List Bullet 2": ("Bullet", 2); its numbering calls it the first."""
        match = LISTED.fullmatch(self.name(key))
        return (match.group(1).capitalize(), int(match.group(2))) if match else None

    def is_bold(self, key):
        for style in self._chain(key):
            bold = style.find(f"{q('w:rPr')}/{q('w:b')}")
            if bold is not None:
                return is_on(bold)
        return False


def outline_level(element):
    """<w:outlineLvl> counts from 0; 9 is plain text."""
    value = element.get(q("w:val"), "9")
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0
