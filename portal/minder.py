"""Ends the parts of the portal when `serve` ends, however it ends. Needs no Django.

`serve` tells it the process group of each part, one number a line, through a pipe that only
`serve` holds: when the pipe closes, `serve` is gone, and what is left of the parts is ended.
"""

import contextlib
import os
import signal
import sys
import time

PATIENCE = 15


def alive(group):
    """Whether anybody of a process group still runs."""
    try:
        os.killpg(group, 0)
        return True
    except ProcessLookupError:
        return False


def end(groups, *, patience=PATIENCE, tick=lambda: None):
    """Ask each part to stop in its own way, and end what is left of it after some seconds."""
    for group in groups:
        ask(group)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        tick()
        if not any(alive(group) for group in groups):
            return
        time.sleep(0.1)
    kill(groups)


def ask(group):
    """Tell the first process of a group, which sees to its own children."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(group, signal.SIGTERM)


def kill(groups):
    for group in groups:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def main():
    # Ctrl-C is for `serve`, which passes it on; this one must outlive it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    end([int(line) for line in sys.stdin])


if __name__ == "__main__":
    main()
