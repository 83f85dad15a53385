"""What somebody reaches without an account: the invitation that makes one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from partnership import workflow
from partnership.forms import NewPasswordForm
from partnership.models import Invitation, User
from records.moves import Refused


@method_decorator([login_not_required, never_cache], name="dispatch")
class AcceptInvitation(FormView):
    """Take the role that an invitation offers; a new person chooses a password."""

    template_name = "partnership/accept_invitation.html"
    form_class = NewPasswordForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        invited = Invitation.objects.select_related("partnership", "group")
        self.invitation = get_object_or_404(invited, token=kwargs["token"])
        self.has_account = User.objects.filter(email=self.invitation.email).exists()

    def dispatch(self, request, *args, **kwargs):
        try:
            workflow.check_open(self.invitation, now=timezone.now())
        except Refused as refused:
            return self.closed(refused)
        try:
            workflow.check_for(self.invitation, request.user)
        except Refused as refused:
            return self.closed(refused, status=403)
        return super().dispatch(request, *args, **kwargs)

    def closed(self, refused, status=410):
        context = {"refused": str(refused), "invitation": self.invitation}
        return self.render_to_response(context, status=status)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"invitation": self.invitation}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            invitation=self.invitation, has_account=self.has_account, **kwargs
        )

    def post(self, request, *args, **kwargs):
        if self.has_account:
            return self.take(password=None)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        return self.take(password=form.cleaned_data["password"])

    def take(self, *, password):
        try:
            workflow.accept(self.invitation, password=password, now=timezone.now())
        except Refused as refused:
            return self.closed(refused)
        messages.success(self.request, "You have the role. Sign in with your e-mail address.")
        return redirect("account_login")
