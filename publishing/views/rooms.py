"""What officers tell and are asked: the one room with its three parts."""

from django.shortcuts import redirect, render

from partnership.models import Partnership
from partnership.permissions import is_officer


def room_context(partnership, user, part):
    """What every page of the room says of where it is."""
    return {
        "partnership": partnership,
        "room": "telling",
        "part": part,
        "may_keep": is_officer(user, partnership),
    }


def telling_home(request):
    """Straight to the communication plan of my only partnership; who has several chooses."""
    user = request.user
    found = Partnership.objects.all()
    if not user.is_superuser:
        found = found.filter(pk__in={role.partnership_id for role in user.current_roles})
    if len(found) == 1:
        return redirect("publishing:communication_list", found[0].slug)
    context = {"partnerships": found, "room": "telling"}
    return render(request, "publishing/telling_home.html", context)
