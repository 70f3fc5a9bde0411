"""A long random sequence of edits of all kinds, undone to the start and redone to the end."""

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random
from sqlite3 import Connection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import connection as sqlite
from db.errors import DeskError
from db.history import chain, log
from db.history.undo import Undo
from db.writer import Writer
from tests import desks
from tests.edit_checks import rows, unbroken
from tests.random_edits import EDITS, Drawn

KINDS = sorted(EDITS)


class Story:
    """A desk that is edited, undone and redone, now and then by a program begun anew.

    At every tenth edit it is kept what the whole desk said: so it must say again, both ways.
    """

    def __init__(self, desk: Path) -> None:
        self.desk = desk
        self.kinds: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._open()
        self._kept = {0: self._told()}

    def tell(self, steps: list[tuple[str, int]]) -> None:
        """Make these edits, each drawn by a seed, then take all back, then do all again."""
        edits = [step for kind, seed in steps if (step := self._edit(kind, seed))]
        self._kept[len(edits)] = self._told()
        unbroken(self.desk)
        undone = self._walk(edits[::-1], len(edits), -1, log.next_undo)
        unbroken(self.desk)
        self._walk(undone[::-1], 0, +1, log.next_redo)
        assert chain.first_break(self._reader) is None

    def close(self) -> None:
        """Let the desk go."""
        self._reader.close()
        self._writer.close()

    def _edit(self, kind: str, seed: int) -> log.Step | None:
        """Make an edit and return it; None when it was refused, or changed nothing."""
        edit = Drawn(self._reader, seed).edit(kind)
        try:
            written = self._writer.apply(edit) if edit else None
        except DeskError:
            self.refused[kind] += 1
            return None
        if written is None:
            return None
        self.kinds[kind] += 1
        if self.kinds.total() % 10 == 0:
            self._kept[self.kinds.total()] = self._told()
        if seed % 100 == 0:
            self._again()
        return log.Step(written.txn, written.label)

    def _walk(
        self,
        steps: list[log.Step],
        at: int,
        way: int,
        following: Callable[[Connection], log.Step | None],
    ) -> list[log.Step]:
        """Take each step back, on to the next that is kept, and compare; return what did it."""
        taken: list[log.Step] = []
        while steps:
            step = following(self._reader)
            assert step == steps[0]
            far = next(n for n in range(1, 11) if at + way * n in self._kept)
            undos = [Undo(one.uid, one.what, redo=way > 0) for one in steps[:far]]
            written = self._writer.apply_all(undos)
            taken += [
                log.Step(one.txn, undo.what) for one, undo in zip(written, undos, strict=True)
            ]
            steps, at = steps[far:], at + way * far
            assert self._told() == self._kept[at], f"after {undos[-1].label}"
            if at % 200 == 0:
                self._again()
        assert following(self._reader) is None
        return taken

    def _told(self) -> bytes:
        return hashlib.sha256("\n".join(rows(self._reader)).encode()).digest()

    def _again(self) -> None:
        self.close()
        self._open()

    def _open(self) -> None:
        self._writer = Writer(self.desk, "Ada", lambda: desks.NOW)
        self._reader = sqlite.read(self.desk)


def valley(folder: Path) -> Path:
    """Return a small fictional desk, the same each time."""
    path = folder / "valley.desk"
    path.write_bytes(_valley())
    return path


@cache
def _valley() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return desks.valley(Path(folder), 60).read_bytes()


STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 10_000)), max_size=30)


@pytest.mark.parametrize("made", [desks.desk, valley])
@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_a_short_sequence_goes_back_and_forth(
    made: Callable[[Path], Path], steps: list[tuple[str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(Story(made(Path(folder)))) as story:
        story.tell(steps)


def test_two_thousand_edits_of_all_kinds_go_back_and_forth(tmp_path: Path) -> None:
    dice = Random(4)  # noqa: S311
    with closing(Story(desks.desk(tmp_path))) as story:
        story.tell([(dice.choice(KINDS), dice.randint(1, 10**6)) for _ in range(2_560)])
        assert story.kinds.total() >= 2_000
        assert sorted(story.kinds) == KINDS, "every kind was made at least once"
