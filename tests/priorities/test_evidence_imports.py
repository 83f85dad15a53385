"""A file of evidence comes in whole or not at all, once, and can be taken back."""

import datetime

import pytest
from django.utils import timezone

from priorities.importers.now import NotTaken
from priorities.importers.street_crime import StreetCrime
from priorities.models import EvidenceImport, Figure, Measure
from priorities.workflow import arriving, imports
from records.jobs import PATIENCE
from records.models import Change
from records.moves import Refused
from tests import factories
from tests.priorities.evidence_files import a_place, brought_in, crime, read, run, table_of, upload

pytestmark = pytest.mark.django_db

MARCH = datetime.date(2016, 3, 1)


@pytest.fixture
def place():
    return a_place()


def burglaries(count, **how):
    return table_of(*[crime(**how) for _ in range(count)])


def level(code="street:burglary"):
    """What counts now; None where nothing does."""
    found = Figure.objects.current().filter(measure__code=code, starts_on=MARCH).first()
    return found and found.level


def decide(batch, how, officer):
    return imports.confirm(batch, by=officer, now=timezone.now(), if_there=how)


# ---- unseen, then at once


def test_what_was_read_does_not_count_before_it_is_confirmed(place):
    batch = read(place, burglaries(3))
    assert (batch.state, batch.preview["figures"], batch.preview["new"]) == ("read", 2, 2)
    assert batch.preview["areas"] == {"count": 1, "first": ["South Lakeland"]}
    assert level() is None
    decide(batch, "", place.officer)
    assert level() == 3
    noted = Change.objects.get(action="evidence.import")
    assert (noted.after["figures"], noted.partnership) == (2, place.of.uid)


def test_figure_says_where_it_comes_from(place, tmp_path):
    day = datetime.date(2016, 5, 1)
    batch = brought_in(
        place, burglaries(3), tmp_path, source="The police", as_at=day, provisional=True
    )
    figure = Figure.objects.get(measure__code="street:burglary")
    assert (figure.batch, figure.rows, figure.as_at) == (batch, "rows 2 to 4", day)
    assert (figure.firmness, figure.source_as_stated) == ("provisional", "The police")
    assert batch.licence == "Open Government Licence v3.0"
    assert not Figure.history.exists()  # the file is the history


def test_same_file_twice_changes_nothing(place, tmp_path):
    first = brought_in(place, burglaries(3), tmp_path)
    assert brought_in(place, burglaries(3), tmp_path) == first
    with pytest.raises(imports.KnownFile, match=r"came in on .* by the post of"):
        upload(place, burglaries(3))
    assert (EvidenceImport.objects.count(), Figure.objects.count()) == (1, 2)


def test_file_with_the_same_values_leaves_nothing_to_bring_in(place, tmp_path):
    brought_in(place, burglaries(3), tmp_path)
    batch = read(place, burglaries(3, name="South Lakeland 002B"))
    assert (batch.preview["new"], batch.preview["same"], batch.preview["differing"]) == (0, 2, 0)
    decide(batch, "", place.officer)
    assert Figure.objects.count() == 2


# ---- other values: replace, keep, stop


def test_other_values_are_shown_and_nothing_is_chosen_for_anybody(place, tmp_path):
    brought_in(place, burglaries(3), tmp_path)
    batch = read(place, burglaries(4))
    shown = {one["measure"]: (one["old"], one["new"]) for one in batch.preview["differences"]}
    assert shown["Burglary (street level)"] == ("3", "4")
    with pytest.raises(Refused, match="Choose"):
        decide(batch, "", place.officer)
    assert level() == 3


def test_replacing_keeps_the_old_values_as_revisions(place, tmp_path):
    first = brought_in(place, burglaries(3), tmp_path)
    second = brought_in(place, burglaries(4), tmp_path, if_there="replace")
    assert level() == 4
    old = Figure.objects.get(batch=first, measure__code="street:burglary")
    assert (old.standing, old.revised_by, old.level) == ("revised", second, 3)


def test_keeping_takes_in_only_what_is_new(place, tmp_path):
    brought_in(place, burglaries(3), tmp_path)
    content = table_of(*[crime() for _ in range(4)], crime("Drugs"))
    brought_in(place, content, tmp_path, if_there="keep")
    assert (level(), level("street:drugs")) == (3, 1)
    # The same file may come again, now to replace.
    brought_in(place, content, tmp_path, if_there="replace")
    assert level() == 4


def test_stopping_changes_nothing_and_leaves_nothing(place, tmp_path):
    brought_in(place, burglaries(3), tmp_path)
    with pytest.raises(NotTaken, match="2 of its 3 figures are here already with other values"):
        brought_in(place, table_of(*[crime()] * 4, crime("Drugs")), tmp_path)
    assert level() == 3
    assert (Figure.objects.count(), Measure.objects.count()) == (2, 2)


def test_final_value_replaces_a_provisional_one_only_when_asked(place, tmp_path):
    brought_in(place, burglaries(3), tmp_path, provisional=True)
    batch = read(place, burglaries(3, code="E2"))
    assert batch.preview["differences"][0]["old"] == "3 (provisional)"
    decide(batch, "replace", place.officer)
    assert Figure.objects.current().get(measure__code="street:burglary").firmness == ""


def test_figure_typed_by_hand_stays_beside_what_files_say(place, tmp_path):
    brought_in(place, table_of(crime("Drugs")), tmp_path)
    measure = Measure.objects.get(code="street:drugs")
    days = {"starts_on": MARCH, "ends_on": datetime.date(2016, 3, 31)}
    typed = factories.figure(measure, area=place.district, **days)
    batch = read(place, table_of(crime("Drugs"), crime("Drugs")))
    assert batch.preview["by_hand"] == 1
    decide(batch, "replace", place.officer)
    typed.refresh_from_db()
    assert typed.standing == "current"


