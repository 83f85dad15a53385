"""What a reader's request asks of a body that is known: part of it, or only if it changed."""

import re

RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*")
OUTSIDE = (0, -1)


def byte_range(asked, length):
    """First and last byte of a single range; ``OUTSIDE`` where there is no such byte; None where
    the whole is the answer: several ranges, or no range at all."""
    match = RANGE.fullmatch(asked)
    if not match or match.group(0).count("-") != 1 or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        wanted = min(int(last), length)
        return (length - wanted, length - 1) if wanted else OUTSIDE
    if last and int(last) < int(first):
        return None
    if int(first) >= length:
        return OUTSIDE
    return int(first), min(int(last or length), length - 1)


def names(asked, etag):
    """Whether an If-None-Match names an ETag; a proxy may have marked it as weak."""
    if asked == etag or asked.strip() == "*":
        return True
    return any(one.strip().removeprefix("W/") == etag for one in asked.split(","))


def takes_gzip(asked):
    """Whether an Accept-Encoding wants gzip, by its weights."""
    weights = {}
    for part in asked.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = _weight(parameters)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0))) > 0


def _weight(parameters):
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1
    try:
        return float(value)
    except ValueError:
        return 0
