"""Copy what the public reads, so that it is answered before Django: what, and when again."""

import datetime
import hashlib
import json
import logging
import time

from django.apps import apps
from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from publishing.models import Document, EditionText, Rendition, State
from publishing.public_copy import Folder
from publishing.public_copy.asking import NoAnswer, ask
from publishing.public_copy.code import code_of
from publishing.public_copy.manifest import write_whole

log = logging.getLogger(__name__)

AT_ONCE = 2  # seconds of copies that are shown together: the manifest is written once for them
# What frames every page: names and contacts, explained words, the texts of the site.
FRAMES = ("partnership", "publishing", "portal")


def copy_due(now):
    """The sweeper's part: some seconds of copying, what changed first."""
    copy(now, seconds=settings.COPY_SECONDS)


def copy(now, *, seconds=None, everything=False):
    """Copy what changed and what was not looked at for long; how many documents were.

    One builder at a time on all machines that share the folder; another one leaves it to that.
    """
    folder = own_folder()
    try:
        with folder.locked("builder", seconds=60 if everything else 0):
            return _copy(folder, now, seconds, everything)
    except BlockingIOError:
        return 0


def own_folder():
    """The folder of copies of this machine, or of all machines that share a disk."""
    return Folder(
        settings.PUBLIC_COPY, site=settings.SITE_URL, code=this_code(),
        linked=not settings.S3_BUCKET,
    )  # fmt: skip


def this_code():
    """The code that this process runs, as the copies name it."""
    return code_of(settings.BASE_DIR, settings.STATIC_ROOT, settings.SITE_URL)


def _copy(folder, now, seconds, everything):
    folder.renew()
    looked = _Looked(folder)
    shown = {str(one.document.uid): one for one in _all_shown()}
    paths = folder.manifest().paths.values()
    folder.take_out({entry["of"] for entry in paths} - set(shown))
    keys = _keys(shown.values(), now)
    due = [uid for uid in shown if everything or looked.is_due(uid, keys[uid], now)]
    due.sort(key=lambda uid: (looked.key(uid) == keys[uid], looked.at(uid)))
    end = None if seconds is None else time.monotonic() + seconds
    copied = 0
    while due and (end is None or time.monotonic() < end):
        copied += _copy_some(folder, looked, shown, due, keys, now, end)
    looked.keep(set(shown), now)
    folder.sweep_out(time.time())
    return copied


def _copy_some(folder, looked, shown, due, keys, now, end):
    """Ask for documents for a moment, show their copies together; how many were shown."""
    pause = min(time.monotonic() + AT_ONCE, end or float("inf"))
    asked = {}
    while due:
        uid = due.pop(0)
        turn, _ = folder.held(uid)
        try:
            asked[uid] = turn, _pages(shown[uid], now), str(shown[uid].document.turn)
        except NoAnswer as error:
            log.warning("Not copied, the last copy stays: %s", error)
        if time.monotonic() >= pause:
            break
    shown_now = folder.put(asked)
    for uid in shown_now:
        looked.saw(uid, keys[uid], now)
    return len(shown_now)


def _pages(one, now):
    """What Django answers at each address of a document."""
    until = _midnight(now)
    answers = {path: ask(path, until=until) for path in one.addresses()}
    return {path: page for path, page in answers.items() if page}


def _midnight(now):
    """The end of the local day: what a page says of today holds no longer."""
    local = timezone.localtime(now)
    tomorrow = local.date() + datetime.timedelta(days=1)
    return datetime.datetime.combine(tomorrow, datetime.time(), local.tzinfo).timestamp()


def _all_shown():
    for name in settings.SHOWN:
        yield from import_string(name)()


def _keys(all_shown, now):
    """For each document all that tells cheaply that its pages may say something else now."""
    day, frames = timezone.localdate(now).isoformat(), _frames()
    files = _files_of([one.document.current_edition_id for one in all_shown])
    keys = {}
    for one in all_shown:
        document = one.document
        words = (document.version, document.current_edition_id, document.withdrawn_at, one.state,
                 document.turn, files.get(document.current_edition_id), day, frames)  # fmt: skip
        keys[str(document.uid)] = hashlib.sha256(repr(words).encode()).hexdigest()
    return keys


def _files_of(editions):
    """How many files each edition has, ready and failed, and since when; its further texts."""
    rows = Rendition.objects.filter(edition__in=editions).order_by().values_list("edition")
    rows = rows.annotate(
        ready=Count("pk", filter=Q(state=State.READY)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        last=Max("ready_at"),
    )
    texts = EditionText.objects.filter(edition__in=editions).order_by().values_list("edition")
    counts = dict(texts.annotate(number=Count("pk")))
    return {edition: (*rest, counts.get(edition, 0)) for edition, *rest in rows}


def _frames():
    """The last entry of each history that the frame of a page comes from."""
    return [
        (model._meta.label, model.objects.aggregate(last=Max("history_id"))["last"])
        for model in apps.get_models()
        if model._meta.app_label in FRAMES
        and hasattr(model, "history_id")
        and model is not Document.history.model
    ]


class _Looked:
    """When each document was last copied, and by which key: kept beside the copies."""

    def __init__(self, folder):
        self.place = folder.path / "looked"
        try:
            self.rows = json.loads(self.place.read_text())
        except (FileNotFoundError, ValueError):
            self.rows = {}
        if not folder.manifest().paths:
            self.rows = {}  # somebody emptied the folder

    def key(self, uid):
        return self.rows.get(uid, ["", 0])[0]

    def at(self, uid):
        return self.rows.get(uid, ["", 0])[1]

    def is_due(self, uid, key, now):
        return self.key(uid) != key or now.timestamp() - self.at(uid) > settings.COPY_AGAIN_SECONDS

    def saw(self, uid, key, now):
        self.rows[uid] = [key, now.timestamp()]

    def keep(self, uids, now):
        rows = {uid: row for uid, row in self.rows.items() if uid in uids}
        write_whole(self.place, json.dumps(rows).encode())
