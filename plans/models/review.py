from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.plans import Plan
from plans.models.sections import Section
from records.fields import ChoiceField
from records.models import Record


class Check(Record):
    """A section that somebody without an account is asked to check, by a link of its own.

    Only the sha256 of the link's token is kept: who reads the database cannot use the link.
    """

    owned_by = "section__plan__partnership"

    class Answer(models.TextChoices):
        RIGHT = "right", _("Right as it stands")
        COMMENTED = "commented", _("Commented")

    section = models.ForeignKey(Section, models.CASCADE, related_name="checks")
    name = models.CharField("who checks", max_length=200, help_text="Name or post")
    email = models.EmailField(blank=True)
    question = models.TextField(blank=True, help_text="What they should look at")
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    expires_on = models.DateField("works until")
    revoked_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    answer = ChoiceField(max_length=10, choices=Answer, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="check_answered_with_time",
            )
        ]

    def __str__(self):
        return f"{self.section}, checked by {self.name}"


class Comment(Record):
    """What somebody said about a plan, a section, or words of a paragraph. Never published.

    ``anchor`` is the id of the paragraph and ``quote`` the words in it that are meant: both stay
    when the text changes, and the page says when the words have gone. A reply has a parent.
    """

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="comments")
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="comments"
    )
    anchor = models.CharField(max_length=20, blank=True)
    quote = models.CharField(max_length=500, blank=True)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    text = models.TextField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    check_of = models.ForeignKey(
        Check, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    author_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, editable=False)
    resolved_by_label = models.CharField(max_length=200, blank=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=False, check_of=None)
                | Q(author=None, check_of__isnull=False),
                name="comment_by_one_person",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(resolved_at=None), name="comment_reply_not_resolved"
            ),
            models.CheckConstraint(
                condition=Q(anchor="", quote="") | ~Q(anchor="") & Q(section__isnull=False),
                name="comment_quote_has_its_paragraph",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by_label="")
                | Q(resolved_at__isnull=False) & ~Q(resolved_by_label=""),
                name="comment_resolved_by_somebody",
            ),
        ]

    def __str__(self):
        return f"Comment of {self.author_label}"
