"""One body under two names: found by each of them, and merged without losing anything."""

import datetime
import json

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from events.models import (
    Attendance,
    Channel,
    Consultation,
    Meeting,
    MeetingAction,
    MeetingAttendance,
)
from partnership.models import (
    Area,
    AreaAlias,
    AreaLink,
    CoveredArea,
    GroupMember,
    KnownAs,
    Membership,
    Organisation,
    OrganisationAlias,
    PostcodeDistrict,
    RelatedDocument,
)
from partnership.workflow import merge, merging, standing_on
from plans.models import FundingLine, PlanPartner, Response, Risk
from priorities.models import (
    ComparatorGroup,
    ComparatorMember,
    Decision,
    PublishedComparison,
    Referral,
    ScoreCard,
    SeriesBreak,
    Target,
)
from publishing.models import Communication
from records.models import Change
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db


# ---- finding by name


@pytest.fixture
def council():
    return Organisation.objects.create(
        name="Lancaster City Council", name_cy="Cyngor Caerhirfryn", short_name="LCC"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Lancaster City Council",
        "  lancaster   CITY council ",
        "LancasterCity Council",
        "Lancaster\xa0City Council",
        "CYNGOR caerhirfryn",
        "lcc",
        "Lancaster City Concil",
        "City of Lancaster",
        "CoL",
    ],
)
def test_an_organisation_is_found_by_each_of_its_names(council, text):
    factories.organisation("Another council")
    OrganisationAlias.objects.create(organisation=council, name="Lancaster City Concil")
    KnownAs.objects.create(organisation=council, name="City of Lancaster", short_name="CoL")
    assert Organisation.objects.named(text) == council


@pytest.mark.parametrize("text", ["", "  ", None, "Lancaster", "Lancaster City Council Ltd"])
def test_what_nobody_is_called_is_nobody(council, text):
    assert Organisation.objects.named(text) is None


def test_letters_with_accents_and_apostrophes_of_either_shape_are_the_same():
    wyre = factories.organisation("Residents’ Panel of YNYS MÔN")
    assert Organisation.objects.named("residents' panel of Ynys môn") == wyre


def test_a_name_counts_before_another_ones_alias(council):
    other = factories.organisation("Preston")
    OrganisationAlias.objects.create(organisation=other, name="Lancaster City Council")
    assert Organisation.objects.named("Lancaster City Council") == council


def test_a_name_of_several_areas_is_not_guessed():
    county = Area.objects.create(name="Lancashire", kind="county")
    Area.objects.create(name="Lancashire", kind="police_force")
    assert Area.objects.named("Lancashire") is None
    assert Area.objects.filter(kind="county").named("Lancashire") == county


def test_an_area_is_found_by_its_aliases():
    wyre = factories.area("Wyre")
    AreaAlias.objects.create(area=wyre, name="Wyre Borough")
    KnownAs.objects.create(area=wyre, name="Wyre Rural District")
    assert Area.objects.named("wyre borough") == Area.objects.named("Wyre  Rural district") == wyre


def test_what_was_merged_leads_to_what_it_became(council):
    gone = factories.organisation("Lancaster Council")
    gone.merged_into = council
    gone.save()
    assert Organisation.objects.named("lancaster council") == council
    assert list(Organisation.objects.offered()) == [council]


# ---- merging


@pytest.fixture
def administrator():
    return factories.administrator()


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


def _merge(kept, gone, by):
    merged = merge(kept, gone, by=by, now=timezone.now())
    gone.refresh_from_db()
    return merged


