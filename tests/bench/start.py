"""How long the start and the gestures take: `make bench`, or python tests/bench/start.py [RUNS]."""

import re
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LINE = re.compile(r"(.+?) +([\d.]+) ms")


def main() -> None:
    """Start the program so many times, once more to warm it up, and print median and worst."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    took: dict[str, list[float]] = defaultdict(list)
    for n in range(runs + 1):
        command = [sys.executable, "-m", "desktop", "--time"]
        said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for line in said.splitlines() if n else ():
            if found := _LINE.match(line):
                took[found[1]].append(float(found[2]))
    for name, times in took.items():
        print(
            f"{name:12} median {statistics.median(times):7.1f} ms, worst {max(times):.1f} of {runs}"
        )


if __name__ == "__main__":
    main()
