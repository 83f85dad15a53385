"""What the editor's script asks for: save a text, say who else is there, cut a text in two."""

import json
import uuid
from functools import wraps

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.documents.people import writing_now
from plans.forms import NewBlockForm
from plans.models import Block, Section
from plans.models.blocks import WRITTEN
from plans.permissions import may_edit, may_write
from plans.views.access import for_writing, visible
from plans.workflow import presence, writing
from records import richtext
from records.moves import Refused

BLOCKS = Block.with_taken_out.select_related("section__plan__partnership")
SECTIONS = Section.with_taken_out.select_related("plan__partnership")
MOST_TRIED = 4
CLASHED, GONE, TOO_LONG, REFUSED, LOCKED = 409, 410, 413, 422, 423


class BadAsk(BadRequest):
    """Something that the editor's script never sends."""


def asked(request):
    """The JSON object that was posted."""
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadAsk("Send a JSON object.")
    return found


def _text(found, name, *, needed=True):
    value = found.get(name)
    if isinstance(value, str) or (value is None and not needed):
        return _storable(value) if value else value
    raise BadAsk(f"“{name}” is a text.")


def _texts(found, name):
    """At most a few texts; none where none were sent."""
    value = found.get(name) or []
    if isinstance(value, list) and len(value) <= MOST_TRIED and all(map(_is_text, value)):
        return [_storable(text) for text in value]
    raise BadAsk(f"“{name}” is a list of texts.")


def _is_text(value):
    return isinstance(value, str)


def _storable(text):
    """Without the few characters that no database and no page can hold."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def _number(found, name):
    value = found.get(name)
    if isinstance(value, int) and 0 <= value < 2**31:
        return value
    raise BadAsk(f"“{name}” is a whole number.")


def _window(found):
    try:
        return uuid.UUID(str(found.get("window")))
    except ValueError as fault:
        raise BadAsk("“window” is a UUID.") from fault


def answers_in_json(view):
    """A view whose every refusal is one that the script can show beside the text."""

    @require_POST
    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return JsonResponse(view(request, *args, **kwargs))
        except RequestDataTooBig:
            limit = f"{richtext.LONGEST:,}"
            return _refusal(f"This is too much text. Keep it under {limit} characters.", TOO_LONG)
        except BadAsk as fault:
            return _refusal(str(fault), 400)
        except writing.TooLong as refusal:
            return _refusal(str(refusal), TOO_LONG)
        except writing.NotSaved as refusal:
            return _not_saved(refusal)
        except Refused as refusal:
            return _refusal(str(refusal), REFUSED)

    return answer


def _refusal(words, status, **more):
    return JsonResponse({"words": words, **more}, status=status)


def _not_saved(refusal):
    more = {"kept_url": reverse("plans:kept_join", args=[refusal.kept.uid])}
    if isinstance(refusal, writing.Clash):
        more |= {"who": refusal.who, "version": refusal.version}
        return _refusal(str(refusal), CLASHED, **more)
    status = GONE if isinstance(refusal, writing.Gone) else LOCKED
    return _refusal(str(refusal), status, **more)


def _clock(moment):
    return timezone.localtime(moment).strftime("%H:%M")


@answers_in_json
def block_save(request, block):
    """Save the text of a block over the version that its writer started from."""
    found = visible(BLOCKS, request.user, block)
    if not may_write(request.user, found.section.plan):
        raise PermissionDenied("Officers of the partnership write its plans.")
    sent, now = asked(request), timezone.now()
    saved = writing.save_text(
        found,
        text=_text(sent, "text"),
        base_version=_number(sent, "base_version"),
        base=_text(sent, "base", needed=False),
        tried=_texts(sent, "tried"),
        by=request.user,
        now=now,
    )
    return {
        "version": saved.block.version,
        "saved": _clock(now),
        "html": richtext.clean(saved.block.text),
        "joined_with": saved.joined_with,
        "fell_back": saved.fell_back,
    }


@answers_in_json
def block_split(request, block):
    """Cut a text at the cursor and put a call-out or a live block there."""
    found = visible(BLOCKS, request.user, block)
    for_writing(request.user, found.section.plan)
    sent = asked(request)
    form = NewBlockForm({"kind": sent.get("kind")}, plan=found.section.plan)
    if not form.is_valid():
        raise BadAsk("There is no such block.")
    made = writing.split_text(
        found,
        before=_text(sent, "before"),
        after=_text(sent, "after"),
        kind=form.cleaned_data["kind"],
        base_version=_number(sent, "base_version"),
        by=request.user,
        now=timezone.now(),
    )
    section = reverse("plans:section_detail", args=[found.section.uid])
    return {"go": f"{section}#block-{made.uid}"}


@answers_in_json
def section_beat(request, section):
    """A window says that it is open and hears who else is, and what they saved meanwhile."""
    found = visible(SECTIONS, request.user, section)
    sent, now, user = asked(request), timezone.now(), request.user
    window, other_window = _window(sent), False
    if sent.get("closing"):
        presence.leave(found, window=window, by=user)
    elif may_edit(user, found.plan) and not found.taken_out_at:
        keys = {name: bool(sent.get(name)) for name in ("typed", "taking")}
        other_window = presence.be_present(found, window=window, by=user, now=now, **keys)
    versions, texts = _versions(found, sent.get("versions"), user)
    return {
        "others": _others(found, user, now),
        "other_window": other_window,
        "versions": versions,
        "texts": texts,
        "gone": bool(found.taken_out_at),
        "locked": not found.plan.is_open,
        "csrf": get_token(request),
    }


def _others(section, user, now):
    """Who else types in this plan, the same person once."""
    found = {}
    for one in writing_now(section.plan, now=now, besides=user):
        where = {"section": str(one.section.uid), "title": one.section.title}
        found.setdefault((one.user_id, one.section_id), {"who": one.user.label, **where})
    return list(found.values())


def _versions(section, known, user):
    """The version of each text of a section, and the texts that a window has not seen yet."""
    known = known if isinstance(known, dict) else {}
    versions, texts = {}, {}
    for block in section.blocks.filter(kind__in=WRITTEN):
        uid = str(block.uid)
        versions[uid] = block.version
        if uid in known and known[uid] != block.version:
            entry = block.history.select_related("history_user").first()
            texts[uid] = {
                "html": richtext.clean(block.text),
                "version": block.version,
                "who": writing.last_writer(block, user),
                "at": _clock(entry.history_date) if entry else "",
            }
    return versions, texts
