"""Groups of places to compare with: drawn anew, dated, and read from a file."""

import datetime
import io

import pytest
from django.utils import timezone

from partnership.models import Area, AreaLink, CoveredArea
from priorities.importers.similar_groups import SimilarGroups
from priorities.models import ComparatorGroup, EvidenceImport
from priorities.workflow.groups import new_group
from records.models import Change
from records.moves import Refused
from tests import factories

NOW = timezone.now()
DAY = datetime.date(2010, 4, 1)
LATER = datetime.date(2012, 4, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes):
    return factories.user("officer", lakes)


@pytest.fixture
def places():
    return [factories.area(name) for name in ("South Lakeland", "Craven", "Eden", "Ryedale")]


def draw(lakes, officer, members, *, from_date=DAY, **more):
    return new_group(
        lakes,
        **{"kind": "similar", "name": "Most Similar Group", "source": "iQuanta"}
        | {"area": members[0], "from_date": from_date, "members": members}
        | {"by": officer, "now": NOW}
        | more,
    )


def test_group_holds_from_its_day(lakes, officer, places):
    drawn = draw(lakes, officer, places[:3])
    assert drawn.words == "Most Similar Group has 3 places."
    assert [member.area.name for member in drawn.group.members.all()] == [
        *("Craven", "Eden", "South Lakeland")
    ]
    assert (drawn.group.from_date, drawn.group.to_date) == (DAY, None)
    assert Change.objects.get(action="comparator_group.draw").actor == officer.uid


def test_group_before_ends_the_day_before(lakes, officer, places):
    first = draw(lakes, officer, places[:3]).group
    drawn = draw(lakes, officer, [places[0], places[1], places[3]], from_date=LATER)
    first.refresh_from_db()
    assert first.to_date == datetime.date(2012, 3, 31)
    assert drawn.words == "Ryedale has joined and Eden has left."
    assert first.members.count() == 3


def test_group_drawn_late_for_an_earlier_day_ends_where_the_next_begins(lakes, officer, places):
    draw(lakes, officer, places[:3], from_date=LATER)
    drawn = draw(lakes, officer, places[:2])
    assert drawn.group.to_date == datetime.date(2012, 3, 31)


def test_same_group_once_more_changes_nothing(lakes, officer, places):
    draw(lakes, officer, places[:3])
    drawn = draw(lakes, officer, [places[0], places[2], places[1], places[1]])
    assert not drawn.made
    assert ComparatorGroup.objects.count() == 1
    assert Change.objects.filter(action__startswith="comparator_group").count() == 1


def test_members_of_the_same_day_change_only_where_asked(lakes, officer, places):
    draw(lakes, officer, places[:3])
    others = [places[0], places[1], places[3]]
    with pytest.raises(Refused, match="other members"):
        draw(lakes, officer, others)
    drawn = draw(lakes, officer, others, if_there="replace")
    assert drawn.words == "Ryedale has joined and Eden has left."
    assert {member.area for member in drawn.group.members.all()} == set(others)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"members": "first"}, "at least two places"),
        ({"members": "without"}, "South Lakeland itself must be one"),
        ({"by": "executive"}, "Officers of the partnership"),
    ],
)
def test_group_is_refused(fields, words, lakes, officer, places):
    members = {"first": places[:1], "without": places[1:]}.get(fields.get("members"), places)
    by = factories.user("executive", lakes) if "by" in fields else officer
    with pytest.raises(Refused, match=words):
        draw(lakes, by, members, area=places[0])
    assert not ComparatorGroup.objects.exists()


def test_group_without_a_day_cannot_follow_another(lakes, officer, places):
    draw(lakes, officer, places[:3])
    with pytest.raises(Refused, match="from which day"):
        draw(lakes, officer, places[:2], from_date=None)


def test_name_of_the_same_day_is_taken_by_another_place(lakes, officer, places):
    draw(lakes, officer, places[:3])
    with pytest.raises(Refused, match="another place"):
        draw(lakes, officer, places[1:])


# ---- from a file


@pytest.fixture
def covered(lakes, places):
    CoveredArea.objects.create(partnership=lakes, area=places[0])
    return places


def reader(lakes, rows, **batch):
    batch = EvidenceImport(
        partnership=lakes, dataset="similar_group", source="iQuanta, 1 May 2010", **batch
    )
    file = io.BytesIO("\n".join(rows).encode())
    with SimilarGroups.opened(file, batch) as found:
        found.read(lambda rows: None)
    return found


FILE = [
    "Group,From,Place,Code",
    "Most Similar Group,01/04/2010,South Lakeland,",
    ",,Craven,",
    ",,Eden,",
]


def test_file_makes_a_group(lakes, officer, covered):
    found = reader(lakes, FILE)
    assert not found.faults
    assert found.changes() == [
        {
            "what": "New group",
            "words": "Most Similar Group from 1 April 2010: 3 places. Craven (district), "
            "Eden (district), South Lakeland (district).",
        }
    ]
    assert ComparatorGroup.objects.count() == 0


