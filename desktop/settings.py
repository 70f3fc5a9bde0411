"""What the user chose about the program, typed, kept between starts. Nothing of a desk is in it."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from desktop.theme import Mode

_RECENT = 10
"""So many desks are kept as recent ones."""


class Settings:
    """Reads and writes the settings of the program. What is missing or strange reads as unset."""

    def __init__(self, kept: QSettings) -> None:
        self._kept = kept

    @property
    def recent(self) -> tuple[Path, ...]:
        """The desks that were opened, the last one first; the files of some may be gone."""
        kept = self._list("desk/recent")
        return tuple(Path(name) for name in kept if isinstance(name, str) and name)[:_RECENT]

    @recent.setter
    def recent(self, paths: Iterable[Path]) -> None:
        names = dict.fromkeys(str(path.absolute()) for path in paths)
        self._kept.setValue("desk/recent", json.dumps(list(names)[:_RECENT]))

    @property
    def last_desk(self) -> Path | None:
        """The desk that was opened last, if its file is still there."""
        last = next(iter(self.recent), None)
        return last if last is not None and last.is_file() else None

    @property
    def folder(self) -> Path:
        """The folder that files were last written to."""
        name = self._kept.value("export/folder", "")
        return Path(name) if isinstance(name, str) and name and Path(name).is_dir() else Path.home()

    @folder.setter
    def folder(self, path: Path) -> None:
        self._kept.setValue("export/folder", str(path))

    @property
    def file_format(self) -> str:
        """The name of the format that files were last written in, empty for none."""
        return str(self._kept.value("export/format", ""))

    @file_format.setter
    def file_format(self, name: str) -> None:
        self._kept.setValue("export/format", name)

    @property
    def author(self) -> str:
        """The name the user's edits are made in, empty until it was asked for."""
        name = self._kept.value("desk/author", "")
        return name if isinstance(name, str) else ""

    @author.setter
    def author(self, name: str) -> None:
        self._kept.setValue("desk/author", " ".join(name.split()))

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
        told = self._told(name)
        return cast("dict[str, object]", told) if isinstance(told, dict) else {}

    def _list(self, name: str) -> list[object]:
        """Return the JSON list kept under `name`, empty when it is none."""
        told = self._told(name)
        return cast("list[object]", told) if isinstance(told, list) else []

    def _told(self, name: str) -> object:
        try:
            return json.loads(str(self._kept.value(name, "")))
        except ValueError:
            return None

    def bytes(self, name: str) -> QByteArray:
        """Return the state kept under `name`, empty for none."""
        found = self._kept.value(f"layout/{name}")
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep(self, name: str, state: QByteArray) -> None:
        """Keep a state under `name`."""
        self._kept.setValue(f"layout/{name}", state)
