"""The priorities of a list as cards: a figure each, what people said, who delivers it."""

from dataclasses import dataclass, replace

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.models.names import alike
from priorities.documents.behind import Behind, behind
from priorities.documents.findings import shown
from priorities.documents.values import line
from priorities.models import ListedPriority
from priorities.models.surveys import Comparison
from records import periods
from records.languages import in_language


@dataclass(frozen=True)
class Card:
    """One priority of a list with the public evidence behind it."""

    entry: ListedPriority
    behind: Behind

    @property
    def priority(self):
        return self.entry.priority

    @property
    def figure(self):
        return self.behind.main_figure

    @property
    def line(self):
        """“Incidents fell by 665 (13%)”; nothing where no figure is known.

        A figure that is named otherwise than the priority says its name: “Assault with injury”.
        """
        if not self.figure:
            return None
        told, name = line(self.figure), in_language(self.figure.measure, "name")
        mine, its = alike(in_language(self.entry, "wording")), alike(name)
        if its in mine or mine in its:
            return told
        return replace(told, noun=f"{name}: {told.noun.lower()}")

    @property
    def said(self):
        """The first thing that people said about it."""
        if not self.behind.findings:
            return _("No finding is stated")
        return said_words(self.behind.findings[0])

    @property
    def delivery(self):
        group = self.priority.delivery_group
        bodies = [group] if group else self.priority.leads.all()
        return ", ".join(in_language(body, "name") for body in bodies) or _("Not stated")

    @property
    def key(self):
        """How the address of the page names its figure."""
        return key_of(self.figure.measure)

    @property
    def compares(self):
        """Whether its figure has a level, without which nothing can be compared."""
        figure = self.figure
        return figure is not None and not (figure.level is None and figure.rate is None)

    @property
    def cannot_compare(self):
        """Why it cannot be compared."""
        return _("only a change is stated") if self.figure else _("no figure is stated")


def cards_of(priority_list):
    """The entries of a list in their order; the number of queries is the same for any list."""
    entries = list(
        priority_list.entries.select_related(
            "priority__delivery_group", "priority__merged_into"
        ).prefetch_related("priority__leads", "priority__topics")
    )
    known = behind(priority_list, [entry.priority for entry in entries])
    return [Card(entry, known[entry.priority_id]) for entry in entries]


def key_of(measure):
    """What the address says of a measure: its code, else its name."""
    return measure.code or slugify(measure.name)


def said_words(finding):
    """“10%: Anti social behaviour is a problem; Cumbria 15%”."""
    words = f"{shown(finding).words}: {in_language(finding, 'label')}"
    if finding.comparison == Comparison.VALUE:
        return f"{words}; {finding.compared}"
    return words


def years_of(priority_list):
    """“2011/12” for a plan year, else the years in which it begins and ends."""
    first, last = priority_list.starts_on, priority_list.ends_on
    if periods.is_plan_year(first, last):
        return periods.short_span(first, last)
    return (
        str(first.year)
        if first.year == last.year
        else _("%(year)s to %(year_2)s") % {"year": first.year, "year_2": last.year}
    )


def common_causes(priority_list, cards):
    """What runs across the priorities of a list, each theme with its heading."""
    themes = priority_list.themes.prefetch_related("priorities")
    return [(common_cause(theme, cards), theme) for theme in themes]


def common_cause(theme, cards):
    """“Common to all four: alcohol”, as a heading says it."""
    touched = {priority.pk for priority in theme.priorities.all()}
    listed = {card.priority.pk for card in cards}
    title = in_language(theme, "title")
    subject = title[0].lower() + title[1:]
    if not touched or listed <= touched:
        number = NUMBERS.get(len(listed), len(listed))
        return _("Common to all %(number)s: %(subject)s") % {"number": number, "subject": subject}
    names = [in_language(card.entry, "wording") for card in cards if card.priority.pk in touched]
    if not names:
        return title
    told = {"names": _(" and ").join(names), "subject": subject}
    return _("Common to %(names)s: %(subject)s") % told


NUMBERS = {
    2: gettext_lazy("two"),
    3: gettext_lazy("three"),
    4: gettext_lazy("four"),
    5: gettext_lazy("five"),
    6: gettext_lazy("six"),
    7: gettext_lazy("seven"),
    8: gettext_lazy("eight"),
    9: gettext_lazy("nine"),
}
