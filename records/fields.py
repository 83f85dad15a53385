"""Field types that every room uses: rich text, money, per cent, periods, qualifiers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django_prose_editor.fields import ProseEditorField, ProseEditorFormField
from simple_history.models import HistoricalChanges

from records import anchors, periods, richtext

EDITOR = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Heading": {"levels": [3, 4]},
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
}


class _Typed(str):
    """What somebody has just typed: shown to them again as it is, so that nothing is lost."""


class RichTextFormField(ProseEditorFormField):
    """An editor in a form; it reads what is stored as markup, so that is cleaned for it too."""

    def bound_data(self, data, initial):
        return _Typed(data) if isinstance(data, str) else data

    def prepare_value(self, value):
        stored = isinstance(value, str) and not isinstance(value, _Typed)
        return richtext.clean(value) if stored else value


class RichTextField(ProseEditorField):
    """Text with headings, lists, links and simple tables; cleaned whenever it is saved."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", EDITOR)
        kwargs.setdefault("sanitize", richtext.clean)
        super().__init__(*args, **kwargs)

    def clean(self, value, model_instance):
        if len(value or "") > richtext.LONGEST:
            raise ValidationError(
                f"This text has {len(value):,} characters. Keep it under {richtext.LONGEST:,}."
            )
        return super().clean(value, model_instance)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": RichTextFormField} | kwargs)

    def pre_save(self, model_instance, add):
        cleaned = richtext.clean(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, cleaned)
        return cleaned


class AnchoredTextField(RichTextField):
    """Rich text whose paragraphs have ids that survive editing, for comments and links."""

    def pre_save(self, model_instance, add):
        cleaned = super().pre_save(model_instance, add)
        anchored = anchors.anchored(cleaned, self._stored(model_instance) if not add else "")
        setattr(model_instance, self.attname, anchored)
        return anchored

    def _stored(self, model_instance):
        stored = type(model_instance)._base_manager.filter(pk=model_instance.pk)
        return stored.values_list(self.attname, flat=True).first() or ""


class MoneyField(models.DecimalField):
    """An amount in pounds sterling (GBP) with two decimals; never more than 12 digits."""

    def __init__(self, *args, **kwargs):
        kwargs.update(max_digits=12, decimal_places=2)
        super().__init__(*args, **kwargs)


class PercentField(models.DecimalField):
    """A percentage: a share of 0 to 100, or a change, which may pass 100 and be negative."""

    def __init__(self, *args, **kwargs):
        kwargs.update(max_digits=6, decimal_places=2)
        super().__init__(*args, **kwargs)


class Qualifier(models.TextChoices):
    """How exactly a number is meant in the words of whoever stated it."""

    EXACT = "exact", "exactly"
    ABOUT = "about", "about"
    ALMOST = "almost", "almost"
    OVER = "over", "over"
    JUST_OVER = "just_over", "just over"
    UNDER = "under", "under"
    BETWEEN = "between", "between"


class ChoiceField(models.CharField):
    """One of a few words; the database refuses any other, whatever program writes it.

    The rule belongs to the model's constraints, so that migrations see it. A history keeps none:
    it tells also of words that are no longer offered.
    """

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract and not issubclass(cls, HistoricalChanges):
            cls._meta.constraints = [*cls._meta.constraints, self._known()]
            cls._meta.original_attrs["constraints"] = cls._meta.constraints

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def _known(self):
        words = [word for word, _ in self.flatchoices]
        if self.blank and "" not in words:
            words.insert(0, "")
        meta = self.model._meta
        return models.CheckConstraint(
            condition=Q(**{f"{self.name}__in": words}),
            name=f"{meta.app_label}_{meta.model_name}_{self.name}_known",
        )


class Period(models.Model):
    """Two inclusive dates."""

    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_period_in_order",
                violation_error_message="The period ends before it starts.",
            )
        ]

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The last day must not be before the first day."})

    @property
    def period(self):
        return periods.span(self.starts_on, self.ends_on)

    @property
    def years(self):
        """“2011-2012”: the years as a cover prints them."""
        if self.starts_on.year == self.ends_on.year:
            return str(self.starts_on.year)
        return f"{self.starts_on.year}-{self.ends_on.year}"


class Dated(models.Model):
    """True from one day to another; an open end means still true, an open start unknown."""

    from_date = models.DateField("from", null=True, blank=True)
    to_date = models.DateField("to", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(from_date__isnull=True)
                | Q(to_date__isnull=True)
                | Q(to_date__gte=F("from_date")),
                name="%(app_label)s_%(class)s_dates_in_order",
                violation_error_message="It ends before it starts.",
            )
        ]

    def clean(self):
        super().clean()
        if self.from_date and self.to_date and self.to_date < self.from_date:
            raise ValidationError({"to_date": "This date must not be before the start."})


def valid_on(day):
    """The condition "true on this day" for anything dated."""
    return (Q(from_date__isnull=True) | Q(from_date__lte=day)) & (
        Q(to_date__isnull=True) | Q(to_date__gte=day)
    )
