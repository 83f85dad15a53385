"""Finding a partnership by whatever people know: its name, their town, council or postcode."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from partnership.models import (
    Area,
    KnownAs,
    Membership,
    Organisation,
    Partnership,
    PostcodeDistrict,
    Succession,
)
from partnership.models.places import AreaKind
from portal.documents.reach import above, address_part, covering, within
from records.fields import valid_on
from records.languages import in_language

LONGEST = 100
MOST_PLACES = 60
# A postcode or its first half; of a whole one only that half is used.
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9][A-Z]{2})?")
LARGE = (AreaKind.COUNTY, AreaKind.POLICE_FORCE, AreaKind.REGION, AreaKind.COUNTRY)


@dataclass(frozen=True)
class Match:
    """A partnership that was found, and why, in a few words; and the place that it covers."""

    partnership: Partnership
    why: str = ""
    place: Area | None = None

    @property
    def place_part(self):
        return address_part(self.place)


def typed(text):
    """What somebody typed, without control signs and needless blanks."""
    said = unicodedata.normalize("NFC", (text or "")[: 4 * LONGEST])
    letters = (sign if sign.isprintable() else " " for sign in said)
    return " ".join("".join(letters).split())[:LONGEST].strip()


def district_of(text):
    """“LA9” of “la9 4uq” or of “LA9”; nothing of what is no postcode."""
    found = POSTCODE.fullmatch(text.upper())
    return found[1] if found else ""


def find(text, on):
    """The partnerships that somebody may mean, the surest first; all where nothing is asked."""
    found = {one.pk: one for one in Partnership.objects.published()}
    if not text:
        return [Match(one) for one in found.values()]
    why, place = {}, {}
    for reasons in (_named, _around, _with_council):
        for key, words, *covered in reasons(text, on):
            if key in found:
                why.setdefault(key, words)
                place |= {key: covered[0]} if covered and key not in place else {}
    areas = Area.objects.in_bulk(set(place.values()))
    matches = [Match(found[key], words, areas.get(place.get(key))) for key, words in why.items()]
    return _successors_first(matches, found, on)


def _successors_first(matches, found, on):
    """Before what has ended stands what goes on with its work, once."""
    ended = [one.partnership.pk for one in matches if one.partnership.has_ended(on)]
    if not ended:
        return matches
    follow = defaultdict(list)
    for succession in Succession.objects.filter(predecessor__in=ended, successor__in=found):
        follow[succession.predecessor_id].append(succession.successor_id)
    own = {one.partnership.pk: one for one in matches}
    ordered = {}
    for one in matches:
        old = in_language(one.partnership, "name")
        for key in follow[one.partnership.pk]:
            words = _("continues the work of %(name)s") % {"name": old}
            ordered.setdefault(key, own.get(key) or Match(found[key], words))
        ordered.setdefault(one.partnership.pk, one)
    return list(ordered.values())


def _plain(text):
    """Without case, accents, apostrophes and hyphens, as people type names."""
    letters = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]+", " ", letters.replace("’", "").replace("'", "")).split())


def _named(text, on):
    """Partnerships of this name, one in Welsh, a short or a former one."""
    wanted = _plain(text)
    if not wanted:
        return
    partnerships = Partnership.objects.published()
    for one in partnerships:
        own = (one.name, one.name_cy, one.short_name, one.place_name)
        if any(wanted in _plain(name) for name in own):
            yield one.pk, ""
    names = KnownAs.objects.filter(partnership__in=partnerships).order_by("pk")
    for key, *known in names.values_list("partnership", "name", "short_name"):
        said = next((name for name in known if wanted in _plain(name)), "")
        if said:
            yield key, _("also known as %(name)s") % {"name": said}


def _around(text, on):
    """Partnerships that cover a place of this name or postcode, and those that lie in it."""
    district = district_of(text)
    if district:
        listed = PostcodeDistrict.objects.filter(district=district)
        places = dict.fromkeys(listed.values_list("area", flat=True), district)
    else:
        places = _places_named(text)
    if not places:
        return
    covered = covering(on)
    up, down = above(places), _in_large(places)
    for key, areas in sorted(covered.items()):
        reached = [place for area in areas for place in up.get(area, ())]
        if reached:
            surest = _surest(reached, places)
            yield key, _("covers %(place)s") % {"place": places[surest]}, surest
    for key, areas in sorted(covered.items()):
        around = [place for area in areas for place in down.get(area, ())]
        if around:
            yield key, _("lies in %(place)s") % {"place": places[_surest(around, places)]}


def _surest(keys, places):
    return min(keys, key=lambda key: (len(places[key]), places[key], key))


def _in_large(places):
    """What lies in those of the places that are counties, force areas, regions, countries."""
    large = Area.objects.filter(pk__in=places, kind__in=LARGE)
    keys = set(large.values_list("pk", flat=True))
    return within(keys) if keys else {}


def _places_named(text):
    """{key of an area: its name} of places that are called so, in whatever way."""
    ways = ("name", "name_cy", "aliases__name", "other_names__name", "other_names__short_name")
    some = Q()
    for way in ways:
        some |= Q(**{f"{way}__icontains": text})
    areas = Area.objects.exclude(kind=AreaKind.NEIGHBOURHOOD).filter(some)
    rows = areas.order_by("pk").values_list("pk", "merged_into", *ways)
    found = defaultdict(set)
    for key, merged, *names in rows:
        wanted = text.casefold()
        found[merged or key] |= {name for name in names if name and wanted in name.casefold()}
    exact = {
        key: names for key, names in found.items() if _plain(text) in {_plain(n) for n in names}
    }
    chosen = exact or dict(list(found.items())[:MOST_PLACES])
    return {key: _called(names, text) for key, names in chosen.items()}


def _called(names, text):
    """The name that comes nearest to what was typed."""
    return min(names or {text}, key=lambda name: (len(name), name))


def _with_council(text, on):
    """Partnerships in which a body of this name takes part."""
    ways = ("name", "name_cy", "short_name", "aliases__name", "names__name", "names__short_name")
    some = Q()
    for way in ways:
        some |= Q(**{f"{way}__icontains": text})
    bodies = Organisation.objects.filter(some).values_list("pk", "merged_into")
    keys = {merged or key for key, merged in bodies[:MOST_PLACES]}
    taking = Membership.objects.filter(valid_on(on), organisation__in=keys)
    for one in taking.select_related("organisation").order_by("organisation__name", "pk"):
        name = in_language(one.organisation, "name")
        yield one.partnership_id, _("%(body)s takes part") % {"body": name}
