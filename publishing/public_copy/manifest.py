"""The one file that says which address shows which body; it is there whole or not at all."""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path


class Broken(Exception):
    """What lies there is not a whole manifest."""


# What reading it raises, whatever was written there.
UNREADABLE = (Broken, ValueError, KeyError, TypeError, AttributeError)


@dataclass
class Manifest:
    """``paths`` maps an address to its entry: the hash, length and headers of its body, the
    length of its gzip twin (0: none), until when it holds (None: until it is replaced) and the
    document that it belongs to. ``code`` is the code that made the pages."""

    code: str = ""
    paths: dict = field(default_factory=dict)


def read(path):
    """The manifest that lies there; an empty one where there is none."""
    try:
        return parse(Path(path).read_bytes())
    except FileNotFoundError:
        return Manifest()


def parse(written):
    """A manifest from its bytes, or ``Broken``."""
    checksum, _, text = written.partition(b"\n")
    if hashlib.sha256(text).hexdigest().encode() != checksum:
        raise Broken("its checksum does not fit")
    kept = json.loads(text)
    headers = [[tuple(pair) for pair in one] for one in kept["headers"]]
    for entry in kept["paths"].values():
        entry["headers"] = headers[entry["headers"]]
    return Manifest(kept["code"], kept["paths"])


def write(path, manifest):
    """Write it whole: a temporary name, fsync, a rename."""
    headers, paths = {}, {}
    for address, entry in manifest.paths.items():
        # Most pages have the same headers: each set is written once.
        own = tuple(tuple(pair) for pair in entry["headers"])
        paths[address] = entry | {"headers": headers.setdefault(own, len(headers))}
    kept = {"code": manifest.code, "headers": list(headers), "paths": paths}
    text = json.dumps(kept, separators=(",", ":")).encode()
    checksum = hashlib.sha256(text).hexdigest().encode()
    write_whole(path, checksum + b"\n" + text)


def write_whole(path, content, mode=0o644):
    """Put bytes at a place so that nobody, and no crash, ever sees half of them."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, mode)  # the name's temporary one is for its owner alone
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
