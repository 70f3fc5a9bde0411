"""The desks that were opened before: what they are called, and why one cannot be opened."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.show import tr


@dataclass(frozen=True, slots=True)
class Recent:
    """A desk that was opened before. `why` it cannot be opened now; empty when it can."""

    path: Path
    why: str = ""

    @property
    def said(self) -> str:
        """What it is called, and where it lies."""
        return tr("{desk} in {folder}").format(desk=self.path.name, folder=folder(self.path))


def recents(paths: Iterable[Path]) -> tuple[Recent, ...]:
    """Return the desks with these paths as they are found now."""
    return tuple(Recent(path, _why(path)) for path in paths)


def folder(path: Path) -> str:
    """Return the folder a file lies in, from home where it is within."""
    parent, home = path.absolute().parent, Path.home()
    if not parent.is_relative_to(home):
        return str(parent)
    return str(Path("~", parent.relative_to(home)))


def told_apart(paths: Iterable[Path]) -> Mapping[Path, str]:
    """Return what each desk is called: its file's name, with its folder where two have one name."""
    every = tuple(paths)
    names = [path.name for path in every]
    return {path: path.name if names.count(path.name) == 1 else Recent(path).said for path in every}


def _why(path: Path) -> str:
    if not path.is_file():
        return tr("there is no such file any more")
    return "" if os.access(path, os.R_OK) else tr("this file may not be read")
