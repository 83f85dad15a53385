"""The performance report as editions: made by the clock once, by officers, for its own people."""

import datetime

import page as pages
import pytest
from django.urls import reverse
from django.utils import timezone

from plans.documents.performance import compose
from plans.models import Ask, QuarterReport
from plans.workflow.quarter_reports import closing_note, last_day_due, make_due, make_report
from publishing.documents import print_html
from publishing.models import Document, Edition, Rendition
from publishing.rendering import render_pdf, renderer_available
from publishing.workflow import make
from records.moves import Refused
from tests import factories
from tests.plans.test_performance import NOW, Made

pytestmark = pytest.mark.django_db


def at(*moment):
    return timezone.make_aware(datetime.datetime(*moment))


@pytest.fixture
def made():
    found = Made()
    found.target("Burglary", 40, 40, 40, 40)
    found.officer = factories.user("officer", found.of)
    return found


def edition(made, number=1, kind="executive", note=""):
    return make_report(
        made.quarter, kind, number=number, change_note=note, by=made.officer, now=NOW
    )


def page(made, name="quarter_report_detail", *more, kind="executive"):
    return reverse(f"plans:{name}", args=[made.quarter.uid, kind, *more])


# ---- by the clock


def test_the_morning_after_begins_at_six_local_time():
    assert last_day_due(at(2012, 4, 13, 5, 59)) == datetime.date(2012, 4, 11)
    assert last_day_due(at(2012, 4, 13, 6, 0)) == datetime.date(2012, 4, 12)


def test_the_change_of_summer_time_moves_no_morning():
    """In summer six o'clock is five by the world's clock, in winter six."""
    utc = datetime.UTC
    assert last_day_due(datetime.datetime(2012, 3, 25, 5, 0, tzinfo=utc)) == datetime.date(
        2012, 3, 24
    )
    assert last_day_due(datetime.datetime(2012, 3, 24, 5, 30, tzinfo=utc)) == datetime.date(
        2012, 3, 22
    )
    assert last_day_due(datetime.datetime(2012, 2, 29, 7, 0, tzinfo=utc)) == datetime.date(
        2012, 2, 28
    )


def test_it_is_made_by_the_clock_once_from_what_was_sent(made):
    made.group_report(factories.group(made.of, "Late Group"), "draft")
    make_due(at(2012, 4, 13, 5, 59))
    assert not Edition.objects.exists()
    make_due(at(2012, 4, 13, 6, 0))
    make_due(at(2012, 4, 13, 6, 5))
    only = Edition.objects.get()
    assert (only.number, only.published_by_label) == (1, "The portal")
    assert "Nothing has arrived from Late Group." in only.fragment
    assert only.document.internal


def test_it_is_made_at_closing_if_that_comes_before(made):
    made.quarter.state, made.quarter.closed_at = "closed", NOW
    made.quarter.closed_by_label, made.quarter.due_on = "Officer", datetime.date(2012, 5, 1)
    made.quarter.save()
    make_due(at(2012, 4, 13, 9, 30))
    assert Edition.objects.count() == 1


def test_what_an_officer_made_before_is_not_made_again(made):
    edition(made)
    make_due(at(2012, 4, 20, 9, 0))
    assert Edition.objects.count() == 1


def test_one_quarter_that_fails_keeps_no_other_from_its_report(made, monkeypatch):
    other = Made.__new__(Made)
    other.of = factories.partnership("shire")
    other.quarter = made.quarter.__class__.objects.create(
        partnership=other.of, year=2011, quarter=4, due_on="2012-04-01", opened_at=NOW
    )
    real = make_due.__globals__["compose"]

    def fail(report, on):
        if report.quarter == other.quarter:
            raise ValueError("broken")
        return real(report, on)

    monkeypatch.setattr("plans.workflow.quarter_reports.compose", fail)
    make_due(at(2012, 4, 13, 9, 0))
    assert [one.document.partnership for one in Edition.objects.all()] == [made.of]


# ---- by officers


def test_asked_twice_for_one_number_it_is_made_once(made):
    assert edition(made) == edition(made)


