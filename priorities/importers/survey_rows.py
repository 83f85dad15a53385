"""One row of survey results, understood: the fields of a result, and its faults."""

import difflib
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from partnership.models import Topic
from partnership.models.names import alike
from priorities.importers import survey_cells as cells
from priorities.models import SurveyFinding
from priorities.models.surveys import Comparison
from records.fields import Qualifier

NOTHING_FOUND = "Give a share, a rank or words."
NO_LABEL = "Give the sentence, the question or a label: without one nobody knows what was found."
NO_TOPIC = "The portal has no topic of this name.{} Leave it empty, or have it added."
# The fields of a result, and the column that speaks of each.
FIELDS = {
    "label": "label",
    "question": "question",
    "option": "answer",
    "several_answers": "several answers",
    "subgroup": "subgroup",
    "value": "share",
    "qualifier": "share",
    "base": "base",
    "rank": "rank",
    "words": "words",
    "topic": "topic",
    "comparator": "comparator",
    "comparator_value": "comparator value",
    "comparison": "comparator value",
    "comparison_as_stated": "comparison",
    "change": "change",
    "change_qualifier": "change",
    "change_in": "change in",
}

ALSO = {
    "comparison": ("comparator", "comparison"),
    "qualifier": ("qualifier",),
    "change_in": ("change",),
}
# By these a result is known again, so they cannot differ from what is here.
MEANING = {"question", "option", "subgroup"}


class Topics:
    """The portal's topics by each of their names."""

    def __init__(self):
        self._by_name = {}
        for topic in Topic.objects.prefetch_related("aliases"):
            for name in (topic.name, topic.name_cy, *(one.name for one in topic.aliases.all())):
                self._by_name.setdefault(alike(name), topic)
        self._by_name.pop("", None)

    def find(self, said):
        """The topic of a name, or None where nothing is said."""
        if not said:
            return None
        found = self._by_name.get(alike(said))
        if found is None:
            near = difflib.get_close_matches(alike(said), self._by_name, n=1, cutoff=0.7)
            meant = f" Is it {self._by_name[near[0]].name}?" if near else ""
            raise cells.Unfit(NO_TOPIC.format(meant))
        return found


@dataclass
class SurveyRow:
    """A row as it is understood: ``faults`` are (column, value, message) each."""

    said: dict
    topics: Topics
    values: dict = field(default_factory=dict)
    numbers: dict = field(default_factory=dict)  # shares and changes as they were written
    faults: list = field(default_factory=list)

    def __post_init__(self):
        self._words()
        self._numbers()
        self._comparison()
        if not self.faults:
            self._check()

    def _read(self, column, understand):
        try:
            return understand(self.said[column])
        except cells.Unfit as unfit:
            self.faults.append((column, self.said[column], str(unfit)))
        return None

    def _words(self):
        said = self.said
        first = said["label"] or said["answer"] or said["wording"] or said["question"]
        longest = SurveyFinding._meta.get_field("label").max_length
        self.values |= {
            "label": said["label"] or first[:longest],
            "question": said["question"],
            "option": said["answer"],
            "subgroup": said["subgroup"],
            "several_answers": self._read("several answers", cells.yes_or_no),
            "base": self._read("base", cells.whole),
            "rank": self._read("rank", cells.whole),
            "words": said["words"],
            "topic": self._read("topic", self.topics.find),
        }
        if not first:
            self.faults.append(("wording", "", NO_LABEL))

    def _numbers(self):
        """Shares and changes; as fractions they are unfolded once the whole file is known."""
        share, other = self._read("share", cells.share), None
        if not cells.beside(self.said["comparator value"]):
            other = self._read("comparator value", cells.share)
        change = self._read("change", cells.change)
        found = {"value": share, "comparator_value": other, "change": change}
        self.numbers = {name: number for name, number in found.items() if number}
        self.values |= {
            name: number and cells.two_decimals(number.number) for name, number in found.items()
        }
        said = self._read("qualifier", cells.qualifier) if self.said["qualifier"] else None
        self.values["qualifier"] = said or (share.qualifier if share else Qualifier.EXACT)
        self.values["change_qualifier"] = change.qualifier if change else Qualifier.EXACT
        unit = self._read("change in", cells.unit_of_change)
        if not unit and change and change.unit:
            unit = cells.unit_of_change(change.unit)
        self.values["change_in"] = unit or ""

    def _comparison(self):
        comparator, stated = self.said["comparator"], self.said["comparison"]
        beside = cells.beside(self.said["comparator value"]) or cells.beside(stated)
        if beside:
            kind = beside
        elif comparator and cells.is_year(comparator):
            kind = Comparison.EARLIER
        elif self.values["comparator_value"] is not None:
            kind = Comparison.VALUE
        else:
            kind = Comparison.NONE
        self.values |= {
            "comparator": comparator,
            "comparison": kind,
            "comparison_as_stated": stated,
        }

    def _check(self):
        """What the fields themselves refuse: words that are too long, a result that says none."""
        finding = SurveyFinding(**self.values)
        try:
            finding.clean_fields(exclude=["statement"])
        except ValidationError as unfit:
            for name, messages in unfit.message_dict.items():
                column = FIELDS.get(name, name)
                self.faults.append((column, self.values.get(name), " ".join(messages)))
        if finding.value is None and finding.rank is None and not finding.words:
            self.faults.append(("share", self.said["share"], NOTHING_FOUND))
