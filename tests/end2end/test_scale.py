"""The walk over every widget, on a screen of twice the density."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_nothing_is_cut_off_or_out_of_reach_at_scale_two() -> None:
    """The scale is read once, when Qt starts: so it is walked in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "tests/gui/test_walk.py"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
