"""A plan in two languages: the English text at the left, the Welsh one at the right."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from plans.documents.welsh import both_texts
from plans.forms.welsh import welsh_form
from plans.permissions import may_edit
from plans.views.access import PlanWriting, visible_plan
from plans.views.saying import again_a_draft
from records import richtext


def bilingual_plan(user, uid):
    """A plan of a partnership that writes in both languages, or 404."""
    plan = visible_plan(user, uid)
    if not plan.partnership.uses_welsh:
        raise Http404("This partnership writes in English only.")
    return plan


class PlanWelsh(TemplateView):
    """All texts of a plan in both languages, row by row, each Welsh one with its own form."""

    template_name = "plans/plan_welsh.html"

    def get_context_data(self, **kwargs):
        plan = bilingual_plan(self.request.user, self.kwargs["plan"])
        texts, can_edit = both_texts(plan), may_edit(self.request.user, plan)
        only_missing = "missing" in self.request.GET
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "welsh": texts,
            "parts": [
                (part, [_row(pair, can_edit) for pair in pairs])
                for part, pairs in _shown(texts, only_missing)
            ],
            "only_missing": only_missing,
            "can_edit": can_edit,
        }


def _shown(texts, only_missing):
    for part, pairs in texts.parts:
        kept = [pair for pair in pairs if pair.missing or not only_missing]
        if kept:
            yield part, kept


def _row(pair, can_edit):
    """A pair with what is shown of it; a rich text has an editor of its own page."""
    form = None
    if can_edit and not pair.is_rich:
        form = welsh_form(pair)(instance=pair.record, prefix=pair.key, label=pair.label)
    return {"pair": pair, "form": form, **words_of(pair)}


def words_of(pair):
    """Both texts as they are read."""
    if pair.is_rich:
        return {"english": richtext.render(pair.english), "said": richtext.render(pair.welsh)}
    return {"english": pair.english, "said": pair.welsh}


class WelshEdit(PlanWriting):
    """The Welsh of one text beside its English; saved from here or from the row of all texts."""

    template_name = "plans/welsh_edit.html"

    def get_record(self):
        self.plan = bilingual_plan(self.request.user, self.kwargs["plan"])
        self.open_for_writing(self.plan)
        self.texts = both_texts(self.plan)
        pairs = {pair.key: pair for pair in self.texts.pairs}
        if self.kwargs["key"] not in pairs:
            raise Http404("No such text of this plan.")
        self.pair = pairs[self.kwargs["key"]]
        return self.pair.record

    def get_form_class(self):
        return welsh_form(self.pair)

    def get_prefix(self):
        return self.pair.key

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"label": self.pair.label}

    def form_valid(self, form):
        answer = super().form_valid(form)
        if answer.status_code == 302:
            if self.pair.section:
                again_a_draft(self.request, self.pair.section)
            messages.success(self.request, f"Saved: {self.pair.label} in Welsh.")
        return answer

    def get_back_url(self):
        page = reverse("plans:plan_welsh", args=[self.plan.uid])
        return f"{page}#{self.pair.key}"

    def get_success_url(self):
        following = self.texts.after(self.pair.key) if "next" in self.request.POST else None
        if following is None:
            return self.get_back_url()
        return reverse("plans:welsh_edit", args=[self.plan.uid, following.key])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "plan": self.plan,
            "partnership": self.plan.partnership,
            "room": "plans",
            "pair": self.pair,
            "welsh": self.texts,
            "following": self.texts.after(self.pair.key),
            "english": words_of(self.pair)["english"],
        }
