"""crosscheck-db synthesise: a desk about nowhere, the same each time, with all a desk can hold."""

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from db.__main__ import main
from db.export.json import export
from db.gate import reading
from db.query import Query
from db.store import Store
from db.synthesise.names import LONG
from tests import desks


def synthesise(path: Path, claims: int, seed: int = 1) -> Path:
    assert main(["synthesise", str(path), "--claims", str(claims), "--seed", str(seed)]) == 0
    return path


def exported(path: Path) -> bytes:
    with reading(path) as connection:
        return export(connection)


@pytest.fixture(scope="module")
def middling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk of 2,000 claims, not to be written to."""
    return synthesise(tmp_path_factory.mktemp("middling") / "a.desk", 2_000)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk of 20,000 claims, not to be written to."""
    return synthesise(tmp_path_factory.mktemp("large") / "a.desk", 20_000)


def one(connection: Connection, sql: str) -> float:
    (value,) = connection.execute(sql).fetchone()
    return value


def slope(counts: Sequence[int]) -> float:
    """Return how steeply counts fall with their rank, as the exponent of Zipf's law."""
    points = [(math.log(rank), math.log(n)) for rank, n in enumerate(sorted(counts)[::-1], 1)]
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return -sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def test_the_same_number_and_seed_give_the_same_desk(tmp_path: Path) -> None:
    first = exported(synthesise(tmp_path / "1.desk", 300, 5))
    assert exported(synthesise(tmp_path / "2.desk", 300, 5)) == first
    assert exported(synthesise(tmp_path / "3.desk", 300, 6)) != first


@pytest.mark.parametrize(
    ("claims", "seed"), [(20, 1), (20, 2**63 - 1), (21, 0), (97, 3), (400, 4), (1_111, 5)]
)
def test_a_desk_of_any_size_keeps_every_rule(tmp_path: Path, claims: int, seed: int) -> None:
    desk = synthesise(tmp_path / "a.desk", claims, seed)
    assert main(["verify", str(desk)]) == 0
    with reading(desk) as connection:
        assert one(connection, "SELECT count(*) FROM claim") == claims
        assert one(connection, "SELECT count(*) FROM route WHERE kind <> 'group'") >= 9


def test_a_desk_of_the_usual_size_keeps_every_rule(middling: Path) -> None:
    assert main(["verify", str(middling)]) == 0


def test_its_exchange_file_makes_the_same_desk_again(tmp_path: Path) -> None:
    said = exported(synthesise(tmp_path / "1.desk", 300))
    assert desks.bring(tmp_path / "2.desk", said)
    assert exported(tmp_path / "2.desk") == said


def test_it_says_everywhere_that_it_is_fictional(middling: Path, tmp_path: Path) -> None:
    for path, fictional in ((middling, True), (desks.desk(tmp_path), False)):
        store = Store.open(path)
        desk = store.snapshot(Query()).desk
        store.close()
        assert desk.fictional is fictional
        assert ("fictional" in desk.title) is fictional


def test_it_has_no_history_but_one_transaction(middling: Path) -> None:
    with reading(middling) as connection:
        assert connection.execute("SELECT who, why FROM txn").fetchall() == [
            ("crosscheck-db", "synthesised")
        ]
        logged = connection.execute("SELECT DISTINCT tbl FROM change").fetchall()
        assert set(logged) == {("meta",), ("setting",)}


def test_words_and_places_are_met_as_often_as_in_life(large: Path) -> None:
    with reading(large) as connection:
        words: Counter[str] = Counter()
        for (text,) in connection.execute("SELECT paraphrase FROM claim"):
            words.update(re.findall(r"\w+", text.partition(": ")[2]))
        places = connection.execute("SELECT count(*) FROM claim_place GROUP BY place_id").fetchall()
        claims_place = one(connection, "SELECT count(*) / 20000.0 FROM claim_place")
    assert slope([n for _, n in words.most_common(300)]) == pytest.approx(1.1, abs=0.08)
    assert slope([n for (n,) in places]) == pytest.approx(1.1, abs=0.12)
    assert claims_place == pytest.approx(1.6, abs=0.05)


