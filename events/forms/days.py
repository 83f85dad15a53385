"""Several days typed into one box, as people write them."""

import datetime

from django import forms

FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%A %d %B %Y", "%a %d %B %Y")
MOST = 60
YEARS = range(1990, 2100)


def day_of(words):
    """A day as somebody typed it, or None."""
    plain = " ".join(words.replace(",", " ").split())
    for way in FORMATS:
        try:
            found = datetime.datetime.strptime(plain, way).date()
        except ValueError:
            continue
        return found if found.year in YEARS else None
    return None


class DaysField(forms.CharField):
    """One day in a line: 26 July 2012, 26/07/2012 or 2012-07-26. Each day counts once."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=4000, **kwargs)

    def clean(self, value):
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        days = {line: day_of(line) for line in lines}
        unread = [line.strip()[:40] for line, day in days.items() if day is None]
        if unread:
            named = "”, “".join(unread[:3])
            raise forms.ValidationError(
                f"“{named}” cannot be read as a day. Write 26 July 2012 or 26/07/2012, one in a "
                "line."
            )
        if len(set(days.values())) > MOST:
            raise forms.ValidationError(f"These are more than {MOST} days. Plan a year at a time.")
        return sorted(set(days.values()))
