"""Plans that were published elsewhere: many files at once, each described, shown when asked."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partnership.models import ContactPoint
from plans.importers.word.facts import years_of
from plans.models import PastPlan
from plans.views.staging import MOST
from plans.workflow import past
from records.models import Change
from tests import factories
from tests.plans import words

PDF = b"%PDF-1.4 the plan of 2008"
ADD, LIST = "past_plan_add", "past_plan_list"


def file(name="plan-2008-11.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


def address(name, *args):
    return reverse(f"plans:{name}", args=args or ["small-place"])


@pytest.fixture
def choose(officer, small):
    """Choose files on the page."""

    def choose_them(*files, **typed):
        return officer.post(
            address(ADD), {"act": "upload", "files": list(files)} | typed, follow=True
        )

    return choose_them


def prefixes(client):
    rows = client.session.get(next(k for k in client.session.keys() if "past_plans" in k))  # noqa: SIM118
    return [f"file-{row['sha256'][:16]}" for row in rows]


def typed(prefix, **values):
    about = {
        "title": "Community Safety Plan",
        "kind": "full",
        "summary": "What we did about crime.",
        "use_guess": "on",
    } | values
    return {f"{prefix}-{name}": value for name, value in about.items()}


@pytest.fixture
def old_plan(small):
    """A past plan that is on the public site."""
    path = past.keep_original(file(), "ab" * 32, "pdf")
    plan = PastPlan(
        partnership=small.partnership,
        title="Community Safety Plan",
        starts_on=datetime.date(2008, 4, 1),
        ends_on=datetime.date(2011, 3, 31),
        summary="What we did about crime & disorder.",
        original=path,
        original_name="secret name.pdf",
        media_type="application/pdf",
        size=len(PDF),
        sha256="ab" * 32,
        public=True,
    )
    past.add([plan], by=small.officer, now=timezone.now())
    return plan


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("plan-2008-11", (2008, 2011)),
        ("Partnership Plan 2008-2011 final", (2008, 2011)),
        ("CSP_plan_2011_12", (2011, 2012)),
        ("Plan 1998/99", (1998, 1999)),
        ("plan 2011", None),
        ("Plan 2011-04", None),
        ("phone 2012345-12", None),
    ],
)
def test_years_of_a_file_name(name, years):
    assert years_of(name) == years


# ---- choosing and describing


def test_past_plan_add_takes_many_files_and_asks_about_each(choose, officer):
    page = choose(
        file(),
        file("report.docx", words.saved(words.word("Report"))),
    )
    assert "Describe 2 files" in page.text
    assert 'value="plan"' in page.text
    assert "It is for April 2008 to March 2011, as the name of the file has it" in page.text
    assert page.text.count("What it says") == 0
    assert not PastPlan.objects.exists()


def test_years_in_a_name_are_offered_and_never_taken_by_themselves(choose, officer):
    choose(file())
    (prefix,) = prefixes(officer)
    values = typed(prefix)
    del values[f"{prefix}-use_guess"]
    page = officer.post(address(ADD), values | {"act": "save"})
    assert "tick the guess above" in page.text
    assert f'id="id_{prefix}-starts_on_error"' in page.text
    assert not PastPlan.objects.exists()
    officer.post(address(ADD), typed(prefix) | {"act": "save"})
    plan = PastPlan.objects.get()
    assert (plan.starts_on, plan.ends_on) == (
        datetime.date(2008, 4, 1),
        datetime.date(2011, 3, 31),
    )


def test_guess_that_is_ticked_beside_another_day_is_refused(choose, officer):
    choose(file())
    (prefix,) = prefixes(officer)
    page = officer.post(address(ADD), typed(prefix, starts_on="2009-04-01") | {"act": "save"})
    assert "Keep one of the two" in page.text
    assert not PastPlan.objects.exists()


def test_past_plans_are_saved_all_or_none_and_nothing_typed_is_lost(choose, officer, small):
    choose(file(), file("other 2005-08.pdf", b"%PDF-1.4 another"))
    first, second = prefixes(officer)
    values = typed(first) | typed(second, title="Older", summary="")
    page = officer.post(address(ADD), values | {"act": "save"})
    assert "Nothing was added yet" in page.text
    assert f'id="id_{second}-summary_error"' in page.text
    assert f'id="id_{first}-summary_error"' not in page.text
    assert "What we did about crime." in page.text
    assert not PastPlan.objects.exists()
    # Another day: what was typed is still there.
    assert "What we did about crime." in officer.get(address(ADD)).text
    values |= typed(second, title="Older", summary="Older words")
    page = officer.post(address(ADD), values | {"act": "save"}, follow=True)
    assert "2 past plans were added." in page.text
    assert [plan.public for plan in PastPlan.objects.all()] == [False, False]
    assert {plan.slug for plan in PastPlan.objects.all()} == {
        *("community-safety-plan-2008-2011", "older-2005-2008"),
    }
    assert Change.objects.filter(action="past_plan.add").count() == 2
    assert "Choose one file or many" in officer.get(address(ADD)).text


def test_more_files_leave_what_was_typed(choose, officer):
    choose(file())
    (prefix,) = prefixes(officer)
    page = choose(file("other.pdf", b"%PDF-1.4 another"), **typed(prefix, title="My own title"))
    assert "My own title" in page.text
    assert "Describe 2 files" in page.text


def test_last_day_before_the_first_is_said_beside_the_field(choose, officer):
    choose(file("plan.pdf"))
    (prefix,) = prefixes(officer)
    days = {"starts_on": "2011-04-01", "ends_on": "2010-03-31"}
    page = officer.post(address(ADD), typed(prefix, **days) | {"act": "save"})
    assert f'id="id_{prefix}-ends_on_error"' in page.text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("plan.pdf", b"", "empty"),
        ("plan.pdf", b"<html>no plan", "not a document that can be kept"),
        ("plan.docx", b"PK\x03\x04 broken", "damaged"),
        (
            "plan.docx",
            words.with_parts(words.saved(words.word("x")), {"word/vbaProject.bin": b""}),
            "holds macros",
        ),
    ],
    ids=["empty", "page", "broken", "macros"],
)
def test_past_plan_add_refuses_what_is_no_document_and_takes_the_rest(choose, name, data, said):
    page = choose(file(name, data), file("good.pdf", b"%PDF-1.4 good"))
    assert said in page.text
    assert 'id="id_files_error"' in page.text
    assert "Describe 1 file" in page.text


def test_past_plan_add_refuses_a_file_that_is_too_large(choose, monkeypatch):
    monkeypatch.setattr("plans.views.staging.LARGEST_FILE", 10)
    assert "at most 50 MB" in choose(file()).text


def test_past_plan_add_takes_twenty_at_once(choose):
    page = choose(*(file(f"{n}.pdf", b"%%PDF-1.4 %d" % n) for n in range(MOST + 1)))
    assert f"Describe {MOST} files" in page.text
    assert "was not taken" in page.text


def test_same_file_twice_is_refused_with_words(choose, officer, old_plan):
    page = choose(file("a.pdf", b"%PDF-1.4 a"), file("b.pdf", b"%PDF-1.4 a"))
    assert "“b.pdf” is the same file as “a.pdf”" in page.text
    (prefix,) = prefixes(officer)
    officer.post(address(ADD), typed(prefix, title="Plan A", starts_on="2005-04-01",
                                     ends_on="2006-03-31") | {"act": "save"})  # fmt: skip
    assert "it is the file of “Plan A 2005-2006”" in choose(file("c.pdf", b"%PDF-1.4 a")).text


def test_file_that_a_colleague_added_meanwhile_is_refused(choose, officer, small):
    choose(file())
    (prefix,) = prefixes(officer)
    sha256 = next(iter(officer.session.get(f"past_plans_{small.partnership.uid}")))["sha256"]
    PastPlan.objects.create(
        partnership=small.partnership, title="Theirs", slug="theirs", original="past/x.pdf",
        starts_on=datetime.date(2008, 4, 1), ends_on=datetime.date(2011, 3, 31), size=1,
        sha256=sha256, media_type="application/pdf", original_name="x.pdf",
    )  # fmt: skip
    page = officer.post(address(ADD), typed(prefix) | {"act": "save"})
    assert "added by somebody else" in page.text
    assert "What we did about crime." in page.text
    assert PastPlan.objects.count() == 1


def test_file_can_be_taken_out_of_the_list(choose, officer):
    choose(file())
    (row,) = officer.session.get(next(k for k in officer.session.keys() if "past_" in k))  # noqa: SIM118
    assert default_storage.exists(row["original"])
    page = officer.post(address(ADD), {"drop": row["sha256"]}, follow=True)
    assert "Choose one file or many" in page.text
    assert not default_storage.exists(row["original"])


def test_chosen_files_of_one_officer_are_not_those_of_another(choose, client, small):
    choose(file())
    client.logout()
    client.force_login(factories.user("officer", small.partnership))
    assert "Choose one file or many" in client.get(address(ADD)).text


# ---- kept and shown


def test_past_plan_edit_changes_it_and_refuses_an_older_version(officer, old_plan):
    page = address("past_plan_edit", old_plan.uid)
    about = {
        "title": "Another title", "kind": "full", "starts_on": "2008-04-01",
        "ends_on": "2011-03-31", "summary": "New words", "base_version": 1,
    }  # fmt: skip
    assert officer.post(page, about).status_code == 302
    assert PastPlan.objects.get().title == "Another title"
    stale = officer.post(page, about | {"summary": "Mine"})
    assert stale.status_code == 409
    assert "Mine" in stale.text
    assert "New words" in stale.text


def test_past_plan_show_puts_it_on_the_public_site_and_takes_it_off(officer, client, old_plan):
    show, public = address("past_plan_show", old_plan.uid), _public(old_plan)
    officer.post(show, {"public": "0"})
    assert client.get(public).status_code == 404
    assert client.get(_file(old_plan)).status_code == 404
    assert "As published elsewhere" not in client.get("/small-place/plans/").text
    officer.post(show, {"public": "1"})
    assert client.get(public).status_code == 200
    assert Change.objects.filter(action__in=["past_plan.hide", "past_plan.show"]).count() == 2


def test_past_plan_without_a_summary_does_not_go_public(officer, old_plan):
    PastPlan.objects.update(public=False, summary="")
    page = officer.post(address("past_plan_show", old_plan.uid), {"public": "1"}, follow=True)
    assert "Write the summary first" in page.text
    assert not PastPlan.objects.get().public


def _public(plan):
    return reverse("plans:past_plan_page", args=["small-place", plan.slug])


def _file(plan):
    return reverse("plans:past_plan_file", args=["small-place", plan.slug])


def test_public_reads_the_summary_and_whom_to_ask(client, old_plan):
    ContactPoint.objects.create(
        partnership=old_plan.partnership, purpose="formats", name="Council", phone="0845 050 4434"
    )
    listed = client.get("/small-place/plans/").text
    assert "As published elsewhere" in listed
    assert "Community Safety Plan 2008-2011" in listed
    page = client.get(_public(old_plan)).text
    assert "What we did about crime &amp; disorder." in page
    assert "0845 050 4434" in page
    assert "April 2008 to March 2011" in page
    assert "secret name" not in page


def test_file_is_served_under_our_own_name_and_only_a_pdf_inline(client, old_plan):
    answer = client.get(_file(old_plan))
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    name = "small-place-community-safety-plan-2008-2011.pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{name}"'
    PastPlan.objects.update(media_type="application/msword")
    assert client.get(_file(old_plan)).headers["Content-Disposition"].startswith("attachment")


def test_past_plans_of_a_partnership_that_is_not_public_are_not_shown(client, old_plan):
    old_plan.partnership.public = False
    old_plan.partnership.save()
    assert client.get(_public(old_plan)).status_code == 404


def test_list_of_plans_asks_the_same_for_few_and_many(
    client, old_plan, small, django_assert_num_queries, django_assert_max_num_queries
):
    def more(number):
        PastPlan.objects.create(
            partnership=small.partnership, title="Old", slug=f"old-{number}", public=True,
            starts_on=old_plan.starts_on, ends_on=old_plan.ends_on, original="past/x.pdf",
            original_name="x", media_type="application/pdf", size=1, sha256=str(number),
        )  # fmt: skip

    with django_assert_max_num_queries(30) as few:
        client.get("/small-place/plans/")
    for number in range(10):
        more(number)
    with django_assert_num_queries(len(few)):
        client.get("/small-place/plans/")


def test_past_plan_list_is_for_officers(client, small, old_plan):
    client.force_login(small.executive)
    assert client.get(address(LIST)).status_code == 403
    client.force_login(factories.user("officer", factories.partnership()))
    assert client.get(address(LIST)).status_code == 404
    assert client.get(address("past_plan_edit", old_plan.uid)).status_code == 404
