"""Run by the test of the public copy: publishes editions into a folder until it is killed.

A body names its edition and is whole when its hash is the one at its end.
"""

import hashlib
import itertools
import random
import sys
import time

from publishing.public_copy import Folder, Page

PAGE, FILE = "/a/plans/b/", "/a/plans/b/plan.pdf"


def body_of(number, size):
    words = (f"edition {number} " * size).encode()
    return words + hashlib.sha256(words).hexdigest().encode()


def page_of(number):
    return Page((("Content-Type", "text/html; charset=utf-8"),), body=body_of(number, 2000))


def file_of(number):
    headers = ("Content-Type", "application/pdf"), ("Content-Disposition", "inline")
    return Page(headers, body=body_of(number, 20_000))


def main(place, first):
    folder = Folder(place, code="test")
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    for number in itertools.count(first):
        folder.hold("plan")
        folder.release("plan")
        folder.renew()
        turn, _ = folder.held("plan")
        pages = {PAGE: page_of(number), FILE: file_of(number)}
        folder.put({"plan": (turn, pages)})
        time.sleep(random.random() / 100)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
