"""Every test on SQLite with the embedded queue, then again on PostgreSQL and Redis.

The second run happens wherever those two answer: at ``DATABASE_URL`` and ``REDIS_URL``,
else at their standard local ports. In CI they must. It leaves out what no database changes:
tests marked ``once``, and of a test with many cases all but the first two. What is left out
because a server did not answer is said in the summary, so that a green end never hides it.
"""

import os
import secrets
import subprocess
import sys

import psycopg2
import redis

POSTGRESQL = os.environ.get("DATABASE_URL") or "postgresql://postgres@127.0.0.1:5432/postgres"
REDIS = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/15"
PRODUCTION = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "DJANGO_SETTINGS_MODULE")


def silent_servers():
    """Why the second run cannot be made, in words; empty when it can."""
    silent = []
    try:
        psycopg2.connect(POSTGRESQL, connect_timeout=3).close()
    except psycopg2.Error:
        silent.append("PostgreSQL")
    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=3, socket_timeout=3).ping()
    except redis.RedisError:
        silent.append("Redis")
    return silent


def run(name, arguments, **environment):
    inherited = {key: value for key, value in os.environ.items() if key not in PRODUCTION}
    sys.stdout.write(f"\n=== {name}\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", "-q", "-n", "3", "--dist", "loadgroup"]
    # `make drill` stages the ones, `make walk` walks the others.
    command += ["--ignore=tests/drills", "--ignore=tests/walks", *arguments]
    return subprocess.run(command, env=inherited | environment, check=False).returncode


def main(arguments):
    silent = silent_servers()
    left_out = f"The second run: {' and '.join(silent)} did not answer." if silent else ""
    if silent and os.environ.get("CI"):
        sys.stderr.write(f"In CI both databases are tested. {left_out}\n")
        return 1
    failed = run("SQLite and the embedded queue", arguments, PORTAL_LEFT_OUT=left_out)
    if failed or silent:
        return failed
    return run(
        "PostgreSQL and Redis, production settings",
        ["-m", "not once", *arguments],
        DATABASE_URL=POSTGRESQL,
        REDIS_URL=REDIS,
        SECRET_KEY=secrets.token_urlsafe(50),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
