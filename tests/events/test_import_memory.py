"""A file of 10,000 contributions is read and saved in pieces: the worker hardly grows."""

import pytest

from bench.imports import in_a_process

pytestmark = pytest.mark.once


def test_ten_times_the_rows_need_hardly_more_memory():
    few, many = in_a_process(1_000), in_a_process(10_000)
    assert many["grown"] - few["grown"] < 12, (few, many)
