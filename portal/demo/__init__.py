"""The demonstration: two real documents as data, and beside them what is made up and says so."""

from dataclasses import dataclass

from django.core.management import call_command
from django.db import transaction

from events.workflow.reports import publish_report
from partnership.models import Partnership
from partnership.models.people import RoleKind
from plans.models import Plan
from portal.demo import (
    actions,
    answers,
    case_reviews,
    consultations,
    eastern,
    evidence,
    meetings,
    money,
    northern,
    partners,
    people,
    places,
    plan,
    priorities,
    quarters,
    rounds,
    statements,
    statistics,
    targets,
    telling,
    towns,
    welsh,
    words,
    workspace,
)
from portal.demo.keeping import Keeper
from portal.workflow.site_texts import load_site_texts
from records.models import note
from records.moves import Refused


@dataclass(frozen=True)
class Demonstration:
    """Who can sign in, with which password, and whether this run made anything."""

    sign_ins: list
    password: str
    made: bool


@transaction.atomic
def load(*, now, password=None):
    """Load the demonstration once; later runs leave everything as people left it.

    A password that is given (here or as DEMO_PASSWORD) holds for everybody afterwards.
    """
    given = people.given_password(password)
    word = given or people.kept_password()
    made = not _is_loaded()
    if made:
        _load(word, now)
    elif given:
        people.set_passwords(places.SLUGS, given)
    return Demonstration(people.sign_ins(places.SLUGS, word), word, made)


def _is_loaded():
    """Whether it is there already; a real partnership at its address is never touched."""
    taken = Partnership.objects.filter(slug__in=places.SLUGS)
    if taken and not Plan.objects.filter(slug=plan.SLUG, example=True).exists():
        raise Refused(
            f"{taken[0]} has the address {taken[0].slug} already and is not the demonstration."
        )
    return bool(taken)


def _load(password, now):
    administrator = people.add_user(
        people.ADMINISTRATOR, "Administrator", password, is_superuser=True
    )
    topics = priorities.add_topics(Keeper(administrator))
    call_command("load_requirements", verbosity=0)
    load_site_texts()
    statistics.add_statistics(administrator, now=now)
    _load_south_lakeland(password, topics, administrator, now)
    _load_lancashire(password, topics, now)
    _load_in_welsh(password, now)


def _load_south_lakeland(password, topics, administrator, now):
    partnership = Partnership(**places.SOUTH_LAKELAND)
    persons = people.add_people(partnership, password)
    officer = persons[RoleKind.OFFICER]
    keep = Keeper(officer)
    keep.save(partnership)
    area = places.add_south_lakeland_places(keep, partnership)
    towns.add_towns(keep, area)
    places.add_names_and_contacts(keep, partnership)
    organisations = partners.add_organisations(keep, partnership)
    groups = partners.add_groups(keep, partnership, organisations)
    people.give_roles(persons, partnership, keep, lead_group=groups[partners.NETWORK])
    chosen, listed, theme = priorities.add_priorities(keep, partnership, topics, groups)
    made = plan.add_plan(keep, partnership, chosen)
    sections = plan.add_sections(
        keep,
        made,
        figures=evidence.add_figures(keep, partnership, area, topics),
        statements=evidence.add_findings(keep, partnership, topics),
        referrals=priorities.add_referrals(keep, chosen, organisations, groups, topics),
    )
    case_reviews.add_case_reviews(keep, partnership)
    words.add_words(keep, partnership)
    statements.add_statements(keep, partnership, topics)
    priorities.publish(keep, chosen, now=now)
    actions.add_achievements(keep, made)
    actions.add_actions(keep, made, sections, priorities=listed, theme=theme, groups=groups)
    actions.add_money(keep, made)
    plan.add_partners_and_links(keep, made, organisations)
    plan.publish(
        keep,
        made,
        groups=groups,
        officer=officer,
        executive=persons[RoleKind.EXECUTIVE],
        now=now,
    )
    statistics.add_similar_group(partnership, officer, now=now)
    rounds.add_open_round(
        keep,
        partnership,
        groups[partners.EXECUTIVE],
        topics,
        listed,
        executive=persons[RoleKind.EXECUTIVE],
        now=now,
    )
    targets.add_targets(keep, partnership, area, groups, listed)
    workspace.add_progress(keep, made)
    quarters.add_quarters(keep, made, groups, persons, now=now)
    money.add_money(keep, made, organisations, listed, theme, now=now)
    meetings.add_meetings(keep, partnership, groups, organisations, now=now)
    answers.add_south_lakeland(keep, partnership, listed, now=now)
    workspace.add_next_plan(
        keep, made, persons=persons, groups=groups, administrator=administrator, now=now
    )
    telling.add_telling(keep, partnership, now=now)
    note("demo.load", by=None, now=now, target=partnership)


def _load_lancashire(password, topics, now):
    partnership = Partnership(**places.LANCASHIRE)
    persons = people.add_people(partnership, password)
    keep = Keeper(persons[RoleKind.OFFICER])
    keep.save(partnership)
    people.give_roles(persons, partnership, keep)
    group = places.add_lancashire(keep, partnership)
    _load_series(keep, partnership, topics, now)
    rounds.add_closed_round(keep, partnership, group, topics, now=now)
    note("demo.load", by=None, now=now, target=partnership)


def _load_in_welsh(password, now):
    partnership = Partnership(**welsh.EXAMPLE_VALLEY)
    persons = people.add_people(partnership, password)
    officer = persons[RoleKind.OFFICER]
    keep = Keeper(officer)
    keep.save(partnership)
    people.give_roles(persons, partnership, keep)
    executive = persons[RoleKind.EXECUTIVE]
    welsh.add_plan(keep, partnership, officer=officer, executive=executive, now=now)
    note("demo.load", by=None, now=now, target=partnership)


def _load_series(keep, partnership, topics, now):
    """The real evening in the north, and a made-up one beside it."""
    series = northern.add_series(keep, partnership)
    event = northern.add_event(keep, partnership, series)
    themes = northern.add_themes(keep, partnership, series, event, topics)
    publish_report(event, number=1, change_note="First published", by=keep.by, now=now)
    event.refresh_from_db()
    answers.add_northern(keep, event, themes, now=now)
    eastern.add_event(keep, event, themes, now=now)
    consultations.add_consultations(keep, partnership, now=now)
