"""A figure as people type it, refused where it does not fit the unit of its measure."""

import re
from decimal import Decimal

from django import forms

from priorities.models.measures import Unit
from records.numbers import plain_number

NUMBER = re.compile(r"-?\d+(\.\d+)?")
LARGEST = Decimal("999999999999.99")
WHAT = {
    Unit.COUNT: "a count, in whole numbers",
    Unit.SHARE: "a share, from 0 to 100 per cent",
    Unit.RATE: "a rate",
    Unit.MONEY: "pounds",
}


class FigureField(forms.CharField):
    """1,214, 39.5%, £28,442: a number in the unit of a measure."""

    def __init__(self, unit, **kwargs):
        self.unit = unit
        attrs = {"inputmode": "decimal", "class": "govuk-input govuk-input--width-10"}
        widget = forms.TextInput(attrs=attrs | {"autocomplete": "off"})
        super().__init__(**{"required": False, "max_length": 30, "widget": widget} | kwargs)

    def clean(self, value):
        """The number, or nothing; what was typed stays in the box where it is refused."""
        typed = super().clean(value)
        plain = re.sub(r"[,\s£%]", "", typed).replace("−", "-")
        if not plain:
            return None
        if not NUMBER.fullmatch(plain):
            raise forms.ValidationError(f"“{typed}” is not a number. Type figures, as in 1,214.")
        number = Decimal(plain)
        self._fits(number)
        return number

    def _fits(self, number):
        if number < 0:
            raise forms.ValidationError(f"This is {WHAT[self.unit]}: it cannot be below 0.")
        if number > LARGEST:
            raise forms.ValidationError("This number is larger than any that can be kept.")
        if self.unit == Unit.SHARE and number > 100:
            raise forms.ValidationError("This is a share: it cannot be over 100 per cent.")
        if self.unit == Unit.COUNT and number != int(number):
            raise forms.ValidationError("This is a count: give a whole number.")
        if number != round(number, 2):
            raise forms.ValidationError("Give at most two decimals.")

    def prepare_value(self, value):
        return plain_number(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != initial
        except forms.ValidationError:
            return True
