"""Eight readers download for a minute while the plan is published again and again."""

import gzip
import hashlib
import threading
import time
import urllib.request
from importlib import import_module

READERS, SECONDS = 8, 60


class Reader(threading.Thread):
    """Downloads page and file in turn. Each body must be the one that its ETag names, and a page
    must be of one edition from end to end."""

    def __init__(self, addresses, over):
        super().__init__(daemon=True)
        self.addresses, self.over = addresses, over
        self.bodies, self.wrong, self.copies, self.marks = 0, [], 0, set()

    def run(self):
        while not self.over.is_set():
            for address in self.addresses:
                try:
                    self.read(address)
                except Exception as error:  # whatever goes wrong is what is looked for
                    self.wrong.append(f"{address}: {error}")

    def read(self, address):
        asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            body, etag = answer.read(), answer.headers["ETag"]
            if answer.headers["Content-Encoding"] == "gzip":
                body = gzip.decompress(body)
        self.bodies += 1
        if etag:
            self.copies += 1
            if etag.strip('"').removesuffix("-gz") != hashlib.sha256(body).hexdigest():
                self.wrong.append(f"{address}: not what its ETag names")
        if address.endswith("/"):
            marks = import_module("bench.served_samples").marks_in(body.decode())
            self.marks |= marks
            if len(marks) > 1 or not body.rstrip().endswith(b"</html>"):
                self.wrong.append(f"{address}: {sorted(marks)}")


def read_while_publishing(served):
    """Publish over and over for a minute; one line on what the readers got."""
    samples = import_module("bench.served_samples")
    over = threading.Event()
    addresses = [f"{served.url}{served.page}", f"{served.url}{served.file}"]
    readers = [Reader(addresses, over) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    end, editions = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        samples.publish_marked(editions)
        editions += 1
        time.sleep(1)  # as long as a reader may meet the copies, not only the moments between
    over.set()
    for reader in readers:
        reader.join(60)
    wrong = [line for reader in readers for line in reader.wrong]
    bodies, copies = (sum(getattr(r, name) for r in readers) for name in ("bodies", "copies"))
    seen = len(set().union(*(reader.marks for reader in readers)))
    return (
        f"{READERS} readers for {SECONDS} s while {editions} editions were published: {bodies:,} "
        f"bodies, {copies:,} of them from copies, {seen} editions seen, {len(wrong)} wrong"
        + "".join(f"\n  {line}" for line in wrong[:10])
    )
