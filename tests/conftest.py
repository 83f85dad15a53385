"""What every test stands on: an installation of its own, the demo, and the portal as it runs."""

import atexit
import datetime
import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

# Before Django reads its settings: this run, or this worker of it, has a var/ of its own.
# So no test ever touches the data of somebody who tries the portal in the same folder.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
_VAR = Path(tempfile.mkdtemp(prefix=f"portal-tests-{_WORKER}-", dir=os.environ.get("PORTAL_VAR")))
atexit.register(shutil.rmtree, _VAR, ignore_errors=True)
os.environ["PORTAL_VAR"] = str(_VAR)
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
# Playwright keeps an event loop in this thread, which Django would take for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
if os.environ.get("REDIS_URL") and _WORKER != "main":
    # Two workers must not take each other's messages: each has a Redis database of its own.
    _server, _, _number = os.environ["REDIS_URL"].rpartition("/")
    os.environ["REDIS_URL"] = f"{_server}/{int(_number) - 1 - int(_WORKER.removeprefix('gw'))}"

import pytest  # noqa: E402
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

from tests.prepared import copy_migrated_database  # noqa: E402
from tests.site import Site, browser  # noqa: E402

DEMO_NOW = datetime.datetime(2011, 5, 23, 10, 0, tzinfo=datetime.UTC)
DEMO_PASSWORD = "sturdy-example-lantern"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config, specs):
    """A worker must read its settings after it has moved to a var/ and a Redis of its own."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_configure(config):
    # Slow hashing protects real passwords; here it would be most of the running time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Production collects its static files; tests see them where they lie.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_USE_FINDERS = True
    # Who must show a second factor is asked in its own tests.
    settings.SECOND_FACTOR_REQUIRED = False
    # A PDF beside each page; what makes the other formats is asked in its own tests.
    settings.FORMATS = ["pdf", "easy_read"]
    # Looked for when asked for: each test's client would list them all anew, 40 ms a test.
    settings.WHITENOISE_AUTOREFRESH = True


def pytest_make_parametrize_id(config, val, argname):
    """A file's bytes may hold the time at which they were made, which differs between workers."""
    return f"{argname}-of-{len(val)}-bytes" if isinstance(val, bytes) else None


CASES_AGAIN = 2  # of a test with many, in the run on the second database


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config, items):
    """Tests of the running site share one; the demo's rows come after tests that want none."""
    _leave_out_further_cases(config, items)
    for item in items:
        if "site" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("site"))
            item.add_marker(pytest.mark.once)
        if "chromium" in item.fixturenames:
            # A browser on a busy machine: twice more, and said aloud below.
            item.add_marker(pytest.mark.flaky(reruns=2))
        if "demo" in item.fixturenames and not _transactional(item):
            # First of all, so that the demo's rows are there before the test's own transaction
            # begins, whichever way the test asks for the database. pytest-django makes the
            # database only where some test names it.
            item.fixturenames[:0] = ["_demo_rows", "db"]
    result = yield
    items.sort(key=_place)
    return result


def _leave_out_further_cases(config, items):
    """In the second run each test with many cases runs its first few: the others differ in what
    people typed, and the first run has seen them all."""
    if not os.environ.get("DATABASE_URL"):
        return
    seen, further = Counter(), []
    for item in items:
        test = item.nodeid.split("[")[0]
        seen[test] += 1
        if seen[test] > CASES_AGAIN:
            further.append(item)
    if further:
        left = set(further)
        items[:] = [item for item in items if item not in left]
        config.hook.pytest_deselected(items=further)


def _place(item):
    return 2 if _transactional(item) else 1 if "demo" in item.fixturenames else 0


def _transactional(item):
    marker = item.get_closest_marker("django_db")
    return bool(
        {"transactional_db", "live_server"} & set(item.fixturenames)
        or (marker and marker.kwargs.get("transaction"))
    )


