"""A request for another format from its first minute to its end, and until we forget who asked."""

from django.db import transaction
from django.utils.timezone import localdate, localtime

from partnership.models import Letter, Role
from partnership.models.people import RoleKind
from partnership.workflow import letters
from publishing.documents.promises import promised_from, working_days_on
from publishing.documents.request_mails import answer_text, reminder_text, thanks_text
from publishing.models import FormatRequest
from publishing.permissions import may_answer_request
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.saving import save_new, save_over

NEW, WORKING, SENT, REFUSED = FormatRequest.State.values
OPEN = (NEW, WORKING)
REQUEST_MOVES = MoveTable(
    Move("begin", "Start on it", (NEW,), WORKING, may_answer_request),
    Move("send", "It is sent", OPEN, SENT, may_answer_request, True),
    Move("refuse", "It cannot be made", OPEN, REFUSED, may_answer_request, True),
)
ONLY_OFFICERS = "Officers of the partnership answer requests."
IS_CLOSED = "This request is closed."
REMIND_BEFORE = 2  # working days before the day promised, and on it
HOUR = 8  # by the clock on the wall: nobody is reminded at night


# ---- asked


@transaction.atomic
def ask(asked, *, now):
    """Keep what somebody asks for; the promise begins today. Who gave an address hears of it."""
    asked.asked_at = now
    asked.promised_on = promised_from(localdate(now))
    save_new(asked, by=None)
    note("formatrequest.ask", by=None, now=now, target=asked)
    if asked.email:
        _mail(asked, "thanks", thanks_text(asked), now)
    return asked


def _mail(asked, name, text, now):
    letters.write(
        asked.partnership,
        key=f"formatrequest:{asked.uid}:{name}",
        to=asked.email,
        subject=text.subject,
        body=text.body,
        now=now,
        about=asked.uid,
    )


# ---- answered


def begin(asked, *, by, now):
    """Say that somebody makes it."""
    return REQUEST_MOVES.make(asked, "begin", by=by, now=now)


@transaction.atomic
def close(asked, name, *, outcome, by, now):
    """Send it or say that it cannot be made, in words that whoever asked gets by mail."""
    after = {"outcome": outcome.strip(), "closed_at": now}
    closed = REQUEST_MOVES.make(asked, name, by=by, now=now, reason=outcome, after=after)
    if closed.email:
        _mail(closed, name, answer_text(closed), now)
    return closed


@transaction.atomic
def promise(asked, *, reason, base_version, by, now):
    """Promise another day, with the reason."""
    if not may_answer_request(by, asked):
        raise Refused(ONLY_OFFICERS)
    stored = FormatRequest.objects.select_for_update().get(pk=asked.pk)
    if stored.state not in OPEN:
        raise Refused(IS_CLOSED)
    if not reason.strip():
        raise Refused("Give a reason.")
    before = {"promised_on": stored.promised_on.isoformat()}
    save_over(asked, base_version=base_version, by=by)
    note(
        "formatrequest.promise",
        by=by,
        now=now,
        target=asked,
        reason=reason.strip(),
        before=before,
        after={"promised_on": asked.promised_on.isoformat()},
    )
    return asked


# ---- by the portal


@transaction.atomic
def remind_due(now):
    """Owe officers a mail two working days before the day promised, and on it; each once."""
    local = localtime(now)
    if local.hour < HOUR:
        return
    today = local.date()
    near = FormatRequest.objects.filter(
        state__in=OPEN, promised_on__range=(today, working_days_on(today, REMIND_BEFORE))
    )
    due = list(near.select_related("partnership", "document"))
    if not due:
        return
    officers = _officers({one.partnership_id for one in due}, today)
    owed = {
        _key(one, today, email): (one, email)
        for one in due
        for email in officers.get(one.partnership_id, ())
    }
    written = set(Letter.objects.filter(key__in=owed).values_list("key", flat=True))
    letters.write_all(
        [_reminder(key, *owed[key], today, now) for key in owed if key not in written]
    )


def _key(asked, today, email):
    step = "day" if asked.promised_on == today else "before"
    return f"formatrequest:{asked.uid}:{asked.promised_on}:{step}:{email}"[:200]


def _reminder(key, asked, email, today, now):
    text = reminder_text(asked, today)
    return letters.letter(
        asked.partnership,
        key=key,
        to=email,
        subject=text.subject,
        body=text.body,
        now=now,
        about=asked.uid,
    )


def _officers(partnerships, on):
    """The addresses of the officers of these partnerships."""
    found = {}
    roles = Role.objects.current(on).filter(
        kind=RoleKind.OFFICER, partnership__in=partnerships, user__is_active=True
    )
    for partnership, email in roles.values_list("partnership", "user__email").distinct():
        found.setdefault(partnership, []).append(email)
    return found


def with_contacts():
    """Requests of which we know how to reach whoever asked."""
    return FormatRequest.objects.filter(contact_removed_at=None)


@transaction.atomic
def forget(asked, *, now):
    """Take out how to reach whoever asked: of the row, its history and what we wrote to them."""
    mails = Letter.objects.filter(about=asked.uid, to=asked.email) if asked.email else None
    gone = {"name": "", "email": "", "phone": "", "address": ""}
    for field, nothing in gone.items():
        setattr(asked, field, nothing)
    asked.contact_removed_at = now
    save_over(asked, base_version=asked.version, by=None)
    asked.history.all().update(**gone)
    if mails is not None:
        letters.empty(mails)
    note("formatrequest.forget", by=None, now=now, target=asked)


def forget_address(address, *, now):
    """Take somebody's address out of what they asked for; returns how many requests had it."""
    theirs = list(with_contacts().filter(email__iexact=address).select_for_update())
    for asked in theirs:
        forget(asked, now=now)
    return {FormatRequest._meta.label: len(theirs)}