def test_dates_are_as_long_as_in_life(large: Path) -> None:
    with reading(large) as connection:
        rows = connection.execute("SELECT about_from, about_to FROM claim").fetchall()
    dated = [days for days in rows if days != (None, None)]
    closed = [tuple(map(date.fromisoformat, days)) for days in dated if None not in days]
    lengths = [1 + (until - since).days for since, until in closed]
    assert 1 - len(dated) / len(rows) == pytest.approx(0.15, abs=0.01)
    assert lengths.count(1) / len(dated) == pytest.approx(0.70, abs=0.01)
    assert sum(1 < n <= 31 for n in lengths) / len(dated) == pytest.approx(0.25, abs=0.01)
    assert max(lengths) <= 400
    assert {None in days for days in dated} == {True, False}


def test_there_are_so_many_places_and_roads_for_so_many_claims(large: Path) -> None:
    with reading(large) as connection:
        assert one(connection, "SELECT count(*) FROM place") == 20_000 / 50
        assert one(connection, "SELECT count(*) FROM route") == 70


def test_every_word_a_column_may_hold_is_there(middling: Path) -> None:
    """Of the words the schema allows, but for those of what nothing writes yet."""
    unwritten = {("evidence", "anchor"), ("change", "op")}
    with reading(middling) as connection:
        missing = {
            (table, column): set(re.findall(r"'(\w+)'", words)) - held
            for table, sql in connection.execute("SELECT name, sql FROM sqlite_master")
            for column, words in re.findall(r"CHECK \((\w+) IN \(('[^)]*)\)\)", sql or "")
            for held in [{x for (x,) in connection.execute(f"SELECT {column} FROM {table}")}]  # noqa: S608
        }
    assert {at: words for at, words in missing.items() if words and at not in unwritten} == {}


