"""What the house promises of itself: who may import what, and what never stands in its files."""

import ast
import json
import os
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import db
from desktop import preflight

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
WRITTEN = {".py", ".md", ".toml", ".sh", ".qss", ".sql", ".json", ".svg", ".txt", ""}
OURS = ("db", "desktop", "resources", "tests", ".ci")


def files(*folders: str) -> Iterator[Path]:
    """Every file of these folders that is written and not made."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in WRITTEN and "__pycache__" not in path.parts:
                yield path


def texts() -> Iterator[tuple[Path, str]]:
    top = (path for path in ROOT.iterdir() if path.is_file() and path.suffix in WRITTEN)
    for path in (*top, *files(*OURS)):
        if path.name not in (".git", ".coverage"):
            yield path, path.read_text("utf-8")


def panels() -> set[str]:
    """Every package that defines a panel: a class whose base is `Panel`."""
    return {
        f"desktop.panels.{path.parent.name}"
        for path in (ROOT / "desktop/panels").glob("*/*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Panel" for base in node.bases)
    }


def test_the_core_runs_without_qt() -> None:
    names = [module.name for module in pkgutil.walk_packages(db.__path__, "db.")]
    blocked = "import sys, importlib; sys.modules.update(PySide6=None, pyqtgraph=None)\n"
    code = f"{blocked}for name in {names!r}: importlib.import_module(name)"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, cwd=ROOT)


def test_no_stranger_answers_to_db() -> None:
    assert Path(str(db.__file__)).is_relative_to(ROOT)


def test_what_a_developer_needs_is_listed_alike_for_pip_and_uv() -> None:
    extra = PROJECT["project"]["optional-dependencies"]["dev"]
    assert extra == PROJECT["dependency-groups"]["dev"]


def test_every_panel_is_in_the_contract() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    listed = {name for c in contracts if c["type"] == "independence" for name in c["modules"]}
    assert listed == panels()


def test_no_contract_ignores_an_import() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    assert not [c["name"] for c in contracts if "ignore_imports" in c]


def test_the_set_up_asks_the_preflight_which_packages_are_missing() -> None:
    script = "\n".join(p.read_text("utf-8") for p in (ROOT / "Makefile", *files(".ci")))
    needed = {package for group in preflight.NEEDS.values() for package in group.values()}
    assert "desktop/preflight.py --packages" in script
    assert not needed & set(re.findall(r"[\w.+-]+", script))


def test_no_package_stands_under_tests() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))  # tests/db would answer to `db`


def test_no_module_is_longer_than_a_person_reads() -> None:
    lengths = {p: p.read_text("utf-8").count("\n") for p in files("db", "desktop", "tests")}
    assert not {str(p) for p, n in lengths.items() if p.suffix == ".py" and n > 400}


def test_no_path_of_a_machine_stands_in_a_file() -> None:
    anchored = re.compile(r"(?<![\w.~<$}/])/(?:home|root|Users|work|tmp|mnt)/\w")
    assert not [str(path) for path, text in texts() if anchored.search(text)]


def test_no_side_actor_or_place_of_a_desk_is_named_in_code() -> None:
    names: set[str] = set()
    for path in (ROOT / "resources/desks").glob("*.json"):
        desk = json.loads(path.read_text("utf-8"))
        named = [*desk["sides"], *desk["actors"], *desk["places"]]
        names |= {thing["name"] for thing in named if thing["uid"] != "none"}
    word = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names))) + r")\b")
    code = [p for p in files("db", "desktop", "resources") if p.suffix in (".py", ".qss", ".sql")]
    found = {os.fspath(p): word.findall(p.read_text("utf-8")) for p in code}
    assert not {path: words for path, words in found.items() if words}
