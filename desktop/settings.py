"""What the user chose about the program, typed, kept between starts. Nothing of a desk is in it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from desktop.theme import Mode

_LAYOUT = 1
"""The version of the dock layout; a layout of another version falls back to the default."""


class Settings:
    """Reads and writes the settings of the program. What is missing or strange reads as unset."""

    def __init__(self, kept: QSettings) -> None:
        self._kept = kept

    @property
    def last_desk(self) -> Path | None:
        """The desk that was open last, if its file is still there."""
        name = self._kept.value("desk/last", "")
        path = Path(name) if isinstance(name, str) and name else None
        return path if path is not None and path.is_file() else None

    @last_desk.setter
    def last_desk(self, path: Path) -> None:
        self._kept.setValue("desk/last", str(path.absolute()))

    @property
    def folder(self) -> Path:
        """The folder that files were last written to."""
        name = self._kept.value("export/folder", "")
        return Path(name) if isinstance(name, str) and name and Path(name).is_dir() else Path.home()

    @folder.setter
    def folder(self, path: Path) -> None:
        self._kept.setValue("export/folder", str(path))

    @property
    def mode(self) -> Mode | None:
        """The theme the user chose; None follows the system."""
        mode = self._kept.value("look/theme", "")
        return cast("Mode", mode) if mode in {"light", "dark"} else None

    @mode.setter
    def mode(self, mode: Mode | None) -> None:
        self._kept.setValue("look/theme", mode or "")

    @property
    def panels(self) -> dict[str, dict[str, object]]:
        """What each panel kept of its own, by its name, in this version of the layout."""
        try:
            told: object = json.loads(str(self._kept.value(f"layout{_LAYOUT}/panels", "{}")))
        except ValueError:
            return {}
        every = cast("dict[str, object]", told) if isinstance(told, dict) else {}
        return {
            name: cast("dict[str, object]", state)
            for name, state in every.items()
            if isinstance(state, dict)
        }

    @panels.setter
    def panels(self, states: Mapping[str, Mapping[str, object]]) -> None:
        self._kept.setValue(f"layout{_LAYOUT}/panels", json.dumps(states))

    def bytes(self, name: str) -> QByteArray:
        """Return the state kept under `name` by this version of the layout, empty for none."""
        found = self._kept.value(f"layout{_LAYOUT}/{name}")
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep(self, name: str, state: QByteArray) -> None:
        """Keep a state under `name`."""
        self._kept.setValue(f"layout{_LAYOUT}/{name}", state)
