"""Messages twice, too late, about nothing or of no sense: nothing changes, the worker lives."""

import redis

ROWS = (
    "SELECT id, state, attempts, file, sha256, tried_at FROM publishing_rendition ORDER BY id",
    "SELECT id, number FROM publishing_edition ORDER BY id",
    "SELECT count(*) FROM records_change WHERE action NOT LIKE 'account.%%'",
)


def stored(drill):
    return [drill.query(sql) for sql in ROWS]


def waiting(drill):
    """How many messages nobody has taken."""
    if hasattr(drill, "redis"):
        return redis.Redis.from_url(drill.redis.url).llen("render")
    return len(list((drill.var / "queue" / "messages").glob("*.render.msg")))


def test_messages_that_make_no_sense_change_nothing(drill):
    drill.start_web()
    officer = drill.officer()
    worker = drill.start_worker()
    before = stored(drill)
    [(ready,)] = drill.query("SELECT min(id) FROM publishing_rendition WHERE state = 'ready'")
    drill.run("tests/drills/messages.py", str(ready))
    drill.wait_for(lambda: not waiting(drill), what="every message is taken")
    assert stored(drill) == before
    # The same worker, without the sweeper, still hears of what is real.
    drill.publish(officer, "small")
    drill.recovers("small", attempts=1)
    assert worker.alive()
