"""What an administrator said so far of a partnership to be set up.

It waits in the session, as it was typed, so that going back and correcting lose nothing; it is
checked again as a whole before anything is made.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partnership.permissions import is_administrator
from portal.documents.suggesting import suggested
from portal.forms import founding as forms

DRAFT, TICKED = "founding", "founding_ticked"


@dataclass(frozen=True)
class Step:
    """One page: what it asks, by which form, and what it says beside."""

    form: type
    title: str
    words: str = ""


STEPS = {
    "areas": Step(
        forms.AreasForm,
        "Which area does it cover?",
        "Find it by its name or its ONS code: a community safety partnership area, a council, a "
        "county or a police force area of today. What it lies in comes along.",
    ),
    "name": Step(forms.NameForm, "What is it called?"),
    "address": Step(forms.AddressForm, "What is its address?"),
    "language": Step(forms.LanguageForm, "In which nation is it?"),
    "bodies": Step(
        forms.BodiesForm,
        "Who takes part?",
        "The responsible authorities, by the names that the public knows. What the lookups tell is "
        "filled in: check it. What you leave empty can be added later.",
    ),
    "group": Step(forms.GroupForm, "Who decides?"),
    "officer": Step(
        forms.OfficerForm,
        "Who is its first officer?",
        "This person is invited and maintains everything from then on: people, events, plans.",
    ),
}
NAMES = list(STEPS)


class Founding:
    """For administrators only; what was said so far, and what the lookups suggest."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not is_administrator(request.user):
            raise PermissionDenied
        self.today = timezone.localdate()
        return super().dispatch(request, *args, **kwargs)

    @property
    def draft(self):
        return self.request.session.get(DRAFT, {})

    def keep(self, step, said):
        self.request.session[DRAFT] = self.draft | {step: said}

    def missing(self):
        """The first step that was not taken, or None."""
        return next((name for name in NAMES if name not in self.draft), None)

    def bound(self, step, data=None):
        more = {"on": self.today} if step == "areas" else {}
        return STEPS[step].form(data=self.draft.get(step, {}) if data is None else data, **more)

    def suggestions(self):
        """What each step may begin with, once the areas are known."""
        form = self.bound("areas")
        told = suggested(form.cleaned_data["areas"] if form.is_valid() else (), self.today)
        short = {"name": told.name, "short_name": told.short_name, "place_name": told.place_name}
        return {
            "name": short,
            "address": {"slug": told.slug, "public": "no"},
            "language": {"nation": told.nation, "uses_welsh": told.in_wales},
            "bodies": {"councils": "\n".join(told.councils), "police": told.police},
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(room="administration", **kwargs)
