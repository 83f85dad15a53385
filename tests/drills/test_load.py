"""A short form of `make load`: readers, editors and publishing at once, on each shape."""

from bench.load import measure

SECONDS = 20


def test_many_at_once_lose_nothing_and_see_no_fault(install):
    assert measure(install(SWEEP_SECONDS=15, LEASE_SECONDS=30), SECONDS)