def _organisation_everywhere(lakes, body):
    """The body in every place that can name one."""
    OrganisationAlias.objects.create(organisation=body, name="Lancaster Cncl")
    KnownAs.objects.create(organisation=body, name="Lancaster Corporation")
    Membership.objects.create(partnership=lakes, organisation=body)
    group = factories.group(lakes)
    GroupMember.objects.create(group=group, organisation=body)
    RelatedDocument.objects.create(partnership=lakes, title="Protocol", owner_organisation=body)
    Referral.objects.create(
        priority_list=factories.priority_list(lakes),
        subject="Road safety",
        verb="addressed",
        organisation=body,
    )
    plan = factories.plan(lakes)
    PlanPartner.objects.create(plan=plan, organisation=body, name_as_stated="Lancaster")
    factories.action(factories.section(plan)).lead_organisations.add(body)
    Communication.objects.create(
        partnership=lakes,
        message="Report it",
        audience="Everybody",
        channel="print",
        due_on=datetime.date(2011, 4, 1),
        who="Officer",
        organisation=body,
    )
    event = factories.event(lakes, host=body)
    factories.workshop(event, speaker_organisation=body)
    factories.table(event).organisations.add(body)
    Attendance.objects.create(event=event, organisation=body, number=3)
    survey = Consultation.objects.create(event=factories.event(lakes, kind="survey"))
    Channel.objects.create(consultation=survey, name="Post", organisation=body)
    factories.priority(lakes).leads.add(body)
    candidate = factories.candidate(factories.round(lakes))
    ScoreCard.objects.create(candidate=candidate, organisation=body)
    Decision.objects.create(candidate=candidate, organisation=body)
    Risk.objects.create(plan=plan, wording="No money", owner_organisation=body)
    FundingLine.objects.create(plan=plan, purpose="Lighting", recipient=body)
    Response.objects.create(
        partnership=lakes, title="PCSOs", slug="pcsos", said="PCSOs", event=event, passed_to=body
    )
    meeting = Meeting.objects.create(
        partnership=lakes, title="Group", slug="group", held_on=datetime.date(2011, 4, 1)
    )
    MeetingAttendance.objects.create(meeting=meeting, organisation=body)
    MeetingAction.objects.create(meeting=meeting, wording="Ask", organisation=body)
    earlier = factories.organisation("Merged earlier")
    earlier.merged_into = body
    earlier.save()


def _area_everywhere(lakes, place):
    AreaAlias.objects.create(area=place, name="Wyre Boro")
    KnownAs.objects.create(area=place, name="Fylde")
    AreaLink.objects.create(parent=place, child=factories.area("Fleetwood"))
    AreaLink.objects.create(parent=factories.area("Lancashire"), child=place)
    CoveredArea.objects.create(partnership=lakes, area=place)
    PostcodeDistrict.objects.create(area=place, district="FY7")
    factories.figure(factories.measure(lakes), area=place)
    measure = factories.measure(lakes)
    SeriesBreak.objects.create(
        measure=measure, area=place, on=datetime.date(2010, 4, 1), reason="Counted anew"
    )
    group = ComparatorGroup.objects.create(partnership=lakes, name="Similar places", area=place)
    ComparatorMember.objects.create(group=group, area=place)
    PublishedComparison.objects.create(
        partnership=lakes,
        measure=measure,
        area=place,
        group=group,
        position="below",
        source="A tool",
        starts_on=datetime.date(2010, 4, 1),
        ends_on=datetime.date(2011, 3, 31),
    )
    Target.objects.create(partnership=lakes, measure=measure, area=place, year=2011)
    event = factories.event(lakes)
    event.areas.add(place)
    answered = Response.objects.create(
        partnership=lakes, title="PCSOs", slug="pcsos", said="PCSOs", event=event
    )
    answered.areas.add(place)
    Attendance.objects.create(event=event, area=place)
    earlier = factories.area("Merged earlier")
    earlier.merged_into = place
    earlier.save()


def _naming(thing):
    """How many rows name a thing, by model and field, found from the other side."""
    return {
        f"{model._meta.label}.{field.name}": model._base_manager.filter(
            **{field.name: thing}
        ).count()
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is type(thing) and not model.__name__.startswith("Historical")
    }


