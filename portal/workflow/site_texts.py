"""The site's own texts as they come with the portal, until the administrator writes others."""

from pathlib import Path

from portal.models import SiteText

TEXTS = Path(__file__).resolve().parent.parent / "data" / "site_texts"


def load_site_texts():
    """Put in the texts that are not there yet; how many those were. What is there stays."""
    there = set(SiteText.objects.values_list("kind", flat=True))
    missing = [kind for kind in SiteText.Kind.values if kind not in there]
    for kind in missing:
        SiteText.objects.create(kind=kind, body=_text(kind, "en"), body_cy=_text(kind, "cy"))
    return len(missing)


def _text(kind, language):
    return (TEXTS / f"{kind}.{language}.html").read_text()
