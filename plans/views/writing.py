"""Writing a plan: its cover, its sections, their blocks."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from partnership.models import Partnership
from plans.forms import (
    LiveBlockForm,
    NewBlockForm,
    NewPlanForm,
    PictureForm,
    PlanForm,
    SectionForm,
    TextForm,
)
from plans.models import Block, Picture, Plan, Section
from plans.views.access import PlanWriting, visible, visible_plan
from plans.views.reading import workspace_context
from plans.views.saying import again_a_draft
from records.saving import save_new


class PlanEdit(PlanWriting):
    """Title, period and address of a plan."""

    form_class = PlanForm
    template_name = "plans/plan_edit.html"

    def get_record(self):
        plan = visible_plan(self.request.user, self.kwargs["plan"])
        self.open_for_writing(plan)
        return plan

    def get_back_url(self):
        return reverse("plans:plan_detail", args=[self.object.uid])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        plan = context["form"].instance
        return context | {"plan": plan, "partnership": plan.partnership, "room": "plans"}


class PlanAdd(PlanEdit):
    """A new plan of a partnership whose officer I am."""

    form_class = NewPlanForm
    template_name = "plans/plan_add.html"

    def get_record(self):
        mine = [role.partnership_id for role in self.request.user.current_roles]
        found = Partnership.objects.all()
        if not self.request.user.is_superuser:
            found = found.filter(pk__in=mine)
        partnership = get_object_or_404(found, slug=self.kwargs["partnership"])
        plan = Plan(partnership=partnership)
        self.open_for_writing(plan)
        return plan

    def get_back_url(self):
        return reverse("plans:workspace_plan_list")

    def get_success_url(self):
        return reverse("plans:plan_detail", args=[self.object.uid])


class SectionPage(PlanWriting):
    """What the pages that edit a part of a section have in common."""

    def get_record(self):
        record = self.find()
        self.section = record if isinstance(record, Section) else record.section
        self.open_for_writing(self.section.plan)
        return record

    def form_valid(self, form):
        answer = super().form_valid(form)
        if isinstance(answer, HttpResponseRedirect):
            again_a_draft(self.request, self.section)
        return answer

    def get_back_url(self):
        return reverse("plans:section_detail", args=[self.section.uid])

    def get_context_data(self, **kwargs):
        plan, user = self.section.plan, self.request.user
        return super().get_context_data(**kwargs) | workspace_context(plan, user, self.section)


SECTIONS = Section.objects.select_related("plan__partnership")
WITH_PLAN = ("section__plan__partnership", "picture")
BLOCKS = Block.objects.filter(section__taken_out_at=None).select_related(*WITH_PLAN)


class SectionEdit(SectionPage):
    """The heading of a section, and its wording in the contents."""

    form_class = SectionForm
    template_name = "plans/section_edit.html"

    def find(self):
        return visible(SECTIONS.all(), self.request.user, self.kwargs["section"])


class SectionAdd(PlanWriting):
    """A new section at the end of a plan, or below another."""

    form_class = SectionForm
    template_name = "plans/section_add.html"

    def get_record(self):
        self.plan = visible_plan(self.request.user, self.kwargs["plan"])
        self.open_for_writing(self.plan)
        below = self.request.GET.get("below")
        parent = get_object_or_404(self.plan.sections, anchor=below) if below else None
        last = self.plan.sections.filter(parent=parent).order_by("order").last()
        return Section(plan=self.plan, parent=parent, order=last.order + 1 if last else 1)

    def get_back_url(self):
        return reverse("plans:plan_detail", args=[self.plan.uid])

    def get_success_url(self):
        return reverse("plans:section_detail", args=[self.object.uid])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | workspace_context(self.plan, self.request.user)


class BlockEdit(SectionPage):
    """A block: the text itself, or what a live block shows."""

    template_name = "plans/block_edit.html"

    def find(self):
        return visible(BLOCKS.all(), self.request.user, self.kwargs["block"])

    def get_form_class(self):
        return TextForm if self.object.is_written else LiveBlockForm

    def get_context_data(self, **kwargs):
        # Not "block": inside a template's block that name is Django's own.
        return super().get_context_data(**kwargs) | {"part": self.object}


class BlockAdd(SectionPage):
    """A new block at the end of a section; a text opens for writing at once."""

    form_class = NewBlockForm
    template_name = "plans/block_add.html"

    def find(self):
        return visible(SECTIONS.all(), self.request.user, self.kwargs["section"])

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs | {"plan": self.section.plan}

    def form_valid(self, form):
        block = new_block(self.section, kind=form.cleaned_data["kind"])
        save_new(block, by=self.request.user)
        again_a_draft(self.request, self.section)
        if block.is_written:
            return redirect("plans:block_edit", block.uid)
        return HttpResponseRedirect(self.get_success_url())


class PictureAdd(SectionPage):
    """A picture with the words for people who do not see it."""

    form_class = PictureForm
    template_name = "plans/picture_add.html"

    def find(self):
        return visible(SECTIONS.all(), self.request.user, self.kwargs["section"])

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return kwargs | {"instance": Picture(partnership=self.section.plan.partnership)}

    @transaction.atomic
    def form_valid(self, form):
        picture, encoded = form.instance, form.encoded
        picture.sha256, picture.extension = encoded.sha256, encoded.extension
        picture.width, picture.height = encoded.width, encoded.height
        default_storage.save(f"pictures/{picture.name}", ContentFile(encoded.data))
        form.save_as(self.request.user)
        block = new_block(self.section, kind="picture", picture=picture)
        save_new(block, by=self.request.user)
        again_a_draft(self.request, self.section)
        return HttpResponseRedirect(self.get_success_url())


def new_block(section, **fields):
    """An unsaved block at the end of a section."""
    last = section.blocks.order_by("order").last()
    return Block(section=section, order=last.order + 1 if last else 1, **fields)
