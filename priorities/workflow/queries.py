"""A value in doubt is kept as printed until somebody says what it is."""

from django.db import models, transaction

from priorities.documents.values import is_queried
from priorities.models import Figure
from priorities.permissions import may_edit_figure
from records.models import note
from records.moves import Refused
from records.numbers import plain_number
from records.saving import save_over


class Answer(models.TextChoices):
    RIGHT = "right", "It is right as printed"
    CORRECTED = "corrected", "The right value is another one"
    LEFT_OUT = "left_out", "It stays out of charts and sums"


@transaction.atomic
def answer_query(figure, answer, words, *, level=None, by, now):
    """Say what a value in doubt is; how it was printed is kept in any case."""
    locked = Figure.objects.select_for_update().get(pk=figure.pk)
    if not may_edit_figure(by, locked):
        raise Refused("Officers of the partnership answer queries on its figures.")
    if not is_queried(locked):
        raise Refused("This query was answered already.")
    if not words.strip():
        raise Refused("Say how you know.")
    before = plain_number(locked.level)
    locked.printed = locked.printed or plain_number(_value(locked))
    _apply(locked, answer, level)
    locked.query_answer, locked.answered_at = words.strip(), now
    save_over(locked, base_version=locked.version, by=by)
    note(
        f"figure.query_{answer}",
        by=by,
        now=now,
        target=locked,
        reason=locked.query_answer,
        before={"level": before},
        after={"level": plain_number(locked.level), "printed": locked.printed},
    )
    return locked


def _value(figure):
    return figure.rate if figure.level is None else figure.level


def _apply(figure, answer, level):
    if answer == Answer.CORRECTED:
        if level is None:
            raise Refused("Give the right value.")
        figure.level = level
    elif answer == Answer.LEFT_OUT:
        figure.level = figure.rate = None
    elif _value(figure) is None:
        raise Refused("As printed it is no number. Give the right value, or leave it out.")
