"""What the portal keeps about whoever asks: their own rows whole, of everything else how many.

Tables of one's own are named here, unlike those that ``personal`` searches for administrators:
rows that only mention somebody may be about others too, so an administrator reads them first.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q

from portal.documents.personal import Asked, Found, found_about, row_exported

# What of a line of the audit is the person's own: never the words of the thing it was done to.
AUDIT = "records.Change"
AUDIT_COLUMNS = {"what", "id", "at", "action", "target_label", "request"}


@dataclass(frozen=True)
class MyData:
    """Tables of rows that are somebody's own, and tables that only name them."""

    own: list
    named: list


def my_data(person):
    """All that is kept about ``person``, each table once."""
    own = [found for found in _own(person) if found.count]
    whole = {one.table for one in own}
    known = set(person.history.values_list("email", flat=True))
    asked = Asked(person.email, [person], {person.email, *known})
    return MyData(own, [one for one in found_about(asked) if one.table not in whole])


def _own(person):
    """By key, or by the address of today: an earlier one may be another's by now."""
    for (label, words), about in {
        ("partnership.User", "Your account"): Q(pk=person.pk),
        ("partnership.HistoricalUser", "Your account as it was before"): Q(id=person.pk),
        ("account.EmailAddress", "Addresses with which you sign in"): Q(user=person),
        ("mfa.Authenticator", "Your second factors, without their keys"): Q(user=person),
        ("partnership.Role", "Your roles"): Q(user=person),
        ("partnership.Invitation", "Invitations to your address"): Q(email__iexact=person.email),
        ("partnership.Letter", "Mails to your address"): Q(to__iexact=person.email),
        ("publishing.FormatRequest", "Requests for formats from your address"): Q(
            email__iexact=person.email
        ),
        ("plans.Comment", "Your comments"): Q(author=person),
        (AUDIT, "What you did, and what was done to your account"): Q(actor=person.uid)
        | Q(target=person.uid),
    }.items():
        rows = apps.get_model(label)._base_manager.filter(about).order_by("pk")
        yield Found(label, words, rows, rows.count())


def my_data_exported(person):
    """The same for a machine: own rows column by column, of the others table and number."""
    found = my_data(person)
    return {
        "account": {"uid": person.uid, "email": person.email, "post": person.post},
        "own": [
            {
                "table": one.table,
                "where": one.where,
                "rows": [_row(row, person) for row in one.rows.iterator(chunk_size=500)],
            }
            for one in found.own
        ],
        "named": [
            {"table": one.table, "where": one.where, "rows": one.count} for one in found.named
        ],
        "left_out": "Passwords and keys. Rows that only name you: ask an administrator for them.",
    }


def _row(row, person):
    values = row_exported(row, Asked(person.email, [person], {person.email}))
    if row._meta.label == AUDIT:
        return {name: value for name, value in values.items() if name in AUDIT_COLUMNS}
    return values
