"""Each request has an id, by which the log, the audit and whoever asks for help speak of it."""

import re
import uuid

from records.requests import request_id

# What a proxy of ours may give; anything else is replaced, for it would stand in the log.
TAKEN = re.compile(r"[0-9A-Za-z-]{8,36}")


def named(get_response):
    """Take the id that the proxy gave, or make one; the answer bears it."""

    def answer(request):
        given = request.headers.get("X-Request-ID", "")
        request.id = given if TAKEN.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(request.id)
        try:
            response = get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = request.id
        return response

    return answer
