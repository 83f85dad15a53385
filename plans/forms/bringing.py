"""What people say when a Word file becomes a draft: the plan's cover, and what pictures show."""

import datetime
from dataclasses import dataclass

from django import forms
from django.utils.text import slugify

from plans.forms.plans import PlanForm
from plans.models import Plan
from plans.models.plans import PlanKind
from plans.workflow.assessments import free_slug

LARGEST_FILE = 20 * 1024 * 1024  # bytes
QUESTION = "What does picture {} show, for people who do not see it?"
DECORATION = "Picture {} is decoration only: leave it out"
NO_ANSWER = "Say what it shows, or tick that it is decoration only."
TOO_LARGE = "This file has {:,} MB. Choose one of at most 20 MB; smaller pictures help most."


class WordFileForm(forms.Form):
    """The Word file of an old plan."""

    file = forms.FileField(
        label="Word file",
        help_text="A Word document (.docx), at most 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Choose a file.", "missing": "Choose a file."},
        allow_empty_file=True,  # so that our own words say it
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(TOO_LARGE.format(-(-file.size // 2**20)))
        return file


@dataclass(frozen=True)
class Asked:
    """A picture with the question about it, for the page."""

    about: dict
    number: int
    description: object
    leave: object


class DraftForm(PlanForm):
    """The cover of the plan to be, and a description for each picture of the file."""

    def __init__(self, *args, preview, **kwargs):
        self.preview = preview
        super().__init__(*args, **kwargs)
        for number, about in enumerate(preview["pictures"]):
            self._ask(number, about)

    def _ask(self, number, about):
        self.fields[f"description_{number}"] = forms.CharField(
            label=QUESTION.format(number + 1),
            required=False,
            max_length=500,
            initial="" if about["decoration"] else about["description"],
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"leave_{number}"] = forms.BooleanField(
            label=DECORATION.format(number + 1),
            required=False,
            initial=about["decoration"],
        )

    @property
    def cover(self):
        """The fields about the plan itself."""
        return [field for field in self.visible_fields() if field.name in self._meta.fields]

    @property
    def asked(self):
        """The pictures with their two fields each."""
        return [
            Asked(about, number + 1, self[f"description_{number}"], self[f"leave_{number}"])
            for number, about in enumerate(self.preview["pictures"])
        ]

    def clean(self):
        cleaned = super().clean()
        for number in range(len(self.preview["pictures"])):
            if cleaned.get(f"leave_{number}") or self.has_error(f"description_{number}"):
                continue
            if not cleaned.get(f"description_{number}", "").strip():
                self.add_error(f"description_{number}", NO_ANSWER)
        return cleaned

    @property
    def descriptions(self):
        """The words for each picture; None where it is left out."""
        cleaned = self.cleaned_data
        return [
            None
            if cleaned[f"leave_{number}"]
            else " ".join(cleaned[f"description_{number}"].split())
            for number in range(len(self.preview["pictures"]))
        ]


def first_values(partnership, preview):
    """What the file tells of the plan, to be looked at before it counts."""
    title, kind, years = preview["title"], preview["kind"], preview["years"]
    internal = kind == PlanKind.ASSESSMENT
    values = {
        "title": title,
        "kind": kind,
        "audience": Plan.Audience.INTERNAL if internal else Plan.Audience.PUBLIC,
    }
    base = slugify(PlanKind(kind).label)
    if years:
        first, last = years
        values |= {
            "year": first,
            "starts_on": datetime.date(first, 4, 1),
            "ends_on": datetime.date(last, 3, 31),
        }
        base = f"{base}-{first}-{last % 100:02d}"
    return values | {"slug": free_slug(partnership, base)}
