"""What stands on a list: entries, cross-cutting themes, referrals, statements on strands."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from priorities.forms.lists import (
    CrossThemeForm,
    EnterForm,
    EntryForm,
    ReferralAnswerForm,
    ReferralForm,
    StrandNoteForm,
)
from priorities.models import CrossCuttingTheme, ListedPriority, Referral, StrandNote
from priorities.models.strands import Strand
from priorities.views.access import for_keeping, visible
from priorities.views.lists import LISTS, ListPage, list_address
from priorities.workflow.entries import enter, move_entry, take_away, take_out
from records.moves import Refused
from records.views import attempt

WHOSE = "priority_list__partnership"
STEPS = {"up": -1, "down": 1}


def kept_list(user, uid):
    """A list that this person keeps."""
    found = visible(LISTS, user, uid)
    for_keeping(user, found.partnership)
    return found


def kept_part(model, user, uid):
    """Something on a list that this person keeps."""
    found = visible(model.objects.select_related(WHOSE), user, uid)
    for_keeping(user, found.owner)
    return found


@require_POST
def entry_add(request, priority_list):
    """Put a priority at the end of a list."""
    found = kept_list(request.user, priority_list)
    form = EnterForm(request.POST, priority_list=found)

    def act():
        if not form.is_valid():
            raise Refused("Choose a priority.")
        enter(found, form.cleaned_data["priority"], by=request.user)

    attempt(request, act)
    return redirect(list_address(found))


@require_POST
def entry_move(request, entry):
    """Move an entry up or down, or take it off the list."""
    found = kept_part(ListedPriority, request.user, entry)
    step = STEPS.get(request.POST.get("way"))
    if step:
        attempt(request, lambda: move_entry(found, step, by=request.user))
    else:
        attempt(request, lambda: take_out(found, by=request.user), "It is off the list.")
    return redirect(list_address(found.priority_list))


class EntryEdit(ListPage):
    """The wording of a priority in one list."""

    form_class = EntryForm
    template_name = "priorities/entry_edit.html"

    def get_record(self):
        return kept_part(ListedPriority, self.request.user, self.kwargs["entry"])


class CrossThemeEdit(ListPage):
    """A theme across priorities of a list."""

    form_class = CrossThemeForm
    template_name = "priorities/cross_theme_edit.html"

    def get_record(self):
        return kept_part(CrossCuttingTheme, self.request.user, self.kwargs["cross_theme"])


class CrossThemeAdd(CrossThemeEdit):
    """A new theme across priorities of a list."""

    template_name = "priorities/cross_theme_add.html"

    def get_record(self):
        of = kept_list(self.request.user, self.kwargs["priority_list"])
        return CrossCuttingTheme(priority_list=of)


class ReferralEdit(ListPage):
    """What is left to others."""

    form_class = ReferralForm
    template_name = "priorities/referral_edit.html"

    def get_record(self):
        return kept_part(Referral, self.request.user, self.kwargs["referral"])


class ReferralAdd(ReferralEdit):
    """Something more that is left to others."""

    template_name = "priorities/referral_add.html"

    def get_record(self):
        of = kept_list(self.request.user, self.kwargs["priority_list"])
        last = of.referrals.order_by("order").last()
        return Referral(priority_list=of, order=last.order + 1 if last else 1)


class ReferralAnswer(ReferralEdit):
    """What the other body answered; also once the list is public."""

    form_class = ReferralAnswerForm
    template_name = "priorities/referral_answer.html"
    only_drafts = False


@require_POST
def cross_theme_remove(request, cross_theme):
    """Take a theme off its list."""
    return _away(request, kept_part(CrossCuttingTheme, request.user, cross_theme))


@require_POST
def referral_remove(request, referral):
    """Take a referral off its list."""
    return _away(request, kept_part(Referral, request.user, referral))


def _away(request, part):
    attempt(request, lambda: take_away(part, by=request.user), "It is off the list.")
    return redirect(list_address(part.priority_list))


class StrandNoteEdit(ListPage):
    """How a strand of the law is covered without a priority or a referral; at any time."""

    form_class = StrandNoteForm
    template_name = "priorities/strand_note_edit.html"
    only_drafts = False

    def get_record(self):
        of = kept_list(self.request.user, self.kwargs["priority_list"])
        strand = self.kwargs["strand"]
        if strand not in Strand:
            raise Http404
        found = StrandNote.objects.filter(priority_list=of, strand=strand).first()
        return found or StrandNote(priority_list=of, strand=strand, on=timezone.localdate())
