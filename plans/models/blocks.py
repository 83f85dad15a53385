from django.db import models
from django.db.models import Q

from partnership.models import Partnership
from plans.models.sections import Removable, Section
from priorities.models import Figure, FindingStatement, Referral
from records.fields import AnchoredTextField, ChoiceField
from records.models import Record


class BlockKind(models.TextChoices):
    """Text that is written here, or a live block that is drawn from data kept elsewhere."""

    TEXT = "text", "Text"
    CALL_OUT = "call_out", "Call-out"
    PICTURE = "picture", "Picture"
    FIGURES = "figures", "Figures"
    FINDINGS = "findings", "Survey findings"
    ACHIEVEMENTS = "achievements", "Achievements"
    VISION = "vision", "Vision"
    STRUCTURE = "structure", "Partnership structure"
    PRIORITIES = "priorities", "Priorities"
    PARTS = "parts", "Priorities of the partnerships that are part of this one"
    REFERRALS = "referrals", "Referrals"
    CANDIDATES = "candidates", "Candidates and their evidence"
    SCORES = "scores", "Scores of the candidates"
    DECISIONS = "decisions", "Decisions of the executive group"
    OBJECTIVES = "objectives", "Objectives"
    ACTIONS = "actions", "Actions"
    PROGRESS = "progress", "Progress on the actions"
    FUNDING_SOURCES = "funding_sources", "Funding sources"
    BUDGET = "budget", "Budget and risk"
    PARTNERS = "partners", "Partners"
    RELATED = "related", "Related documents"
    REPORT_CRIME = "report_crime", "How to report crime"
    CONTACT = "contact", "Contact details"


WRITTEN = {BlockKind.TEXT, BlockKind.CALL_OUT}
# What a document tells of its assessment round; of these what members gave and weighed for
# themselves never stands in a document for everybody.
OF_A_ROUND = {BlockKind.CANDIDATES, BlockKind.SCORES, BlockKind.DECISIONS}
FOR_MEMBERS = {BlockKind.CANDIDATES, BlockKind.SCORES}


class ShowAs(models.TextChoices):
    """How a block shows its figures."""

    TABLE = "table", "Table with bars"
    LIST = "list", "List"
    SENTENCE = "sentence", "Sentence"


class Picture(Record):
    """An image checked and re-encoded by the portal, stored under its sha256."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="pictures")
    sha256 = models.CharField(max_length=64, editable=False)
    extension = models.CharField(max_length=4, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    description = models.CharField(
        max_length=500, help_text="What it shows, for people who do not see it"
    )
    description_cy = models.CharField("description in Welsh", max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.description

    @property
    def name(self):
        return f"{self.sha256}.{self.extension}"


class Block(Removable, Record):
    """One piece of a section: text, a call-out, a picture or a live block."""

    owned_by = "section__plan__partnership"

    section = models.ForeignKey(Section, models.CASCADE, related_name="blocks")
    kind = ChoiceField(max_length=20, choices=BlockKind, default=BlockKind.TEXT)
    order = models.PositiveSmallIntegerField()
    text = AnchoredTextField(blank=True)
    text_cy = AnchoredTextField("text in Welsh", blank=True)
    caption = models.CharField(max_length=200, blank=True)
    caption_cy = models.CharField("caption in Welsh", max_length=200, blank=True)
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True)
    show_as = ChoiceField(max_length=10, choices=ShowAs, default=ShowAs.TABLE)
    figures = models.ManyToManyField(Figure, through="BlockFigure", blank=True)
    statements = models.ManyToManyField(FindingStatement, blank=True)
    referrals = models.ManyToManyField(Referral, blank=True)

    class Meta:
        ordering = ["section", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(text="") | Q(kind__in=[BlockKind.TEXT, BlockKind.CALL_OUT]),
                name="block_only_written_ones_hold_text",
                violation_error_message="A live block shows data and holds no text of its own.",
            ),
            models.CheckConstraint(
                condition=Q(picture__isnull=True, kind__in=[k for k in BlockKind if k != "picture"])
                | Q(picture__isnull=False, kind=BlockKind.PICTURE),
                name="block_picture_for_pictures",
                violation_error_message="A picture block needs its picture.",
            ),
        ]

    def __str__(self):
        return f"{self.section}: {self.get_kind_display().lower()}"

    @property
    def is_written(self):
        return self.kind in WRITTEN

    def choose_figures(self, figures):
        """Show exactly these figures: those shown already keep their order, others follow."""
        self.chosen_figures.exclude(figure__in=figures).delete()
        kept = set(self.chosen_figures.values_list("figure_id", flat=True))
        last = max(self.chosen_figures.values_list("order", flat=True), default=0)
        new = [figure for figure in figures if figure.pk not in kept]
        for order, figure in enumerate(new, start=last + 1):
            BlockFigure.objects.create(block=self, figure=figure, order=order)


class BlockFigure(models.Model):
    """A figure's place in a block of figures."""

    owned_by = "block__section__plan__partnership"

    block = models.ForeignKey(Block, models.CASCADE, related_name="chosen_figures")
    figure = models.ForeignKey(Figure, models.PROTECT, related_name="used_in")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["block", "figure"], name="block_figure_once")
        ]

    def __str__(self):
        return str(self.figure)
