"""Texts to tell of a publication: made from the edition, short enough, in each of its languages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.documents.message_pack import SHORT, SOCIAL, packs_of
from publishing.models import Edition, EditionText
from tests.publishing.samples import SNAPSHOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(demo, client):
    client.force_login(demo.user())
    plan = Edition.objects.filter(document__partnership=demo.partnership(), document__kind="plan")
    return plan.order_by("-number").first()


def texts(pack):
    return {text.key: text.words for text in pack.texts}


def test_message_pack_holds_every_text_with_the_address_of_the_page(client, told, settings):
    address = reverse("publishing:message_pack", args=[told.uid])
    page = client.get(address).text
    link = f"{settings.SITE_URL}/south-lakeland/plans/"
    pack = packs_of(told)[0]
    words = texts(pack)
    assert set(words) == {"short", "long", "social", "alt", "press", "notice", "signature"}
    for key in ("short", "long", "social", "press", "signature"):
        assert link in words[key], key
    assert "0845 050 4434" in words["notice"]
    assert "<svg" in page
    assert page.count("readonly") == len(pack.texts)
    state = client.get(reverse("plans:edition_detail", args=[told.uid])).text
    assert address in state
    notice = client.get(reverse("publishing:message_notice", args=[told.uid]), {"language": "x"})
    assert "<svg" in notice.text
    assert f"<h2>{told.title}</h2>" in notice.text
    file = client.get(reverse("publishing:message_pack_file", args=[told.uid]))
    assert words["signature"] in file.content.decode()
    assert file.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("title", ["Plan", "A title that is long " * 9])
@pytest.mark.parametrize("summary", ["", "We say what matters. " * 60])
def test_short_messages_stay_short_and_keep_their_link(told, title, summary):
    told.title, told.snapshot = title, told.snapshot | {"summary": summary}
    pack = packs_of(told)[0]
    words = texts(pack)
    assert len(words["short"]) <= SHORT
    assert len(words["social"]) <= SOCIAL
    assert words["short"].endswith(pack.link)
    assert words["social"].endswith(pack.link)


def test_a_welsh_text_has_a_welsh_pack(client, told):
    EditionText.objects.create(
        edition=told,
        language="cy",
        title="Cynllun Partneriaeth",
        fragment="<p>Cymraeg</p>",
        snapshot=SNAPSHOT | {"summary": "Crynodeb"},
        content_hash="0" * 64,
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    english, welsh = packs_of(told)
    assert "/cy/south-lakeland/plans/" in welsh.link
    assert "/cy/" not in english.link
    assert "Cynllun Partneriaeth" in texts(welsh)["social"]
    assert 'lang="cy"' in client.get(reverse("publishing:message_pack", args=[told.uid])).text


def test_a_first_edition_tells_of_no_change_and_a_later_one_does(told):
    assert "What changed" not in texts(packs_of(told)[0])["press"]
    told.number, told.change_note = 2, "A figure was corrected"
    assert "What changed: A figure was corrected" in texts(packs_of(told)[0])["press"]
