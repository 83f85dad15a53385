"""People of a partnership, as its officers manage them; and what of it exists for whom."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView, ListView

from partnership import workflow
from partnership.forms import InvitationForm, ReasonForm
from partnership.models import Invitation, Partnership, Role, User
from partnership.permissions import has_any_role, is_administrator, officer_of
from records.moves import Refused


def visible(queryset, user, uid, *, national=False):
    """Something that belongs to a partnership of this person, or to all; else 404."""
    if not user.is_superuser:
        path = queryset.model.owned_by
        mine = Q(**{f"{path}__in": {role.partnership_id for role in user.current_roles}})
        queryset = queryset.filter(mine | Q(**{f"{path}__isnull": True}) if national else mine)
    return get_object_or_404(queryset, uid=uid)


def partnership_with_role(user, slug):
    """The partnership at this address, if somebody has any role in it; else 404."""
    found = get_object_or_404(Partnership, slug=slug)
    if not has_any_role(user, found):
        raise Http404
    return found


def maintained_by(person):
    """The partnerships whose people somebody manages."""
    if is_administrator(person):
        return Partnership.objects.all()
    return Partnership.objects.filter(pk__in=officer_of(person))


def partnership_of(request, slug):
    """The partnership at this address, or the first one, if whoever asks is its officer."""
    own = maintained_by(request.user)
    partnership = own.filter(slug=slug).first() if slug else own.first()
    if partnership is None:
        raise Http404
    return partnership


class OfficersOnly:
    """A page on people, which exists for the partnership's own officers only."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.partnership = None
        if request.user.is_authenticated:
            self.partnership = partnership_of(request, kwargs.get("partnership"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(partnership=self.partnership, room="people", **kwargs)


class PeopleList(OfficersOnly, ListView):
    """Who has a role today, and who is invited."""

    template_name = "partnership/people_list.html"
    context_object_name = "roles"

    def get_queryset(self):
        roles = Role.objects.current().for_partnership(self.partnership)
        return roles.select_related("user", "group", "partnership").order_by("kind", "user__post")

    def get_context_data(self, **kwargs):
        open_ones = workflow.open_invitations(self.partnership, now=timezone.now())
        return super().get_context_data(
            invitations=open_ones.select_related("group"),
            others=maintained_by(self.request.user).exclude(pk=self.partnership.pk),
            **kwargs,
        )


class InvitePerson(OfficersOnly, FormView):
    """Ask somebody by e-mail to take a role."""

    template_name = "partnership/invite_person.html"
    form_class = InvitationForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"partnership": self.partnership}

    def form_valid(self, form):
        try:
            invitation = workflow.invite(
                self.partnership, **form.cleaned_data, by=self.request.user, now=timezone.now()
            )
        except Refused as refused:
            form.add_error("email", str(refused))
            return self.form_invalid(form)
        messages.success(self.request, f"{invitation.email} is invited.")
        return redirect("partnership:people_list", self.partnership.slug)


class _Confirmed(OfficersOnly, DetailView):
    """A question with one button that does it."""

    slug_field = slug_url_kwarg = "uid"

    def get_queryset(self):
        return self.model.objects.for_partnership(self.partnership)

    def post(self, request, *args, **kwargs):
        try:
            messages.success(request, self.do(self.get_object()))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("partnership:people_list", self.partnership.slug)


class EndRole(_Confirmed):
    """Take a role away from somebody."""

    model = Role
    template_name = "partnership/end_role.html"

    def get_queryset(self):
        return super().get_queryset().current().select_related("user", "partnership")

    def do(self, role):
        workflow.end_role(role, by=self.request.user, now=timezone.now())
        return f"{role.user} is no longer {role.get_kind_display().lower()}."


class WithdrawInvitation(_Confirmed):
    """Make an invitation's link useless."""

    model = Invitation
    template_name = "partnership/withdraw_invitation.html"

    def get_queryset(self):
        return workflow.open_invitations(self.partnership, now=timezone.now())

    def do(self, invitation):
        workflow.withdraw(invitation, by=self.request.user, now=timezone.now())
        return f"The invitation to {invitation.email} no longer works."


class ResetSecondFactor(FormView):
    """Take away the second factors of somebody who lost them. For administrators only."""

    template_name = "partnership/reset_second_factor.html"
    form_class = ReasonForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not is_administrator(request.user):
            raise Http404
        self.person = get_object_or_404(User, uid=kwargs["person"])

    def get_context_data(self, **kwargs):
        back = reverse("partnership:people_list")
        return super().get_context_data(person=self.person, room="people", back=back, **kwargs)

    def form_valid(self, form):
        try:
            workflow.reset_second_factor(
                self.person, **form.cleaned_data, by=self.request.user, now=timezone.now()
            )
        except Refused as refused:
            form.add_error("reason", str(refused))
            return self.form_invalid(form)
        messages.success(self.request, f"{self.person} sets up a new second factor at sign-in.")
        return redirect("partnership:people_list")
