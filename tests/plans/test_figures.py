"""A figure is changed once for every place that shows it, and never over somebody's newer one."""

import re

import pytest
from django.urls import reverse

from priorities.models import Figure
from records.saving import save_over
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure():
    return factories.figure(factories.measure(factories.partnership("lakes")))


@pytest.fixture
def officer(client, figure):
    client.force_login(factories.user("officer", figure.owner))
    return client


def address(figure):
    return reverse("plans:figure_edit", args=[figure.uid])


def typed(**fields):
    return {
        "direction": "reduced",
        "change": "277",
        "change_percent": "6",
        "names_noun": "on",
        "subject_as_stated": "Overall crime levels",
        "starts_on": "2010-04-01",
        "ends_on": "2011-03-31",
        "base_version": 1,
    } | fields


def stored(figure):
    return Figure.objects.get(pk=figure.pk)


def test_figure_edit_saves(officer, figure):
    assert officer.post(address(figure), typed(change="280")).status_code == 302
    assert stored(figure).change == 280
    assert "by 280 offences (6%)" in officer.get(address(figure)).text


def test_figure_edit_of_a_stale_number_shows_both_and_saves_again(officer, figure):
    figure.change = 281
    save_over(figure, base_version=1, by=None)
    answer = officer.post(address(figure), typed(change="290"))
    assert answer.status_code == 409
    assert "281" in answer.text
    assert 'value="290"' in answer.text
    assert stored(figure).change == 281
    version = re.search(r'name="base_version" value="(\d+)"', answer.text).group(1)
    assert officer.post(address(figure), typed(change="290", base_version=version)).url
    assert stored(figure).change == 290


@pytest.mark.parametrize(
    ("fault", "field", "said"),
    [
        ({"change": "-5"}, "change", "Write the size without a sign"),
        ({"change": "many"}, "change", "Enter a number"),
        ({"direction": ""}, "direction", "Say in which direction it changed"),
        (
            {"direction": "", "change": "", "change_percent": ""},
            "level",
            "Give a level, or a change with its direction",
        ),
        ({"ends_on": "2009-01-01"}, "ends_on", "must not be before the first day"),
        ({"compared_starts_on": "2009-04-01"}, "compared_ends_on", "Give both days"),
        ({"change_percent": "123456"}, "change_percent", "4 digits before the decimal point"),
    ],
)
def test_figure_edit_says_faults_beside_the_field(officer, figure, fault, field, said):
    answer = officer.post(address(figure), typed(**{"subject_as_stated": "As typed"} | fault))
    assert answer.status_code == 200
    beside = re.search(rf'<p id="id_{field}_error".*?</p>', answer.text, re.S)
    assert said in beside.group()
    assert 'value="As typed"' in answer.text
    assert stored(figure).version == 1


def test_figure_edit_takes_a_change_over_100_per_cent(officer, figure):
    assert officer.post(address(figure), typed(change_percent="250")).status_code == 302
    assert stored(figure).change_percent == 250


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example"])
def test_figure_edit_leads_nowhere_else(officer, figure, back):
    assert officer.post(address(figure), typed(back=back)).url == address(figure)


def test_figure_edit_leads_back(officer, figure):
    assert officer.post(address(figure), typed(back="/workspace/")).url == "/workspace/"


@pytest.mark.parametrize(("kind", "status"), [("executive", 403), ("officer elsewhere", 404)])
def test_figure_edit_is_for_the_partnerships_officers(client, figure, kind, status):
    of = figure.owner if kind == "executive" else factories.partnership("elsewhere")
    client.force_login(factories.user(kind.split()[0], of))
    assert client.get(address(figure)).status_code == status
    assert client.post(address(figure), typed(change="1")).status_code == status
    assert stored(figure).change == 277


def test_figure_edit_of_a_national_figure_is_for_administrators(client):
    national = factories.figure(factories.measure())
    client.force_login(factories.user("officer", factories.partnership("lakes")))
    assert client.post(address(national), typed(change="1")).status_code == 403
    client.force_login(factories.administrator())
    assert client.post(address(national), typed(change="1")).status_code == 302
