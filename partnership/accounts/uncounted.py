"""While guesses cannot be counted nobody signs in: the door stays shut, and says why."""

import logging

from django.shortcuts import render
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def refused_while_uncounted(get_response):
    """The pages of accounts, while the cache that counts guesses is away."""

    def answer(request):
        return get_response(request)

    def after_a_fault(request, fault):
        if not isinstance(fault, RedisError) or "/accounts/" not in request.path_info:
            return None
        log.error("Guesses cannot be counted: %s", fault)
        return render(request, "account/uncounted.html", status=503)

    answer.process_exception = after_a_fault
    return answer
