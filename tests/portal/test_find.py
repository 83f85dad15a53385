"""Finding one's partnership by whatever one knows of it."""

import pytest
from django.utils import timezone

from partnership.models import (
    Area,
    AreaAlias,
    AreaLink,
    CoveredArea,
    KnownAs,
    Membership,
    OrganisationAlias,
    PostcodeDistrict,
)
from portal.documents.finding import find
from priorities.importers.now import NotTaken, bring_in
from priorities.models.imports import Dataset
from tests import factories


@pytest.fixture
def lakes(db):
    """Lakes covers the district Lakeland, in which lies the town Kendal with its ward Castle."""
    of = factories.partnership("lakes", name="Lakes Safety", name_cy="Diogelwch y Llynnoedd")
    CoveredArea.objects.create(partnership=of, area=district("Lakeland", "E07000031"))
    lies("Kendal", "town", "Lakeland")
    lies("Castle", "ward", "Kendal")
    county = Area.objects.create(name="Cumbria", kind="county", code="E10000006")
    AreaLink.objects.create(child=Area.objects.get(name="Lakeland"), parent=county)
    other = factories.partnership("shire")
    CoveredArea.objects.create(partnership=other, area=district("Shire", "E07000032"))
    return of


def district(name, code):
    return Area.objects.create(name=name, kind="district", code=code)


def lies(name, kind, inside):
    area = Area.objects.create(name=name, kind=kind)
    AreaLink.objects.create(child=area, parent=Area.objects.get(name=inside))


def found(words):
    return [(one.partnership.slug, one.why) for one in find(words, timezone.localdate())]


def test_find_says_why_a_partnership_matches(lakes):
    AreaAlias.objects.create(area=Area.objects.get(name="Kendal"), name="Auld Grey Town")
    KnownAs.objects.create(partnership=lakes, name="Crime Reduction Partnership")
    council = factories.organisation("Lakeland District Council")
    OrganisationAlias.objects.create(organisation=council, name="Lakeland DC")
    Membership.objects.create(partnership=lakes, organisation=council)
    for words, why in (
        ("lakes safety", ""),
        ("llynnoedd", ""),
        ("crime reduction", "also known as Crime Reduction Partnership"),
        ("kendal", "covers Kendal"),
        ("CASTLE", "covers Castle"),
        ("auld grey", "covers Auld Grey Town"),
        ("Cumbria", "lies in Cumbria"),
        ("lakeland dc", "Lakeland District Council takes part"),
    ):
        assert found(words) == [("lakes", why)], words
    assert found("Shire") == [("shire", "")]
    assert len(found("")) == 2 and found("Atlantis") == []
    lakes.public = False
    lakes.save()
    assert found("kendal") == []


def test_find_by_postcode_keeps_nothing_of_a_whole_one(client, lakes):
    area = Area.objects.get(name="Lakeland")
    PostcodeDistrict.objects.create(area=area, district="LA9")
    for typed in ("LA9 4UQ", "la94uq", " la9  4uq "):
        answer = client.get("/", {"q": typed})
        assert answer.status_code == 302 and answer["Location"] == "/?q=LA9"
    assert client.get("/cy/", {"q": "LA9 4UQ"})["Location"] == "/cy/?q=LA9"
    page = client.get("/", {"q": "la9"}, follow=True).text
    assert (
        "Covers LA9" in page
        and "/lakes/places/e07000031/" in page
        and 'value="LA9"' in page
        and "Shire" not in page
    )
    page = client.get("/", {"q": "ZE1"}).text
    assert "No partnership here was found" in page and "nearest town" in page


def test_home_answers_whatever_is_typed(client, lakes):
    for words in ("%", "_", '"', "🏔", "\0", "x" * 10_000, "'; --", "<b>", "\\", "é" * 300):
        for at in ("/", "/cy/"):
            answer = client.get(at, {"q": words})
            assert answer.status_code == 200 and "<b>" not in answer.text
    assert "&lt;b&gt;" in client.get("/", {"q": "<b>"}).text
    for words in ("%", "_"):
        assert "0 partnerships found" in client.get("/", {"q": words}).text


def test_find_costs_the_same_number_of_queries_for_many_partnerships(
    lakes, django_assert_max_num_queries
):
    for number in range(12):
        of = factories.partnership(f"kendal-{number}")
        CoveredArea.objects.create(partnership=of, area=Area.objects.get(name="Lakeland"))
    with django_assert_max_num_queries(16):
        assert len(found("kendal")) == 13


def table(tmp_path, *rows):
    file = tmp_path / "postcodes.csv"
    file.write_text("\n".join(["Postcode district,ONS area code", *rows]))
    return file


def test_postcode_districts_come_in_as_a_file_with_a_preview(lakes, tmp_path):
    by, now = factories.administrator(), timezone.now()
    file = table(tmp_path, "LA9,E07000031", "la 8,E07000031", "LA9,E07000031", "CA1,E07000032")
    batch = bring_in(file, Dataset.AREAS, by=by, now=now)
    assert [one["words"] for one in batch.preview["changes"]] == [
        *("LA9 in Lakeland", "LA8 in Lakeland", "CA1 in Shire")
    ]
    assert found("LA8") == [("lakes", "covers LA8")] and found("ca1 1aa")[0][0] == "shire"
    assert PostcodeDistrict.objects.count() == 3
    again = table(tmp_path, "LA9,E07000031", "LA10,E07000031", "")
    bring_in(again, Dataset.AREAS, by=by, now=now)
    assert PostcodeDistrict.objects.count() == 4
    faulty = table(tmp_path, "LA9 4UQ,E07000031", "LA9,Kendal", "LA9,E07999999")
    with pytest.raises(NotTaken) as refused:
        bring_in(faulty, Dataset.AREAS, by=by, now=now)
    messages = [(one["row"], one["message"][:24]) for one in refused.value.batch.faults]
    assert sorted(messages) == [
        (2, "This is not a postcode d"),
        (3, "This is not an ONS code:"),
        (4, "No area here has this co"),
    ]
    assert PostcodeDistrict.objects.count() == 4
