"""One byte of the history changed in the file itself: verify names the transaction."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from db.__main__ import main
from tests import desks
from tests.edits import did
from tests.marks import Mark

BYTES = 70


def history_of(desk: Path) -> list[tuple[int, bytes]]:
    """Return each row image that the history of a desk has, with its transaction."""
    with desks.reading(desk) as connection:
        sql = """SELECT txn, new FROM change WHERE new IS NOT NULL
            UNION ALL SELECT txn, old FROM change WHERE old IS NOT NULL ORDER BY 1, 2"""
        return [(txn, image.encode()) for txn, image in connection.execute(sql)]


def test_verify_names_the_transaction_of_every_byte_that_was_changed(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    storm: Callable[[str, Mapping[str, float]], None],
) -> None:
    desk = desks.desk(tmp_path)
    did(desk, *(Mark("Ada", n) for n in range(6)))
    whole, rnd = desk.read_bytes(), random.Random(5)  # noqa: S311
    in_place = [(txn, image) for txn, image in history_of(desk) if whole.count(image) == 1]
    assert {txn for txn, _ in in_place} == set(range(1, 8))
    unnamed: list[tuple[int, int, str]] = []
    for n in range(BYTES):
        txn, image = rnd.choice([one for one in in_place if one[0] == 1 + n % 7])
        at = whole.index(image) + rnd.randrange(len(image))
        changed = bytearray(whole)
        changed[at] ^= 1 << rnd.randrange(8)
        desk.write_bytes(changed)
        assert main(["verify", str(desk), "--json"]) in (1, 3)
        told = capsys.readouterr()
        if f'"row": "{txn}"' not in told.out:
            unnamed.append((txn, at, told.out + told.err))
    assert not unnamed
    storm("one byte of history changed", {"bytes": BYTES, "named": BYTES - len(unnamed)})
