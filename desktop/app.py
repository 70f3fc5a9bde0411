"""The program: its arguments, what must hold before Qt may load, the desk, the window."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from db.bundled import bundled, data_folder
from db.errors import DeskError
from desktop import checkup, preflight

SAMPLE = "bakhmut-2023"
_HELP = """\
examples:
  crosscheck                              the last desk, or the sample desk
  crosscheck my.desk your.desk            these desks, each in a window
  crosscheck claims.datapackage.json      what was seen when claims.csv was written
  crosscheck --screenshot desk.png        draw the window to a picture; needs no screen
  crosscheck --check                      what stands in the way of starting here

Exit status: 0 done, 2 something is missing on this machine, 3 the desk cannot be opened."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open a window on a desk until it is closed, or do the one thing that was asked for."""
    options = _parser().parse_args(arguments)
    if options.check:
        fonts = files("resources").joinpath("fonts").iterdir()
        drawn = [font.read_bytes() for font in fonts if font.name.endswith(".otf")]
        return checkup.report(checkup.checks(os.environ, data_folder(), drawn))
    if options.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if obstacle := preflight.obstacle(os.environ):
        print(obstacle, file=sys.stderr)
        return 2
    try:
        return _run(options)
    except DeskError as error:
        print(error, file=sys.stderr)
        return 3


def sample() -> Path:
    """Return the sample desk in the user's data folder, made there at the first start."""
    data = (files("resources") / f"desks/{SAMPLE}.json").read_bytes()
    made = bundled(data_folder(), SAMPLE, data, lambda: datetime.now(UTC))
    if made.said:
        print(made.said, file=sys.stderr)
    return made.path


def _run(options: argparse.Namespace) -> int:
    from PySide6.QtCore import QSettings  # here Qt loads, and not before
    from PySide6.QtWidgets import QApplication

    from desktop.program import Program
    from desktop.settings import Settings

    application = QApplication([])
    application.setApplicationName("crosscheck")
    settings = Settings(QSettings("crosscheck", "crosscheck"))
    program = Program(application, settings, sample, options.theme)
    program.begin(options.desks, ask=not (options.screenshot or options.time))
    width, height = options.size
    if options.screenshot:
        return program.draw(options.screenshot, width, height)
    if options.time:
        return program.time(width, height)
    return program.run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "crosscheck",
        description="A situation desk for contested claims, over one local desk file.",
        epilog=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("desks", nargs="*", type=Path, metavar="DESK", help="desks or sidecars")
    parser.add_argument(
        "--screenshot", type=Path, metavar="OUT.png", help="draw the window and end"
    )
    parser.add_argument(
        "--size", type=_size, default=(1600, 1000), metavar="WxH", help="of the picture: 1600x1000"
    )
    parser.add_argument("--theme", choices=("light", "dark"), help="instead of the one chosen")
    parser.add_argument(
        "--time", action="store_true", help="say how long the start and a gesture take"
    )
    parser.add_argument(
        "--check", action="store_true", help="say what stands in the way of starting"
    )
    return parser


def _size(text: str) -> tuple[int, int]:
    width, by, height = text.partition("x")
    if not (by and width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is no size: write 1600x1000")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
