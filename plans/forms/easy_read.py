"""What officers type into the Easy Read text of a plan."""

from django import forms

from plans.models import EasyRead, EasyReadLine, Picture
from records import images
from records.forms import CheckedForm


class EasyReadForm(CheckedForm):
    """Its title, and who has read it."""

    class Meta:
        model = EasyRead
        fields = ["title", "title_cy", "tested_with"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.plan.in_welsh:
            del self.fields["title_cy"]


class EasyReadLineForm(CheckedForm):
    """One thought: a picture that is there already or a new one, and one or two short sentences."""

    file = forms.FileField(
        label="Or a new picture", required=False, help_text="PNG or JPEG, at most 10 MB"
    )
    description = forms.CharField(
        label="What the new picture shows",
        required=False,
        max_length=500,
        help_text="For people who do not see it",
    )

    class Meta:
        model = EasyReadLine
        fields = ["words", "words_cy", "heading", "picture"]
        labels = {"words": "Words", "heading": "This is a heading"}
        help_texts = {"words": "One or two short sentences, without hard words"}
        widgets = {
            "words": forms.Textarea(attrs={"rows": 3}),
            "words_cy": forms.Textarea(attrs={"rows": 3, "lang": "cy"}),
        }

    field_order = ["words", "words_cy", "heading", "picture", "file", "description"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.easy_read.plan
        if not plan.in_welsh:
            del self.fields["words_cy"]
        self.fields["picture"].queryset = Picture.objects.filter(partnership=plan.partnership)
        self.fields["picture"].empty_label = "No picture"
        self.fields["picture"].help_text = "By what it shows"
        self.fields["words"].error_messages["required"] = "Write the words of this row."

    def clean_file(self):
        self.encoded = None
        if self.cleaned_data["file"]:
            try:
                self.encoded = images.encode(self.cleaned_data["file"])
            except images.BadImage as fault:
                raise forms.ValidationError(str(fault)) from fault
        return self.cleaned_data["file"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("file") and not cleaned.get("description", "").strip():
            self.add_error("description", "Say what the new picture shows.")
        return cleaned
