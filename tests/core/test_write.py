"""Whole-file writes: the old file or the whole new one, whatever happens between."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from db.errors import ExportError
from db.export.write import beside, write
from tests import desks

ROOT = Path(__file__).parent.parent.parent


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_alone(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", b"x" * 3_000_000)
    assert (tmp_path / "a.csv").read_bytes() == b"x" * 3_000_000
    assert names(tmp_path) == ["a.csv"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old and longer")
    write(tmp_path / "a.csv", b"new")
    assert (tmp_path / "a.csv").read_bytes() == b"new"


def test_a_file_has_the_mode_that_files_have_here(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write(tmp_path / "a.csv", b"new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640


def test_a_link_stays_a_link_to_the_new_file(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "far" / "real.csv")
    write(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "far" / "real.csv").read_bytes() == b"new"
    assert names(tmp_path) == ["far", "link.csv"]


def test_who_has_the_old_file_open_still_reads_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    with (tmp_path / "a.csv").open("rb") as reader:
        write(tmp_path / "a.csv", b"new")
        assert reader.read() == b"old"


def test_an_exception_on_the_way_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")

    def interrupted() -> None:
        with beside(tmp_path / "a.csv") as temporary:
            temporary.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_missing_folder_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="there is no folder"):
        write(tmp_path / "no" / "a.csv", b"new")
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(ExportError, match="Is a directory"):
        write(tmp_path / "a.csv", b"new")
    assert names(tmp_path) == ["a.csv"]


def run(script: str, folder: Path) -> str:
    told = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from db.errors import ExportError
from db.export.write import write
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write(Path(sys.argv[1], "a.csv"), b"x" * 250_000)  # the first write is a short one
except ExportError as error:
    print(error)
"""


def test_on_a_full_disk_the_old_file_stays(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    assert "the disk is full. Nothing was lost: free space, then try again" in run(
        FULL_DISK, tmp_path
    )
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


FULL_DESK = """
import resource, signal, sys
sys.stderr = sys.stdout
from pathlib import Path
from db.__main__ import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
print(main(["new", str(Path(sys.argv[1], "a.desk")), "--from", "bakhmut-2023"]))
"""


def test_on_a_full_disk_no_half_desk_is_left(tmp_path: Path) -> None:
    told = run(FULL_DESK, tmp_path)
    assert f"{tmp_path / 'a.desk'}: the disk is full. Nothing was lost" in told
    assert told.splitlines()[-1] == "3"
    assert names(tmp_path) == []


def test_on_a_full_disk_a_desk_is_as_it_was(tmp_path: Path) -> None:
    path = desks.desk(tmp_path, "a.desk")
    bare = desks.form()
    for claim in bare["claims"]:
        claim["notes"] = "x" * 5000
    (tmp_path / "more.json").write_text(json.dumps(bare))
    script = FULL_DESK.replace('"bakhmut-2023"', 'str(Path(sys.argv[1], "more.json"))')
    before = path.read_bytes()
    assert run(script, tmp_path).splitlines()[-1] == "3"
    assert path.read_bytes() == before
    assert names(tmp_path) == ["a.desk", "more.json"]