def pytest_terminal_summary(terminalreporter):
    """Say what this run left out and what needed two tries, where the eye falls at the end."""
    left_out = [os.environ.get("PORTAL_LEFT_OUT", "")]
    left_out += {str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])}
    for line in filter(None, left_out):
        terminalreporter.write_line(f"LEFT OUT: {line}", yellow=True, bold=True)
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.write_line(f"RUN AGAIN: {report.nodeid}", yellow=True, bold=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """A test database for each process, so that two runs on one PostgreSQL do not meet."""
    database = settings.DATABASES["default"]
    if settings.DATABASE_URL:
        database.setdefault("TEST", {})["NAME"] = f"test_portal_{os.getpid()}"
    else:
        database["TEST"]["NAME"] = settings.VAR_DIR / f"test-{os.getpid()}.sqlite3"
        copy_migrated_database(database["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_keepdb():
    """On SQLite the tables are there already; the file goes with this run's var/."""
    return not settings.DATABASE_URL


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """SQLite is emptied after a test by DELETE, which the audit refuses: in this database only."""
    if connection.vendor != "sqlite":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("records_change", "records_erasure"):
            cursor.execute(f"DROP TRIGGER {table}_kept")


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Rate limits of one test must not refuse the next; the database's cache rolls back."""
    if settings.REDIS_URL:
        cache.clear()


@pytest.fixture(autouse=True)
def _no_left_over_demo(request):
    """A test that commits its rows starts from empty tables, like those after it."""
    if _transactional(request.node) and _loaded["demo"]:
        request.getfixturevalue("transactional_db")
        _flush()


_loaded = {"demo": False, "blocker": None}


def _flush():
    call_command("flush", interactive=False, verbosity=0)
    _loaded["demo"] = False


class Demo:
    """The demo content, loaded at the day on which the plan was published."""

    now = DEMO_NOW
    password = DEMO_PASSWORD
    slug = "south-lakeland"

    def partnership(self, slug="south-lakeland"):
        return apps.get_model("partnership.Partnership").objects.get(slug=slug)

    def user(self, role="officer", slug="south-lakeland"):
        host = "portal" if role == "administrator" else slug
        return apps.get_model("partnership.User").objects.get(email=f"{role}@{host}.example")


def _load_demo():
    # By name: its models cannot be imported before Django is set up.
    import_string("portal.demo.load")(now=DEMO_NOW, password=DEMO_PASSWORD)


def _load_to_stay():
    with _loaded["blocker"].unblock():
        _load_demo()
        # Its PDF is made once here, not by each test that wants to read it.
        for rendition in apps.get_model("publishing.Rendition").objects.all():
            import_string("publishing.workflow.make")(rendition.pk, clock=timezone.now)
        connection.close()
    _loaded["demo"] = True


@pytest.fixture(scope="session")
def _demo_rows(django_db_setup, django_db_blocker):
    _loaded["blocker"] = django_db_blocker
    _load_to_stay()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """After a test that emptied the tables the demo is loaded again."""
    wanted = "demo" in item.fixturenames and not _transactional(item)
    if wanted and _loaded["blocker"] and not _loaded["demo"]:
        _load_to_stay()


@pytest.fixture
def demo(request):
    """The demo's rows. Loaded once for all tests that roll back what they change."""
    if _transactional(request.node):
        request.getfixturevalue("transactional_db")
        _load_demo()
    return Demo()


@pytest.fixture(scope="session")
def site():
    """The portal with its demo, as `make run` serves it: real processes, real files."""
    with Site(password=DEMO_PASSWORD) as running:
        yield running


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the run."""
    with browser() as started:
        yield started


def _keys_wait_for_scripts(page):
    """A key is pressed when the page's scripts listen, as a click waits for what it clicks."""
    keyboard, press = page.keyboard, page.keyboard.press

    def pressed(key):
        page.wait_for_load_state("load")
        press(key)

    keyboard.press = pressed


@pytest.fixture
def page(chromium, site):
    """A fresh window on the running site: no cookies, and every script error is a failure."""
    context = chromium.new_context(base_url=site.url)
    context.set_default_timeout(15_000)
    opened = context.new_page()
    _keys_wait_for_scripts(opened)
    errors = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console", lambda said: errors.append(said.text) if "Content Security" in said.text else 0
    )
    yield opened
    context.close()
    assert errors == []
