"""kill -9 at any moment: what was told as saved is there, and nothing is there by half."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests import desks
from tests.makers import Maker
from tests.marks import marks_in
from tests.soak import KILLS

KILLS_OF_A_DESK = 20
BEFORE = 5  # edits told as saved before a writer is killed, at the least


def killed(maker: Maker, desk: Path, rnd: random.Random, first: int) -> tuple[int, bool]:
    """Kill a writer; return how many edits it told as saved, and whether one was under way."""
    pid = maker.make(desk, "Ada", first, 1_000)
    until, part = BEFORE + rnd.randrange(10), rnd.random()
    saved, begun, took = 0, 0, 0.0
    for word, value in maker.lines():
        begun += word == "begin"
        if word == "saved":
            saved, took = saved + 1, float(value)
        elif begun == until + 1:
            ends = time.perf_counter() + part * took
            while time.perf_counter() < ends:
                pass
            os.kill(pid, signal.SIGKILL)
    return saved, begun > saved


@pytest.mark.parametrize("seed", range(-(-KILLS // KILLS_OF_A_DESK)))
def test_what_was_told_as_saved_outlives_a_kill(
    tmp_path: Path, seed: int, storm: Callable[[str, Mapping[str, float]], None]
) -> None:
    rnd, desk, there = random.Random(seed), desks.desk(tmp_path), 0  # noqa: S311
    seen: Counter[str] = Counter()
    with Maker() as maker:
        for _ in range(KILLS_OF_A_DESK):
            saved, in_flight = killed(maker, desk, rnd, there)
            assert saved >= BEFORE
            found = marks_in(desk)["Ada"]
            assert there + saved <= found <= there + saved + in_flight
            seen += Counter(kills=1, in_flight=in_flight, told_as_saved=saved)
            seen["in flight and there"] += found - there - saved
            there = found
    assert seen["in_flight"] >= KILLS_OF_A_DESK / 2
    storm("kill -9", seen)
