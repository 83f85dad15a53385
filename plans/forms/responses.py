"""What an officer types about an answer to what people said, and about what happened since."""

from django import forms
from django.db.models import Q

from events.models import Event
from partnership.models import Area, Group, Organisation
from partnership.models.groups import GroupState
from plans.models import Action, Response, ResponseUpdate
from plans.models.responses import ENDS, Answer
from plans.workflow.responses import keep, keep_update
from priorities.models import Priority
from records.forms import CheckedForm, DayInput

NEEDS = {
    Answer.WAITING: "Nothing yet. Give the day by which somebody answers.",
    Answer.LOOKED_AT: "Say what is being done to find out, and until when.",
    Answer.DONE: "Say what was done, and when.",
    Answer.DIFFERENTLY: "Say what was done instead, why, and when.",
    Answer.NOT_DONE: "Give the reason and the date. A reasoned no is an answer.",
    Answer.PASSED_ON: "Say to whom, what was sent, and when.",
}
NO_WORDS = {
    Answer.LOOKED_AT: "Say what is being done to find out.",
    Answer.DONE: "Write what was done.",
    Answer.DIFFERENTLY: "Write what was done instead, and why.",
    Answer.NOT_DONE: "Give the reason: why was it not done?",
    Answer.PASSED_ON: "Write what was passed on, and what is expected.",
}
GROUPS = (
    ("What was said", ("title", "title_cy", "event", "asked", "asked_cy", "said", "said_cy")),
    ("What became of it", ("answer", "did", "did_cy", "answered_on", "passed_to", "passed_words")),
    ("Next", ("changed", "due_on", "owed_by")),
    ("Where it belongs", ("topic", "areas", "priority", "actions")),
)
LONG = {"rows": 3, "maxlength": 5000}


class ResponseForm(CheckedForm):
    """An answer, from asked and said to done; each kind of answer asks for what makes it one."""

    answer = forms.ChoiceField(
        label="Answer", choices=Answer.choices, widget=forms.RadioSelect, initial=Answer.WAITING
    )

    class Meta:
        model = Response
        fields = [name for _, names in GROUPS for name in names]
        widgets = {
            **{name: forms.Textarea(attrs=LONG) for name in ("asked", "asked_cy", "changed")},
            **{name: forms.Textarea(attrs=LONG) for name in ("said", "said_cy")},
            **{name: forms.Textarea(attrs=LONG | {"rows": 5}) for name in ("did", "did_cy")},
            **{name: DayInput() for name in ("answered_on", "due_on")},
            "areas": forms.CheckboxSelectMultiple,
            "actions": forms.CheckboxSelectMultiple,
        }
        labels = {"event": "Where it was said", "areas": "Places"}
        help_texts = {
            "changed": "For instance: what the next plan says about it",
            "did": "The public reads the first 60 words in the list, all of it on its own page",
            "passed_words": "Where it is no organisation here. A body or a post, never a name",
        }

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        of = self.instance.partnership
        if not of.uses_welsh:
            for name in [name for name in self.fields if name.endswith("_cy")]:
                del self.fields[name]
        self._offer("event", Event.objects.filter(partnership=of), "Not at an event")
        self._offer("passed_to", Organisation.objects.offered(), "Nobody here")
        self._offer("owed_by", _groups(self.instance), "Not stated")
        self._offer("priority", Priority.objects.filter(partnership=of), "None")
        self._offer("areas", _areas(self.instance))
        self._offer("actions", _actions(self.instance))
        self.fields["topic"].empty_label = "Not stated"

    def _offer(self, name, queryset, empty=None):
        self.fields[name].queryset = queryset
        self.fields[name].empty_label = empty

    @property
    def groups(self):
        """The fields under their headings, as the page shows them."""
        return [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in GROUPS
        ]

    @property
    def answers(self):
        """The answers to choose from, each with what it asks for."""
        return [(value, label, NEEDS[value]) for value, label in Answer.choices]

    def clean(self):
        cleaned = super().clean()
        answer = cleaned.get("answer")
        if answer in NO_WORDS and not (cleaned.get("did") or "").strip():
            self.add_error("did", NO_WORDS[answer])
        if answer in ENDS and not cleaned.get("answered_on") and "answered_on" not in self.errors:
            self.add_error("answered_on", "Give the date of the answer.")
        if answer == Answer.WAITING:
            cleaned["answered_on"] = None
        self._check_receiver(cleaned, answer)
        return cleaned

    def _check_receiver(self, cleaned, answer):
        words = (cleaned.get("passed_words") or "").strip()
        if answer != Answer.PASSED_ON:
            cleaned["passed_to"], cleaned["passed_words"] = None, ""
        elif not cleaned.get("passed_to") and not words and "passed_to" not in self.errors:
            self.add_error("passed_to", "Say to whom it was passed on.")

    def save_as(self, by):
        """Save it; a change of what everybody reads takes the approval back."""
        base = self.cleaned_data["base_version"]
        saved = keep(self.instance, base_version=base, by=by, now=self.now)
        self._save_m2m()
        return saved


def _groups(response):
    of = response.partnership
    mine = Q(partnership=of) | Q(lent_to=of)
    standing = mine & ~Q(state=GroupState.ENDED)
    return Group.objects.filter(standing | Q(pk=response.owed_by_id)).distinct()


def _areas(response):
    """The areas that the partnership covers, those inside them, and those named already."""
    of = response.partnership
    chosen = Q(covered_by__partnership=of) | Q(parent_links__parent__covered_by__partnership=of)
    chosen |= Q(events__partnership=of)
    if response.pk:
        chosen |= Q(responses=response)
    return Area.objects.offered().filter(chosen).distinct().order_by("name")


def _actions(response):
    """The actions of the partnership's plans of the last years, and those named already."""
    plans = response.partnership.plans.order_by("-starts_on")[:3]
    chosen = Q(plan__in=[plan.pk for plan in plans])
    if response.pk:
        chosen |= Q(responses=response)
    return Action.objects.filter(chosen).distinct().order_by("-plan__starts_on", "pk")


class ResponseUpdateForm(CheckedForm):
    """What has happened since the answer, on a day."""

    class Meta:
        model = ResponseUpdate
        fields = ["on", "words", "words_cy"]
        widgets = {
            "on": DayInput(),
            "words": forms.Textarea(attrs=LONG),
            "words_cy": forms.Textarea(attrs=LONG),
        }

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        if not self.instance.response.partnership.uses_welsh:
            del self.fields["words_cy"]

    def save_as(self, by):
        base = self.cleaned_data["base_version"]
        return keep_update(self.instance, base_version=base, by=by, now=self.now)
