"""What everybody sees of their own data, and what stays with others."""

import json

import pytest
from django.utils import timezone

from partnership.models import User
from partnership.workflow import letters
from plans.models import Comment
from records.models import Change, note
from tests import factories
from tests.reading import words_of

NOW = timezone.now()
PAGE = "/workspace/my-data/"


@pytest.fixture
def anna(client, db):
    partnership = factories.partnership()
    person = factories.user("officer", partnership, email="anna.bell@x.org", post="Anna Bell")
    client.force_login(person)
    plan = factories.plan(partnership)
    said = {"plan": plan, "author_label": "x", "at": NOW}
    Comment.objects.create(**said, author=person, text="I would not.")
    ben = factories.user("officer", partnership, email="ben@x.org")
    Comment.objects.create(**said, author=ben, text="anna.bell@x.org is a fool")
    letters.write(partnership, key="a", to="ben@x.org", subject="For Ben", body="…", now=NOW)
    letters.write(partnership, key="b", to="anna.bell@x.org", subject="For Anna", body="…", now=NOW)
    note("plan.edit", by=person, now=NOW, before={"text": "secret words"}, target=plan)
    return person


def _exported(client):
    answer = client.post(f"{PAGE}export/")
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.text, {one["table"]: one["rows"] for one in json.loads(answer.text)["own"]}


def test_my_data_is_reached_from_every_workspace_page(client, anna):
    assert f'href="{PAGE}"' in client.get("/workspace/", follow=True).text
    words = words_of(client.get(PAGE).text)
    assert (
        "anna.bell@x.org" in words
        and "Your comments 1" in words
        and "Mails to your address 1" in words
    )


def test_my_data_export_holds_one_s_own_and_nothing_of_others(client, anna):
    text, own = _exported(client)
    assert [row["text"] for row in own["plans.Comment"]] == ["I would not."]
    assert [row["subject"] for row in own["partnership.Letter"]] == ["For Anna"]
    assert own["partnership.User"][0]["post"] == "Anna Bell"
    assert "plan.edit" in {row["action"] for row in own["records.Change"]}
    assert "a fool" not in text and "secret words" not in text and "For Ben" not in text
    assert "password" not in own["partnership.User"][0]
    assert Change.objects.get(action="personal.export").target == anna.uid


def test_my_data_does_not_follow_an_address_that_is_another_s_now(client, anna):
    User.objects.filter(email="ben@x.org").update(email="ben.before@x.org")
    anna.email = "anna.new@x.org"
    anna.save()
    own = _exported(client)[1]
    assert "partnership.Letter" not in own
    assert len(own["partnership.HistoricalUser"]) >= 2
