"""Checks by link: somebody without an account reads one section and says what they think."""

import datetime
import hashlib
import secrets

from django.db import transaction
from django.utils.timezone import localdate

from plans.models import Check, Comment
from plans.permissions import may_ask_check
from plans.workflow.commenting import LONGEST
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

DAYS_OPEN = 14
DAYS_AT_MOST = 60
COMMENTS_A_LINK = 50
RIGHT, COMMENTED = Check.Answer.values


def hashed(token):
    """What is kept of a link's token: who reads the database cannot use the link."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def ask(section, *, name, expires_on, by, now, email="", question="", uid=None, instead_of=None):
    """Ask for a check; the check and the token of its link, which is told this once.

    ``uid`` comes from the form: the same form sent twice makes one link. A check asked for
    ``instead_of`` another ends the other's link.
    """
    _for_asking(section.plan, by, "Only officers ask for a check.")
    today = localdate(now)
    if not today <= expires_on <= today + datetime.timedelta(days=DAYS_AT_MOST):
        raise Refused(f"A link works for at most {DAYS_AT_MOST} days from today.")
    if uid and Check.objects.filter(uid=uid).exists():
        raise Refused(
            "This link was made already, and a link is shown only once. "
            "If you do not have it, ask again: that makes a new link and ends the old one."
        )
    if instead_of and not instead_of.revoked_at:
        revoke(instead_of, by=by, now=now)
    token = secrets.token_urlsafe(32)
    check = Check(
        section=section,
        name=name.strip(),
        email=email.strip(),
        question=question.strip(),
        token_sha256=hashed(token),
        expires_on=expires_on,
    )
    check.uid = uid or check.uid
    save_new(check, by=by)
    note("check.ask", by=by, now=now, target=check)
    return check, token


@transaction.atomic
def revoke(check, *, by, now):
    """End a link; what was said with it stays."""
    check = _locked(check)
    _for_asking(check.section.plan, by, "Only officers end a link.")
    if check.revoked_at:
        return check
    check.revoked_at = now
    save_over(check, base_version=check.version, by=by)
    note("check.revoke", by=by, now=now, target=check)
    return check


def check_with(token, *, now):
    """The check that a link opens, or None where the link does not work (any more)."""
    found = Check.objects.select_related("section__plan__partnership", "section__plan__document")
    return found.filter(
        token_sha256=hashed(token),
        revoked_at=None,
        expires_on__gte=localdate(now),
        section__taken_out_at=None,
    ).first()


@transaction.atomic
def opened(check, *, now):
    """The link was opened for the first time."""
    check = _locked(check)
    if check.opened_at is None:
        check.opened_at = now
        save_over(check, base_version=check.version, by=None)
    return check


@transaction.atomic
def confirm(check, *, text, now):
    """The checker says that it is right: the text with this fingerprint, and no other."""
    check = _open(check, now)
    _answered(check, RIGHT, now)
    note("check.right", by=None, now=now, target=check, after={"text": text})
    return check


@transaction.atomic
def remark(check, *, text, now, anchor=""):
    """A comment of somebody who checks, on the section or one of its paragraphs."""
    check = _open(check, now)
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Refused(f"Write between 1 and {LONGEST:,} characters.")
    if check.comments.count() >= COMMENTS_A_LINK:
        raise Refused(
            f"{COMMENTS_A_LINK} comments came by this link already, and it takes no more. "
            "Send the rest to the person who gave you the link."
        )
    comment = Comment(
        plan=check.section.plan,
        section=check.section,
        anchor=anchor,
        text=text,
        check_of=check,
        author_label=check.name,
        at=now,
    )
    save_new(comment, by=None)
    _answered(check, COMMENTED, now)
    note("check.comment", by=None, now=now, target=check, after={"text": text})
    return comment


def _answered(check, answer, now):
    check.answer, check.answered_at = answer, now
    save_over(check, base_version=check.version, by=None)


def _open(check, now):
    check = _locked(check)
    if check.revoked_at or check.expires_on < localdate(now) or check.section.taken_out_at:
        raise Refused("This link no longer works.")
    return check


def _locked(check):
    return Check.objects.select_for_update().get(pk=check.pk)


def _for_asking(plan, by, words):
    if not may_ask_check(by, plan):
        raise Refused(words)
