"""A candidate's evidence piece by piece, and what else an officer can find and add by hand."""

from django.db.models import Q

from events.models import Theme
from priorities.documents.findings import shown
from priorities.documents.guarding import protect
from priorities.documents.values import sentence
from priorities.models import EvidenceStatement, Figure, SurveyFinding

TITLES = {
    "figure": "Figures",
    "finding": "Survey findings",
    "theme": "Themes of events",
    "statement": "Statements of sources",
}
MOST = 20  # of each kind; more words find fewer


def found_by(words, partnership):
    """Pieces of evidence that hold all the words, as (kind, title, rows of (thing, words))."""
    words = words.split()
    if not words:
        return []
    return [
        ("figure", TITLES["figure"], _figures(words, partnership)),
        ("finding", TITLES["finding"], _findings(words, partnership)),
        ("theme", TITLES["theme"], _themes(words, partnership)),
        ("statement", TITLES["statement"], _statements(words, partnership)),
    ]


def _holding(words, *fields):
    """The condition "each word stands in one of these fields"."""
    condition = Q()
    for word in words:
        condition &= Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)
    return condition


def pieces_of(evidence):
    """What a candidate has, as (kind, title, rows of (thing, words, the officer's word on it))."""
    rows = {
        "figure": [(one, _figure(one)) for one in evidence.figures],
        "finding": [(one, _finding(one)) for one in evidence.findings],
        "theme": [(row.theme, _theme(row)) for row in evidence.themes],
        "statement": [(one, _statement(one)) for one in evidence.statements],
    }
    return [
        (
            kind,
            TITLES[kind],
            [(thing, said, evidence.choice_on(kind, thing.pk)) for thing, said in found],
        )
        for kind, found in rows.items()
    ]


def left_out_of(evidence):
    """What the officer left out, as (kind, the choice with its reason)."""
    return [(kind, choice) for (kind, _), choice in evidence.choices.items() if choice.left_out]


def _figure(figure):
    return f"{sentence(figure)}, {figure.area.name}, {figure.period}"


def _finding(finding):
    return f"{finding.label}: {shown(finding).words}, {finding.statement.survey}"


def _theme(row):
    said = f", {row.entries} entr{'y' if row.entries == 1 else 'ies'}" if row.entries else ""
    return f"{row.theme.name}{said}"


def _statement(statement):
    return f"{statement.wording} ({statement.source})"


def _figures(words, partnership):
    figures = Figure.objects.current().open_to(partnership)
    found = figures.filter(_holding(words, "measure__name", "area__name", "subject_as_stated"))
    rows = found.select_related("measure", "area", "batch")
    rows = rows.order_by("-ends_on", "measure__name", "pk")
    return [(figure, _figure(figure)) for figure in protect(rows[:MOST])]


def _findings(words, partnership):
    findings = SurveyFinding.objects.for_partnership(partnership).filter(
        _holding(words, "label", "statement__wording", "question")
    )
    rows = findings.select_related("statement__survey")[:MOST]
    return [(finding, _finding(finding)) for finding in rows]


def _themes(words, partnership):
    themes = Theme.objects.standing().for_partnership(partnership)
    return [(theme, theme.name) for theme in themes.filter(_holding(words, "name"))[:MOST]]


def _statements(words, partnership):
    statements = EvidenceStatement.objects.for_partnership(partnership)
    rows = statements.filter(_holding(words, "wording", "source"))[:MOST]
    return [(statement, _statement(statement)) for statement in rows]
