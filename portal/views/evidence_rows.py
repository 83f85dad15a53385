"""What the yearly round and its evidence ask of an officer."""

from django.db.models import Count
from django.urls import reverse

from partnership.models import Partnership
from partnership.permissions import officer_of
from plans.views.needs import due_words
from portal.views.rows import Row
from priorities.documents.ranking import ranking
from priorities.models import (
    AssessmentRound,
    EvidenceImport,
    Figure,
    PriorityList,
    ScoringScheme,
)
from priorities.models.lists import ListState
from priorities.models.rounds import RoundState
from records.imports import ImportState
from records.periods import day_label


def evidence_rows(user, today):
    """Rounds first, then lists that nobody can read yet, doubtful figures, and files."""
    mine = officer_of(user)
    if not mine:
        return
    rounds = AssessmentRound.objects.filter(partnership__in=mine)
    for round in rounds.filter(state=RoundState.SCORING).select_related("scheme", "partnership"):
        yield from _scoring(round, today)
    for round in rounds.filter(state=RoundState.CLOSED):
        yield _closed(round)
    yield from _lists(mine)
    yield from _doubts(mine)
    yield from _files(user)


def _scoring(round, today):
    """Late, or all in: either way it is the officer who goes on."""
    address = reverse("priorities:round_detail", args=[round.uid])
    scores = ranking(round, on=today)
    said = _said(round, scores)
    if scores.asked and scores.finished >= scores.asked:
        yield Row(
            str(round), f"{said} Close the scoring.", address, "Close it", "good", "All are in"
        )
    elif round.score_by and round.score_by < today:
        why = f"{said} Scores were wanted by {day_label(round.score_by)}."
        late = due_words(round.score_by, today)
        yield Row(str(round), why, address, "See the round", "bad", late, due=round.score_by)


def _said(round, scores):
    """How far those who are asked have come: never what they gave."""
    if round.scheme.scorers == ScoringScheme.Scorers.SESSION:
        return "The session has agreed its scores." if scores.finished else "The session scores."
    who = round.scheme.scorers  # members or organisations
    return f"{scores.finished} of {scores.asked} {who} have finished."


def _closed(round):
    address = reverse("priorities:decision_record", args=[round.uid])
    why = "The scores are in. Record what the group decides."
    return Row(str(round), why, address, "Record the decision", "warn", "Not decided")


def _lists(mine):
    lists = PriorityList.objects.filter(
        partnership__in=mine, state=ListState.DRAFT, round__state=RoundState.DECIDED
    )
    for one in lists:
        address = reverse("priorities:priority_list_detail", args=[one.uid])
        why = "Decided. Nobody outside can read it yet."
        yield Row(one.title, why, address, "Publish it", "warn", "Not public")


def _doubts(mine):
    """Figures that are left out of charts and sums until somebody answers."""
    open_ones = Figure.objects.current().exclude(queried="").filter(query_answer="")
    counted = (
        open_ones.filter(measure__partnership__in=mine)
        .order_by()
        .values_list("measure__partnership")
        .annotate(n=Count("pk"))
    )
    numbers = dict(counted)
    for partnership in Partnership.objects.filter(pk__in=numbers):
        number = numbers[partnership.pk]
        title = f"{number:,} figure{' is' if number == 1 else 's are'} in doubt"
        address = reverse("priorities:measure_list", args=[partnership.slug])
        why = "Kept as printed, and left out of charts and sums until you answer."
        yield Row(title, why, address, "Answer", "warn", "Queried")


def _files(user):
    """Files that were read to their end and wait for a word."""
    files = EvidenceImport.objects.filter(by=user, state=ImportState.READ)
    for file in files:
        address = reverse("priorities:evidence_import_detail", args=[file.uid])
        why = f"{file.get_dataset_display()}. Read to its end; nothing of it counts yet."
        yield Row(file.name, why, address, "Look and confirm", "warn", "Not confirmed")
