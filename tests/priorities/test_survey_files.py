"""Survey results from a file: understood, refused with row and column, and kept once."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from partnership.models import Topic, TopicAlias
from priorities.exports.survey_file import template_csv, template_workbook
from priorities.importers.now import NotTaken, bring_in
from priorities.importers.surveys import SurveyResults
from priorities.models import EvidenceImport, FindingStatement, Survey, SurveyFinding
from priorities.models.imports import Dataset
from records.models import Change
from records.moves import Refused
from records.sheets import Unreadable
from tests import factories

NOW = timezone.now()

pytestmark = pytest.mark.django_db

HEADER = "Survey,Year,Population,Question,Answer,Subgroup,Share,Base,Topic,Wording"
ROWS = [
    "Town survey,2010,Residents,How safe?,Safe,,80,400,Drink,Most feel safe",
    "Town survey,2010,Residents,How safe?,Unsafe,,20%,400,,Most feel safe",
    "Town survey,2010,Residents,How safe?,Safe,Women,72.5 %,210,,Women feel less safe",
]


@pytest.fixture
def lakes():
    topic = Topic.objects.create(name="Alcohol")
    TopicAlias.objects.create(topic=topic, name="Drink")
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes):
    return factories.user("officer", lakes)


def read(lakes, header, rows, **batch):
    return read_file(lakes, "\n".join([header, *rows]).encode(), **batch)


def read_file(lakes, content, **batch):
    batch = EvidenceImport(partnership=lakes, dataset="survey", **batch)
    with SurveyResults.opened(io.BytesIO(content), batch) as found:
        found.read(lambda rows: None)
    return found


@pytest.fixture
def take(lakes, officer, tmp_path, settings):
    """Bring a file in as the command and the demo do."""
    settings.MEDIA_ROOT = tmp_path / "media"

    def act(rows=ROWS, header=HEADER, **more):
        path = tmp_path / f"results-{len(list(tmp_path.iterdir()))}.csv"
        path.write_text("\n".join([header, *rows]))
        return bring_in(path, Dataset.SURVEY, by=officer, now=NOW, partnership=lakes, **more)

    return act


def result(**wanted):
    return SurveyFinding.objects.get(**wanted)


# ---- what a file says


def test_results_come_in_with_all_they_say(take):
    take()
    survey = Survey.objects.get()
    assert (str(survey), survey.population) == ("Town survey 2010", "Residents")
    assert survey.batch.name.startswith("results")
    safe = result(option="Safe", subgroup="")
    assert (safe.value, safe.base, safe.topic.name) == (80, 400, "Alcohol")
    assert (safe.label, safe.statement.wording) == ("Safe", "Most feel safe")
    assert result(option="Unsafe").statement == safe.statement
    assert result(subgroup="Women").value == Decimal("72.5")
    assert Change.objects.filter(action="survey.import").count() == 1


def test_preview_says_what_is_new(lakes):
    assert read(lakes, HEADER, ROWS).changes() == [
        {"what": "New wave", "words": "Town survey 2010: 3 results in 2 sentences."}
    ]


def test_same_results_in_another_file_change_nothing(take, lakes):
    take()
    take([*ROWS, ""])
    assert SurveyFinding.objects.count() == 3
    assert read(lakes, HEADER, ROWS).changes() == []


def test_new_results_join_a_wave_that_is_here(take):
    take(ROWS[:1])
    take(ROWS)
    assert SurveyFinding.objects.count() == 3
    assert FindingStatement.objects.count() == 2
    first = FindingStatement.objects.get(wording="Most feel safe")
    assert [finding.order for finding in first.findings.all()] == [1, 2]


@pytest.mark.parametrize(("if_there", "share"), [("replace", 85), ("keep", 80)])
def test_other_values_are_replaced_or_kept(if_there, share, take):
    take()
    changed = [ROWS[0].replace(",80,", ",85,"), *ROWS[1:]]
    changed[1] = changed[1].replace("20%", "15%")
    take(changed, if_there=if_there)
    safe = result(option="Safe", subgroup="")
    assert safe.value == share
    assert safe.history.count() == (2 if if_there == "replace" else 1)
    assert SurveyFinding.objects.count() == 3


def test_other_values_are_asked_about(take):
    take()
    changed = [ROWS[0].replace(",80,", ",75,"), *ROWS[1:]]
    with pytest.raises(NotTaken, match="already with other values") as refused:
        take(changed)
    said = refused.value.batch.preview["changes"]
    assert said == [
        {
            "what": "Other values here",
            "words": "Safe: share, per cent 75 (here 80). Row 2.",
        }
    ]
    assert result(option="Safe", subgroup="").value == 80


def test_other_values_that_came_meanwhile_are_never_saved_over(take, lakes, officer):
    changed = read(lakes, HEADER, ROWS)
    assert changed.differing() == 0
    take([ROWS[0].replace(",80,", ",75,"), *ROWS[1:]])
    with pytest.raises(Refused, match="already with other values"):
        changed.apply(by=officer, now=NOW)
    assert result(option="Safe", subgroup="").value == 75


def test_other_words_about_a_wave_are_asked_about_and_missing_ones_filled_in(take, lakes):
    take(["Town survey,2010,Safe,80"], header="Survey,Year,Label,Share")
    rows = ["Town survey,2010,Safe,80,Residents"]
    take(rows, header="Survey,Year,Label,Share,Population")
    assert Survey.objects.get().population == "Residents"
    found = read(lakes, "Survey,Year,Label,Share,Population", [f"{rows[0]} aged 18 and over"])
    assert found.differing() == 1
    assert found.changes() == [
        {
            "what": "Other values here",
            "words": "Town survey 2010, who was asked: the file says Residents aged 18 and over.",
        }
    ]


def test_what_the_file_does_not_speak_of_stays(take):
    take()
    safe = result(option="Safe", subgroup="")
    SurveyFinding.objects.filter(pk=safe.pk).update(label="Feels safe", rank=1)
    without_base = ["Town survey,2010,How safe?,Safe,80", "Town survey,2010,How safe?,Unsafe,20"]
    take(without_base, header="Survey,Year,Question,Answer,Share")
    safe.refresh_from_db()
    assert (safe.label, safe.rank, safe.base) == ("Feels safe", 1, 400)


COMPARED = "Survey,Year,Label,Share,Comparator,Comparator value,As stated,Change,Change in"


@pytest.mark.parametrize(
    ("cells", "fields", "compared"),
    [
        ("50,Cumbria,39.5,,,", {"comparison": "value"}, "Cumbria 39.5%"),
        ("50,2008,45%,,,", {"comparison": "earlier"}, "2008 45%"),
        (
            "98,Cumbria,significantly above,,,",
            {"comparison": "significantly_above"},
            "Significantly above Cumbria",
        ),
        (
            "98,,,significantly above the Cumbria average,,",
            {"comparison": "significantly_above"},
            "“significantly above the Cumbria average”",
        ),
        (
            "15,2008,,,-5,points",
            {"change": -5, "change_in": "points", "comparison": "earlier"},
            "down by 5 percentage points since 2008",
        ),
        (
            "16,2008,,,almost −4,",
            {"change": -4, "change_qualifier": "almost", "change_in": ""},
            "down by almost 4 since 2008 (per cent or points: not stated)",
        ),
        ("just over 50,,,,120%,", {"qualifier": "just_over", "change_in": "percent"}, None),
    ],
)
def test_comparisons_are_understood(cells, fields, compared, take):
    take([f"Town survey,2010,Result,{cells}"], header=COMPARED)
    found = result()
    assert {name: getattr(found, name) for name in fields} == fields
    assert compared is None or found.compared == compared


def test_fractions_of_a_spreadsheet_are_per_cent_and_said_so(lakes):
    book = Workbook()
    book.active.append(["Survey", "Year", "Label", "Per cent"])
    book.active.append(["Town survey", 2010, "Safe", 0.285])
    book.active.append(["Town survey", 2010, "All", 1])
    file = io.BytesIO()
    book.save(file)
    found = read_file(lakes, file.getvalue())
    assert "read as fractions" in found.notes[0]
    values = [row.values["value"] for wave in found.waves.values() for row in wave.results]
    assert values == [Decimal("28.50"), 100]


def test_small_shares_among_others_stay_what_they_are(lakes):
    rows = ["Town survey,2010,Safe,0.5", "Town survey,2010,Unsafe,12"]
    found = read(lakes, "Survey,Year,Label,Share", rows)
    assert found.notes == []
    assert next(iter(found.waves.values())).results[0].values["value"] == Decimal("0.5")


# ---- what is wrong


@pytest.mark.parametrize(
    ("change", "row", "column", "words"),
    [
        ((",80,", ",101,"), 2, "G, Share", "A share lies between 0 and 100 per cent."),
        ((",80,", ",most,"), 2, "G, Share", "Write per cent from 0 to 100"),
        ((",80,", ",,"), 2, "G, Share", "Give a share, a rank or words."),
        ((",80,", ",90,"), 2, "G, Share", "The answers to “How safe?” come to 110% together."),
        (("400,Drink", "many,Drink"), 2, "H, Base", "Write a whole number"),
        ((",Drink,", ",Alcohl,"), 2, "I, Topic", "The portal has no topic of this name. Is it A"),
        (("2010,Residents,How safe?,Safe,,", "10,Residents,How safe?,Safe,,"), 2, "B, Year", "Wri"),
        (("Unsafe,,", "Safe,,"), 3, "label", "This result stands in row 2 already."),
        (("Residents,How safe?,Unsafe", "Shoppers,How safe?,Unsafe"), 3, "C, Population", "Row 2"),
        (("Town survey,2010,Residents,How safe?,Unsafe", ",2010,,,"), 3, "A, Survey", "Fill this"),
    ],
)
def test_fault_names_row_column_and_what_to_do(change, row, column, words, lakes):
    found = read(lakes, HEADER, [line.replace(*change) for line in ROWS])
    first = found.faults[0]
    assert (first["row"], first["column"]) == (row, column)
    assert first["message"].startswith(words)


def test_several_answers_may_pass_the_whole(lakes):
    rows = [f"Town survey,2010,What worries you?,{answer},60" for answer in ("Noise", "Litter")]
    header = "Survey,Year,Question,Answer,Share"
    assert read(lakes, header, rows).fault_count == 1
    rows = [f"{row},yes" for row in rows]
    found = read(lakes, f"{header},Several answers", rows)
    assert not found.faults


def test_rounded_shares_may_pass_the_whole_a_little(lakes):
    rows = [
        f"Town survey,2010,How safe?,{answer},{share}"
        for answer, share in (("Safe", "33.5"), ("Unsafe", "33.5"), ("Neither", "33.5"))
    ]
    assert not read(lakes, "Survey,Year,Question,Answer,Share", rows).faults


def test_file_with_a_fault_changes_nothing(take):
    with pytest.raises(NotTaken, match="1 fault"):
        take([ROWS[0].replace(",80,", ",most,"), *ROWS[1:]])
    assert not Survey.objects.exists()


def test_columns_that_are_needed_are_named(lakes):
    with pytest.raises(Unreadable, match="No column is named “year”"):
        read(lakes, "Survey,Share", ["Town survey,12"])


def test_page_of_a_file_asks_what_becomes_of_other_values(client, lakes, officer):
    about = {"changes": [{"what": "Other values here", "words": "Safe"}], "change_count": 1}
    batch = EvidenceImport.objects.create(
        partnership=lakes,
        dataset="survey",
        name="results.csv",
        state="read",
        preview=about | {"differing": 1},
        made_at=NOW,
        by=officer,
    )
    client.force_login(officer)
    page = reverse("priorities:evidence_import_detail", args=[batch.uid])
    assert b"What shall become of them?" in client.get(page).content
    confirm = reverse("priorities:evidence_import_confirm", args=[batch.uid])
    client.post(confirm)
    batch.refresh_from_db()
    assert batch.state == "read"
    client.post(confirm, {"if_there": "keep"})
    batch.refresh_from_db()
    assert (batch.state, batch.if_there) == ("saving", "keep")


# ---- the file to fill in


def test_template_is_read_again_and_brings_nothing(lakes):
    text = "".join(template_csv())
    found = read_file(lakes, text.encode())
    assert not found.faults
    assert not found.waves
    assert len(next(csv.reader([text.splitlines()[0]]))) == len(SurveyResults.columns)
    assert not read_file(lakes, template_workbook().read()).waves
