"""What keeps the rooms apart beyond imports: see pyproject.toml for the import contracts."""

import ast
import re
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from partnership.models import Partnership
from records.models import Record

ROOT = Path(__file__).resolve().parent.parent
# Low to high: a room may know only those before it.
ROOMS = [
    *("records", "partnership", "publishing", "events", "priorities"),
    *("plans", "portal", "config"),
]
SOURCES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ROOMLESS_NAMES = {"core", "common", "utils", "util", "services", "helpers", "signals", "tools"}
# The sign-in and the admin have entrances of their own, which must be open.
FOREIGN_ENTRANCES = ("allauth.", "django.contrib.admin.")


def _name(path):
    return str(path.relative_to(ROOT))


def _parsed(path):
    return ast.parse(path.read_text(), _name(path))


def _patterns(resolver=None, namespace=""):
    """Every address of the portal as (view name with its namespace, callback)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _patterns(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or ''}", entry.callback


def _our_patterns():
    """The addresses that lead to views of our rooms; the admin names its own."""
    for name, callback in _patterns():
        if callback.__module__.split(".")[0] in ROOMS and not name.startswith("admin:"):
            yield name, callback


def _view(callback):
    return getattr(callback, "view_class", callback)


# ---- the order of the rooms, where a linter does not see it


def _relations():
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            for field in model._meta.get_fields():
                if field.is_relation and field.concrete and field.related_model:
                    yield model, field


def test_foreign_keys_follow_the_order_of_the_rooms():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model, field in _relations()
        if field.related_model._meta.app_label in ROOMS
        and ROOMS.index(field.related_model._meta.app_label) > ROOMS.index(model._meta.app_label)
    ]
    assert upward == []


def test_templates_take_only_from_their_own_room_those_below_and_the_shared_ones():
    upward = []
    for template in TEMPLATES:
        room = template.relative_to(ROOT / "templates").parts[0]
        if room not in ROOMS:
            continue
        for taken in re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)", template.read_text()):
            other = taken.split("/")[0]
            if other in ROOMS and ROOMS.index(other) > ROOMS.index(room):
                upward.append(f"{_name(template)} takes {taken}")
    assert upward == []


def test_shared_templates_know_no_room():
    shared = [path for path in TEMPLATES if path.parent.name == "components"]
    knowing = [
        f"{_name(path)} takes {room}/"
        for path in shared
        for room in ROOMS
        if re.search(rf"[\"']{room}/", path.read_text())
    ]
    assert knowing == []


def test_shared_templates_state_their_inputs_first():
    silent = [
        _name(path)
        for path in TEMPLATES
        if path.parent.name == "components" and not path.read_text().startswith("{# inputs:")
    ]
    assert silent == []


# ---- names and sizes


def test_no_module_is_named_for_nothing_in_particular():
    vague = [_name(path) for path in SOURCES if ROOMLESS_NAMES & {path.stem, *path.parts}]
    assert vague == []


def test_files_are_split_before_they_grow_long():
    """The settings are one file by design: a table, not a story."""
    long = {
        _name(path): lines
        for path in SOURCES
        if path.name != "settings.py" and (lines := len(path.read_text().splitlines())) > 250
    }
    assert long == {}


def test_views_urls_and_templates_share_one_name():
    misnamed = []
    for name, callback in _our_patterns():
        view = _view(callback)
        if not isinstance(view, type):
            continue
        url = name.split(":")[-1]
        snake = re.sub(r"(?<!^)(?=[A-Z])", "_", view.__name__).lower()
        if url != snake:
            misnamed.append(f"URL {name} leads to {view.__name__}")
        template = getattr(view, "template_name", None)
        if template and Path(template).stem.lstrip("_") != snake:
            misnamed.append(f"{view.__name__} shows {template}")
    assert misnamed == []


def test_function_views_bear_the_name_of_their_url():
    misnamed = [
        f"URL {name} leads to {callback.__name__}"
        for name, callback in _our_patterns()
        if not isinstance(_view(callback), type) and name.split(":")[-1] != callback.__name__
    ]
    assert misnamed == []


# ---- who sees what


def test_what_anonymous_visitors_reach_lives_in_public_views():
    strays = [
        f"{name or callback.__qualname__}: {callback.__module__}"
        for name, callback in _patterns()
        if not getattr(callback, "login_required", True)
        and "public_views" not in callback.__module__.split(".")
        and not callback.__module__.startswith(FOREIGN_ENTRANCES)
    ]
    assert strays == []


def test_public_views_are_public():
    closed = [
        name
        for name, callback in _patterns()
        if "public_views" in callback.__module__.split(".")
        and getattr(callback, "login_required", True)
    ]
    assert closed == [], "private views belong in views.py"


# ---- how things are kept


def _records():
    return [model for model in apps.get_models() if issubclass(model, Record)]


@pytest.mark.parametrize("model", _records(), ids=lambda model: model._meta.label)
def test_each_record_reaches_one_partnership_by_the_path_it_declares(model):
    assert any("owned_by" in vars(base) for base in model.__mro__ if base is not Record), (
        f"{model._meta.label} does not say to whom it belongs"
    )
    if model.owned_by is None:
        return
    reached = model
    for step in filter(None, re.split(r"__", model.owned_by)):
        field = reached._meta.get_field(step)
        assert field.many_to_one or field.one_to_one, f"{step} may lead to several"
        reached = field.related_model
    assert reached is Partnership


def test_every_task_that_is_asked_for_is_registered():
    current_app.loader.import_default_modules()
    asked = {name for path in SOURCES for name in _tasks_asked_for(path)}
    assert asked - set(current_app.tasks) == set()


def _tasks_asked_for(path):
    """The names given to send_task, as text or as a constant of the same file."""
    tree = _parsed(path)
    constants = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "send_task":
            name = node.args[0]
            yield name.value if isinstance(name, ast.Constant) else constants[name.id]


# ---- what is used nowhere

BANNED = {
    "django.contrib.auth.decorators.login_required": "LoginRequiredMiddleware asks already",
    "django.contrib.auth.mixins.LoginRequiredMixin": "LoginRequiredMiddleware asks already",
    "django.views.decorators.csrf.csrf_exempt": "every form carries its token",
    "django.db.models.signals": "a rule is a function that is called, never a signal",
    "django.dispatch": "a rule is a function that is called, never a signal",
    "multiprocessing": "a Celery process may not have such children: use subprocess",
}


# allauth says what happened to an account in no other way; nothing of ours is told so.
LISTENS = "partnership/accounts/told.py"


def test_nothing_banned_is_imported():
    found = [
        f"{_name(path)}: {imported} ({BANNED[banned]})"
        for path in SOURCES
        for imported in _imports(path)
        for banned in BANNED
        if imported == banned or imported.startswith(f"{banned}.")
        if (_name(path), banned) != (LISTENS, "django.dispatch")
    ]
    assert found == []


def _imports(path):
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


# Whole documents for the renderer, which carry their styles with them and run no script.
ON_PAPER = {ROOT / "templates" / "publishing" / "print.html"}
ON_SCREEN = [path for path in TEMPLATES if path not in ON_PAPER]


# The one script that stands in the pages; the policy names it by its hash.
BY_HASH = '<script>{% include "components/_public.js" %}</script>'


@pytest.mark.parametrize("template", ON_SCREEN, ids=_name)
def test_templates_hold_no_inline_style_or_script(template):
    """The browser would refuse it: the Content-Security-Policy allows neither."""
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", template.read_text(), flags=re.S)
    text = text.replace(BY_HASH, "")
    inline = re.findall(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<style", text, flags=re.I)
    scripts = [
        tag for tag in re.findall(r"<script[^>]*>", text) if not re.search("nonce=| src=", tag)
    ]
    assert inline + scripts == []
