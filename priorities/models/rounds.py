"""The yearly assessment: what could become a priority, on which evidence, by which scheme."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from events.models import Theme
from partnership.models import Begun, Group, Partnership, Topic
from priorities.models.figures import Figure
from priorities.models.lists import Priority
from priorities.models.schemes import ScoringScheme
from priorities.models.statements import EvidenceStatement
from priorities.models.strands import StrandsField
from priorities.models.surveys import SurveyFinding
from records import periods
from records.fields import ChoiceField
from records.models import Record, RecordQuerySet


class RoundState(models.TextChoices):
    GATHERING = "gathering", "Evidence is gathered"
    SCORING = "scoring", "Members score"
    CLOSED = "closed", "Scores are in"
    DECIDED = "decided", "Decided"


class RoundQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Rounds of the partnerships in which somebody has a role, and those shared with one of
        them; all for administrators."""
        if user.is_superuser:
            return self
        return self.seen_in({role.partnership_id for role in user.current_roles})

    def seen_in(self, partnerships):
        """Rounds of some partnerships, and those in which these take part."""
        shared = AssessmentRound.shared_with.through.objects.filter(partnership__in=partnerships)
        return self.filter(
            Q(partnership__in=partnerships) | Q(pk__in=shared.values("assessmentround"))
        )


class AssessmentRound(Begun, Record):
    """One year's strategic assessment: candidates, evidence, scores and the group's decision."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="rounds")
    shared_with = models.ManyToManyField(
        Partnership,
        blank=True,
        related_name="shared_rounds",
        help_text="Their officers and executive members take part; this partnership decides",
    )
    year = models.PositiveSmallIntegerField(
        "plan year", help_text="The year in which its plan starts: 2012 for 2012-13"
    )
    state = ChoiceField(
        max_length=10, choices=RoundState, default=RoundState.GATHERING, editable=False
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, verbose_name="group that decides"
    )
    scheme = models.ForeignKey(
        ScoringScheme, models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    wanted = models.PositiveSmallIntegerField(
        "priorities wanted", default=4, help_text="How many the group wants; it may choose others"
    )
    score_by = models.DateField("scores wanted by", null=True, blank=True)
    meets_on = models.DateField("meeting that decides", null=True, blank=True)
    meeting_item = models.CharField("item of its agenda", max_length=60, blank=True)
    note = models.TextField("note for the members", blank=True)
    example = models.BooleanField("demonstration", default=False, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "year"],
                name="assessment_round_once_a_year",
                violation_error_message="There is a round for this year.",
            ),
            models.CheckConstraint(
                condition=Q(state="gathering") | Q(scheme__isnull=False),
                name="assessment_round_scored_by_a_scheme",
            ),
        ]

    def __str__(self):
        return f"Priorities for {self.label}"

    @property
    def label(self):
        return periods.plan_year_label(self.year)

    @cached_property
    def partners(self):
        """All that take part: the partnership whose round it is, and those it is shared with."""
        return [self.partnership, *self.shared_with.all()]


class Candidate(Record):
    """What could become a priority: gathered by topic, scored, and decided by the group."""

    owned_by = "round__partnership"

    round = models.ForeignKey(AssessmentRound, models.CASCADE, related_name="candidates")
    title = models.CharField(max_length=200)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    strands = StrandsField("statutory strands")
    priority = models.ForeignKey(
        Priority,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name="the priority that it was before",
    )
    summary = models.TextField("what it is about", blank=True)
    summary_cy = models.TextField("what it is about, in Welsh", blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "title"],
                name="candidate_title_once",
                violation_error_message="This round has a candidate of this title.",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.priority_id and self.priority.partnership_id != self.round.partnership_id:
            raise ValidationError({"priority": "The priority is another partnership's."})


class EvidenceChoice(Record):
    """An officer's word on a piece of evidence: added by hand, or left out with a reason.

    What has a candidate's topic and a place of the partnership gathers itself and needs no row.
    """

    owned_by = "candidate__round__partnership"

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="choices")
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, blank=True, related_name="+")
    finding = models.ForeignKey(
        SurveyFinding, models.CASCADE, null=True, blank=True, related_name="+"
    )
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="+")
    statement = models.ForeignKey(
        EvidenceStatement, models.CASCADE, null=True, blank=True, related_name="+"
    )
    left_out = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(figure__isnull=False, finding=None, theme=None, statement=None)
                | Q(figure=None, finding__isnull=False, theme=None, statement=None)
                | Q(figure=None, finding=None, theme__isnull=False, statement=None)
                | Q(figure=None, finding=None, theme=None, statement__isnull=False),
                name="evidence_choice_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["candidate", "figure"], name="evidence_figure_chosen_once"
            ),
            models.UniqueConstraint(
                fields=["candidate", "finding"], name="evidence_finding_chosen_once"
            ),
            models.UniqueConstraint(
                fields=["candidate", "theme"], name="evidence_theme_chosen_once"
            ),
            models.UniqueConstraint(
                fields=["candidate", "statement"], name="evidence_statement_chosen_once"
            ),
            models.CheckConstraint(
                condition=Q(left_out=False) | ~Q(reason=""),
                name="evidence_left_out_with_reason",
                violation_error_message="Say why it is left out.",
            ),
        ]

    def __str__(self):
        return f"{self.candidate}: {self.thing}"

    @property
    def thing(self):
        """The figure, finding, theme or statement that this is about."""
        return self.figure or self.finding or self.theme or self.statement
