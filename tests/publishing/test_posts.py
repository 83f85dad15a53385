"""News: written, published, changed with a word about it, withdrawn with the reason."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.models import Post
from publishing.workflow import posts
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def lakes():
    return factories.partnership("lakes", uses_welsh=True)


@pytest.fixture
def officer(lakes):
    return factories.user("officer", lakes)


def written(of, by, title="New lights in Kendal", **fields):
    given = {"title": title, "summary": "Two streets.", "body": "<p>They shine.</p>"} | fields
    return posts.keep_post(Post(partnership=of, **given), by=by, now=timezone.now())


def public(of, by, now=None, **fields):
    post = written(of, by, **fields)
    return posts.publish_post(post, english_only=True, by=by, now=now or timezone.now())


def page_of(post):
    return reverse("publishing:post_page", args=[post.partnership.slug, post.slug])


def test_a_draft_is_read_by_nobody_outside(client, lakes, officer):
    post = written(lakes, officer)
    assert client.get(page_of(post)).status_code == 404
    assert "New lights" not in client.get(reverse("publishing:post_list", args=["lakes"])).text


def test_news_go_out_without_their_welsh_only_after_a_warning(client, lakes, officer):
    post = written(lakes, officer, title_cy="Goleuadau newydd")
    with pytest.raises(Refused, match="Welsh text is not whole"):
        posts.publish_post(post, by=officer, now=timezone.now())
    client.force_login(officer)
    address = reverse("publishing:post_publish", args=[post.uid])
    page = client.post(address).text
    assert "Missing: summary in Welsh, body in Welsh" in page
    assert page.count("There is a problem") == 1
    assert Post.objects.get().state == "draft"
    client.post(address, {"english_only": "on"})
    assert Post.objects.get().state == "published"
    whole = written(lakes, officer, title_cy="A", summary_cy="B", body_cy="<p>C</p>")
    client.post(reverse("publishing:post_publish", args=[whole.uid]))
    assert Post.objects.get(pk=whole.pk).state == "published"


def test_post_page_speaks_welsh_and_marks_what_is_english(client, lakes, officer):
    post = public(lakes, officer, title_cy="Goleuadau newydd", summary_cy="Dwy stryd.")
    page = client.get(f"/cy{page_of(post)}").text
    assert "Goleuadau newydd" in page
    assert '<div class="measure" lang="en"><p>They shine.</p>' in page
    assert "Goleuadau" not in client.get(page_of(post)).text


def test_published_news_keep_their_address_and_say_what_changed(client, lakes, officer):
    first = written(lakes, officer)
    second = written(lakes, officer)
    assert (first.slug, second.slug) == ("new-lights-in-kendal", "new-lights-in-kendal-2")
    post = posts.publish_post(first, english_only=True, by=officer, now=timezone.now())
    client.force_login(officer)
    address = reverse("publishing:post_edit", args=[post.uid])
    given = {"title": "Lights in Kendal", "summary": "Three.", "body": "<p>They shine.</p>"}
    base = {"base_version": post.version}
    assert "Say what changed" in client.post(address, given | base).text
    answer = client.post(address, given | base | {"what_changed": "Three streets, not two."})
    assert answer.status_code == 302
    stored = Post.objects.get(pk=post.pk)
    with pytest.raises(Refused, match="Say what changed"):
        posts.keep_post(stored, base_version=stored.version, by=officer, now=timezone.now())
    assert (stored.title, stored.slug) == ("Lights in Kendal", "new-lights-in-kendal")
    client.logout()
    page = client.get(page_of(stored)).text
    assert "Changed on" in page
    assert "Three streets, not two." in page
    assert stored.history.count() == 3
    stale = given | base | {"what_changed": "Other", "title": "Mine"}
    client.force_login(officer)
    assert client.post(address, stale).status_code == 409


def test_withdrawn_news_say_why_and_can_be_put_back(client, lakes, officer):
    post = public(lakes, officer)
    client.force_login(officer)
    withdraw = reverse("publishing:post_withdraw", args=[post.uid])
    assert "Give the reason" in client.post(withdraw, {"reason": ""}).text
    client.post(withdraw, {"reason": "It was another town."})
    page = client.get(page_of(post)).text
    assert "It was another town." in page
    assert "They shine" not in page
    assert "Two streets" not in page
    assert "New lights" not in client.get(reverse("publishing:post_list", args=["lakes"])).text
    client.post(reverse("publishing:post_restore", args=[post.uid]))
    assert "They shine" in client.get(page_of(post)).text


def test_post_list_goes_from_the_newest_to_the_oldest(client, lakes, officer):
    start = timezone.now() - datetime.timedelta(days=60)
    for number in range(23):  # the first written is published last
        at = start - datetime.timedelta(days=number)
        public(lakes, officer, now=at, title=f"News {number:02d}")
    address = reverse("publishing:post_list", args=["lakes"])
    page = client.get(address).text
    assert page.index("News 00") < page.index("News 19")
    assert "News 20" not in page
    older = Post.objects.get(title="News 19").pk
    assert f'href="?before={older}"' in page
    rest = client.get(f"{address}?before={older}").text
    assert "News 20" in rest
    assert "News 19" not in rest
    for odd in ("x", "-1", "9" * 40, "²"):
        assert "News 00" in client.get(address, {"before": odd}).text


def test_scripts_in_news_never_run(client, lakes, officer):
    post = public(lakes, officer, body="<p>Hello</p><script>alert(1)</script>")
    assert "alert(1)" not in client.get(page_of(post)).text


def test_only_officers_write_news(lakes):
    with pytest.raises(Refused, match="Officers"):
        written(lakes, factories.user("lead", lakes))
