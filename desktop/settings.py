"""What the user chose about the program, typed, kept between starts. Nothing of a desk is in it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from desktop.theme import Mode


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
        """What each panel kept of its own, by its name."""
        return {
            name: cast("dict[str, object]", state)
            for name, state in self._object("layout/panels").items()
            if isinstance(state, dict)
        }

    @panels.setter
    def panels(self, states: Mapping[str, Mapping[str, object]]) -> None:
        self._kept.setValue("layout/panels", json.dumps(states))

    @property
    def layouts(self) -> dict[str, bytes]:
        """The layouts the user kept, by the names given to them, as the docks told them."""
        told = self._object("layout/named")
        return {name: bytes.fromhex(str(state)) for name, state in sorted(told.items())}

    @layouts.setter
    def layouts(self, states: Mapping[str, bytes]) -> None:
        told = {name: state.hex() for name, state in states.items()}
        self._kept.setValue("layout/named", json.dumps(told))

    def _object(self, name: str) -> dict[str, object]:
        """Return the JSON object kept under `name`, empty when it is none."""
        try:
            told: object = json.loads(str(self._kept.value(name, "{}")))
        except ValueError:
            return {}
        return cast("dict[str, object]", told) if isinstance(told, dict) else {}

    def bytes(self, name: str) -> QByteArray:
        """Return the state kept under `name`, empty for none."""
        found = self._kept.value(f"layout/{name}")
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep(self, name: str, state: QByteArray) -> None:
        """Keep a state under `name`."""
        self._kept.setValue(f"layout/{name}", state)
