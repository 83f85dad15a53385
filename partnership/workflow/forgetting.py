"""Taking an address out of wherever the portal keeps it, its audit included.

Rooms that keep addresses of their own name a function each in ``settings.FORGETTING``.
"""

import re
import uuid
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

from partnership.models import Invitation, Letter, User
from partnership.models.letters import LetterState
from partnership.permissions import is_administrator
from partnership.workflow import letters
from records.models import Change
from records.moves import Refused
from records.retention import erase, saved

LEFT = "taken-out.invalid"  # the host of what stands where an address stood
SOMEBODY = "Somebody who left"
INVITED = "Somebody who was invited"
ADDRESS = "address"  # what its Erasure names as rule
BATCH = 200
ONLY_ADMINISTRATORS = "Only administrators take somebody’s data out."
SAY_WHY = "Say why: the record of what was taken out keeps the reason."
HAS_ACCOUNT = "There is an account with this address. Make the account anonymous instead."


@dataclass
class Subject:
    """Whose words are taken out: their addresses, and what they were called where."""

    addresses: set
    label: str = SOMEBODY  # what stands in its place
    person: User | None = None
    labels: set = field(default_factory=set)
    own: set = field(default_factory=set)  # uids of what is theirs: account, roles, invitations


@transaction.atomic
def forget_address(address, *, by, now, reason):
    """Take out an address that has no account; returns its Erasure, or None where it is nowhere."""
    if not is_administrator(by):
        raise Refused(ONLY_ADMINISTRATORS)
    if not reason.strip():
        raise Refused(SAY_WHY)
    address = address.strip().lower()
    if User.objects.filter(email=address).exists():
        raise Refused(HAS_ACCOUNT)
    subject = Subject({address})
    counts = forget_everywhere(subject, now=now)
    lines = lines_about(subject)
    counts[Change._meta.label] = len(lines)
    if not any(counts.values()):
        return None
    erasure = erase(ADDRESS, counts, subject=key_of(address), reason=reason, by=by, now=now)
    rewrite(lines, subject, erasure)
    return erasure


@transaction.atomic
def forget_again(erasure):
    """After a restore: the same address once more, found by the key that the Erasure kept."""
    erasure = saved(erasure)
    kept = {each.lower() for column in settings.ADDRESSES for each in _all_of(column)}
    for address in [each for each in kept if erasure.subject in _keys_of(each)]:
        subject = Subject({address})
        forget_everywhere(subject, now=erasure.at)
        rewrite(lines_about(subject), subject, erasure)


def _all_of(column):
    """The addresses that a column holds, named as “partnership.Letter.to”."""
    model, _, name = column.rpartition(".")
    return apps.get_model(model)._base_manager.order_by().values_list(name, flat=True).distinct()


def key_of(address, secret=None):
    """An address as an Erasure names it: by a key that nobody can read back."""
    made = salted_hmac("erasure", address.strip().lower(), secret=secret)
    return uuid.UUID(made.hexdigest()[:32])


def _keys_of(address):
    """As erasures of today name it, and those from before a change of the portal's key."""
    return {key_of(address, key) for key in (None, *settings.SECRET_KEY_FALLBACKS)}


def forget_everywhere(subject, *, now):
    """Take the addresses out of all but the audit; returns how much of which table."""
    counts = {}
    for address in subject.addresses:
        theirs = Invitation.objects.filter(email__iexact=address)
        subject.own |= {one.uid for one in theirs}
        theirs.filter(accepted_at=None, expires_at__gt=now).update(expires_at=now)
        _add(counts, {Invitation._meta.label: forget_invitations(theirs)})
        _add(counts, {Letter._meta.label: _forget_letters(address)})
        for name in settings.FORGETTING:
            _add(counts, import_string(name)(address, now=now))
    return counts


def _add(counts, more):
    for table, rows in more.items():
        counts[table] = counts.get(table, 0) + rows


def forget_invitations(invitations):
    """Whom was asked to join; when, as what, and whether they came stays."""
    found = list(invitations)
    for one in found:
        gone = {"email": f"{one.uid}@{LEFT}", "post": INVITED}
        Invitation.objects.filter(pk=one.pk).update(**gone)
        one.history.all().update(**gone)
    return len(found)


def _forget_letters(address):
    """What was not sent yet is not owed any more; the rest says no more whom it went to."""
    theirs = Letter.objects.filter(Q(to__iexact=address) | Q(key__icontains=address))
    waiting = theirs.filter(state=LetterState.WAITING)
    count = theirs.count()
    waiting.delete()
    letters.empty(theirs)
    return count


# ---- the audit


def lines_about(subject):
    """The lines of the audit that this person wrote, or that are about them."""
    lines = Change.objects.annotate(
        was=Cast("before", TextField()), became=Cast("after", TextField())
    )
    about = Q(target__in=subject.own)
    if subject.person:
        about |= Q(actor=subject.person.uid)
    for address in subject.addresses:
        for column in ("actor_label", "target_label", "reason", "was", "became"):
            about |= Q(**{f"{column}__icontains": address})
    return list(lines.filter(about).order_by("pk"))


def rewrite(lines, subject, erasure):
    """Let lines of the audit name nobody, each on behalf of the Erasure; who did what stays."""
    lines = [line for line in lines if line.taken_out_id != erasure.pk]
    for line in lines:
        own = line.target in subject.own
        line.actor_label = _without(subject, line.actor_label, line.actor in subject.own)
        line.target_label = _without(subject, line.target_label, own)[:300]
        line.reason = _without(subject, line.reason, own)
        line.before = _data_without(subject, line.before, own)
        line.after = _data_without(subject, line.after, own)
        line.taken_out = erasure
    columns = ["actor_label", "target_label", "reason", "before", "after", "taken_out"]
    Change.objects.bulk_update(lines, columns, batch_size=BATCH)


def _without(subject, words, own):
    """Words without the addresses, and without the posts where they are about this person."""
    for each in subject.addresses | (subject.labels if own else set()):
        words = re.sub(re.escape(each), lambda _: subject.label, words, flags=re.IGNORECASE)
    return words


def _data_without(subject, data, own):
    if data is None:
        return None
    if isinstance(data, dict):
        return {name: _data_without(subject, each, own) for name, each in data.items()}
    if isinstance(data, list):
        return [_data_without(subject, each, own) for each in data]
    return _without(subject, data, own) if isinstance(data, str) else data
