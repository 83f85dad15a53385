from django.db import models
from django.db.models import Q

from partnership.models import RelatedDocument
from partnership.models.partnerships import Nation
from plans.models.plans import Plan
from plans.models.sections import Section
from records.fields import ChoiceField, Dated, valid_on
from records.models import Record, RecordQuerySet


class Evidence(models.TextChoices):
    """How the portal sees by itself that a requirement is met; else somebody states it."""

    STRANDS = "strands", "Each statutory strand has a priority, or a note on where it is covered"
    PRIORITIES = "priorities", "The priorities of the plan's list stand in it"
    ACTIONS = "actions", "Actions that serve the priorities stand in it"
    MONEY = "money", "Its budget and where the money comes from stand in it"
    MEASURES = "measures", "Figures by which its success is measured stand in it"
    FINDINGS = "findings", "What people said stands in it"
    STRUCTURE = "structure", "The partnership's structure stands in it, described in words"
    PARTNERS = "partners", "Its partners stand in it"
    SUMMARY = "summary", "It has a summary of one sentence"
    CONTACT = "contact", "Contacts and the line on other formats stand in it"
    LINKS = "links", "A related document of the kind named here is linked"
    ANSWERS = "answers", "Each finding that stands in it has its answer"
    STATED = "stated", "Somebody states it, with name and date"


class RequirementQuerySet(RecordQuerySet):
    def asked_of(self, plan):
        """What holds for this plan: its nation, its kind, the first day of its period."""
        return self.filter(
            valid_on(plan.starts_on), Q(nation="") | Q(nation=plan.partnership.nation)
        ).filter(Q(plan_kinds="") | Q(plan_kinds__contains=f"|{plan.kind}|"))


class Requirement(Record, Dated):
    """Something that the law, guidance or we ourselves ask of a plan: data, not code."""

    class Source(models.TextChoices):
        LAW = "law", "Law"
        GUIDANCE = "guidance", "Guidance"
        OWN = "own", "Our own check"

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120, help_text="As short as “How success is measured”")
    wording = models.TextField("what is asked", help_text="One or two sentences in plain words")
    source_kind = ChoiceField(max_length=10, choices=Source)
    source = models.CharField(max_length=200, help_text="As in “SI 2007/1830, regulation 11”")
    source_link = models.URLField(blank=True)
    checked_note = models.CharField(
        "how sure the wording is", max_length=200, blank=True,
        help_text="Where it was not compared with the law itself",
    )  # fmt: skip
    nation = ChoiceField(
        max_length=10, choices=Nation, blank=True, help_text="Empty: England and Wales"
    )
    plan_kinds = models.CharField(
        max_length=120, blank=True, help_text="As in |full|refresh|; empty: every kind"
    )
    evidence = ChoiceField(max_length=12, choices=Evidence, default=Evidence.STATED)
    evidence_kind = ChoiceField(
        max_length=20, choices=RelatedDocument.Kind, blank=True,
        help_text="For a related document: which kind",
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(default=0)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [*Dated.Meta.constraints]

    def __str__(self):
        return self.title


class RequirementStatement(Record):
    """How a plan meets a requirement in the words of a named person, from a day on."""

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="requirement_statements")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="statements")
    statement = models.TextField(help_text="How it is met, or why it does not apply")
    stated_by = models.CharField("who states it", max_length=200, help_text="Name and post")
    stated_on = models.DateField("date")
    section = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="+")
    related = models.ForeignKey(
        RelatedDocument, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "requirement"],
                name="requirement_stated_once",
                violation_error_message="This line has its statement already. Change that one.",
            )
        ]

    def __str__(self):
        return f"{self.requirement}: {self.stated_by}"
