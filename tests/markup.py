"""What in a page a browser would run or fetch from elsewhere, read as browsers read HTML."""

import re
from urllib.parse import urlsplit

import tinyhtml5

RUN = {"script", "style", "iframe", "frame", "object", "embed", "applet", "base", "portal", "math"}
RUN |= {"foreignobject", "animate", "animatetransform", "animatemotion", "set", "handler"}
RUN |= {"template", "noscript", "xmp", "plaintext", "listing", "marquee", "isindex", "keygen"}
LEADS = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "background"}
LEADS |= {
    "srcset",
    "ping",
    "cite",
    "manifest",
    "lowsrc",
    "dynsrc",
    "srcdoc",
    "codebase",
    "longdesc",
}
HARMLESS = {"", "http", "https", "mailto", "tel"}


def elements(html):
    """Every element of a page or a piece of one: its name, its attributes, its text."""
    for found in tinyhtml5.parse(html, namespace_html_elements=False).iter():
        if isinstance(found.tag, str):
            names = {_plain(name): value for name, value in found.attrib.items()}
            yield _plain(found.tag), names, found.text or ""


def _plain(name):
    return str(name).rpartition("}")[2].lower()


def scheme_of(address):
    """As a browser reads it: without the control characters, and the blanks before it."""
    plain = re.sub(r"[\x00-\x20]", "", address or "")
    found = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", plain)
    return found[1].lower() if found else ""


def active(html):
    """What would run in a piece of a page, in words; empty where nothing would."""
    return [
        f"<{tag} {name or ''}={value!r}>"
        for tag, attributes, _ in elements(html)
        for name, value in [("", ""), *attributes.items()]
        if _runs(tag, name, value)
    ]


def _runs(tag, name, value):
    if not name:
        return tag in RUN
    if name.startswith("on") or name in {"style", "srcdoc", "http-equiv"}:
        return True
    # A small picture in the page itself is data; it is shown as one and never run.
    if tag == "img" and name == "src" and value.startswith(("data:image/png", "data:image/jpeg")):
        return False
    return name in LEADS and scheme_of(value) not in HARMLESS


def fetched(html):
    """The hosts from which a browser would load something that stands in a page."""
    for tag, attributes, _ in elements(html):
        names = {"src", "srcset", "poster", "data", "background"}
        if tag in {"link", "use", "image"}:
            rel = attributes.get("rel", "").split()
            names = {"href"} if not {"canonical", "alternate", "license"} & set(rel) else set()
        for name in names & set(attributes):
            if host := urlsplit(attributes[name].strip().split(" ")[0]).netloc:
                yield host
