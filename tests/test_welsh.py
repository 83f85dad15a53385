"""The interface in Welsh: nothing untranslated, nothing that leads back to English by accident."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from django.utils.translation.template import templatize

pytestmark = pytest.mark.once

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "cy" / "LC_MESSAGES" / "django.mo"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
HOLES = re.compile(r"%\(\w+\)s|\{\w+\}")
# Words of the English interface that no Welsh page has outside what is marked as English.
TELL_TALE = [
    "Sign in",
    "Published on",
    "You said",
    "In force",
    "No longer",
    "Not stated",
    "Other years",
    "Coming up",
    "When and where",
    "Progress of",
    "January",
    "February",
    "Menu</",
]


def _marked_in_python(source):
    """What is marked for translation in a Python text, as the calls have it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            for argument in node.args[: 2 if node.func.id.startswith("n") else 1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


TEXT = r"""u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(p|n|np)?(?:gettext|_)\(\s*{TEXT}(?:,\s*{TEXT})?")


def _marked_in_template(source):
    """The same of a template, by Django's own reading of it; a context is no text."""
    for kind, first, second in CALL.findall(templatize(source)):
        texts = [ast.literal_eval(one) for one in (first, second) if one]
        yield from texts[1:] if kind.startswith("p") else texts


def _marked():
    ours = {config.name for config in apps.get_app_configs()} | {"config"}
    root = Path(settings.BASE_DIR)
    for app in sorted(ours):
        for path in (root / app).rglob("*.py") if (root / app).is_dir() else []:
            for words in _marked_in_python(path.read_text()):
                yield path.relative_to(root), words
    for path in (root / "templates").rglob("*"):
        if path.suffix in (".html", ".txt"):
            for words in _marked_in_template(path.read_text()):
                yield path.relative_to(root), words


def _catalogue():
    with CATALOGUE.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def _english():
    """The English of every entry, without its context."""
    keys = (key[0] if isinstance(key, tuple) else key for key in _catalogue())
    return {key.rpartition("\x04")[2] for key in keys}


def test_every_marked_text_has_its_welsh():
    catalogue = _english()
    marked = list(_marked())
    assert len(marked) > 500
    plurals = _plurals()
    missing = {
        f"{path}: {words}"
        for path, words in marked
        if words and words not in catalogue and words not in plurals
    }
    assert not missing, "\n".join(sorted(missing))


def _plurals():
    """The English plurals, which stand in the catalogue's source alone."""
    source = CATALOGUE.with_suffix(".po").read_text()
    found = re.findall(r'^msgid_plural ((?:".*"\n)+)', source, re.M)
    return {"".join(ast.literal_eval(line) for line in one.splitlines()) for one in found}


def test_welsh_fills_in_what_the_english_fills_in():
    for key, welsh in _catalogue().items():
        english, number = key if isinstance(key, tuple) else (key, None)
        if english and number is None:
            assert set(HOLES.findall(welsh)) == set(HOLES.findall(english)), english
        assert welsh, english
    assert "fuzzy" not in CATALOGUE.with_suffix(".po").read_text()


def test_compiled_catalogue_is_that_of_its_source():
    source = CATALOGUE.with_suffix(".po").read_text()
    ids = re.findall(r'^msgid ((?:".*"\n)+)', source, re.M)
    written = {"".join(ast.literal_eval(line) for line in one.splitlines()) for one in ids}
    assert written == _english()


def _public_addresses():
    one = ["south-lakeland"]
    yield reverse("portal:home")
    yield reverse("account_login")
    for name in (
        *("portal:partnership_home", "plans:plan_list", "plans:progress", "plans:answer_list"),
        *("events:event_list", "priorities:priority_list"),
    ):
        yield reverse(name, args=one)
    yield reverse("events:event_list", args=["lancashire"])


def _without_english(page):
    """A page's text without the elements that say that they are English, and without code."""
    page = re.sub(r"<(script|style|template)\b.*?</\1>", "", page, flags=re.S)
    inner = re.compile(r'<(\w+)\b[^>]*\blang="en(?:-GB)?"[^>]*>(?:(?!<\1\b).)*?</\1>', re.S)
    while (rest := inner.sub("", page)) != page:
        page = rest
    return page


def test_public_pages_are_welsh_below_cy_and_lead_to_welsh_ones(demo, client):
    with override("cy"):
        addresses = list(_public_addresses())
    assert all(address.startswith("/cy/") for address in addresses)
    wrong = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Content-Language"] == "cy"
        page = answer.content.decode()
        assert '<html lang="cy"' in page, address
        shown = _without_english(page)
        links = re.findall(r'<a\b([^>]*)\bhref="(/[^"]*)"([^>]*)>', page)
        wrong[address] = [words for words in TELL_TALE if words in shown] + [
            href
            for before, href, after in links
            if href.partition("?")[0].endswith("/")  # a file may be in English alone
            and not href.startswith(("/cy/", "/static/", "/workspace/", "/files/"))
            and 'lang="en' not in before + after
        ]
    assert not {address: found for address, found in wrong.items() if found}


def test_english_addresses_and_pages_stay_as_they_are(demo, client):
    addresses = list(_public_addresses())
    assert not [address for address in addresses if address.startswith("/cy")]
    answer = client.get(reverse("events:event_list", args=["south-lakeland"]))
    assert answer.headers["Content-Language"] == "en-GB"
    assert "Digwyddiadau" not in answer.content.decode()


def test_dates_and_statuses_are_said_in_welsh(demo, client):
    with override("cy"):
        page = client.get(reverse("priorities:priority_list", args=["south-lakeland"]))
    text = page.content.decode()
    assert "Daeth i ben ar 31 Mawrth 2012." in text
    assert "Ein blaenoriaethau" in text


def test_workspace_is_english_only(db, client):
    answer = client.get("/cy/workspace/?x=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/workspace/?x=1")
    assert client.get("/cy/no-such-partnership/").status_code == 404
