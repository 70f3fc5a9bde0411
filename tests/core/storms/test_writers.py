"""Several programs write to one desk: everything gets in, whole, one after the other."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

from sqlite_utils import Database

from db.search import found
from db.writer import Writer
from tests import desks
from tests.makers import Maker
from tests.marks import Mark, marks, marks_in
from tests.soak import EDITS_EACH

NAMES = ("Ada", "Ben", "Cem", "Dea")


def test_four_writers_get_everything_in_and_a_reader_sees_it_whole(
    tmp_path: Path, storm: Callable[[str, Mapping[str, float]], None]
) -> None:
    desk, waits, looks = desks.desk(tmp_path), list[float](), 0
    with ExitStack() as stack, desks.reading(desk) as reader:
        makers = {name: stack.enter_context(Maker()) for name in NAMES}
        for name, maker in makers.items():
            maker.make(desk, name, 0, EDITS_EACH)
        for word_and_value in zip(*(maker.lines() for maker in makers.values()), strict=True):
            waits += [float(value) for word, value in word_and_value if word == "saved"]
            if len(waits) % (len(NAMES) * 25) == 0:
                marks(reader)
                looks += 1
    assert marks_in(desk) == dict.fromkeys(NAMES, EDITS_EACH)
    assert len(waits) == len(NAMES) * EDITS_EACH
    storm("4 writers", {"edits": len(waits), "looks of a reader": looks, "longest": max(waits)})


def test_a_script_that_opens_a_transaction_is_welcome_among_writers(tmp_path: Path) -> None:
    desk = desks.desk(tmp_path)
    with (
        closing(Writer(desk, "Ada", lambda: desks.NOW)) as writes,
        desks.reading(desk) as reader,
    ):
        assert writes.apply(Mark("Ada", 0))
        with desks.script(desk) as connection:
            db = Database(connection, recursive_triggers=False, execute_plugins=False)
            Mark("script", 0).apply(db, "")
            assert marks(reader) == {"Ada": 1}  # nothing of it before it is whole
        assert writes.apply(Mark("Ada", 1))
        assert marks(reader) == {"Ada": 2, "script": 1}
        with desks.script(desk) as connection:
            connection.execute("UPDATE claim SET notes = notes || 'Zanzibar' WHERE id = 66")
        assert writes.apply(Mark("Ada", 2))
        assert found(reader, "Zanzibar")
