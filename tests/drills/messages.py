"""Run in a drill's installation: put messages on its queue that nobody should have sent.

The arguments are the key of a rendition that is ready.
"""

import json
import sys
import time

import django

django.setup()

import redis  # noqa: E402
from celery import current_app  # noqa: E402
from django.conf import settings  # noqa: E402

from publishing.workflow import RENDER  # noqa: E402

DONE = int(sys.argv[1])
HUGE = "x" * 5_000_000
SENT = [
    *[(RENDER, [DONE])] * 20,  # again and again
    (RENDER, [10**9]),  # of nothing
    (RENDER, ["all"]),
    (RENDER, []),
    (RENDER, [1, 2, 3]),
    (RENDER, [{"pk": DONE}]),
    (RENDER, [HUGE]),
    ("publishing.unknown", [DONE]),
]
RAW = [b"", b"not JSON", b"\xff\xfe\x00", b"{}", b"[]", b"5", b"null", b'"text"', b"{" * 10_000,
       json.dumps({"body": "!", "headers": {}, "properties": {}}).encode(),
       json.dumps({"body": HUGE}).encode()]  # fmt: skip

for task, arguments in SENT:
    current_app.send_task(task, arguments, retry=False)
for number, raw in enumerate(RAW):
    if settings.REDIS_URL:
        redis.Redis.from_url(settings.REDIS_URL).lpush(settings.CELERY_TASK_DEFAULT_QUEUE, raw)
    else:
        name = f"{time.monotonic_ns()}_{number}.{settings.CELERY_TASK_DEFAULT_QUEUE}.msg"
        (settings.QUEUE_FOLDER / name).write_bytes(raw)
sys.stdout.write(f"{len(SENT) + len(RAW)} messages\n")
