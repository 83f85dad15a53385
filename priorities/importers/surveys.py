"""A file of survey results, read: each row a result, each fault with row and column."""

from decimal import Decimal

from partnership.models.names import alike
from priorities.documents.findings import beyond_whole
from priorities.importers import survey_cells as cells
from priorities.importers.reading import NEEDED, TableReader
from priorities.importers.survey_columns import COLUMNS, MARK_OF_EXAMPLE
from priorities.importers.survey_rows import ALSO, FIELDS, MEANING, SurveyRow, Topics
from priorities.models import Survey, SurveyFinding
from priorities.workflow.surveys import GivenResult, GivenWave, compared, keep_wave
from records.numbers import plain_number
from records.sheets import Unreadable

OF_A_PARTNERSHIP = "Surveys belong to a partnership. Bring the file in on that one’s page."
TWICE = "This result stands in row {} already. Take one of the rows out."
TWO_WORDS = "Row {} says “{}” about this wave. Write the same in each of its rows."
OVER = (
    "The answers{} to “{}” come to {}% together. If people could give more than one answer, write "
    "yes under “several answers”."
)
FRACTIONS = (
    "No share in the file is above 1, so they were read as fractions: 0.12 as 12%. If they are "
    "per cent, write them with the sign: 0.12%."
)
MOST_NAMED = 50  # differences that the preview names one by one

FACTS = {
    "short name": "short_name",
    "population": "population",
    "method": "method",
    "respondents": "responses",
}


class SurveyResults(TableReader):
    """Results of surveys, of one wave or of several."""

    columns = {name: others for name, (others, _) in COLUMNS.items()}
    needed = ("survey", "year")
    licence = ""
    about = "One row for each result; there is a file to fill in on the page of the surveys."

    def __init__(self, sheet, batch):
        super().__init__(sheet, batch)
        if batch.partnership is None:
            raise Unreadable(OF_A_PARTNERSHIP)
        self.waves, self._fact_rows, self._numbers = {}, {}, []
        self._topics = Topics()
        self._spoken = {name for name in FIELDS if self._speaks_of(name)} - MEANING

    def read(self, beat):
        for number, row in self.rows(beat):
            said = {column: self.cell(row, column) for column in COLUMNS}
            if MARK_OF_EXAMPLE not in said.values() and not said["survey"].startswith("#"):
                self._take(number, said)
        self._unfold_fractions()
        for wave in self.waves.values():
            self._check(wave)

    def _take(self, row, said):
        wave = self._wave(row, said)
        found = SurveyRow(said, self._topics)
        for column, value, message in found.faults:
            self.fault(row, column, value, message)
        if wave and not found.faults:
            result = GivenResult(row, found.values, said["wording"], self._spoken)
            wave.results.append(result)
            self._numbers.append((found.numbers, found.values))

    def _speaks_of(self, name):
        return any(column in self.places for column in (FIELDS[name], *ALSO.get(name, ())))

    def _wave(self, row, said):
        """The wave that a row belongs to, with what the row says about it."""
        if not said["survey"]:
            return self.fault(row, "survey", "", NEEDED)
        try:
            year = cells.year(said["year"])
        except cells.Unfit as unfit:
            return self.fault(row, "year", said["year"], str(unfit))
        key = (alike(said["survey"]), year)
        wave = self.waves.setdefault(key, GivenWave(said["survey"], year))
        for column, name in FACTS.items():
            if said[column]:
                self._fact(row, wave, column, name, said[column])
        return wave

    def _fact(self, row, wave, column, name, value):
        try:
            value = cells.whole(value) if column == "respondents" else value
        except cells.Unfit as unfit:
            return self.fault(row, column, value, str(unfit))
        known = wave.facts.setdefault(name, value)
        first = self._fact_rows.setdefault((wave.name, wave.year, name), row)
        if alike(str(known)) != alike(str(value)):
            self.fault(row, column, value, TWO_WORDS.format(first, known))
        return None

    def _unfold_fractions(self):
        """Spreadsheets keep 12% as 0.12: a file of nothing else is read so, and says it."""
        shares = [found["value"] for found, _ in self._numbers if "value" in found]
        parts = [one.number for one in shares if not one.signed and one.number <= 1]
        if len(parts) < len(shares) or all(part == int(part) for part in parts):
            return
        self.notes.append(FRACTIONS)
        for found, values in self._numbers:
            for name, number in found.items():
                if not number.signed and abs(number.number) <= 1:
                    values[name] = cells.two_decimals(number.number * 100)

    def _check(self, wave):
        """What no row says alone: a result that stands twice, answers beyond the whole."""
        rows = {}
        for result in wave.results:
            first = rows.setdefault(result.meaning, result.row)
            if first != result.row:
                self.fault(result.row, "label", result.values["label"], TWICE.format(first))
        findings = [SurveyFinding(**result.values) for result in wave.results]
        for question, subgroup, share in beyond_whole(findings):
            row = next(r.row for r in wave.results if r.values["question"] == question)
            whom = f" of {subgroup}" if subgroup else ""
            words = OVER.format(whom, question, plain_number(share))
            self.fault(row, "share", plain_number(share), words)

    # ---- what is new

    def changes(self):
        said = []
        for wave in self.waves.values():
            said += _changes(wave, compared(self.batch.partnership, wave))
        if len(said) > MOST_NAMED:
            more = f"{len(said) - MOST_NAMED} more differences."
            said[MOST_NAMED:] = [{"what": "And more", "words": more}]
        return said

    def differing(self):
        found = [compared(self.batch.partnership, wave) for wave in self.waves.values()]
        return sum(len(one.other) + len(one.other_facts) for one in found)

    def apply(self, *, by, now):
        return sum(
            keep_wave(
                self.batch.partnership,
                wave,
                if_there=self.batch.if_there,
                batch=self.batch,
                by=by,
                now=now,
            )
            for wave in self.waves.values()
        )


def _changes(wave, found):
    """What a wave brings, in words for who decides."""
    number = len(found.new)
    if found.survey is None:
        sentences = len({alike(result.wording) for result in found.new if result.wording})
        in_words = f" in {sentences} sentences" if sentences else ""
        yield {"what": "New wave", "words": f"{wave}: {number} results{in_words}."}
    elif number:
        yield {"what": "New results", "words": f"{wave}: {number} that are not here yet."}
    if found.survey and found.facts:
        said = "; ".join(f"{name}: {value}" for name, value in _named(found.facts))
        yield {"what": "Not stated here yet", "words": f"{wave}: {said}."}
    for name, value in _named(found.other_facts):
        yield {"what": "Other values here", "words": f"{wave}, {name}: the file says {value}."}
    for result, finding in found.other:
        yield {"what": "Other values here", "words": _difference(result, finding)}


def _named(facts):
    return [(Survey._meta.get_field(name).verbose_name, value) for name, value in facts.items()]


def _difference(result, finding):
    """Row 4, Feel safe: share 97 (here 98)."""
    parts = [
        f"{SurveyFinding._meta.get_field(name).verbose_name} {_words(result.values[name])} "
        f"(here {_words(getattr(finding, name))})"
        for name in sorted(result.said)
        if result.values[name] != getattr(finding, name)
    ]
    if not parts:
        parts = [f"its sentence is “{result.wording}”"]
    return f"{finding.label}: {'; '.join(parts)}. Row {result.row}."


def _words(value):
    if value in (None, ""):
        return "not stated"
    return plain_number(value) if isinstance(value, Decimal) else str(value)
