"""A person taken out of the portal: the account is nobody's, what was done stays."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from partnership.models import Invitation, Letter, Role, User
from partnership.workflow import letters
from partnership.workflow.anonymising import anonymise, anonymise_again, is_anonymous
from partnership.workflow.forgetting import forget_address, forget_again, key_of
from partnership.workflow.invitations import accept, invite
from plans.models import Check
from publishing.models import FormatRequest
from records.models import Change, Erasure, note
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ANNA = "anna.bell@council.example"
GONE = {"now": NOW, "reason": "She asked for it"}


@pytest.fixture
def own():
    """A partnership, its officer, and the administrator."""
    found = factories.partnership()
    return found, factories.user("officer", found), factories.administrator()


@pytest.fixture
def anna(own):
    """A group lead who was invited, came, and did this and that."""
    partnership, officer, _ = own
    asked = invite(partnership, email=ANNA, post="Anna Bell", kind="lead", by=officer, now=NOW)
    person = accept(asked, password=factories.PASSWORD, now=NOW)
    EmailAddress.objects.create(user=person, email=ANNA, verified=True, primary=True)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    note("comment.say", by=person, now=NOW, target=partnership, reason=f"Ask {ANNA.upper()}")
    note("account.change", by=officer, now=NOW, target=person, after={"post": "Anna Bell"})
    note("account.sign_in_failure", by=None, now=NOW, after={"address": ANNA})
    owed = {"subject": "Reminder", "body": "Dear Anna", "now": NOW}
    letters.write(partnership, key=f"a:{ANNA}", to=ANNA, **owed)
    letters.write(partnership, key=f"b:{ANNA}", to=ANNA, **owed)
    Letter.objects.filter(key=f"b:{ANNA}").update(state="sent", sent_at=NOW)
    return person


def tables_that_say(*words):
    """Tables of the database in any column of which one of these words stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [
                c.name for c in connection.introspection.get_table_description(cursor, table)
            ]
            said = " OR ".join(f'LOWER(CAST("{name}" AS TEXT)) LIKE %s' for name in columns)
            for word in words:
                cursor.execute(
                    f'SELECT COUNT(*) FROM "{table}" WHERE {said}',
                    [f"%{word.lower()}%"] * len(columns),
                )
                if cursor.fetchone()[0]:
                    found.add(table)
    return found


def test_anonymise_leaves_a_name_and_an_address_nowhere_in_the_database(own, anna):
    before = tables_that_say(ANNA, "Anna Bell", "Dear Anna")
    assert {"partnership_user", "partnership_letter", "records_change"} <= before
    anonymise(anna, by=own[2], **GONE)
    assert tables_that_say(ANNA, "Anna Bell", "Dear Anna") == set()


def test_anonymise_keeps_what_was_done_under_another_label(own, anna):
    anonymise(anna, by=own[2], **GONE)
    said = Change.objects.get(action="comment.say")
    assert (said.actor, said.actor_label) == (anna.uid, "Somebody who left")
    assert said.reason == "Ask Somebody who left"
    assert said.taken_out.subject == anna.uid
    anna.refresh_from_db()
    assert anna.label == "Somebody who left" and is_anonymous(anna)
    assert Role.objects.current().filter(user=anna).count() == 0


def test_anonymise_closes_every_way_in(own, anna):
    client = Client()
    client.force_login(anna)
    assert client.get("/workspace/").status_code == 200
    anonymise(anna, by=own[2], **GONE)
    assert client.get("/workspace/").status_code == 302
    anna.refresh_from_db()
    assert not anna.is_active and not anna.has_usable_password()
    assert not Authenticator.objects.filter(user=anna).exists()
    assert not EmailAddress.objects.filter(user=anna).exists()
    assert not Letter.objects.filter(state="waiting").exists(), "nothing is sent to them any more"


def test_anonymise_is_accounted_for_and_done_once(own, anna):
    erasure = anonymise(anna, by=own[2], **GONE)
    assert (erasure.rule, erasure.subject, erasure.actor) == ("person", anna.uid, own[2].uid)
    assert erasure.counts["partnership.Letter"] == 2 and erasure.counts["partnership.User"] == 1
    line = Change.objects.get(action="erasure.make")
    assert line.reason == "She asked for it" and line.actor_label == "Administrator"
    assert anonymise(anna, by=own[2], **GONE) is None
    assert Erasure.objects.count() == 1


