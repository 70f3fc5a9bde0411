"""A long random sequence of edits of all kinds, undone to the start and redone to the end."""

import hashlib
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

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

SOME = 10
"""Every how many steps the whole desk is compared."""


class Story:
    """A desk that is edited, undone and redone, now and then by a program begun anew."""

    def __init__(self, desk: Path) -> None:
        self.desk = desk
        self.kinds: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._kept: dict[int, bytes] = {}
        self._length = 0
        self._open()

    def tell(self, steps: list[tuple[str, int]]) -> None:
        """Make these edits, each drawn by a seed, then take all back, then do all again."""
        self._keep()
        for kind, seed in steps:
            self._edit(kind, seed)
            if seed % 50 == 0:
                self._again()
        unbroken(self.desk)
        self._walk(-1)
        self._walk(+1)
        unbroken(self.desk)
        assert chain.first_break(self._reader) is None

    def close(self) -> None:
        """Let the desk go."""
        self._reader.close()
        self._writer.close()

    def _edit(self, kind: str, seed: int) -> None:
        edit = Drawn(self._reader, Random(seed)).edit(kind)
        try:
            written = edit and self._writer.apply(edit)
        except DeskError:
            self.refused[kind] += 1
            return
        if written:
            self.kinds[kind] += 1
            self._length += 1
            self._keep()

    def _walk(self, way: int) -> None:
        """Go all the way back, or all the way on, and compare at every tenth step."""
        steps = range(self._length - 1, -1, -1) if way < 0 else range(1, self._length + 1)
        for at in steps:
            step = (log.next_undo if way < 0 else log.next_redo)(self._reader)
            assert step is not None
            assert self._writer.apply(Undo(step.uid, step.what, redo=way > 0))
            if at in self._kept:
                assert self._told() == self._kept[at], f"{at}: {step.what}"
            if at % 97 == 0:
                self._again()
        assert (log.next_undo if way < 0 else log.next_redo)(self._reader) is None

    def _keep(self) -> None:
        if self._length % SOME == 0:
            self._kept[self._length] = self._told()

    def _told(self) -> bytes:
        return hashlib.sha256("\n".join(rows(self._reader)).encode()).digest()

    def _again(self) -> None:
        self.close()
        self._open()

    def _open(self) -> None:
        self._writer = Writer(self.desk, "Ada", lambda: desks.NOW)
        self._reader = sqlite.read(self.desk)


STEPS = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(1, 10_000)), max_size=30)


@pytest.mark.parametrize("made_up", [False, True])
@settings(max_examples=12)
@given(steps=STEPS)
def test_a_short_sequence_goes_back_and_forth(made_up: bool, steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = desks.valley(Path(folder), 60) if made_up else desks.desk(Path(folder))
        with closing(Story(desk)) as story:
            story.tell(steps)


def test_two_thousand_edits_of_all_kinds_go_back_and_forth(tmp_path: Path) -> None:
    dice = Random(4)
    steps = [(dice.choice(sorted(EDITS)), dice.randint(1, 10**6)) for _ in range(2_600)]
    with closing(Story(desks.desk(tmp_path))) as story:
        story.tell(steps)
        assert story.kinds.keys() == EDITS.keys(), "every kind was made at least once"
        print(sum(story.kinds.values()), story.kinds, story.refused)
