"""A figure in words, as its source says it, and what its change means."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from priorities.documents.values import sentence, stated_amount
from tests import factories

pytestmark = pytest.mark.django_db


def figure(good="lower", reason="", **fields):
    measure = factories.measure(factories.partnership(), good=good, reason=reason)
    return factories.figure(measure, **fields)


@pytest.mark.parametrize(
    ("fields", "amount"),
    [
        ({}, "277 offences (6%)"),
        ({"names_noun": False}, "277 (6%)"),
        ({"change": None}, "6%"),
        ({"change_percent": None}, "277 offences"),
        ({"change": None, "change_percent": None}, "an amount not stated"),
        ({"change": 1200, "change_percent": 12.5}, "1,200 offences (12.5%)"),
    ],
)
def test_amount_is_said_as_in_its_source(fields, amount):
    assert stated_amount(figure(**fields)) == amount


def test_sentence_of_what_did_not_change_names_no_amount():
    same = figure(direction="unchanged", change=None, change_percent=None)
    assert sentence(same) == "Overall crime levels did not change"


@pytest.mark.parametrize(
    ("good", "direction", "judgement"),
    [
        ("lower", "reduced", "good"),
        ("lower", "rose", "bad"),
        ("lower", "unchanged", "neutral"),
        ("reporting", "increased", "welcome"),
        ("reporting", "fell", "neutral"),
        ("context", "rose", "neutral"),
    ],
)
def test_judgement_says_what_a_change_means(good, direction, judgement):
    reason = "More people report" if good == "reporting" else ""
    assert figure(good, reason, direction=direction).judgement == judgement


@pytest.mark.parametrize(
    "fields",
    [
        {"change": -5},
        {"change_percent": -5},
        {"direction": "", "level": 5},
        {"direction": "", "change": None, "change_percent": None},
    ],
)
def test_a_change_without_its_sense_is_impossible(fields):
    right = figure()
    for name, value in fields.items():
        setattr(right, name, value)
    with pytest.raises(ValidationError):
        right.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        right.save()
