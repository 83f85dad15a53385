"""Asks the web server of this container whether it is alive, by the name that it serves."""

import os
import sys
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

port = sys.argv[1] if len(sys.argv) > 1 else "8000"
name = urlsplit(os.environ["SITE_URL"]).netloc
with urlopen(Request(f"http://127.0.0.1:{port}/health/live", headers={"Host": name}), timeout=5):
    sys.stdout.write("alive\n")