def keep(found, officer):
    found.batch.made_at, found.batch.by = NOW, officer
    found.batch.save()
    return found.apply(by=officer, now=NOW)


def test_file_is_kept_once(lakes, officer, covered):
    assert keep(reader(lakes, FILE), officer) == 1
    group = ComparatorGroup.objects.get()
    assert (group.from_date, group.source, group.area) == (DAY, "iQuanta, 1 May 2010", covered[0])
    again = reader(lakes, FILE)
    assert again.changes() == []
    assert keep(again, officer) == 0
    assert ComparatorGroup.objects.count() == 1


def test_later_file_closes_the_group(lakes, officer, covered):
    keep(reader(lakes, FILE), officer)
    later = [line.replace("2010", "2012").replace("Eden", "Ryedale") for line in FILE]
    found = reader(lakes, later)
    assert found.changes()[0]["words"].endswith("Ryedale has joined and Eden has left.")
    keep(found, officer)
    first, second = ComparatorGroup.objects.order_by("from_date")
    assert (first.to_date, second.from_date) == (datetime.date(2012, 3, 31), LATER)


@pytest.mark.parametrize(
    ("if_there", "members"),
    [("replace", {"South Lakeland", "Craven", "Ryedale"}), ("keep", None), ("", None)],
)
def test_other_members_of_the_same_day_are_asked_about(if_there, members, lakes, officer, covered):
    keep(reader(lakes, FILE), officer)
    other = [line.replace("Eden", "Ryedale") for line in FILE]
    found = reader(lakes, other, if_there=if_there)
    assert found.changes()[0]["what"] == "Other members here"
    if if_there:
        keep(found, officer)
    else:
        with pytest.raises(Refused, match="other members"):
            keep(found, officer)
    group = ComparatorGroup.objects.get()
    names = {member.area.name for member in group.members.all()}
    assert names == (members or {"South Lakeland", "Craven", "Eden"})


@pytest.mark.parametrize(
    ("change", "row", "words"),
    [
        (("Craven,", "Cravan,"), 3, "No place here is named Cravan. Is it Craven?"),
        (("Craven,", "Craven,E99999999"), 3, "No place here has the code E99999999."),
        (("Craven,", "Craven,E10000017"), 3, "E10000017 is Lancashire, not Craven. Correct one"),
        (("Craven,", "Eden,"), 4, "Eden stands in row 3 already. Take one of the rows out."),
        ((",,Craven,", ",01/04/2010,,"), 3, "Fill this in"),
        (("South Lakeland,", "Ryedale,"), 2, "Lakes itself is not among the members."),
        (("01/04/2010", "spring"), 2, "Write the day as dd/mm/yyyy"),
        (("01/04/2010", ""), 2, "Say from which day the group holds"),
        (
            ("Craven,", "Lancashire,"),
            3,
            "Lancashire is a county and a police force area: write the code "
            "(E10000017 or E23000003).",
        ),
    ],
)
def test_fault_names_row_and_what_to_do(change, row, words, lakes, covered):
    Area.objects.create(name="Lancashire", kind="county", code="E10000017")
    Area.objects.create(name="Lancashire", kind="police_force", code="E23000003")
    found = reader(lakes, [line.replace(*change) for line in FILE])
    assert found.faults[0]["row"] == row
    assert found.faults[0]["message"].startswith(words)


def test_code_decides_where_a_name_fits_two_places(lakes, officer, covered):
    county = Area.objects.create(name="Lancashire", kind="county", code="E10000017")
    Area.objects.create(name="Lancashire", kind="police_force", code="E23000003")
    found = reader(lakes, [line.replace("Craven,", "Lancashire,E10000017") for line in FILE])
    assert not found.faults
    assert county in found.groups.popitem()[1].members


def test_two_places_of_one_kind_are_not_guessed_between(lakes, covered):
    Area.objects.create(name="Craven", kind="district", code="E07000163")
    found = reader(lakes, FILE)
    assert found.faults[0]["message"] == (
        "Craven is a district more than once: write the code (E07000163)."
    )


def test_name_means_the_kind_of_place_that_the_group_is_for(lakes, officer, covered):
    whole = Area.objects.create(name="Eden", kind="partnership", code="E22000059")
    lake = Area.objects.create(name="South Lakeland", kind="partnership", code="E22000060")
    AreaLink.objects.create(parent=lake, child=covered[0])
    listed = reader(lakes, FILE).groups.popitem()[1]
    assert listed.place == lake
    assert whole in listed.members


def test_partnership_of_several_places_says_which(lakes, officer, covered):
    CoveredArea.objects.create(partnership=lakes, area=covered[1])
    found = reader(lakes, FILE)
    assert found.faults[0]["message"].startswith("These are all your own places.")
    said = [f"{line},{end}" for line, end in zip(FILE, ("For", "Craven", "", ""), strict=True)]
    found = reader(lakes, said)
    assert not found.faults
    assert found.groups.popitem()[1].place == covered[1]
