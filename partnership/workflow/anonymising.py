"""Making a person anonymous: their account becomes nobody's, what they did stays.

The post under which somebody signed stays where it is part of an official record: in published
editions, and beside approvals and answers. A post is not a name, and others hold it next.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.timezone import localdate

from partnership.models import Role, User
from partnership.permissions import is_administrator
from partnership.workflow.forgetting import (
    LEFT,
    ONLY_ADMINISTRATORS,
    SAY_WHY,
    SOMEBODY,
    Subject,
    forget_everywhere,
    lines_about,
    rewrite,
)
from partnership.workflow.invitations import close_role, is_last_officer
from partnership.workflow.sessions import end_sessions
from records.models import Change
from records.moves import Refused
from records.retention import erase, saved

PERSON = "person"  # what its Erasure names as rule
NOT_ONESELF = "You cannot make yourself anonymous. Ask another administrator."
LAST_OFFICER = "{} has no other officer. Invite another one first."


def is_anonymous(person):
    """Whether this account has become nobody's."""
    return person.email.endswith(f"@{LEFT}")


@transaction.atomic
def anonymise(person, *, by, now, reason):
    """Make an account nobody's for good; returns the Erasure, or None where it is so already.

    ``by`` is an administrator, or None for the retention schedule.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    _check(person, by, reason)
    if is_anonymous(person):
        return None
    subject = _subject(person)
    _shut_out(person, by=by, now=now)
    counts = forget_everywhere(subject, now=now)
    lines = lines_about(subject)
    counts |= {Change._meta.label: len(lines), User._meta.label: 1}
    erasure = erase(PERSON, counts, subject=person.uid, reason=reason.strip(), by=by, now=now)
    rewrite(lines, subject, erasure)
    _empty(person, subject, by=by, now=now)
    return erasure


@transaction.atomic
def anonymise_again(erasure):
    """After a restore: what was taken out after the backup is taken out once more."""
    person = User.objects.select_for_update().filter(uid=erasure.subject).first()
    erasure = saved(erasure)
    if person is None or is_anonymous(person):
        return
    subject = _subject(person)
    _shut_out(person, by=None, now=erasure.at)
    forget_everywhere(subject, now=erasure.at)
    rewrite(lines_about(subject), subject, erasure)
    _empty(person, subject, by=None, now=erasure.at)


def _check(person, by, reason):
    if not reason.strip():
        raise Refused(SAY_WHY)
    if by is None:
        return
    if not is_administrator(by):
        raise Refused(ONLY_ADMINISTRATORS)
    if by.pk == person.pk:  # so one administrator is always left
        raise Refused(NOT_ONESELF)
    for role in Role.objects.current().filter(user=person).select_related("partnership"):
        if is_last_officer(role):
            raise Refused(LAST_OFFICER.format(role.partnership))


def _subject(person):
    """All that this person was called and reached by, now and before."""
    known = [(person.email, person.post), *person.history.values_list("email", "post")]
    left = User.objects.filter(email__endswith=f"@{LEFT}").count()
    return Subject(
        addresses={email.lower() for email, _ in known},
        labels={post for _, post in known if post},
        label=f"{SOMEBODY} ({left + 1})" if left else SOMEBODY,
        person=person,
        own={person.uid, *Role.objects.filter(user=person).values_list("uid", flat=True)},
    )


def _shut_out(person, *, by, now):
    """First of all, so that what the audit says of it is emptied with the rest."""
    end_sessions(person, by=by, now=now, reason="The account was made anonymous")
    for role in Role.objects.current(localdate(now)).filter(user=person):
        close_role(role, by=by, now=now)


def _empty(person, subject, *, by, now):
    """The account itself, and whatever opens it."""
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    person.email, person.post = f"{person.uid}@{LEFT}", subject.label
    person.is_active = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person._history_user = by
    person.save()
    person.history.all().update(email=person.email, post=person.post)
    kind = ContentType.objects.get_for_model(User)
    theirs = LogEntry.objects.filter(content_type=kind, object_id=str(person.pk))
    theirs.update(object_repr=subject.label)
