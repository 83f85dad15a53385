"""What a reader's first visit costs: bytes, requests, and nothing that moves."""

import gzip
import urllib.request

from tests.servers import wait_until
from tests.test_story import PLAN, is_there

KB = 1024
OBSERVE = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


def small(site, address):
    """Whether a page has been copied, so that it is sent compressed."""
    request = urllib.request.Request(site.url + address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.headers["Content-Encoding"] == "gzip" and gzip.decompress(answer.read())


def loaded(page):
    """Begin to note what the page loads: for each address the bytes that came."""
    sizes, names = {}, {}
    session = page.context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]}))

    def done(event):
        address = names[event["requestId"]]["url"]
        if not address.startswith("data:"):
            sizes[address] = event["encodedDataLength"]

    session.on("Network.loadingFinished", done)
    session.send("Network.enable")
    return sizes


def test_a_first_visit_to_the_plan_is_light_and_still(page, site):
    wait_until(lambda: is_there(site, f"{PLAN}plan.pdf"), seconds=60, what="edition 1 is public")
    wait_until(lambda: small(site, PLAN), seconds=60, what="the page is copied")
    page.add_init_script(OBSERVE)
    sizes = loaded(page)
    page.goto(PLAN, wait_until="networkidle")
    fonts = [size for address, size in sizes.items() if address.endswith(".woff2")]
    assert len(fonts) == 2 and sum(fonts) <= 30 * KB, sizes
    assert len(sizes) == 4, sizes
    assert sum(sizes.values()) - sum(fonts) <= 50 * KB, sizes
    assert page.evaluate("document.fonts.check('700 16px \"Atkinson Hyperlegible\"', 'ŵ')")
    assert page.evaluate("shifted") == 0
    assert page.context.cookies() == []