def test_nothing_new_makes_no_new_edition(made):
    edition(made)
    with pytest.raises(Refused, match="Nothing has changed since edition 1"):
        edition(made, 2, note="Again")


def test_a_new_edition_says_what_changed(made):
    edition(made)
    made.target("Damage", 20, 20, 20, 20)
    with pytest.raises(Refused, match="Say what changed since edition 1"):
        edition(made, 2)
    assert edition(made, 2, note="Damage came in.").number == 2


def test_only_officers_make_it(made):
    made.officer = factories.user("executive", made.of)
    with pytest.raises(Refused, match="Officers"):
        edition(made)


def test_quarter_report_detail_offers_a_new_edition_after_closing(client, made):
    client.force_login(made.officer)
    edition(made)
    assert "no longer the same" not in client.get(page(made)).text
    made.quarter.state, made.quarter.closed_at = "closed", at(2012, 4, 20, 9, 0)
    made.quarter.closed_by_label = "Officer"
    made.quarter.save()
    made.target("Damage", 20, 20, 20, 20)
    found = client.get(page(made)).text
    assert "no longer the same as edition 1" in found
    assert closing_note(made.quarter) == "Closed on 20 April 2012."
    assert "Closed on 20 April 2012." in found
    assert Edition.objects.count() == 1


def test_quarter_report_make_leads_to_its_edition(client, made):
    client.force_login(made.officer)
    answer = client.post(page(made, "quarter_report_make"), {"number": 1}, follow=True)
    assert "The report is made." in answer.text
    assert Edition.objects.get().number == 1


def test_quarter_report_make_keeps_what_was_typed(client, made):
    client.force_login(made.officer)
    edition(made)
    long = "a" * 501
    answer = client.post(page(made, "quarter_report_make"), {"number": 2, "change_note": long})
    assert answer.status_code == 200
    assert long in answer.text
    assert "at most 500 characters" in answer.text


# ---- what is asked, what is drawn


def test_ask_target_is_saved_in_its_place(client, made):
    client.force_login(made.officer)
    target = made.performance().measures[0].target
    address = reverse("plans:ask_target", args=[made.quarter.uid, target.uid])
    answer = client.post(address, {"decide": "yes", "words": "Ask the Network for a report?"})
    assert answer.status_code == 302
    assert answer.url == f"{page(made)}#ask-target-{target.uid}"
    assert "Decide: Ask the Network for a report?" in client.get(page(made)).text


def test_ask_target_needs_words_for_a_decision(client, made):
    client.force_login(made.officer)
    target = made.performance().measures[0].target
    address = reverse("plans:ask_target", args=[made.quarter.uid, target.uid])
    answer = client.post(address, {"decide": "yes", "words": ""})
    assert "Write what is to be decided." in answer.text
    assert not Ask.objects.exists()


def test_ask_target_over_a_newer_one_shows_both(client, made):
    client.force_login(made.officer)
    target = made.performance().measures[0].target
    Ask.objects.create(quarter=made.quarter, target=target, words="Theirs", version=2)
    address = reverse("plans:ask_target", args=[made.quarter.uid, target.uid])
    answer = client.post(address, {"decide": "", "words": "Mine", "base_version": 1})
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text


def test_ask_action_of_another_partnership_does_not_exist(client, made):
    client.force_login(made.officer)
    other = factories.plan(factories.partnership("shire"))
    action = factories.action(factories.section(other))
    assert (
        client.get(reverse("plans:ask_action", args=[made.quarter.uid, action.uid])).status_code
        == 404
    )


def test_quarter_report_edit_chooses_what_is_drawn_large(client, made):
    client.force_login(made.officer)
    chosen = made.target("Damage", 20, 20, 20, 20)
    answer = client.post(
        page(made, "quarter_report_edit"), {"introduction": "Read this.", "charted": [chosen.pk]}
    )
    assert answer.status_code == 302
    assert [str(one.line.measure) for one in made.performance().large] == ["Damage"]
    assert "Read this." in client.get(page(made)).text


# ---- who reads it


