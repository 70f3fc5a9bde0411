"""The power goes at any write: what was told as saved is there, with the settings that we have."""

import random
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

import pytest

from db import connection as sqlite
from db.writer import Writer
from tests import desks
from tests.marks import Mark, marks_in
from tests.power import Connection, Machine
from tests.soak import CUTS

MACHINE = Machine()
CUTS_OF_A_TEST = 25
Journal = Literal["wal", "delete"]
Storm = Callable[[str, Mapping[str, float]], None]


@contextmanager
def on_the_machine(journal: Journal) -> Generator[None]:
    """Let the Writer write through the machine, with what settings the program has for it.

    It takes the other journal where the desk lies on a network.
    """

    def connect(path: Path, options: str) -> Connection:
        return Connection(f"{path.absolute().as_uri()}?{options}", Machine.NAME)

    def on_network(path: Path, mounts: str | None) -> bool:
        return journal == "delete"

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite, "connect", connect)
        patched.setattr(sqlite, "on_network", on_network)
        yield


def told(desk: Path, rnd: random.Random, journal: Journal) -> int:
    """Write until the power goes; return how many edits were told as saved before it did."""
    saved = 0
    MACHINE.start(cut_at=rnd.randrange(1, 900))
    with on_the_machine(journal):
        while MACHINE.on:
            with closing(Writer(desk, "Ada", lambda: desks.NOW)) as writes:
                for _ in range(rnd.randrange(1, 8)):
                    assert writes.apply(Mark("Ada", saved))
                    saved += MACHINE.on
                    if not MACHINE.on:
                        break
    return saved


def cut(folder: Path, seed: int, journal: Journal) -> Counter[str]:
    """Cut the power once; return how many edits were told as saved, and how many of them lost."""
    rnd = random.Random(seed)  # noqa: S311
    before, after = folder / f"{seed} before", folder / f"{seed} after"
    before.mkdir()
    after.mkdir()
    desk = desks.desk(before)
    saved = told(desk, rnd, journal)
    MACHINE.leave(after, rnd)
    try:
        lost = max(0, saved - marks_in(after / desk.name)["Ada"])
    except BaseException as error:
        error.add_note(f"seed {seed}, {journal}")
        raise
    return Counter(cuts=1, told_as_saved=saved, lost=lost, cuts_that_lost=lost > 0)


@pytest.mark.parametrize("first", range(0, CUTS, CUTS_OF_A_TEST))
@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_what_was_told_as_saved_outlives_a_power_cut(
    tmp_path: Path, storm: Storm, journal: Journal, first: int
) -> None:
    seeds = range(first, min(CUTS, first + CUTS_OF_A_TEST))
    seen = {seed: cut(tmp_path, seed, journal) for seed in seeds}
    assert not {seed for seed, counts in seen.items() if counts["lost"]}
    storm(f"power cuts, {journal}", {"lost": 0, **sum(seen.values(), Counter[str]())})


@pytest.mark.parametrize(
    ("journal", "setting", "weaker"), [("wal", "_FULL", 1), ("delete", "_EXTRA", 2)]
)
def test_weaker_settings_lose_so_that_the_test_can_fail(
    tmp_path: Path,
    storm: Storm,
    monkeypatch: pytest.MonkeyPatch,
    journal: Journal,
    setting: str,
    weaker: int,
) -> None:
    monkeypatch.setattr(sqlite, setting, weaker)
    seen: Counter[str] = Counter()
    for seed in range(CUTS // 2):
        seen += cut(tmp_path, seed, journal)
    assert seen["cuts_that_lost"] > CUTS // 20
    storm(f"power cuts, {journal}, weaker", seen)
