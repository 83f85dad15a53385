"""What officers type as news."""

from django import forms

from publishing.forms.requests import documents_of
from publishing.models import Post
from publishing.workflow import posts
from records.forms import CheckedForm


class PostForm(CheckedForm):
    """News in English, and in Welsh where the partnership uses it."""

    what_changed = forms.CharField(
        label="What changed",
        max_length=300,
        help_text="Readers are shown this, with today’s date",
        error_messages={"required": posts.SAY_WHAT},
    )

    class Meta:
        model = Post
        fields = [
            *("title", "summary", "body", "title_cy", "summary_cy", "body_cy", "document"),
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "summary_cy": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        }

    field_order = [
        *("title", "summary", "body", "title_cy", "summary_cy", "body_cy"),
        *("document", "what_changed"),
    ]

    def __init__(self, *args, partnership, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.instance.partnership = partnership
        self.fields["document"].queryset = documents_of(partnership)
        self.fields["document"].empty_label = "None"
        if not partnership.uses_welsh:
            for name in posts.WELSH:
                del self.fields[name]
        if self.instance.state == posts.DRAFT:
            del self.fields["what_changed"]

    def save_as(self, by):
        """Save it with its line in the audit."""
        return posts.keep_post(
            self.instance,
            base_version=self.cleaned_data["base_version"],
            what_changed=self.cleaned_data.get("what_changed", ""),
            by=by,
            now=self.now,
        )


class PublishPostForm(forms.Form):
    """That news go out now; without their Welsh only where somebody says so."""

    english_only = forms.BooleanField(
        label="Publish it in English only, for now",
        error_messages={"required": posts.NO_WELSH},
    )

    def __init__(self, *args, missing, **kwargs):
        super().__init__(*args, **kwargs)
        if not missing:
            del self.fields["english_only"]
