"""Published by itself at a date and time, once, and only the text that was agreed."""

import datetime
import threading

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from plans import workflow
from plans.forms.approval import WhenForm
from plans.models import Plan
from plans.workflow.scheduling import keep_note, publish_due
from publishing.management.commands import sweep
from publishing.models import Edition
from records.models import Change
from records.moves import Refused
from records.saving import save_over

HOUR = datetime.timedelta(hours=1)
LONDON = timezone.get_default_timezone()


def page_of(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


def agree(small):
    small.submit()
    small.answer()


def schedule(small, at=None, note="The first edition."):
    at = at or timezone.now() + HOUR
    return workflow.schedule(
        small.again(), at=at, change_note=note, by=small.officer, now=timezone.now()
    )


def later(small, day, time, **more):
    return {"when": "later", "day": day, "at": time, "change_note": "", "base": ""} | more


def change_figure(small, change):
    figure = type(small.figure).objects.get(pk=small.figure.pk)
    figure.change = change
    save_over(figure, base_version=figure.version, by=small.officer)


# ---- the workflow


def test_a_scheduled_plan_is_published_once_at_its_time(small):
    agree(small)
    plan = schedule(small)
    publish_due(timezone.now())
    assert small.again().state == "scheduled"
    for _ in range(2):
        publish_due(plan.publish_at)
    edition = Edition.objects.get()
    assert small.again().state == "published"
    assert small.again().publish_at is None
    assert edition.content_hash == small.again().submitted_hash
    assert edition.change_note == "The first edition."
    assert edition.published_by == small.officer.uid
    made = Change.objects.get(action="plan.publish_due")
    assert (made.actor, made.reason) == (None, "Scheduled by Partnership officer")


def test_it_is_not_published_with_another_text(officer, small):
    agree(small)
    plan = schedule(small)
    change_figure(small, 280)
    publish_due(plan.publish_at)
    found = small.again()
    assert (found.state, found.publish_at) == ("agreed", None)
    assert "The content has changed" in found.publish_refused
    assert not Edition.objects.exists()
    assert Change.objects.get(action="plan.miss").actor is None
    assert "It was not published at its time. The content" in officer.get("/workspace/").text
    page = officer.get(page_of("plan_agree", small.plan)).text
    assert "It was not published at its time" in page
    assert "added: </span>280<" in page


def test_one_plan_never_keeps_another_from_its_time(small, monkeypatch):
    agree(small)
    plan = schedule(small)
    broken = Plan.objects.create(
        partnership=small.partnership,
        slug="broken",
        title="Broken",
        year=2011,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        state="scheduled",
        publish_at=plan.publish_at - HOUR,
    )
    composed = workflow.scheduling.compose
    monkeypatch.setattr(
        "plans.workflow.scheduling.steps_open", lambda found: [] if found.pk else None
    )
    monkeypatch.setattr(
        "plans.workflow.scheduling.compose",
        lambda found: 1 / 0 if found.pk == broken.pk else composed(found),
    )
    publish_due(plan.publish_at)
    assert small.again().state == "published"
    broken.refresh_from_db()
    assert broken.state == "scheduled"


@pytest.mark.parametrize("reached", ["draft", "submitted"])
def test_only_an_agreed_text_is_scheduled(small, reached):
    if reached == "submitted":
        small.submit()
    with pytest.raises(Refused, match="not agreed"):
        schedule(small)
    assert small.again().publish_at is None


def test_only_officers_schedule_and_cancel(client, small):
    agree(small)
    for who in (small.executive, small.lead):
        with pytest.raises(Refused, match="may not"):
            workflow.schedule(
                small.again(), at=timezone.now() + HOUR, change_note="", by=who, now=timezone.now()
            )
    schedule(small)
    with pytest.raises(Refused, match="may not"):
        workflow.unschedule(small.again(), by=small.executive, now=timezone.now())
    client.force_login(small.executive)
    assert client.post(page_of("plan_unschedule", small.plan)).status_code == 403


def test_a_person_never_makes_the_moves_of_the_portal(small):
    agree(small)
    schedule(small)
    for name in ("publish_due", "miss"):
        with pytest.raises(Refused, match="may not"):
            workflow.MOVES.make(small.again(), name, by=small.officer, now=timezone.now())


def test_what_cannot_be_published_is_not_scheduled(small):
    agree(small)
    with pytest.raises(Refused, match="passed"):
        schedule(small, timezone.now())
    change_figure(small, 280)
    with pytest.raises(workflow.ContentChanged):
        schedule(small)
    change_figure(small, 277)
    small.publish()
    small.reopen()
    agree(small)
    with pytest.raises(Refused, match="Nothing has changed since edition 1"):
        schedule(small)


def test_reopening_and_returning_take_the_time_away(small):
    agree(small)
    schedule(small)
    small.reopen()
    assert (small.again().state, small.again().publish_at) == ("draft", None)
    agree(small)
    schedule(small)
    small.answer("returned", comment="Called in.")
    assert (small.again().state, small.again().publish_at) == ("draft", None)
    publish_due(timezone.now() + 2 * HOUR)
    assert not Edition.objects.exists()


def test_it_is_cancelled_before_it_is_published_by_hand(small):
    agree(small)
    schedule(small)
    with pytest.raises(Refused, match="Cancel the time first"):
        small.publish()
    workflow.unschedule(small.again(), by=small.officer, now=timezone.now())
    assert small.publish().number == 1


@pytest.mark.django_db(transaction=True)
def test_two_sweepers_at_once_publish_once(small, caplog):
    agree(small)
    at = schedule(small).publish_at
    ready, faults = threading.Barrier(4), []

    def look():
        try:
            ready.wait()
            publish_due(at)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert [said for said in caplog.records if said.levelname == "ERROR"] == []
    assert Edition.objects.count() == 1
    assert Change.objects.filter(action="plan.publish_due").count() == 1
    assert small.again().state == "published"


# ---- the sweeper


def test_the_sweeper_publishes_what_is_due(small, monkeypatch):
    agree(small)
    schedule(small)
    Plan.objects.filter(pk=small.plan.pk).update(publish_at=timezone.now() - HOUR)
    monkeypatch.setattr(sweep, "make_next", lambda *args, **kwargs: None)
    monkeypatch.setattr(sweep, "close_old_connections", lambda: None)
    call_command("sweep", once=True)
    assert small.again().state == "published"


def test_a_failing_task_stops_neither_the_others_nor_the_rendering(small, monkeypatch, settings):
    settings.SWEPT = ["no.such.function", "plans.workflow.scheduling.publish_due"]
    looked = []
    monkeypatch.setattr(sweep, "give_up", lambda now: looked.append(now))
    monkeypatch.setattr(sweep, "close_old_connections", lambda: None)
    agree(small)
    schedule(small)
    Plan.objects.filter(pk=small.plan.pk).update(publish_at=timezone.now() - HOUR)
    monkeypatch.setattr(sweep, "make_next", lambda *args, **kwargs: None)
    sweep.Command().sweep()
    assert small.again().state == "published"
    assert looked


# ---- the pages


def test_plan_publish_asks_once_more_and_schedules(officer, small):
    agree(small)
    day = timezone.localdate() + datetime.timedelta(days=9)
    typed = later(small, day.isoformat(), "09:30", change_note="Said once.", publish="1")
    page = officer.post(page_of("plan_note", small.plan), typed, follow=True)
    words = f"{day.day} {day:%B %Y}"
    assert f"on {words} at 09:30?" in page.text
    assert "Said once." in page.text
    for _ in range(2):  # a double click leads to the same
        led = officer.post(page_of("plan_publish", small.plan), typed)
        assert led.url == page_of("plan_agree", small.plan)
    plan = small.again()
    local = timezone.localtime(plan.publish_at)
    assert (local.date(), f"{local:%H:%M}") == (day, "09:30")
    assert Change.objects.filter(action="plan.schedule").count() == 1
    found = officer.get(page_of("plan_agree", small.plan)).text
    assert f"Publishes on {words} at 09:30" in found
    assert f"{plan.submitted_hash[:4]} {plan.submitted_hash[4:8]}" in found
    assert f"Scheduled for {words}, 09:30" in officer.get("/workspace/plans/").text
    officer.post(page_of("plan_unschedule", small.plan))
    assert (small.again().state, small.again().publish_at) == ("agreed", None)


def test_nobody_outside_sees_a_scheduled_plan(client, small):
    agree(small)
    schedule(small)
    assert client.get("/small-place/plans/small-plan/").status_code == 404
    assert "Small Plan" not in client.get("/small-place/plans/").text


@pytest.mark.once
@pytest.mark.parametrize(
    ("day", "time", "words"),
    [
        ("2011-05-24", "09:30", "has passed. Choose a later time."),
        ("2099-05-24", "09:30", "within the next twelve months"),
        ("0001-01-01", "00:00", "has passed"),
        ("", "09:30", "Give the date."),
        ("2011-05-24", "", "Give the time."),
        ("soon", "09:30", "Enter a valid date."),
    ],
)
def test_a_time_that_cannot_be_is_refused_beside_the_field(officer, small, day, time, words):
    agree(small)
    typed = later(small, day, time, change_note="Kept as typed", publish="1")
    page = officer.post(page_of("plan_note", small.plan), typed).text
    assert words in page
    assert "Kept as typed" in page
    refused = officer.post(page_of("plan_publish", small.plan), typed).text
    assert words in refused
    assert small.again().state == "agreed"


@pytest.mark.once
@pytest.mark.parametrize(
    ("day", "time", "words"),
    [
        ("2012-03-25", "01:30", "01:30 on 25 March 2012 does not exist: the clocks go forward."),
        ("2012-10-28", "01:30", "01:30 on 28 October 2012 comes twice: the clocks go back."),
        ("2012-03-25", "02:00", ""),
        ("2012-10-28", "02:00", ""),
    ],
)
def test_the_hour_of_the_clock_change(small, day, time, words):
    from_noon = datetime.datetime(2012, 1, 1, 12, tzinfo=LONDON)
    typed = {"when": "later", "day": day, "at": time}
    form = WhenForm(typed, now=from_noon)
    assert form.is_valid() == (not words)
    assert words in str(form.errors)


# ---- the change note


def kept(small, words, base=""):
    return keep_note(small.again(), words=words, base=base, by=small.officer, now=timezone.now())


def test_plan_note_is_saved_as_typed(officer, small):
    script = {"headers": {"accept": "application/json"}}
    typed = {"change_note": "One figure.\r\nTwo words.", "base": ""}
    said = officer.post(page_of("plan_note", small.plan), typed, **script).json()
    assert said["base"] == "One figure.\nTwo words."
    assert small.again().change_note == "One figure.\nTwo words."
    agree(small)  # the plan moves, the note does not
    typed = {"change_note": "One figure.", "base": said["base"]}
    assert officer.post(page_of("plan_note", small.plan), typed, **script).status_code == 200
    page = officer.post(page_of("plan_note", small.plan), typed, follow=True).text
    assert "The note is saved." in page


def test_plan_note_over_a_newer_one_is_refused_with_both(officer, small):
    kept(small, "Theirs")
    typed = {"change_note": "Mine", "base": ""}
    script = {"headers": {"accept": "application/json"}}
    assert officer.post(page_of("plan_note", small.plan), typed, **script).status_code == 409
    refused = officer.post(page_of("plan_note", small.plan), typed)
    assert refused.status_code == 409
    assert "Theirs" in refused.text
    assert "Mine" in refused.text
    assert small.again().change_note == "Theirs"
    officer.post(page_of("plan_note", small.plan), typed | {"base": "Theirs"})
    assert small.again().change_note == "Mine"


def test_notes_of_one_sitting_are_one_entry_of_the_history(small):
    before = small.plan.history.count()
    words = ""
    for letter in "A note":
        words, base = words + letter, words
        kept(small, words, base)
    assert small.plan.history.count() == before + 1


def test_a_published_or_scheduled_note_stays_as_it_is(small):
    agree(small)
    schedule(small)
    with pytest.raises(Refused, match="Cancel the time first"):
        kept(small, "Another", "The first edition.")
    workflow.unschedule(small.again(), by=small.officer, now=timezone.now())
    small.publish("Said.")
    assert small.again().change_note == ""
    with pytest.raises(Refused, match="is published"):
        kept(small, "Another")


def test_publish_pressed_early_leads_to_what_is_missing(officer, small):
    typed = {"change_note": "", "base": "", "when": "now", "publish": "1"}
    led = officer.post(page_of("plan_note", small.plan), typed)
    assert led.url.endswith("?missing=1#submit")
    small.submit()
    led = officer.post(page_of("plan_note", small.plan), typed)
    assert led.url.endswith(f"?missing=1#step-{small.step.pk}")
    assert "Nothing was published. Record this decision first." in officer.get(led.url).text
    small.answer()
    led = officer.post(page_of("plan_note", small.plan), typed)
    assert led.url.startswith(page_of("plan_publish", small.plan))
    small.publish()
    small.reopen()
    change_figure(small, 280)
    agree(small)
    led = officer.post(page_of("plan_note", small.plan), typed)
    assert led.url.endswith("?missing=1#id_change_note")
    assert not Edition.objects.filter(number=2).exists()
