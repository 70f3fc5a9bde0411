"""Desks that an earlier Crosscheck made: brought up to date, and kept as they were."""

import lzma
from contextlib import closing
from pathlib import Path

import pytest

from db.__main__ import main
from db.errors import DeskUnusable
from db.history import chain, log
from db.query import Query
from db.renew import open_renewed, renew
from db.store import Store
from db.verify.rules import broken
from tests import desks
from tests.edits import RENAME, did, said


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a desk of schema version 1: the bundled one, with a saved view."""
    path = tmp_path / "old.desk"
    kept = Path(__file__).with_name("desks") / "version-1.desk.xz"
    path.write_bytes(lzma.decompress(kept.read_bytes()))
    return path


def test_a_desk_of_the_first_version_begins_its_history_with_what_it_holds(old: Path) -> None:
    was = old.read_bytes()
    with pytest.raises(DeskUnusable, match="`crosscheck-db renew` brings it up to date"):
        Store.open(old)
    assert old.read_bytes() == was
    kept = renew(old)
    assert kept == old.with_name("old (version 1).desk")
    assert renew(old) is None
    with desks.reading(old) as connection:
        entries = log.entries(connection)
        assert [entry.why for entry in entries][:1] == ["begin the history of this desk"]
        assert [entry.rows for entry in entries] == [742, 0, 0]
        assert all(entry.ground for entry in entries)
        assert chain.first_break(connection) is None
        assert log.next_undo(connection) is None
        assert not list(broken(connection))
    did(old, RENAME)
    with desks.reading(old) as connection:
        assert log.next_undo(connection) is not None


def test_a_desk_of_the_first_version_opens_with_all_it_said(old: Path, tmp_path: Path) -> None:
    with closing(open_renewed(old)) as store:
        (view,) = store.views(store.snapshot(Query()))
        assert view.name == "Contested"
    assert said(old) == said(desks.desk(tmp_path))


def test_the_command_says_where_the_old_desk_is_kept(
    old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", str(old)]) == 3
    assert main(["renew", str(old)]) == 0
    assert "old (version 1).desk" in capsys.readouterr().out
    assert main(["info", str(old)]) == 0
    assert main(["renew", str(old)]) == 0
    assert "up to date already" in capsys.readouterr().out