@pytest.mark.parametrize(
    ("make", "everywhere"),
    [
        (factories.organisation, _organisation_everywhere),
        (factories.area, _area_everywhere),
    ],
)
def test_everything_that_names_it_names_the_one_that_is_kept(
    make, everywhere, lakes, administrator
):
    kept, gone = make("Lancaster City Council"), make("Lancaster Council")
    everywhere(lakes, gone)
    before = _naming(gone)
    assert [name for name, number in before.items() if not number] == [], "test these too"

    _merge(kept, gone, administrator)

    after = _naming(kept)
    # the alias made of its name, and the mark on the one that is gone
    gained = {name: after[name] - number for name, number in before.items()}
    assert {name for name, more in gained.items() if more} == {
        f"{type(kept.aliases.first())._meta.label}.{kept._meta.model_name}",
        f"{kept._meta.label}.merged_into",
    }
    assert set(_naming(gone).values()) == {0}


def test_the_one_that_is_gone_stays_and_is_no_longer_offered(administrator):
    kept, gone = factories.organisation("Wyre Council"), factories.organisation("Wyre Cuoncil")
    _merge(kept, gone, administrator)
    assert gone.merged_into == kept and gone.name == "Wyre Cuoncil"
    assert list(Organisation.objects.offered()) == [kept]
    assert gone.history.first().history_user == administrator


def test_all_its_names_lead_to_the_one_that_is_kept(administrator):
    kept = Organisation.objects.create(name="Wyre Council", short_name="WC")
    gone = Organisation.objects.create(name="Wyre BC", name_cy="Cyngor Wyre", short_name="WBC")
    OrganisationAlias.objects.create(organisation=gone, name="Wire")
    OrganisationAlias.objects.create(organisation=kept, name="Wyre")
    kept = _merge(kept, gone, administrator)
    assert kept.name_cy == "Cyngor Wyre" and kept.short_name == "WC"
    assert {one.name for one in kept.aliases.all()} == {"Wyre BC", "WBC", "Wire", "Wyre"}
    for name in ("wyre bc", "cyngor wyre", "wbc", "wire", "wyre"):
        assert Organisation.objects.named(name) == kept


def test_an_alias_that_both_have_is_kept_once(administrator):
    kept, gone = factories.organisation("Wyre Council"), factories.organisation("Wyre BC")
    for body in (kept, gone):
        OrganisationAlias.objects.create(organisation=body, name="Wyre")
    kept = _merge(kept, gone, administrator)
    assert sorted(one.name for one in kept.aliases.all()) == ["Wyre", "Wyre BC"]
    assert not gone.aliases.exists()


def test_the_same_membership_is_kept_once(lakes, administrator):
    """Also where nobody knows since when, which a database takes for two different things."""
    kept, gone = factories.organisation(), factories.organisation()
    for body in (kept, gone):
        Membership.objects.create(partnership=lakes, organisation=body, kind="responsible")
    _merge(kept, gone, administrator)
    assert Membership.objects.get().organisation == kept


def test_a_row_that_says_something_of_its_own_is_not_lost(lakes, administrator):
    kept, gone = factories.organisation(), factories.organisation()
    plan = factories.plan(lakes)
    PlanPartner.objects.create(plan=plan, organisation=kept, name_as_stated="The council")
    other = PlanPartner.objects.create(plan=plan, organisation=gone, name_as_stated="Town hall")
    _merge(kept, gone, administrator)
    other.refresh_from_db()
    assert other.organisation == gone and other.name_as_stated == "Town hall"
    change = Change.objects.get(action="organisation.merge")
    assert change.after["stayed"] == {"plans.PlanPartner.organisation": [str(other.uid)]}


def test_a_row_on_which_others_stand_is_never_dropped(lakes, administrator, monkeypatch):
    """No such row has others standing on it today; one that had would take them with it."""
    monkeypatch.setattr(merging, "_is_referred_to", lambda row: isinstance(row, Membership))
    kept, gone = factories.organisation(), factories.organisation()
    for body in (kept, gone):
        Membership.objects.create(partnership=lakes, organisation=body)
    _merge(kept, gone, administrator)
    assert kept.memberships.count() == 2


