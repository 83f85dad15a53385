"""Who can sign in to the demonstration, and the one password that they share."""

import os
import secrets
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from partnership.models import Role, User
from partnership.models.people import RoleKind

POSTS = {
    RoleKind.OFFICER: "Partnership officer",
    RoleKind.EXECUTIVE: "Executive member",
    RoleKind.LEAD: "Group lead",
}
ADMINISTRATOR = "administrator@portal.example"


@dataclass(frozen=True)
class SignIn:
    """Somebody who can try the portal; ``unchanged`` while the demonstration's password holds."""

    email: str
    post: str
    unchanged: bool


def given_password(password):
    """The password that somebody chose for the demonstration, or None."""
    return password or os.environ.get("DEMO_PASSWORD") or None


def kept_password():
    """Made once and kept where only its owner reads it, so that each run prints the same."""
    path = settings.VAR_DIR / "demo-password"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(12))
    return path.read_text()


def add_user(email, post, password, **fields):
    """The account of this address; one that is there already stays as it is."""
    known = User.objects.filter(email=email).first()
    return known or User.objects.create(
        email=email, post=post, password=_hashed(password), **fields
    )


@cache
def _hashed(password):
    """Made once for all who share it, and looked at once: each takes most of a second."""
    return make_password(password)


def _opens(password):
    """Whether the password opens an account, by what its account stores."""
    return cache(lambda stored: check_password(password, stored))


def add_people(partnership, password):
    """One person for each kind of role, by kind."""
    return {
        kind: add_user(f"{kind}@{partnership.slug}.example", post, password)
        for kind, post in POSTS.items()
    }


def give_roles(people, partnership, keep, lead_group=None):
    for kind, person in people.items():
        group = lead_group if kind == RoleKind.LEAD else None
        keep.add(Role, user=person, partnership=partnership, kind=kind, group=group)


def addresses(slugs):
    return [ADMINISTRATOR, *(f"{kind}@{slug}.example" for slug in slugs for kind in POSTS)]


def sign_ins(slugs, password):
    """The people of the demonstration, and whether the password opens their account."""
    found = User.objects.in_bulk(addresses(slugs), field_name="email")
    opens = _opens(password)
    return [
        SignIn(email, found[email].post, opens(found[email].password))
        for email in addresses(slugs)
        if email in found
    ]


def set_passwords(slugs, password):
    """Make a chosen password hold for all; who has it already is left alone."""
    opens = _opens(password)
    for person in User.objects.filter(email__in=addresses(slugs)):
        if not opens(person.password):
            person.password = _hashed(password)
            person.save()
