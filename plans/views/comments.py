"""Comments on a plan: said, answered, resolved; everybody of the partnership takes part."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from plans.documents.checking import checks_of
from plans.documents.commenting import comments_everywhere, comments_of
from plans.documents.outline import load_outline
from plans.forms.review import PlanCommentForm, ReplyForm, SectionCommentForm
from plans.models import Comment, Section
from plans.permissions import may_ask_check, may_resolve, may_write
from plans.views.access import visible, visible_plan
from plans.workflow.commenting import answer, resolve, say, take_up
from records.moves import Refused
from records.views import attempt


def address_of(comment):
    """Where a comment stands, with the address that leads to it alone."""
    if comment.section_id is None:
        page = reverse("plans:plan_detail", args=[comment.plan.uid])
    elif comment.section.taken_out_at:
        page = reverse("plans:comment_list", args=[comment.plan.uid])
    else:
        page = reverse("plans:section_detail", args=[comment.section.uid])
    return f"{page}#comment-{(comment.parent or comment).uid}"


class SayForm(FormView):
    """A form whose words are said; a refusal stands beside them and nothing typed is lost."""

    def form_valid(self, form):
        try:
            said = self.say(form.cleaned_data)
        except Refused as refusal:
            form.add_error("text", str(refusal))
            return self.form_invalid(form)
        return HttpResponseRedirect(address_of(said))


class CommentAdd(SayForm):
    """A comment on a section, or on words of it."""

    template_name = "plans/comment_add.html"

    @cached_property
    def section(self):
        sections = Section.objects.select_related("plan__partnership", "plan__document")
        return visible(sections, self.request.user, self.kwargs["section"])

    @cached_property
    def entry(self):
        outline = load_outline(self.section.plan)
        return next(e for e in outline.walk() if e.section.pk == self.section.pk), outline

    def get_form(self, form_class=None):
        remarks = comments_of(
            self.section.plan, self.entry[1], user=self.request.user, writer=False,
            section=self.section,
        )  # fmt: skip
        return SectionCommentForm(**self.get_form_kwargs(), parts=remarks.parts)

    def say(self, typed):
        return say(
            self.section.plan,
            section=self.section,
            by=self.request.user,
            now=timezone.now(),
            **typed,
        )

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            **frame(self.section.plan),
            "about": f"{self.entry[0].number} {self.section.title}".strip(),
            "back": reverse("plans:section_detail", args=[self.section.uid]),
        }


class PlanCommentAdd(SayForm):
    """A comment on a plan as a whole."""

    template_name = "plans/plan_comment_add.html"
    form_class = PlanCommentForm

    @cached_property
    def plan(self):
        return visible_plan(self.request.user, self.kwargs["plan"])

    def get_form(self, form_class=None):
        self.plan  # noqa: B018 - 404 before anything is read of the form
        return super().get_form(form_class)

    def say(self, typed):
        return say(self.plan, by=self.request.user, now=timezone.now(), **typed)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            **frame(self.plan),
            "about": "the whole plan",
            "back": reverse("plans:plan_detail", args=[self.plan.uid]),
        }


class CommentReply(SayForm):
    """An answer to a comment."""

    template_name = "plans/comment_reply.html"
    form_class = ReplyForm

    @cached_property
    def comment(self):
        return found_comment(self.request.user, self.kwargs["comment"])

    def get_form(self, form_class=None):
        self.comment  # noqa: B018 - 404 before anything is read of the form
        return super().get_form(form_class)

    def say(self, typed):
        return answer(self.comment, by=self.request.user, now=timezone.now(), **typed)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            **frame(self.comment.plan),
            "comment": self.comment,
            "back": address_of(self.comment),
        }


class CommentList(TemplateView):
    """All comments of a plan: what waits for an answer, and what is resolved."""

    template_name = "plans/comment_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        plan = visible_plan(user, self.kwargs["plan"])
        outline = load_outline(plan)
        groups = comments_everywhere(plan, outline, user=user, writer=may_write(user, plan))
        return {
            **super().get_context_data(**kwargs),
            **frame(plan),
            "groups": groups,
            "waiting": sum(len(one.open) for one in groups),
            "back_here": reverse("plans:comment_list", args=[plan.uid]),
        }


def beside(plan, user, outline, section=None):
    """What the pane beside a text shows: its comments, and for officers who was asked to check."""
    writer = may_ask_check(user, plan)
    remarks = comments_of(plan, outline, user=user, writer=writer, section=section)
    checks = []
    if section and writer:
        checks = checks_of(section, remarks.entry, outline, on=localdate(timezone.now()))
    return {"comments": remarks, "checks": checks, "may_ask_check": writer}


def frame(plan):
    """What each page about a plan's comments takes from its frame."""
    return {"plan": plan, "partnership": plan.partnership, "room": "plans"}


def found_comment(user, uid):
    """A comment on a plan of one of the person's partnerships, or 404."""
    comments = Comment.objects.select_related("plan__partnership", "section", "parent")
    return visible(comments, user, uid)


@require_POST
def comment_resolve(request, comment):
    """Nothing more is to be done about a comment."""
    return _settled(request, comment, resolve, "Resolved. “Take up again” brings it back.")


@require_POST
def comment_take_up(request, comment):
    """A resolved comment waits for an answer again."""
    return _settled(request, comment, take_up, "Taken up again.")


def _settled(request, uid, act, done):
    found = found_comment(request.user, uid)
    if not may_resolve(request.user, found):
        raise PermissionDenied("A comment is resolved by an officer, or by whoever wrote it.")
    attempt(request, lambda: act(found, by=request.user, now=timezone.now()), done)
    if request.POST.get("from") == "list":
        return redirect("plans:comment_list", found.plan.uid)
    return HttpResponseRedirect(address_of(found))