def test_a_membership_that_ended_moves_beside_the_one_that_lasts(lakes, administrator):
    kept, gone = factories.organisation(), factories.organisation()
    Membership.objects.create(partnership=lakes, organisation=kept)
    ended = datetime.date(2009, 3, 31)
    Membership.objects.create(partnership=lakes, organisation=gone, to_date=ended)
    _merge(kept, gone, administrator)
    assert {row.to_date for row in kept.memberships.all()} == {None, ended}


def test_numbers_of_people_are_never_taken_for_the_same(lakes, administrator):
    """Two delegations of three are six people."""
    kept, gone = factories.organisation(), factories.organisation()
    event = factories.event(lakes)
    for body in (kept, gone):
        Attendance.objects.create(event=event, organisation=body, number=3)
    _merge(kept, gone, administrator)
    assert [row.number for row in kept.attendances.all()] == [3, 3]


def test_an_action_that_both_lead_names_the_one_that_is_kept_once(lakes, administrator):
    kept, gone = factories.organisation(), factories.organisation()
    action = factories.action(factories.section(factories.plan(lakes)))
    action.lead_organisations.add(kept, gone)
    _merge(kept, gone, administrator)
    assert list(action.lead_organisations.all()) == [kept]


def test_an_area_that_lay_in_the_other_does_not_lie_in_itself(administrator):
    kept, gone = factories.area("Wyre"), factories.area("Wyre")
    link = AreaLink.objects.create(parent=kept, child=gone)
    _merge(kept, gone, administrator)
    link.refresh_from_db()
    assert (link.parent, link.child) == (kept, gone)


def test_the_code_of_an_area_moves_to_the_one_that_has_none(administrator):
    kept = factories.area("Wyre")
    gone = Area.objects.create(name="Wyre", kind="district", code="E07000128")
    kept = _merge(kept, gone, administrator)
    assert kept.code == "E07000128" and gone.code == ""
    assert "E07000128" in {version.code for version in gone.history.all()}


def test_areas_with_two_codes_are_two_areas(administrator):
    kept = Area.objects.create(name="Wyre", kind="district", code="E07000128")
    gone = Area.objects.create(name="Fylde", kind="district", code="E07000119")
    with pytest.raises(Refused, match="ONS code"):
        _merge(kept, gone, administrator)


def test_an_organisation_is_not_merged_into_itself_or_twice(administrator):
    first, second, third = (factories.organisation() for _ in range(3))
    with pytest.raises(Refused, match="two different"):
        _merge(first, first, administrator)
    _merge(first, second, administrator)
    with pytest.raises(Refused, match="merged into"):
        _merge(third, second, administrator)
    with pytest.raises(Refused, match="merged into"):
        _merge(second, third, administrator)


def test_what_was_merged_earlier_follows(administrator):
    first, second, third = (factories.organisation(name) for name in ("A", "B", "C"))
    _merge(second, first, administrator)
    _merge(third, second, administrator)
    assert Organisation.objects.named("a") == Organisation.objects.named("b") == third


def test_only_administrators_merge(lakes):
    officer = factories.user("officer", lakes)
    with pytest.raises(Refused, match="administrators"):
        _merge(factories.organisation(), factories.organisation(), officer)


def test_somebody_who_edits_what_moved_is_told(lakes, administrator):
    """Whoever has the page open is shown both texts instead of writing the old one back."""
    kept, gone = factories.organisation(), factories.organisation()
    event = factories.event(lakes, host=gone)
    _merge(kept, gone, administrator)
    event.refresh_from_db()
    assert event.host == kept and event.version == 2
    assert [version.host_id for version in event.history.all()] == [kept.pk, gone.pk]


def test_the_audit_names_what_moved(lakes, administrator):
    kept, gone = factories.organisation("Wyre Council"), factories.organisation("Wyre BC")
    event = factories.event(lakes, host=gone)
    _merge(kept, gone, administrator)
    change = Change.objects.get(action="organisation.merge")
    assert change.target == gone.uid and change.actor == administrator.uid
    assert change.after["merged_into"] == str(kept.uid)
    assert change.after["moved"] == {"events.Event.host": [str(event.uid)]}