def test_anonymise_tells_those_who_left_apart(own, anna):
    other = factories.user(post="Ben")
    anonymise(anna, by=own[2], **GONE)
    anonymise(other, by=own[2], **GONE)
    labels = User.objects.filter(email__endswith="taken-out.invalid").values_list("post", flat=True)
    assert sorted(labels) == ["Somebody who left", "Somebody who left (2)"]


@pytest.mark.parametrize(
    ("whom", "by", "reason", "words"),
    [
        ("administrator", "administrator", "Why not", "You cannot make yourself anonymous"),
        ("officer", "administrator", "Why not", "has no other officer"),
        ("lead", "officer", "Why not", "Only administrators"),
        ("lead", "administrator", "  ", "Say why"),
    ],
)
def test_anonymise_refuses_in_words(own, anna, whom, by, reason, words):
    people = {"officer": own[1], "administrator": own[2], "lead": anna}
    with pytest.raises(Refused, match=words):
        anonymise(people[whom], by=people[by], now=NOW, reason=reason)
    assert not Erasure.objects.exists()
    assert User.objects.get(pk=people[whom].pk).email == people[whom].email


def test_a_line_of_the_audit_is_emptied_only_with_its_erasure(own, anna):
    """The gate of the database lets nobody else rewrite who did what, nor an Erasure twice."""
    erasure = anonymise(anna, by=own[2], **GONE)
    for words in ({"actor_label": "Me"}, {"actor_label": "Me", "taken_out": erasure}):
        with pytest.raises(DatabaseError, match="never altered"):
            _alter(words)


def _alter(words):
    with transaction.atomic():
        Change.objects.filter(action="comment.say").update(**words)


# ---- addresses without an account


@pytest.fixture
def reader(own):
    """Somebody who asked for Braille, checked a section, and was invited, and has no account."""
    partnership, officer, _ = own
    FormatRequest.objects.create(
        partnership=partnership, wanted="braille", name="Cara", email="cara@x.org",
        asked_at=NOW, promised_on=NOW.date(),
    )  # fmt: skip
    Check.objects.create(
        section=factories.section(factories.plan(partnership)), name="Cara", email="Cara@x.org",
        token_sha256="a", expires_on=NOW.date(),
    )  # fmt: skip
    invite(partnership, email="cara@x.org", post="Cara", kind="lead", by=officer, now=NOW)
    return "cara@x.org"


def test_forget_address_leaves_it_nowhere(own, reader):
    assert len(tables_that_say(reader)) >= 5
    erasure = forget_address(" Cara@X.org", by=own[2], **GONE)
    assert tables_that_say(reader) == set()
    assert erasure.subject == key_of(reader)
    assert not Invitation.objects.filter(expires_at__gt=NOW).exists(), "its link has ended"
    assert forget_address(reader, by=own[2], **GONE) is None


def test_forget_address_refuses_one_that_has_an_account(own, anna):
    with pytest.raises(Refused, match="There is an account"):
        forget_address(ANNA, by=own[2], **GONE)


# ---- after a restore


def _as_before(model, rows):
    """Bring back rows as a backup has them."""
    for row in rows:
        model(**row).save_base(raw=True)


def test_anonymise_again_takes_out_what_a_backup_brought_back(own, anna):
    backup = User.objects.filter(pk=anna.pk).values().get()
    erasure = anonymise(anna, by=own[2], **GONE)
    _as_before(User, [backup])
    assert "partnership_user" in tables_that_say(ANNA)
    for _ in range(2):
        anonymise_again(Erasure(**_fields(erasure, uid=erasure.uid)))
        assert tables_that_say(ANNA) == set()
    assert Erasure.objects.count() == 1


def test_anonymise_again_writes_down_an_erasure_that_the_backup_does_not_know(own, anna):
    told = Erasure(at=NOW, rule="person", subject=anna.uid, actor_label="Administrator", reason="x")
    anonymise_again(told)
    assert Erasure.objects.get().uid == told.uid
    assert tables_that_say(ANNA, "Anna Bell") == set()


def test_forget_again_finds_the_address_by_its_key(own, reader):
    told = Erasure(at=NOW, rule="address", subject=key_of(reader), actor_label="Administrator")
    forget_again(told)
    assert tables_that_say(reader) == set()


def test_forget_again_finds_it_by_the_key_of_before_too(own, reader, settings):
    told = Erasure(at=NOW, rule="address", subject=key_of(reader), actor_label="Administrator")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    forget_again(told)
    assert tables_that_say(reader) == set()


def _fields(erasure, **more):
    names = ("at", "rule", "subject", "actor", "actor_label", "reason", "counts")
    return {name: getattr(erasure, name) for name in names} | more