def test_values_that_came_in_meanwhile_are_asked_about(place, tmp_path):
    batch = read(place, burglaries(3))
    brought_in(place, burglaries(4), tmp_path)
    with pytest.raises(Refused, match="Choose"):
        decide(batch, "", place.officer)


def test_measure_of_this_name_typed_before_is_another_one(place, tmp_path):
    factories.measure(place.of, "Burglary (street level)")
    brought_in(place, burglaries(1), tmp_path)
    made = Measure.objects.get(code="street:burglary")
    assert made.name == "Burglary (street level) (data.police.uk)"


# ---- given up, and taken back


def test_discarded_file_leaves_neither_figures_nor_measures(place):
    batch = read(place, burglaries(3))
    imports.discard(batch, by=place.officer, now=timezone.now())
    batch.refresh_from_db()
    assert (batch.state, "Discarded by the" in batch.reason) == ("failed", True)
    assert not Figure.objects.exists()
    assert not Measure.objects.exists()


def take_back(batch, officer, reason="It was the wrong month"):
    imports.take_back(batch, reason=reason, by=officer, now=timezone.now())


def test_file_taken_back_lets_the_earlier_values_count_again(place, tmp_path):
    brought_in(place, burglaries(3), tmp_path)
    second = brought_in(
        place, table_of(*[crime()] * 4, crime("Drugs")), tmp_path, if_there="replace"
    )
    take_back(second, place.officer)
    assert (level(), level("street:drugs")) == (3, None)
    assert "It was the wrong month" in Change.objects.get(action="evidence.take_back").reason


def test_middle_file_taken_back_is_as_if_it_had_never_come(place, tmp_path):
    brought_in(place, burglaries(3), tmp_path)
    middle = brought_in(place, burglaries(4), tmp_path, if_there="replace")
    last = brought_in(place, burglaries(5), tmp_path, if_there="replace")
    take_back(middle, place.officer)
    assert level() == 5
    take_back(last, place.officer)
    assert level() == 3


def test_what_was_taken_back_can_come_again(place, tmp_path):
    take_back(brought_in(place, burglaries(3), tmp_path), place.officer)
    assert level() is None
    brought_in(place, burglaries(3), tmp_path)
    assert level() == 3


def test_taking_back_needs_a_reason_and_something_that_came_in(place, tmp_path):
    batch = brought_in(place, burglaries(3), tmp_path)
    with pytest.raises(Refused, match="Say why"):
        take_back(batch, place.officer, " ")
    with pytest.raises(Refused, match="has not come in"):
        take_back(read(place, burglaries(4)), place.officer)


# ---- who


def test_only_who_keeps_the_evidence_brings_it_in(place, tmp_path):
    place.officer = factories.user("executive", place.of)
    with pytest.raises(Refused, match="Officers bring in"):
        upload(place, burglaries(1))


def test_officers_bring_nothing_in_for_all(place):
    place.of = None
    with pytest.raises(Refused, match="administrators"):
        upload(place, burglaries(1))


def test_areas_are_brought_in_by_administrators_for_all(place):
    with pytest.raises(Refused, match="administrators"):
        upload(place, b"LAD19CD", dataset="areas")


def test_measures_of_all_and_of_one_are_kept_apart(place, tmp_path):
    brought_in(place, burglaries(3), tmp_path)
    place.of, place.officer = None, factories.administrator()
    brought_in(place, burglaries(4), tmp_path)
    assert Figure.objects.current().filter(measure__code="street:burglary").count() == 2


# ---- faults, and death


def test_file_with_faults_cannot_come_in(place, tmp_path):
    batch = read(place, table_of(crime(), crime(month="March")))
    assert not Figure.objects.exists()
    with pytest.raises(Refused, match="Correct the faults"):
        decide(batch, "", place.officer)
    with pytest.raises(NotTaken, match="1 fault in this file"):
        brought_in(place, table_of(crime(month="May")), tmp_path)


class Stop(BaseException):
    """The worker is killed."""


def test_killed_reader_leaves_nothing_that_counts_and_starts_again(place, monkeypatch):
    batch = upload(place, table_of(crime(), crime("Drugs"), crime("Robbery")))
    keep, calls = arriving.keep_figures, []

    def dying(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise Stop
        keep(*args, **kwargs)

    with monkeypatch.context() as patched, pytest.raises(Stop):
        patched.setattr("priorities.importers.jobs.PIECE", 2)
        patched.setattr(arriving, "keep_figures", dying)
        run(batch)
    assert Figure.objects.filter(standing="arriving").count() == 2
    assert not Figure.objects.current().exists()
    later = timezone.now() + PATIENCE * 2
    imports.start_again(batch, by=place.officer, now=later)
    batch = run(batch)
    assert (batch.state, batch.preview["new"]) == ("read", 4)
    decide(batch, "", place.officer)
    assert Figure.objects.count() == Figure.objects.current().count() == 4


def test_worker_that_was_given_up_writes_no_more(place, monkeypatch):
    batch = upload(place, burglaries(3))
    keep = arriving.keep_figures

    def meanwhile(*args, **kwargs):
        imports.discard(batch, by=place.officer, now=timezone.now())
        keep(*args, **kwargs)

    monkeypatch.setattr(arriving, "keep_figures", meanwhile)
    assert run(batch).state == "failed"
    assert not Figure.objects.exists()


def test_figures_given_twice_are_a_fault(place, monkeypatch):
    given = StreetCrime.figures
    monkeypatch.setattr(StreetCrime, "figures", lambda reader: [*given(reader), *given(reader)])
    batch = read(place, burglaries(1))
    assert batch.fault_count == 2
    assert "Another row gives a figure" in batch.faults[0]["message"]
