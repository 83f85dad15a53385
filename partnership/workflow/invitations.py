"""How somebody gets a role and loses it: invite, accept, withdraw, end."""

import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate

from partnership.models import Invitation, Role, User
from partnership.models.people import RoleKind
from partnership.permissions import is_administrator, is_officer
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

DAYS_OPEN = 14


@transaction.atomic
def invite(partnership, *, email, post, kind, by, now, group=None):
    """Ask somebody by mail to take a role; an earlier open invitation to the same ends."""
    if not is_officer(by, partnership):
        raise Refused("Only officers of a partnership invite people to it.")
    email = email.strip().lower()
    if Role.objects.current().filter(**_same(partnership, kind, group), user__email=email).exists():
        raise Refused("This person has this role already.")
    for earlier in open_invitations(partnership, now=now).filter(
        email=email, kind=kind, group=group
    ):
        withdraw(earlier, by=by, now=now)
    invitation = Invitation(
        partnership=partnership,
        email=email,
        post=post.strip(),
        kind=kind,
        group=group,
        expires_at=now + datetime.timedelta(days=DAYS_OPEN),
    )
    save_new(invitation, by=by)
    note("invitation.invite", by=by, now=now, target=invitation)
    # Robust: a mail server that is down loses no invitation; the list says "not sent".
    transaction.on_commit(lambda: send(invitation, now=now), robust=True)
    return invitation


def _same(partnership, kind, group):
    return {"partnership": partnership, "kind": kind, "group": group}


def open_invitations(partnership, *, now):
    """Invitations of a partnership that can still be accepted."""
    return Invitation.objects.for_partnership(partnership).filter(
        accepted_at=None, expires_at__gt=now
    )


def send(invitation, *, now):
    """Mail the invitation's link and note when."""
    link = settings.SITE_URL + reverse("partnership:accept_invitation", args=[invitation.token])
    words = {"invitation": invitation, "link": link, "days": DAYS_OPEN}
    send_mail(
        " ".join(render_to_string("partnership/mail/invitation_subject.txt", words).split()),
        render_to_string("partnership/mail/invitation.txt", words),
        None,
        [invitation.email],
    )
    invitation.sent_at = now
    save_over(invitation, base_version=invitation.version, by=None)


@transaction.atomic
def withdraw(invitation, *, by, now):
    """End an invitation, so that its link no longer works."""
    if not is_officer(by, invitation.partnership):
        raise Refused("Only officers of a partnership withdraw its invitations.")
    invitation.expires_at = now
    save_over(invitation, base_version=invitation.version, by=by)
    note("invitation.withdraw", by=by, now=now, target=invitation)


def check_open(invitation, *, now):
    """Refuse, in words for whoever follows the link, what can no longer be accepted."""
    if invitation.accepted_at:
        raise Refused("This invitation has been used. Sign in with your e-mail address.")
    if not invitation.expires_at or invitation.expires_at <= now:
        raise Refused("This invitation has ended. Ask your partnership’s officer for a new one.")
    if User.objects.filter(email=invitation.email, is_active=False).exists():
        raise Refused("The account with this address is closed. Ask your administrator.")


def check_for(invitation, person):
    """Refuse who is signed in as somebody else: nobody takes a role in another's name unawares."""
    if person.is_authenticated and person.email != invitation.email:
        raise Refused(
            f"This invitation is for {invitation.email}, and you are signed in as {person.email}. "
            "Sign out, then follow the link again."
        )


@transaction.atomic
def accept(invitation, *, password, now):
    """Make the account, or take the one there is, and give it the role; return the person."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    check_open(invitation, now=now)
    person = User.objects.filter(email=invitation.email).first()
    if person is None:
        person = User.objects.create_user(invitation.email, password, post=invitation.post)
        note("account.make", by=person, now=now, target=person)
    invitation.accepted_at = now
    save_over(invitation, base_version=invitation.version, by=person)
    note("invitation.accept", by=person, now=now, target=invitation)
    given = _same(invitation.partnership, invitation.kind, invitation.group)
    if not Role.objects.current().filter(**given, user=person).exists():
        role = Role(**given, user=person, from_date=localdate(now))
        save_new(role, by=person)
        note("role.give", by=person, now=now, target=role)
    return person


@transaction.atomic
def end_role(role, *, by, now):
    """Take a role away at once: its last day was yesterday."""
    role = Role.objects.select_for_update().get(pk=role.pk)
    if not is_officer(by, role.partnership):
        raise Refused("Only officers of a partnership end its roles.")
    if is_last_officer(role) and not is_administrator(by):
        raise Refused("A partnership keeps at least one officer. Invite another one first.")
    close_role(role, by=by, now=now)


def close_role(role, *, by, now):
    """End a role without asking whether somebody may: its last day was yesterday."""
    note("role.end", by=by, now=now, target=role)
    yesterday = localdate(now) - datetime.timedelta(days=1)
    if role.from_date and role.from_date > yesterday:
        # It never lasted a whole day: its history and the audit tell that it was there.
        role.delete()
        return
    role.to_date = yesterday
    save_over(role, base_version=role.version, by=by)


def is_last_officer(role):
    """Whether a partnership would be without an officer, did this role end."""
    others = Role.objects.current().filter(partnership=role.partnership, kind=RoleKind.OFFICER)
    return role.kind == RoleKind.OFFICER and not others.exclude(pk=role.pk).exists()
