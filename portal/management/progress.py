"""How far a long command is, every few seconds, for whoever waits for it."""

import time

EVERY = 5


class Progress:
    """Called with what is being done and how much of it is; says nothing where nobody listens."""

    def __init__(self, out):
        self.out = out
        self.said = time.monotonic()

    def __call__(self, what, done):
        if self.out and time.monotonic() - self.said > EVERY:
            self.said = time.monotonic()
            self.out.write(f"  {what}: {done:,}")
            self.out.flush()