@pytest.mark.parametrize("kind", QuarterReport.Kind.values)
def test_quarter_report_edition_is_for_its_own_people(client, made, kind):
    edition(made, kind=kind)
    address = page(made, "quarter_report_edition", 1, kind=kind)
    assert client.get(address).status_code == 302
    client.force_login(factories.user("officer", factories.partnership("shire")))
    assert client.get(address).status_code == 404
    for role in ("executive", "lead"):
        client.force_login(factories.user(role, made.of))
        assert "Burglary" in client.get(address).text
    assert not Document.objects.published().exists()


def test_quarter_report_detail_lets_nobody_but_officers_change(client, made):
    made.group_report(factories.group(made.of), "draft")
    client.force_login(factories.user("executive", made.of))
    found = client.get(page(made)).text
    assert "Change<" not in found
    assert "Make the report" not in found
    assert client.post(page(made, "quarter_report_make"), {"number": 1}).status_code == 403


def test_a_report_of_an_unknown_kind_does_not_exist(client, made):
    client.force_login(made.officer)
    assert client.get(page(made, kind="theme")).status_code == 404


def test_quarter_report_list_leads_to_each_report(client, made):
    client.force_login(made.officer)
    edition(made)
    found = client.get(reverse("plans:quarter_report_list", args=["lakes"])).text
    assert page(made) in found
    assert page(made, kind="county") in found
    assert page(made, "quarter_report_edition", 1) in found


# ---- on paper


@pytest.mark.once
@pytest.mark.parametrize("kind", QuarterReport.Kind.values)
def test_on_paper_it_tells_each_measure_and_passes_pdf_ua_1(tmp_path, made, kind):
    made.target("Damage", 20, 20, 20, 20)
    made.action("Find volunteers", "red", "Insurance is not settled.")
    composed = compose(QuarterReport(quarter=made.quarter, kind=kind), NOW.date())
    html = print_html(
        title=composed.title,
        fragment=composed.fragment,
        snapshot=composed.snapshot,
        partnership=made.of,
        edition_number=1,
        published_at=NOW,
    )
    assert all(words in html for words in ("Burglary", "Damage", "not for the public"))
    file = tmp_path / "report.pdf"
    file.write_bytes(render_pdf(html).bytes)
    report = pages.validate_pdf(file, profile="ua1")
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []


@pytest.mark.skipif(not renderer_available(), reason="The PDF renderer is not installed.")
def test_quarter_report_pdf_is_for_its_own_people(client, made):
    edition(made)
    make(Rendition.objects.get().pk, clock=timezone.now)
    address = page(made, "quarter_report_pdf", 1)
    assert client.get(address).status_code == 302
    client.force_login(factories.user("executive", made.of))
    answer = client.get(address)
    assert b"".join(answer).startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"


def test_quarter_report_retry_tries_a_failed_file_again(client, made):
    if not renderer_available():
        pytest.skip("The PDF renderer is not installed.")
    edition(made)
    Rendition.objects.update(state="failed", reason="Out of paper")
    client.force_login(made.officer)
    assert "Out of paper" in client.get(page(made)).text
    client.post(page(made, "quarter_report_retry", 1))
    assert Rendition.objects.get().state == "waiting"


def test_an_edition_that_named_somebody_is_taken_out(client, made):
    first = edition(made)
    made.target("Robbery", 10, 10, 10, 10)
    edition(made, 2, note="Corrected.")
    client.force_login(made.officer)
    address = page(made, "quarter_report_edition", 1)
    take_out = reverse("publishing:edition_take_out", args=[first.uid])
    assert f'href="{take_out}"' in client.get(address).text
    assert f'href="{address}"' in client.get(take_out).text
    client.post(take_out, {"reason": "It named a resident."})
    gone = client.get(address).text
    assert "It named a resident." in gone and "Burglary" not in gone and take_out not in gone
    assert client.get(page(made, "quarter_report_pdf", 1)).status_code == 410
    listed = client.get(page(made)).text
    assert listed.count("Taken out") == 1 and "could not be made" not in listed


def test_only_officers_are_offered_to_take_an_edition_out(client, made):
    edition(made)
    client.force_login(factories.user("executive", made.of))
    assert "Take it out" not in client.get(page(made, "quarter_report_edition", 1)).text
