"""crosscheck-db export: what its flags mean, what they refuse, and the same bytes again."""

import csv
import json
from dataclasses import asdict
from pathlib import Path

import pytest

from db.__main__ import main
from db.export.columns import TABLES
from db.export.sidecar import beside, read
from db.history import chain
from db.history.chain import Head
from tests import desks, formulas
from tests.edits import RENAME, did, undo
from tests.files import by_openpyxl

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path) -> str:
    return str(desks.desk(tmp_path))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("flags", "n"),
    [
        ("", 66),
        ("--since 2023-01-01 --until 2023-03-02", 49),
        ("--since 2023-01-01 --until 2023-03-02 --place Soledar", 10),
        ("--since 2023-01-01 --until 2023-03-02 --place Соледар", 10),
        ("--contested", 12),
        ("--standing contested --standing corroborated", 25),
        ("--side ukraine", 18),
        ("--side Ukraine --side russia", 21),
        ("--text Kyiv", 4),
        ("--text Ignatchenko", 3),
        ("--until 2023-02-02 --clock published", 35),
        ("--claimant CNN --place Donetsk", 21),
    ],
)
def test_flags_leave_what_the_same_filters_leave(
    desk: str, tmp_path: Path, flags: str, n: int
) -> None:
    out = tmp_path / "out.csv"
    assert main(["export", desk, "claims", str(out), *flags.split()]) == 0
    assert len(rows(out)) == n


def test_a_question_is_found_by_its_text_and_by_its_uid(desk: str, tmp_path: Path) -> None:
    with desks.reading(Path(desk)) as connection:
        uid, text = connection.execute("SELECT uid, text FROM question ORDER BY uid").fetchone()
    for name in (uid, text):
        assert main(["export", desk, "claims", str(tmp_path / name[:3]), "--question", name]) == 0
    by_uid, by_text = (tmp_path / name[:3] for name in (uid, text))
    assert by_uid.read_bytes() == by_text.read_bytes()
    assert {row["question_uid"] for row in rows(by_uid)} == {uid}


