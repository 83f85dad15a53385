"""The repository keeps its own promises: what is documented exists, what exists is used."""

import ast
import os
import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent


def _tracked(*patterns):
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    # An unpacked archive has no git: look at what stands there.
    kept_out = {".venv", "node_modules", "var", "built", "__pycache__"}
    files = [path for path in ROOT.rglob("*") if path.is_file()]
    return [path for path in files if not kept_out & set(path.relative_to(ROOT).parts)]


def _texts():
    for path in _tracked():
        try:
            yield path, path.read_text()
        except UnicodeDecodeError:
            continue


def test_documented_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, flags=re.M))
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    asked = {
        target
        for document in documents
        for target in re.findall(r"(?:^|`)make ([a-z][\w-]*)", document.read_text(), flags=re.M)
    }
    assert asked - targets == set()


def test_documented_management_commands_exist():
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
    commands |= {
        "migrate",
        "createcachetable",
        "collectstatic",
        "createsuperuser",
        "makemessages",
        "showmigrations",
        "check",
        "shell",
    }
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    asked = {
        command
        for document in documents
        for command in re.findall(r"manage\.py ([a-z_]+)", document.read_text())
    }
    assert asked - commands == set()


def test_every_template_is_used():
    templates = ROOT / "templates"
    names = {str(path.relative_to(templates)) for path in templates.rglob("*.html")}
    texts = [
        path.read_text()
        for path in _tracked("*.py", "*.html")
        if ROOT / "tests" not in path.parents
    ]
    everything = "\n".join(texts)
    # Found by name by Django, allauth and crispy-forms.
    by_convention = re.compile(
        r"^(\d{3}(_csrf)?\.html|account/|allauth/|mfa/|admin/|django/forms/|portal/(field|layout|errors|"
        r"whole_uni_form|uni_form|display_form|uni_formset|whole_uni_formset|inputs|baseinput|"
        r"errors_formset|table_inline_formset)|registration/)"
    )
    # Named by a kind of thing: f"plans/documents/_{kind}.html".
    composed = tuple(re.findall(r"f[\"']([\w/]+/_?)\{", everything))
    unused = {
        name
        for name in names
        if name not in everything
        and not by_convention.match(name)
        and not (name.startswith(composed) and Path(name).stem.lstrip("_") in everything)
    }
    assert unused == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_has_a_reason(name):
    lines = [line for line in (ROOT / name).read_text().splitlines() if line.strip()]
    wanting = [
        line
        for line in lines
        if not line.startswith(("#", "-r "))
        and not re.fullmatch(r"[\w.\[\]-]+==[\w.]+\s+# \S.*", line)
    ]
    assert wanting == []


def test_every_environment_variable_is_documented():
    documented = (ROOT / "docs" / "operations.md").read_text()
    undocumented = {
        variable
        for path in _tracked("*.py")
        if path.relative_to(ROOT).parts[0] not in ("tests", "bench")
        for variable in _variables(path)
        if f"`{variable}`" not in documented
    }
    assert undocumented - {"DJANGO_SETTINGS_MODULE"} == set()


def test_every_documented_variable_is_read():
    """Also by what is no Python: compose, the Makefile, shell scripts."""
    table = (ROOT / "docs" / "operations.md").read_text()
    table = table.split("## Environment variables")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+`) \|", table, flags=re.M)
    named = {name for row in rows for name in re.findall(r"`([A-Z0-9_]+)`", row)}
    read = {
        variable
        for path in _tracked("*.py")
        for variable in _variables(path)
        if path.relative_to(ROOT).parts[0] not in ("tests", "bench")
    }
    # boto3 reads these itself.
    unread = {name for name in named - read if not name.startswith("AWS_")}
    assert len(named) > 25 and unread == set()


@pytest.mark.parametrize("what", ["commands", "targets"])
def test_everything_that_can_be_run_is_documented(what):
    documented = (ROOT / "docs" / "operations.md").read_text()
    if what == "commands":
        names = {f"manage.py {path.stem}" for path in ROOT.glob("*/management/commands/[a-z]*.py")}
    else:
        makefile = (ROOT / "Makefile").read_text()
        names = {f"make {name}" for name in re.findall(r"^([a-z]+):.*##", makefile, flags=re.M)}
    names -= {"make help"}
    assert {name for name in names if name not in documented} == set()


def test_the_lines_of_the_log_that_are_explained_are_written():
    documented = (ROOT / "docs" / "operations.md").read_text()
    table = documented.split("### What a line means")[1].split("\n### ")[0]
    explained = re.findall(r"^\| (`[^|]+`)", table, flags=re.M)
    words = [part for row in explained for part in re.findall(r"`([^`]+)`", row)]
    source = "".join(
        path.read_text()
        for path in _tracked("*.py")
        if path.relative_to(ROOT).parts[0] not in ("tests", "bench")
    )
    assert len(words) > 10
    assert [part for part in words if part not in source] == []


def _variables(path):
    """The names that a file reads from os.environ, by get, [] or getenv."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            read, arguments = ast.unparse(node.func), node.args
            if read not in ("os.environ.get", "os.getenv"):
                continue
            key = arguments[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            key = node.slice
        else:
            continue
        if isinstance(key, ast.Constant):
            yield key.value


def test_no_file_names_a_folder_of_somebodys_machine():
    # Written in two parts, so that this file does not find itself.
    machine = re.compile(r"(?<![\w.])/(?:" + "work|farm|root|home/[a-z]+" + r")/\w|/tmp" + r"/\w")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path, text in _texts()
        if path.name != "package-lock.json" and (match := machine.search(text))
    ]
    assert found == []


def test_no_third_party_file_is_committed():
    foreign = re.compile(r"(\.min\.(js|css)|\.woff2?|\.ttf)$|(^|/)(node_modules|vendor)/")
    found = [
        str(path.relative_to(ROOT))
        for path in _tracked()
        if foreign.search(str(path.relative_to(ROOT)))
    ]
    assert found == []


@pytest.mark.xdist_group("repository")
def test_tests_of_one_group_stay_with_one_worker(request):
    """Each worker that gets one of them starts a site of its own, which costs half a minute."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@repository")
