"""Groups of places to compare with: drawn, drawn anew, and what changed when they were."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from priorities.documents.measured import own_areas
from priorities.forms.groups import GroupForm
from priorities.forms.measures import areas_of
from priorities.models import ComparatorGroup
from priorities.models.imports import IfThere
from priorities.views.access import evidence_context, for_keeping, partnership_with_role, visible
from priorities.workflow.groups import difference, new_group
from records.moves import Refused

CHANGED = "Somebody else changed this group meanwhile. Open the page again to see its members."


class ComparatorGroupList(TemplateView):
    """All groups with their members, the newest first, and who joined or left."""

    template_name = "priorities/comparator_group_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        groups = partnership.comparator_groups.select_related("area")
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(partnership, user, "figures"),
            "groups": _with_changes(list(groups.prefetch_related("members__area"))),
        }


def _with_changes(groups):
    """Each group with who joined and who left since the one before it of the same name."""
    rows = []
    for group in groups:
        before = [
            one
            for one in groups
            if (one.name, one.kind, one.area_id) == (group.name, group.kind, group.area_id)
            and group.from_date
            and (one.from_date is None or one.from_date < group.from_date)
        ]
        earlier = before[0] if before else None  # they come newest first
        members = [member.area for member in group.members.all()]
        joined, left = difference(earlier, members) if earlier else ([], [])
        rows.append({"group": group, "before": earlier, "joined": joined, "left": left})
    return rows


class ComparatorGroupAdd(FormView):
    """A group from a day on; drawn anew, the one before it ends the day before."""

    form_class = GroupForm
    template_name = "priorities/comparator_group_add.html"
    if_there = IfThere.ASK

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.partnership = self.group = None
        if request.user.is_authenticated:
            self.find_group(request.user)
            for_keeping(request.user, self.partnership)
            self.places = own_areas(self.partnership, timezone.localdate())

    def find_group(self, user):
        """Whose group it will be, and after which one it is drawn."""
        self.partnership = partnership_with_role(user, self.kwargs["partnership"])
        uid = self.request.GET.get("after", "")
        own = ComparatorGroup.objects.for_partnership(self.partnership)
        self.group = next((one for one in own if str(one.uid) == uid), None)

    def get_initial(self):
        if self.group is None:
            return {"members": [self.places[0].uid] if self.places else []}
        return {
            "name": self.group.name,
            "kind": self.group.kind,
            "area": self.group.area_id,
            "source": self.group.source,
            "from_date": self.group.from_date if self.if_there else None,
            "base_version": self.group.version,
            "members": [member.area.uid for member in self.group.members.select_related("area")],
        }

    def get_form_kwargs(self):
        places = [*self.places, *([self.group.area] if self.group else [])]
        return super().get_form_kwargs() | {"areas": areas_of(places)}

    def post(self, request, *args, **kwargs):
        if request.POST.get("act") == "find":
            form = self.get_form()
            form.is_valid()
            form.errors.clear()  # nothing is saved yet, so nothing is wrong yet
            return self.render_to_response(self.get_context_data(form=form, found=True))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        said = form.cleaned_data
        try:
            drawn = new_group(
                self.partnership,
                kind=said["kind"],
                name=said["name"],
                area=said["area"],
                from_date=said["from_date"],
                members=said["members"],
                source=said["source"],
                by=self.request.user,
                now=timezone.now(),
                if_there=self.if_there,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        messages.success(self.request, drawn.words)
        return redirect(self.get_back_url())

    def get_back_url(self):
        return reverse("priorities:comparator_group_list", args=[self.partnership.slug])

    def get_context_data(self, **kwargs):
        room = evidence_context(self.partnership, self.request.user, "figures")
        more = {"back": self.get_back_url(), "group": self.group}
        return super().get_context_data(**kwargs) | room | more


class ComparatorGroupEdit(ComparatorGroupAdd):
    """The members of a group, corrected for the day on which it was drawn."""

    template_name = "priorities/comparator_group_edit.html"
    if_there = IfThere.REPLACE

    def find_group(self, user):
        groups = ComparatorGroup.objects.select_related("partnership", "area")
        self.group = visible(groups, user, self.kwargs["group"])
        self.partnership = self.group.partnership

    def form_valid(self, form):
        if form.cleaned_data["base_version"] != self.group.version:
            form.add_error(None, CHANGED)
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_form(self, form_class=None):
        """Another day would be another group: only its members change here."""
        form = super().get_form(form_class)
        for name in ("name", "kind", "area", "from_date", "source"):
            form.fields[name].disabled = True
        return form
