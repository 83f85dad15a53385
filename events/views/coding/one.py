"""Coding one entry a screen."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from events.documents.examples import examples
from events.forms.coding import CodingForm
from events.models import Contribution
from events.views.coding.frame import CodingPage, known_uid
from events.workflow.coding import code, skip, ticks
from events.workflow.themes import add_theme, nearest
from records.moves import Refused

KEYS = 9  # themes that a number key ticks


class ThemeCoding(CodingPage):
    """One entry, large, and the themes that it can stand in."""

    template_name = "events/theme_coding.html"

    @cached_property
    def entry(self):
        """The one that the address names, else the next that waits; None when all are coded."""
        found = Contribution.objects.filter(pk__in=self.entries.values("pk"))
        found = found.select_related("table", "workshop").prefetch_related("redactions")
        if uid := self.request.GET.get("entry"):
            return get_object_or_404(found, uid=known_uid(uid))
        return found.uncoded().first()

    def post(self, request, *args, **kwargs):
        entry = self.entry
        if entry is None:
            return HttpResponseRedirect(self.address("theme_coding"))
        if request.POST.get("act") == "skip":
            skip(entry, now=timezone.now())
            return HttpResponseRedirect(self.address("theme_coding"))
        form = CodingForm(request.POST, themes=self.themes)
        if not form.is_valid():
            return self.again(form)
        try:
            return self.save(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.again(form)

    def save(self, form):
        """Save the ticks and go on; with a new theme, or a clash, stay with this entry."""
        found, by, now = form.cleaned_data, self.request.user, timezone.now()
        used = form.by_uid.get(self.request.POST.get("use", ""))
        name = "" if used else found["new_theme"]
        sure = self.request.POST.get("act") == "add_anyway"
        if name and not sure and (near := nearest(name, self.standing)):
            return self.again(form, near=near)
        if fault := self.fault(form, used or name):
            form.add_error(*fault)
            return self.again(form)
        themes = [*found["themes"], *([used] if used else [])]
        with transaction.atomic():
            if name:
                order = self.entry.workshop.order if self.entry.workshop else None
                kind = self.entry.kind
                themes.append(
                    add_theme(self.event, name=name, kind=kind, session=order, by=by, now=now)
                )
            coded = code(
                self.entry,
                themes=themes,
                shown=found["shown"],
                reason_shown=found["reason_shown"],
                no_theme_reason=form.reason,
                by=by,
                now=now,
            )
        self.say(coded, now)
        stays = coded.also or used or name
        query = {"entry": self.entry.uid} if stays else {}
        return HttpResponseRedirect(self.address("theme_coding", **query))

    def fault(self, form, new):
        """What is missing, as (field, words)."""
        found = form.cleaned_data
        if self.request.POST.get("act") == "add" and not new:
            return "new_theme", "Write the theme’s name."
        if new and found["no_theme"]:
            return "no_theme", "A theme was added, so leave this box empty."
        before = found["shown"] or found["reason_shown"]
        if not (new or found["themes"] or form.reason or before):
            return None, "Choose a theme, say why none fits, or skip the entry for now."
        return None

    def say(self, coded, now):
        if coded.also:
            words = "Also coded by another officer: check. The themes of both are ticked."
            if coded.other_reason:
                words += f" They had said that no theme fits: “{coded.other_reason}”"
            messages.warning(self.request, words)
            return
        at = f"{timezone.localtime(now):%H:%M}"
        number = self.number(coded.contribution)
        messages.success(self.request, f"Entry {number} saved {at}", extra_tags="saved")

    def number(self, entry):
        return self.entries.filter(pk__lte=entry.pk).count()

    def again(self, form, **more):
        return self.render_to_response(self.get_context_data(form=form, **more))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        said = list(messages.get_messages(self.request))
        context["messages"] = [m for m in said if "saved" not in m.tags]
        context["saved"] = next((m for m in said if "saved" in m.tags), None)
        if self.entry is None:
            return context | {"entry": None}
        return context | self.entry_context(context.get("form"))

    def entry_context(self, form):
        entry = self.entry
        before = self.entries.filter(pk__lt=entry.pk).order_by("-pk").first()
        stored = ticks(entry)
        if form is None:
            shown = [str(theme.uid) for theme in self.themes if theme.pk in stored]
            form = CodingForm(themes=self.themes, initial=_initial(entry, shown))
        ticked = set(form["themes"].value() or [])
        rows = [_row(theme, ticked) for theme in self.standing]
        fitting = [row for row in rows if _shown(row, entry)]
        for number, row in enumerate(fitting[:KEYS], 1):
            row["key"] = number
        return {
            "entry": entry,
            "number": self.number(entry),
            "back": before and self.address("theme_coding", entry=before.uid),
            "here": self.address("theme_coding", entry=entry.uid),
            "form": form,
            "themes": fitting,
            "others": [row for row in rows if not _shown(row, entry)],
            "examples": list(examples(self.standing, stored, entry)),
        }


def _initial(entry, shown):
    return {
        "themes": shown,
        "shown": ",".join(shown),
        "no_theme": bool(entry.no_theme_reason),
        "no_theme_reason": entry.no_theme_reason,
        "reason_shown": entry.no_theme_reason,
    }


def _row(theme, ticked):
    return {"theme": theme, "ticked": str(theme.uid) in ticked, "key": None}


def _shown(row, entry):
    return row["ticked"] or _fits(row["theme"], entry)


def _fits(theme, entry):
    """Whether a theme is meant for such an entry: its kind and its session."""
    order = entry.workshop.order if entry.workshop else None
    return theme.kind in ("", entry.kind) and theme.session in (None, order)