KINDS: dict[str, tuple[str, int]] = {
    "disputed roads": ("SELECT count(DISTINCT route) FROM v_routes WHERE disputed", 3),
    "undisputed roads": ("SELECT count(DISTINCT route) FROM v_routes WHERE NOT disputed", 3),
    "roads nobody reports": ("SELECT count(*) FROM v_routes WHERE claimant IS NULL", 1),
    "open-ended roads": ("SELECT count(*) FROM route WHERE bearing <> '' AND to_place IS NULL", 1),
    "groups": ("SELECT count(DISTINCT group_id) FROM route_member", 3),
    "undated claims": ("SELECT count(*) FROM claim WHERE about_edtf IS NULL", 100),
    "undated events": ("SELECT count(*) FROM event WHERE about_edtf IS NULL", 5),
    "open starts": ("SELECT count(*) FROM claim WHERE about_edtf LIKE '../%'", 3),
    "open ends": ("SELECT count(*) FROM claim WHERE about_edtf LIKE '%/..'", 3),
    "approximate days": ("SELECT count(*) FROM claim WHERE about_edtf LIKE '%~'", 3),
    "uncertain days": ("SELECT count(*) FROM claim WHERE about_edtf LIKE '%?'", 3),
    "unsaid when said": ("SELECT count(*) FROM claim WHERE said_edtf IS NULL", 3),
    "unknown publication": ("SELECT count(*) FROM document WHERE published_edtf IS NULL", 1),
    "days of recording": ("SELECT count(DISTINCT substr(recorded_at, 1, 10)) FROM claim", 99),
    "places without coordinates": ("SELECT count(*) FROM place WHERE lat IS NULL", 5),
    "places by bearing": (
        """SELECT count(*) FROM place_relation r JOIN place p ON p.id = r.from_id
        WHERE p.lat IS NULL AND p.kind IN ('city', 'town', 'village') AND length(relation) < 3""",
        1,
    ),
    "places of one name": ("SELECT count(*) - count(DISTINCT name) FROM place", 1),
    "copies": ("SELECT count(*) FROM document WHERE copy_of IS NOT NULL", 1),
    "versions": ("SELECT count(*) FROM document WHERE version_of IS NOT NULL", 1),
    "quotes": ("SELECT count(*) FROM evidence WHERE exact IS NOT NULL", 1),
    "graded claims": ("SELECT count(DISTINCT credibility) FROM claim", 6),
    "sides": ("SELECT count(*) FROM side", 7),
    "camps of two": ("SELECT count(*) FROM side WHERE counts_with IS NOT NULL", 1),
    "lengths of chains": (
        """SELECT count(DISTINCT n) FROM
        (SELECT count(*) AS n FROM attribution GROUP BY claim_id) WHERE n <= 5""",
        5,
    ),
    "relations": (
        "SELECT count(*) FROM (SELECT DISTINCT kind, state FROM relation)",
        24,
    ),
    "implications": ("SELECT count(*) FROM implication", 4),
    "contested claims": ("SELECT count(*) FROM v_claims WHERE contradicts IS NOT NULL", 50),
    "short names": ("SELECT count(*) FROM actor WHERE abbrev IS NOT NULL", 1),
    "tags": ("SELECT count(DISTINCT tag_id) FROM claim_tag", 3),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_thing_is_there(middling: Path, kind: str) -> None:
    sql, least = KINDS[kind]
    with reading(middling) as connection:
        assert one(connection, sql) >= least


@pytest.mark.parametrize("table", ["place", "actor", "source"])
def test_names_are_long_and_short_and_of_several_scripts(large: Path, table: str) -> None:
    with reading(large) as connection:
        names = [name for (name,) in connection.execute(f"SELECT name FROM {table}")]  # noqa: S608
    assert (min(map(len, names)), max(map(len, names))) == (1, LONG)
    words = {unicodedata.name(char).partition(" ")[0] for name in names for char in name}
    assert {"LATIN", "CYRILLIC", "ARABIC", "HEBREW", "COMBINING"} <= words
    assert all(name == unicodedata.normalize("NFC", name) for name in names)


def test_nothing_is_named_as_in_a_desk_of_the_world(middling: Path) -> None:
    said = desks.form()
    real = {row["name"] for kind in ("sides", "actors", "places", "sources") for row in said[kind]}
    made = json.loads(exported(middling))
    names = {row["name"] for kind in ("sides", "actors", "places", "sources") for row in made[kind]}
    assert names & real == {"None"}
    assert [side["name"] for side in made["sides"]][-1] == "None"


def test_what_is_there_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = desks.desk(tmp_path)
    before = desk.read_bytes()
    assert main(["synthesise", str(desk)]) == 3
    assert "it is there already. Name a file that is not" in capsys.readouterr().err
    assert desk.read_bytes() == before
    assert list(tmp_path.iterdir()) == [desk]


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--claims", "0"], "'0' is not a number of claims a desk can be made with. Write 20 to"),
        (["--claims", "-5"], "Write 20 to 2000000"),
        (["--claims", "many"], "'many' is not a number of claims"),
        (["--claims", "1e9"], "'1e9' is not a number of claims"),
        (["--seed", "-1"], "'-1' is not a number to start from. Write 0 to"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: list[str], words: str
) -> None:
    with pytest.raises(SystemExit) as done:
        main(["synthesise", str(tmp_path / "a.desk"), *flags])
    assert done.value.code == 2
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_flags_it_is_two_thousand_claims_of_seed_1(
    tmp_path: Path, middling: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["synthesise", str(tmp_path / "a.desk")]) == 0
    assert "made, fictional, 2000 claims of seed 1" in capsys.readouterr().out
    assert exported(tmp_path / "a.desk") == exported(middling)


def test_a_folder_that_is_not_there_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["synthesise", str(tmp_path / "no" / "a.desk")]) == 3
    assert "there is no folder" in capsys.readouterr().err
