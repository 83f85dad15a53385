"""Pages that edit one record, and show both texts when somebody else saved meanwhile."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.utils.html import conditional_escape
from django.views.generic.detail import SingleObjectTemplateResponseMixin
from django.views.generic.edit import ModelFormMixin, ProcessFormView
from js_asset import Media

from records import richtext
from records.fields import RichTextField
from records.moves import Refused
from records.numbers import NOT_STATED
from records.saving import StaleVersion

CONFLICT = 409


def attempt(request, act, done=""):
    """Do what a button asks for; say what was done, or why it could not be."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)


@dataclass(frozen=True)
class Clash:
    """A field in which the two texts differ: what is stored now, and what was typed here."""

    label: str
    theirs: str
    yours: str


class CheckedEdit(SingleObjectTemplateResponseMixin, ModelFormMixin, ProcessFormView):
    """Create or edit one record with a CheckedForm.

    A save over a newer version is refused: the form keeps what was typed, shows what is stored
    now beside it, and can be saved again on top of that once the two are joined.
    """

    object = None

    def get(self, request, *args, **kwargs):
        self.object = self.get_record()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.object = self.get_record()
        return super().post(request, *args, **kwargs)

    def get_record(self):
        """The stored record to edit, or a new one that is not saved yet."""
        raise NotImplementedError

    def get_back_url(self):
        """Where the page was opened from: Cancel leads there, and Save unless said otherwise."""
        raise NotImplementedError

    def get_success_url(self):
        return self.get_back_url()

    def form_valid(self, form):
        try:
            with transaction.atomic():
                self.object = form.save_as(self.request.user)
        except StaleVersion as stale:
            return self.form_stale(form, stale.current)
        except IntegrityError as refused:
            return self.form_taken(form, refused)
        return HttpResponseRedirect(self.get_success_url())

    def form_taken(self, form, refused):
        """Somebody else saved the same a moment ago: the constraint's own words say what."""
        try:
            form.instance.validate_constraints()
        except ValidationError as taken:
            form.add_error(None, taken)
            return self.form_invalid(form)
        raise refused

    def form_stale(self, form, current):
        clashes = list(_clashes(form, current))
        form.data = form.data.copy()
        form.data[form.add_prefix("base_version")] = current.version
        context = self.get_context_data(form=form, clashes=clashes)
        return self.render_to_response(context, status=CONFLICT)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {"back": self.get_back_url()}
        # The editor's import map is the one inline script; it needs the page's nonce.
        context["media"] = Media.from_media(context["form"].media, nonce=self.request.csp_nonce)
        return context


def _clashes(form, current):
    for name in form.fields:
        if name not in form._meta.fields or name not in form.changed_data:
            continue
        field = current._meta.get_field(name)
        if field.many_to_many:
            continue
        theirs, yours = getattr(current, name), form.cleaned_data[name]
        if theirs != yours:
            label = form.fields[name].label or field.verbose_name
            yield Clash(label, _words(field, theirs), _words(field, yours))


def _words(field, value):
    if isinstance(field, RichTextField):
        return richtext.render(value)
    return conditional_escape(NOT_STATED if value in (None, "") else value)