def test_sort_turns_the_order_and_leaves_the_empty_last(desk: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert main(["export", desk, "claims", str(out), "--sort", "about:desc"]) == 0
    days = [row["about_from"] for row in rows(out) if row["about_from"]]
    assert days == sorted(days, reverse=True)
    assert [row["about"] for row in rows(out)][-13:] == [""] * 13


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", ["once.csv", "once-safe.csv", "once.xlsx"])
@pytest.mark.parametrize("flags", [[], ["--place", "Soledar", "--sort", "claimant:desc"]])
def test_a_sidecar_writes_the_same_bytes_again(
    desk: str, tmp_path: Path, table: str, name: str, flags: list[str]
) -> None:
    if not flags:
        formulas.spoil(Path(desk))
    once, again = tmp_path / name, tmp_path / "again"
    assert main(["export", desk, table, str(once), *flags]) == 0
    assert main(["export", desk, table, str(again), "--query", str(beside(once))]) == 0
    assert once.read_bytes() == again.read_bytes()
    assert read(beside(again)) == read(beside(once))


@pytest.mark.parametrize(
    ("name", "flags", "form"),
    [
        ("a.csv", [], "exact"),
        ("a-safe.csv", [], "safe"),
        ("a.xlsx", [], "xlsx"),
        ("a", [], "exact"),
        ("a.csv", ["--format", "safe"], "safe"),
        ("a-safe.csv", ["--format", "exact"], "exact"),
        ("a", ["--format", "xlsx"], "xlsx"),
    ],
)
def test_the_format_is_the_one_asked_for_else_the_one_of_the_name(
    desk: str, tmp_path: Path, name: str, flags: list[str], form: str
) -> None:
    out = tmp_path / name
    assert main(["export", desk, "claims", str(out), *flags]) == 0
    assert read(beside(out)).form == form
    assert out.read_bytes().startswith(b"PK") == (form == "xlsx")


def test_the_rows_of_a_sidecar_can_be_asked_for_in_another_format(
    desk: str, tmp_path: Path
) -> None:
    once, sheet = tmp_path / "once.csv", tmp_path / "sheet.xlsx"
    main(["export", desk, "claims", str(once), "--place", "Soledar"])
    asked = ["export", desk, "claims", str(sheet), "--format", "xlsx"]
    assert main([*asked, "--query", str(beside(once))]) == 0
    assert by_openpyxl(sheet) == rows(once)


def test_a_sidecar_of_the_first_version_is_of_exact_csv(desk: str, tmp_path: Path) -> None:
    once, again = tmp_path / "once.csv", tmp_path / "again"
    main(["export", desk, "claims", str(once)])
    told = json.loads(beside(once).read_text("utf-8"))
    del told["crosscheck"]["format"]
    beside(once).write_text(json.dumps(told))
    assert main(["export", desk, "claims", str(again), "--query", str(beside(once))]) == 0
    assert again.read_bytes() == once.read_bytes()


def test_a_sidecar_says_the_head_of_the_history(desk: str, tmp_path: Path) -> None:
    once, again = tmp_path / "once.csv", tmp_path / "again.csv"
    main(["export", desk, "claims", str(once)])
    with desks.reading(Path(desk)) as connection:
        head = chain.head(connection)
    assert json.loads(beside(once).read_text("utf-8"))["crosscheck"]["history"] == asdict(head)
    assert read(beside(once)).made.history == head
    (done,) = did(Path(desk), RENAME)
    did(Path(desk), undo(done))
    assert main(["export", desk, "claims", str(again), "--query", str(beside(once))]) == 0
    assert again.read_bytes() == once.read_bytes()
    assert read(beside(again)).made.history.transactions == head.transactions + 2


def test_a_sidecar_of_a_version_without_history_is_read(desk: str, tmp_path: Path) -> None:
    once = tmp_path / "once.csv"
    main(["export", desk, "claims", str(once)])
    told = json.loads(beside(once).read_text("utf-8"))
    del told["crosscheck"]["history"]
    beside(once).write_text(json.dumps(told))
    assert read(beside(once)).made.history == Head()


def test_ages_are_counted_to_the_day_of_the_sidecar(tmp_path: Path) -> None:
    said = desks.form()
    said["reference_day"] = None
    desk = tmp_path / "a.desk"
    desks.bring(desk, said)
    once, sidecar = tmp_path / "once.csv", tmp_path / "once.datapackage.json"
    assert main(["export", str(desk), "routes", str(once)]) == 0
    told = json.loads(sidecar.read_text("utf-8"))
    told["crosscheck"]["ages_count_to"] = "2023-04-01"
    sidecar.write_text(json.dumps(told))
    assert main(["export", str(desk), "routes", str(once), "--query", str(sidecar)]) == 0
    assert {row["as_of"] for row in rows(once)} == {"2023-04-01"}


def test_a_desk_that_changed_since_is_said(desk: str, tmp_path: Path, capsys: Captured) -> None:
    once, sidecar = str(tmp_path / "once.csv"), str(tmp_path / "once.datapackage.json")
    main(["export", desk, "claims", once])
    with desks.script(Path(desk)) as connection:
        connection.execute("UPDATE claim SET notes = 'seen' WHERE uid = 'A01'")
    capsys.readouterr()
    assert main(["export", desk, "claims", once, "--query", sidecar]) == 0
    assert "is not as it was" in capsys.readouterr().out


def test_it_says_how_many_rows_and_what_is_left_out(
    desk: str, tmp_path: Path, capsys: Captured
) -> None:
    out = str(tmp_path / "out.csv")
    main(["export", desk, "claims", out, "--since", "2023-01-01", "--until", "2023-03-02"])
    told = capsys.readouterr().out
    assert "49 rows of claims, about 2023-01-01 to 2023-03-02; sorted by about" in told
    assert "13 undated under the time filter, 4 outside the days asked for" in told


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--place", "Solidar"], "this desk has no place 'Solidar'. Near: Soledar"),
        (["--side", "Atlantis"], "There are: "),
        (["--since", "soon"], "'soon' is not a day. Write it as 2023-02-01"),
        (["--sort", "colour"], "'colour' is no order. Write one of about, "),
        (["--sort", "about:up"], "is no order"),
        (["--since", "2023-03-01", "--until", "2023-02-01"], "--since is after --until"),
        (["--clock", "noon"], "invalid choice: 'noon'"),
        (["--query", "x.json", "--contested"], "leave the other flags out"),
        (["--format", "xlsx"], "out.csv is no name for XLSX: name it "),
        (["--format", "ods"], "invalid choice: 'ods'"),
    ],
)
def test_what_is_not_understood_is_said_with_exit_status_2(
    desk: str, tmp_path: Path, capsys: Captured, flags: list[str], said: str
) -> None:
    out = tmp_path / "out.csv"
    with pytest.raises(SystemExit) as done:
        main(["export", desk, "claims", str(out), *flags])
    assert done.value.code == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_name_of_two_places_asks_for_the_uid(tmp_path: Path, capsys: Captured) -> None:
    said = desks.form()
    said["places"].append({**said["places"][-1], "uid": "twin", "name": "Soledar"})
    desk = tmp_path / "a.desk"
    desks.bring(desk, said)
    with pytest.raises(SystemExit) as done:
        main(["export", str(desk), "claims", str(tmp_path / "x.csv"), "--place", "Soledar"])
    assert done.value.code == 2
    assert "names more than one. By uid: soledar, twin" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["no JSON", "[]", "{}", '{"crosscheck": {"table": "x"}}'])
def test_what_is_no_sidecar_is_refused_with_exit_status_3(
    desk: str, tmp_path: Path, capsys: Captured, text: str
) -> None:
    (tmp_path / "q.json").write_text(text)
    out = tmp_path / "out.csv"
    assert main(["export", desk, "claims", str(out), "--query", str(tmp_path / "q.json")]) == 3
    assert "this is not the sidecar of an export" in capsys.readouterr().err
    assert main(["export", desk, "claims", str(out), "--query", str(tmp_path / "no.json")]) == 3
    assert not out.exists()


def test_a_sidecar_of_another_desk_is_refused_by_what_is_missing(
    desk: str, tmp_path: Path, capsys: Captured
) -> None:
    sidecar = tmp_path / "once.datapackage.json"
    main(["export", desk, "claims", str(tmp_path / "once.csv"), "--place", "Soledar"])
    main(["new", str(tmp_path / "empty.desk")])
    out = tmp_path / "out.csv"
    asked = ["export", str(tmp_path / "empty.desk"), "claims", str(out), "--query", str(sidecar)]
    assert main(asked) == 3
    assert "facets.place: this desk has no soledar" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_desk_gives_a_header(tmp_path: Path, table: str) -> None:
    main(["new", str(tmp_path / "empty.desk")])
    out = tmp_path / "out.csv"
    assert main(["export", str(tmp_path / "empty.desk"), table, str(out)]) == 0
    assert out.read_bytes().count(b"\r\n") == 1


@pytest.mark.parametrize("table", TABLES)
def test_help_of_every_table_teaches_by_example(table: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as done:
        main(["export", "my.desk", table, "--help"])
    assert done.value.code == 0
    told = capsys.readouterr().out
    assert f"crosscheck-db export my.desk {table} again.csv --query" in told
    assert "columns: " in told
