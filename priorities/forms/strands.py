"""The strands of the law as check boxes."""

from django import forms

from priorities.models.strands import Strand


def strands_choice(help_text="Crime and Disorder Act 1998, section 6"):
    """Which statutory strands something serves."""
    return forms.MultipleChoiceField(
        label="Statutory strands that it serves",
        choices=Strand.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )
