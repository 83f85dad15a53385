"""Whether a copy still stands, where each machine has copies of its own: the database says."""

import logging
import time

from django.db import Error, connection

log = logging.getLogger(__name__)

# Seconds for which a database that did not answer is not asked again: nobody waits for it twice.
NOT_AGAIN = 5
QUERY = "SELECT turn FROM publishing_document WHERE uid = %s"


class Turns:
    """Compares the turn of a copied document with its turn in the database, at each request.

    A change of what the public reads gives the document another turn in its own transaction: from
    its commit on no machine shows an older copy. While the database is away nothing can change,
    and copies are shown.
    """

    def __init__(self):
        self.not_before = 0.0

    def __call__(self, uid, turn):
        if time.monotonic() < self.not_before:
            return True
        try:
            with connection.cursor() as cursor:
                cursor.execute(QUERY, [_key(uid)])
                found = cursor.fetchone()
        except Error as error:
            log.warning("The database does not answer (%s); copies are shown.", error)
            self.not_before = time.monotonic() + NOT_AGAIN
            connection.close()
            return True
        return found is not None and str(found[0]).replace("-", "") == turn.replace("-", "")


def _key(uid):
    return uid if connection.vendor == "postgresql" else uid.replace("-", "")
