"""How long what people leave by signing in, being invited and getting mails is kept."""

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q

from partnership.models import Invitation, Letter, Role, User
from partnership.models.letters import TAKEN_OUT, LetterState
from partnership.workflow import letters
from partnership.workflow.anonymising import anonymise
from partnership.workflow.forgetting import (
    INVITED,
    LEFT,
    Subject,
    forget_invitations,
    lines_about,
    rewrite,
)
from records.models import Change
from records.retention import Rule

ENDED = (LetterState.SENT, LetterState.FAILED)
TRIED = "account.sign_in_failure"


# ---- failed sign-ins


def _tries(before):
    return Change.objects.filter(action=TRIED, at__lt=before, after__isnull=False)


def _empty_tries(tries, *, erasure, now):
    keys = [one.pk for one in tries]
    Change.objects.filter(pk__in=keys).update(before=None, after=None, taken_out=erasure)


SIGN_INS = Rule(
    key="sign-ins",
    what="The address that was typed when a sign-in failed; that it failed, and when, stays",
    kept="90 days",
    days=90,
    why="Attacks on accounts are seen within weeks. What was typed may be anybody’s.",
    over=_tries,
    take_out=_empty_tries,
)


# ---- mails


def _letters(before):
    ended = Letter.objects.filter(state__in=ENDED).exclude(to=TAKEN_OUT)
    return ended.filter(Q(sent_at__lt=before) | Q(sent_at=None, not_before__lt=before))


LETTERS = Rule(
    key="letters",
    what="Mails: whom they went to and what they said; the subject and when it was sent stay",
    kept="180 days after it was sent, or could not be",
    days=180,
    why="Reminders and answers are asked about within the quarter that follows.",
    over=_letters,
    take_out=lambda found, *, erasure, now: letters.empty(found),
)


# ---- invitations


def _invitations(before):
    unused = Invitation.objects.filter(accepted_at=None, expires_at__lt=before)
    return unused.exclude(post=INVITED)


def _forget_invited(invitations, *, erasure, now):
    """The audit of an invitation names its address too."""
    for one in invitations:
        subject = Subject({one.email}, label=INVITED, labels={one.post}, own={one.uid})
        lines = [line for line in lines_about(subject) if line.target == one.uid]
        forget_invitations([one])
        rewrite(lines, subject, erasure)


INVITATIONS = Rule(
    key="invitations",
    what="Address and post of somebody who was invited and did not come",
    kept="90 days after the invitation ended",
    days=90,
    why="An invitation may be asked for again shortly after its end.",
    over=_invitations,
    take_out=_forget_invited,
)


# ---- accounts


def _accounts(before):
    """Accounts that had a role, and of which none lasted beyond that day."""
    held = Role.objects.filter(user=OuterRef("pk"))
    later = held.filter(Q(to_date=None) | Q(to_date__gte=before.date()))
    named = User.objects.filter(is_superuser=False).exclude(email__endswith=f"@{LEFT}")
    return named.filter(Exists(held)).exclude(Exists(later))


def _let_go(people, *, erasure, now):
    for person in people:
        anonymise(person, by=None, now=now, reason="The last role ended two years ago.")


ACCOUNTS = Rule(
    key="accounts",
    what="Accounts: address, post, second factors; what they did stays, under “Somebody who left”",
    kept="2 years after the last role ended",
    days=731,
    why="People come back, and a plan’s decisions are asked about in its next year.",
    over=_accounts,
    take_out=_let_go,
)


# ---- sessions


def _end(sessions, *, erasure, now):
    Session.objects.filter(pk__in=[one.pk for one in sessions]).delete()


SESSIONS = Rule(
    key="sessions",
    what="Sign-ins that have ended by themselves",
    kept="until they end: two weeks at most",
    days=0,
    why="An ended session is of no use to anybody.",
    over=lambda before: Session.objects.filter(expire_date__lt=before),
    take_out=_end,
)
