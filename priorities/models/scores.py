"""What each scorer thinks of a candidate; the sum never decides."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.models import Organisation
from priorities.models.rounds import Candidate
from priorities.models.schemes import Criterion
from records.models import Owned, Record


class ScoreCard(Record):
    """One scorer's scores of one candidate: a member's, an organisation's, or a session's.

    It is whole (``complete_at``) once every criterion has a score; before that nobody's scores
    are shown to its scorer. Who has an interest gives the reason and no scores.
    """

    owned_by = "candidate__round__partnership"

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="cards")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField("note for the meeting", blank=True)
    interest = models.TextField("interest declared", blank=True)
    complete_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None) | Q(organisation=None), name="score_card_of_one_scorer"
            ),
            models.UniqueConstraint(
                fields=["candidate", "member"],
                condition=Q(member__isnull=False),
                name="score_card_once_a_member",
            ),
            models.UniqueConstraint(
                fields=["candidate", "organisation"],
                condition=Q(organisation__isnull=False),
                name="score_card_once_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["candidate"],
                condition=Q(member=None, organisation=None),
                name="score_card_once_a_session",
            ),
            models.CheckConstraint(
                condition=Q(interest="") | Q(complete_at=None),
                name="score_card_interest_or_scores",
            ),
        ]

    def __str__(self):
        return f"Scores of {self.candidate}"


class Score(Owned):
    """One criterion's score; the first one that counted is kept beside it."""

    owned_by = "card__candidate__round__partnership"

    card = models.ForeignKey(ScoreCard, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField()
    first_value = models.PositiveSmallIntegerField(null=True, editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["criterion__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["card", "criterion"], name="score_once_a_criterion")
        ]

    def __str__(self):
        return f"{self.criterion}: {self.value}"
