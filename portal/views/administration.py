"""Where an administrator finds what runs the whole installation."""

from django.core.exceptions import PermissionDenied
from django.views.generic import TemplateView

from partnership.permissions import is_administrator
from portal.health import dead_parts


class ForAdministrators:
    """A page of those who run the whole installation."""

    def dispatch(self, request, *args, **kwargs):
        for_administrators(request)
        return super().dispatch(request, *args, **kwargs)


def for_administrators(request):
    """Refuse everybody else."""
    if request.user.is_authenticated and not is_administrator(request.user):
        raise PermissionDenied


class Administration(ForAdministrators, TemplateView):
    """What is where, and whether all that the portal stands on is alive."""

    template_name = "portal/administration.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(dead=dead_parts(), room="administration", **kwargs)
