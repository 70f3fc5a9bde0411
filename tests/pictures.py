"""Draws the pictures of the README with the program itself: `make pictures`."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURES = {
    "desk-light": ("--theme", "light", "--size", "1600x1000"),
    "desk-dark": ("--theme", "dark", "--size", "1280x800"),
}


def main() -> None:
    """Draw each picture into docs/."""
    (ROOT / "docs").mkdir(exist_ok=True)
    for name, options in PICTURES.items():
        command = [sys.executable, "-m", "desktop", "--screenshot", f"docs/{name}.png", *options]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "TZ": "UTC"})


if __name__ == "__main__":
    main()
