"""crosscheck-db verify: each rule of a desk, broken by raw SQL, is named with its row."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import search
from db.__main__ import main
from db.gate import reading
from db.verify.rules import RULES, broken
from tests import desks

BREAKS: list[tuple[str, int, str, str]] = [
    ("UPDATE claim_place SET place_id = 999 WHERE id = 7", 0, "claim_place", "7"),
    ("UPDATE claim SET question_id = 999 WHERE uid = 'A04'", 0, "claim", "A04"),
    ("UPDATE question SET subject_uid = 'nowhere' WHERE uid = 'Q06'", 0, "question", "Q06"),
    ("DELETE FROM evidence WHERE uid = 'A02.1'", 1, "claim", "A02"),
    ("DELETE FROM attribution WHERE claim_id = (SELECT id FROM claim WHERE uid = 'A02')", 1,
     "claim", "A02"),
    ("DELETE FROM claim_place WHERE claim_id = (SELECT id FROM claim WHERE uid = 'A02')", 1,
     "claim", "A02"),
    ("""UPDATE attribution SET hop = 4
        WHERE hop = 2 AND claim_id = (SELECT id FROM claim WHERE uid = 'A14')""", 1,
     "claim", "A14"),
    ("""UPDATE attribution SET source_id = (SELECT id FROM source WHERE uid = 'dw')
        WHERE hop = 1 AND claim_id = (SELECT id FROM claim WHERE uid = 'A14')""", 2,
     "evidence", "A14.1"),
    ("""UPDATE claim SET claimant_id = (SELECT id FROM actor WHERE uid = 'vladimir-putin')
        WHERE uid = 'A14'""", 2, "claim", "A14"),
    ("UPDATE claim SET voice = 'outlet' WHERE uid = 'A14'", 3, "claim", "A14"),
    ("UPDATE claim SET voice = 'indirect' WHERE uid = 'A01'", 3, "claim", "A01"),
    ("UPDATE claim SET about_to = '2023-02-28' WHERE uid = 'A02'", 4, "claim", "A02"),
    ("UPDATE claim SET about_edtf = 'mid-February' WHERE uid = 'A02'", 4, "claim", "A02"),
    ("""UPDATE claim SET about_edtf = '2023-05', about_from = '2023-05-01',
        about_to = '2023-05-31' WHERE uid = 'A02'""", 4, "claim", "A02"),
    ("UPDATE claim SET time_precision = 5 WHERE uid = 'A02'", 4, "claim", "A02"),
    ("UPDATE claim SET said_from = NULL WHERE uid = 'A02'", 4, "claim", "A02"),
    ("UPDATE event SET about_from = '2021-12-31' WHERE uid = 'E01'", 4, "event", "E01"),
    ("UPDATE document SET published_from = '2023-02-28' WHERE uid = 'cnn-2023-03-01'", 4,
     "document", "cnn-2023-03-01"),
    ("UPDATE setting SET value = '{\"day\": 2}' WHERE key = 'approx_days'", 4,
     "setting", "approx_days"),
    ("DELETE FROM setting WHERE key = 'approx_days'", 4, "setting", "approx_days"),
    ("""UPDATE claim SET said_edtf = '2023-03-05', said_from = '2023-03-05',
        said_to = '2023-03-05' WHERE uid = 'A02'""", 5, "claim", "A02"),
    ("UPDATE claim SET position_high = 9 WHERE uid = 'A01'", 6, "claim", "A01"),
    ("UPDATE claim SET polarity = 1 WHERE uid = 'A01'", 6, "claim", "A01"),
    ("UPDATE claim SET value_unit = 'tonnes' WHERE value_num IS NOT NULL AND uid = 'A11'", 6,
     "claim", "A11"),
    ("UPDATE claim SET value_num = NULL WHERE uid = 'A11'", 6, "claim", "A11"),
    ("UPDATE claim SET value_num = 4, value_unit = 'km' WHERE uid = 'A01'", 6, "claim", "A01"),
    ("UPDATE claim SET value_low = 9, value_high = 4 WHERE uid = 'A11'", 6, "claim", "A11"),
    ("INSERT INTO question_step VALUES (99, 5, 9, 'more', 'More')", 6, "question", "Q05"),
    ("INSERT INTO question_step VALUES (99, 7, 0, 'yes', 'Yes')", 6, "question", "Q07"),
    ("UPDATE implication SET then_high = 8 WHERE uid = 'M1'", 6, "implication", "M1"),
    ("UPDATE implication SET then_high = 0, then_low = 0 WHERE uid = 'M3'", 6,
     "implication", "M3"),
    ("""UPDATE side SET counts_with = (SELECT id FROM side WHERE uid = 'russia-backed')
        WHERE uid = 'third-party'""", 7, "side", "third-party"),
    ("UPDATE question SET part_of = id WHERE uid = 'Q08'", 7, "question", "Q08"),
    ("""UPDATE evidence SET paragraph = 2 WHERE uid = 'A02.1'""", 8, "evidence", "A02.1"),
    ("UPDATE evidence SET start = 200, stop = 260 WHERE uid = 'A01.1'", 8, "evidence", "A01.1"),
    ("""INSERT INTO relation(uid, a_id, b_id, kind, origin, state, why, recorded_at)
        SELECT 'L99', b_id, a_id, 'no_conflict', 'coder', 'accepted', 'No.', recorded_at
        FROM relation WHERE uid = 'L01'""", 9, "relation", "L99"),
    ("UPDATE route_status SET status = 'open' WHERE uid = 'S-RD4'", 10, "route_status", "S-RD4"),
    ("UPDATE route SET bearing = 'N' WHERE uid = 'RD1'", 15, "route", "RD1"),
    ("UPDATE route SET bearing = 'SE' WHERE uid = 'RD-ALL'", 15, "route", "RD-ALL"),
    ("UPDATE route SET kind = 'group' WHERE uid = 'RD1'", 15, "route", "RD-ALL"),
    ("INSERT INTO route_member VALUES (99, 1, 2, 'stated')", 15, "route", "RD1"),
    ("""UPDATE actor SET abbrev = (SELECT name FROM actor WHERE uid = 'cnn')
        WHERE uid = 'vladimir-putin'""", 17, "actor", "vladimir-putin"),
]  # fmt: skip
"""What is done to the bundled desk, and the one fault it must be told as."""
UNFOUND: list[tuple[str, str, str]] = [
    ("UPDATE claim SET paraphrase = 'Otherwise.' WHERE uid = 'A02'", "A02", "paraphrase"),
    ("UPDATE claim SET notes = 'Seen twice.' WHERE uid = 'A02'", "A02", "notes"),
    ("UPDATE place SET name = 'Elsewhere' WHERE uid = 'chasiv-yar'", "B05", "names"),
    ("DELETE FROM claim_fts WHERE rowid = 2", "A02", "is missing"),
    ("INSERT INTO claim_fts(rowid, paraphrase) VALUES (999, 'x')", "999", "is no claim"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def change(path: Path, sql: str, *, index: bool = True) -> None:
    with closing(sqlite3.connect(path)) as connection:
        desks.by_hand(connection)
        connection.execute(sql)
        if index:  # what changes the words of a claim must not be told twice
            search.fill(connection)
        connection.commit()


def told(path: Path) -> list[tuple[int, str, str]]:
    with reading(path) as connection:
        return [(one.rule, one.table, one.row) for one in broken(connection)]


@pytest.mark.parametrize(("sql", "rule", "table", "row"), BREAKS)
def test_each_rule_broken_is_told_with_the_row_that_breaks_it(
    desk: Path, sql: str, rule: int, table: str, row: str
) -> None:
    change(desk, sql)
    assert told(desk) == [(rule, table, row)]


@pytest.mark.parametrize(("sql", "row", "words"), UNFOUND)
def test_a_claim_the_search_knows_by_other_words_is_told(
    desk: Path, sql: str, row: str, words: str
) -> None:
    change(desk, sql, index=False)
    with reading(desk) as connection:
        found = list(broken(connection))
    assert [(one.rule, one.table, one.row) for one in found] == [(16, "claim_fts", row)]
    assert words in found[0].what


def test_a_circle_names_every_row_of_it_and_none_that_hangs_on_it(desk: Path) -> None:
    change(desk, "UPDATE place SET parent_id = 1 WHERE uid = 'donetsk-region'")
    assert told(desk) == [(7, "place", "bakhmut"), (7, "place", "donetsk-region")]


def test_a_quote_that_does_not_stand_at_its_offsets_is_told(desk: Path) -> None:
    with closing(sqlite3.connect(desk)) as connection:
        desks.by_hand(connection)
        connection.execute("UPDATE document SET text = printf('%.*c', 2655, 'é') WHERE id = 1")
        connection.execute(
            "UPDATE evidence SET start = 3, stop = 5, exact = 'éé' WHERE uid = 'A01.1'"
        )
        search.fill(connection)
        connection.commit()
    assert told(desk) == []
    change(desk, "UPDATE evidence SET exact = 'éx' WHERE uid = 'A01.1'")
    assert told(desk) == [(8, "evidence", "A01.1")]


def test_a_stale_index_is_damage_and_no_other_rule_is_asked(desk: Path) -> None:
    forget = "DELETE FROM sqlite_master WHERE name = 'actor_side'"
    with closing(sqlite3.connect(desk)) as connection:
        row = connection.execute("SELECT * FROM sqlite_master WHERE name = 'actor_side'").fetchone()
    for sql in (forget, "UPDATE actor SET side_id = 1, abbrev = 'CNN'  WHERE id = 2"):
        with closing(sqlite3.connect(desk)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            desks.by_hand(connection)
            connection.execute(sql)
            connection.commit()
    with closing(sqlite3.connect(desk)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()
    assert {(rule, table) for rule, table, _ in told(desk)} == {(0, "the file")}


def test_every_rule_is_broken_by_one_of_these() -> None:
    assert {rule.number for rule in RULES} == {rule for _, rule, *_ in BREAKS} | {16, 18}


def test_the_bundled_desk_keeps_every_rule(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(desk)]) == 0
    assert capsys.readouterr().out == f"all right: {len(RULES)} rules, 1481 rows looked at\n"


def test_an_empty_desk_keeps_every_rule(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "a.desk")]) == 0
    assert main(["verify", str(tmp_path / "a.desk")]) == 0


def test_faults_are_sentences_with_exit_status_1(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(desk, "DELETE FROM evidence WHERE uid IN ('A02.1', 'A05.1')")
    assert main(["verify", str(desk)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "rule 1, claim A02: has no evidence. Name the document and paragraph where it stands"
    )
    assert lines[1].startswith("rule 1, claim A05: ")
    assert lines[2].startswith("2 faults: ")


def test_programs_are_told_in_json(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(desk, "UPDATE claim SET voice = 'outlet' WHERE uid = 'A14'")
    assert main(["verify", str(desk), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    (fault,) = said["faults"]
    assert (fault["rule"], fault["table"], fault["row"]) == (3, "claim", "A14")
    assert (said["rules"], said["rows"]) == (len(RULES), 1483)


def test_the_rules_can_be_read(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(desk), "--rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(RULES) + 1
    assert lines[2] == f"rule  1  {RULES[2].sentence}"


def test_what_is_no_desk_cannot_be_verified(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("Dear diary")
    assert main(["verify", str(tmp_path / "diary.txt")]) == 3


@pytest.mark.parametrize("sql", ["SELECT 1", "DELETE FROM evidence WHERE uid = 'A02.1'"])
def test_looking_writes_nothing(desk: Path, sql: str) -> None:
    change(desk, sql)
    before = desk.read_bytes()
    main(["verify", str(desk)])
    assert desk.read_bytes() == before
    assert list(desk.parent.iterdir()) == [desk]


def test_a_byte_changed_in_the_history_is_told_with_the_transaction(desk: Path) -> None:
    with closing(sqlite3.connect(desk)) as connection:
        (fixed,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'change_fixed'"
        ).fetchone()
        connection.execute("DROP TRIGGER change_fixed")
        connection.execute(
            "UPDATE change SET new = replace(new, 'CNN', 'CNM') WHERE tbl = 'source'"
        )
        connection.execute(fixed)
        connection.commit()
    assert told(desk) == [(18, "txn", "1")]
