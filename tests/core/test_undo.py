"""Undo and redo: the old rows again, as new transactions, or a refusal that shows both."""

from pathlib import Path

import pytest

from db.edits.relations import Relate
from db.edits.tags import TagClaims
from db.errors import EditConflict, EditRefused
from db.history import chain, log
from db.history.undo import Undo
from db.search import found
from tests import desks
from tests.edits import CODE, RENAME, RETIRE, Sql, did, said, undo


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def test_undo_puts_the_desk_back_and_redo_does_it_again(desk: Path) -> None:
    before = said(desk)
    retired, renamed = did(desk, RETIRE, RENAME)
    after = said(desk)
    first, second = did(desk, undo(renamed), undo(retired))
    assert said(desk) == before
    did(desk, Undo(second.txn, retired.label, redo=True), Undo(first.txn, "", redo=True))
    assert said(desk) == after
    with desks.reading(desk) as connection:
        labels = [entry.why for entry in log.entries(connection)]
        assert len(labels) == 7, "history is never shortened"
        assert labels[1] == "redo: change something"
        assert labels[3] == "undo: rename a place" or labels[4] == "undo: rename a place"
        assert chain.first_break(connection) is None


def test_what_is_next_to_undo_and_to_redo_outlives_a_restart(desk: Path) -> None:
    def steps() -> tuple[str, str]:
        with desks.reading(desk) as connection:
            back, again = log.next_undo(connection), log.next_redo(connection)
        return back.what if back else "", again.what if again else ""

    assert steps() == ("", "")
    (one,) = did(desk, Sql(RETIRE.sql, "one"))
    (two,) = did(desk, Sql(RENAME.sql, "two"))
    assert steps() == ("two", "")
    did(desk, undo(two))
    assert steps() == ("one", "two")
    (undone,) = did(desk, undo(one))
    assert steps() == ("", "one")
    did(desk, Undo(undone.txn, "one", redo=True))
    assert steps() == ("one", "two")
    did(desk, Sql(CODE.sql, "three"))
    assert steps() == ("three", "")


def test_a_row_changed_since_is_not_undone_and_both_versions_are_told(desk: Path) -> None:
    (mine,) = did(desk, Sql("UPDATE claim SET notes = 'mine' WHERE uid = 'A01'"))
    did(desk, Sql("UPDATE claim SET notes = 'theirs' WHERE uid = 'A01'"))
    before = said(desk)
    with pytest.raises(EditConflict, match="claim A01: notes is now “theirs”") as refused:
        did(desk, undo(mine))
    (clash,) = refused.value.clashes
    assert (clash.field, clash.theirs, clash.yours) == ("notes", "theirs", "")
    assert said(desk) == before


def test_a_row_that_later_work_stands_on_is_not_taken_away(desk: Path) -> None:
    (made,) = did(desk, Sql("INSERT INTO tag (id, uid, name) VALUES (7, 't', 'to check')"))
    did(desk, Sql("INSERT INTO claim_tag (claim_id, tag_id) VALUES (1, 7)"))
    with pytest.raises(EditConflict, match="tag of a claim"):
        did(desk, undo(made))
    with desks.reading(desk) as connection:
        assert connection.execute("SELECT count(*) FROM claim_tag").fetchone() == (1,)
    (coder,) = did(desk, CODE)
    did(desk, Sql("UPDATE claim SET coder_id = 1 WHERE uid = 'A01'"))
    with pytest.raises(EditConflict, match="claim A01"):
        did(desk, undo(coder))


def test_a_paragraph_that_later_evidence_stands_in_is_not_taken_away(desk: Path) -> None:
    (made,) = did(desk, Sql("INSERT INTO paragraph (document_id, n) VALUES (1, 99)"))
    did(desk, Sql("UPDATE evidence SET paragraph = 99 WHERE id = 1 AND document_id = 1"))
    with pytest.raises(EditConflict, match="evidence"):
        did(desk, undo(made))


def test_a_row_is_not_put_back_without_what_it_named(desk: Path) -> None:
    did(desk, Sql("INSERT INTO place (uid, name, kind) VALUES ('x', 'X', 'town')"))
    sql = "UPDATE place SET parent_id = {} WHERE uid = 'soledar'"
    did(desk, Sql(sql.format("(SELECT id FROM place WHERE uid = 'x')")))
    moved, _ = did(desk, Sql(sql.format("1")), Sql("DELETE FROM place WHERE uid = 'x'"))
    with pytest.raises(EditConflict, match="place “Soledar”: the row is now “left without"):
        did(desk, undo(moved))


def test_a_tag_or_author_that_later_work_uses_too_stays(desk: Path) -> None:
    (first, _) = did(desk, TagClaims(("A01",), "odd"), TagClaims(("A02",), "odd"))
    did(desk, undo(first))
    (made, _) = did(
        desk, Relate("A01", "A02", "restates", "x"), Relate("A02", "B01", "restates", "x")
    )
    did(desk, undo(made))
    with desks.reading(desk) as connection:
        assert connection.execute("SELECT claim_id FROM claim_tag").fetchall() == [(2,)]
        assert connection.execute("SELECT name FROM tag").fetchall() == [("odd",)]
        assert connection.execute("SELECT name FROM coder").fetchall() == [("Ada",)]


def test_what_the_desk_began_with_and_what_is_undone_already_are_not_undone(desk: Path) -> None:
    (done,) = did(desk, RETIRE)
    did(desk, undo(done))
    with pytest.raises(EditRefused, match="undone already"):
        did(desk, undo(done))
    with desks.reading(desk) as connection:
        first = log.entries(connection)[-1]
    with pytest.raises(EditRefused, match="what this desk began with"):
        did(desk, Undo(first.uid, first.why))
    with pytest.raises(EditRefused, match="not in the history"):
        did(desk, Undo("nobody's", "something"))


def test_an_import_is_undone_whole(desk: Path) -> None:
    before = said(desk)
    form = desks.form()
    form["title"], form["claims"][0]["notes"] = "Another title", "Another note."
    form["places"].append(form["places"][0] | {"uid": "new", "name": "New", "geonames_id": None})
    written = desks.bring(desk, form)
    assert written is not None
    assert said(desk) != before
    did(desk, undo(written))
    assert said(desk) == before


def test_an_edit_that_is_undone_is_found_by_its_old_words(desk: Path) -> None:
    (written,) = did(desk, RENAME)
    with desks.reading(desk) as connection:
        assert len(found(connection, "Elsewhere") or ()) == 10
    did(desk, undo(written))
    with desks.reading(desk) as connection:
        assert found(connection, "Elsewhere") == frozenset()