def test_what_stands_on_it_is_told_before(lakes):
    body = factories.organisation()
    factories.event(lakes, host=body)
    Membership.objects.create(partnership=lakes, organisation=body)
    factories.action(factories.section(factories.plan(lakes))).lead_organisations.add(body)
    assert standing_on(body) == [("actions", 1), ("events", 1), ("memberships", 1)]


# ---- on the admin screens


@pytest.fixture
def bodies():
    return factories.organisation("Wyre Council"), factories.organisation("Wyre BC")


LIST = "admin:partnership_organisation_changelist"


def _ask(client, *ticked, **more):
    sent = {"action": "merge_into_another", "_selected_action": [one.pk for one in ticked]}
    return client.post(reverse(LIST), sent | more, follow=True)


def test_an_administrator_chooses_the_one_to_keep(client, administrator, bodies, lakes):
    kept, gone = bodies
    factories.event(lakes, host=gone)
    client.force_login(administrator)
    page = _ask(client, gone).content.decode()
    assert "Wyre BC" in page and "Events: 1" in page
    page = _ask(client, gone, chosen="yes", kept=kept.pk).content.decode()
    assert "“Wyre BC” was merged into “Wyre Council”." in page
    assert Organisation.objects.named("Wyre BC") == kept


def test_several_are_merged_at_once_into_one_of_them(client, administrator, bodies):
    kept, gone = bodies
    third = factories.organisation("Wyre Borough")
    client.force_login(administrator)
    _ask(client, kept, gone, third, chosen="yes", kept=kept.pk)
    assert list(Organisation.objects.offered()) == [kept]


@pytest.mark.parametrize(
    ("chosen", "says"),
    [("", "Choose the one to keep."), ("gone", "Choose another one than the one that goes.")],
)
def test_without_another_one_nothing_is_merged(client, administrator, bodies, chosen, says):
    gone = bodies[1]
    client.force_login(administrator)
    sent = {"kept": gone.pk} if chosen else {}
    page = _ask(client, gone, chosen="yes", **sent).content.decode()
    assert says in page
    assert Organisation.objects.offered().count() == 2


def test_what_is_refused_is_said_on_the_page(client, administrator):
    wyre = Area.objects.create(name="Wyre", kind="district", code="E07000128")
    fylde = Area.objects.create(name="Fylde", kind="district", code="E07000119")
    client.force_login(administrator)
    sent = {"action": "merge_into_another", "_selected_action": [fylde.pk]}
    sent |= {"chosen": "yes", "kept": wyre.pk}
    page = client.post(reverse("admin:partnership_area_changelist"), sent).content.decode()
    assert "so they are two areas" in page


def test_of_several_all_are_merged_or_none(client, administrator, bodies):
    kept, gone = bodies
    earlier = factories.organisation("Zebra merged before")
    _merge(factories.organisation(), earlier, administrator)
    client.force_login(administrator)
    page = _ask(client, gone, earlier, chosen="yes", kept=kept.pk).content.decode()
    gone.refresh_from_db()
    assert "already" in page and gone.merged_into is None


def test_officers_are_not_offered_to_merge(client, bodies, lakes):
    kept, gone = bodies
    client.force_login(factories.user("officer", lakes))
    assert "merge_into_another" not in client.get(reverse(LIST)).content.decode()
    _ask(client, gone, chosen="yes", kept=kept.pk)
    assert Organisation.objects.offered().count() == 2


def test_what_was_merged_is_listed_but_neither_suggested_nor_changed(
    client, administrator, bodies, lakes
):
    kept, gone = bodies
    _merge(kept, gone, administrator)
    client.force_login(administrator)
    assert "Wyre BC" in client.get(reverse(LIST)).content.decode()
    field = {"app_label": "events", "model_name": "event", "field_name": "host", "term": "wyre"}
    suggested = json.loads(client.get(reverse("admin:autocomplete"), field).content)
    assert [one["text"] for one in suggested["results"]] == ["Wyre Council"]
    address = reverse("admin:partnership_organisation_change", args=[gone.pk])
    assert "was merged into another" in client.get(address).content.decode()
    assert client.post(address, {"name": "Renamed"}).status_code == 403
