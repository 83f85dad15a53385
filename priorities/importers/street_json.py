"""The answer of the API of data.police.uk, as a table like its files."""

import json

from records.sheets import Sheet, Unreadable

LARGEST = 50 * 1024 * 1024  # bytes; it is held in memory as a whole
HEADER = ["Month", "LSOA code", "LSOA name", "Crime type"]

NO_ANSWER = "This is no list of crimes as the API of data.police.uk answers it."
TOO_LARGE = "This answer is too large. Bring in the month's file instead."


def is_answer(file):
    """Whether a file begins as a list in JSON does."""
    file.seek(0)
    return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")


def sheet(file):
    """The crimes of an answer, a row each, counted from 1; they name no small area."""
    file.seek(0)
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unreadable(TOO_LARGE)
    try:
        crimes = json.loads(content)
        rows = [(n, [c["month"], "", "", c["category"]]) for n, c in enumerate(crimes, start=1)]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(NO_ANSWER) from error
    return Sheet(HEADER, iter(rows), len(rows))
