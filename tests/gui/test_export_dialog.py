"""The export dialog: what it offers is what it writes, and nothing is left out in silence."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from db.__main__ import main
from db.export import FORMATS, FormatId
from db.export.columns import TABLES
from db.export.pick import Kind
from db.export.sidecar import beside, read
from db.model import ClaimId, EventId, PlaceId
from db.query import Query, Selection, SortKey, Span
from db.store import Store
from desktop.dialogs.export import ExportDialog
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton
WINTER = Query().during("about", Span(date(2023, 1, 1), date(2023, 3, 2)))
Opened = Callable[..., ExportDialog]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    settings.folder = tmp_path
    return settings


@pytest.fixture
def opened(
    workspace: Workspace, theme: Theme, settings: Settings, qtbot: QtBot
) -> Iterator[Opened]:
    """Opens the dialog on a query and a selection."""
    dialogs: list[ExportDialog] = []

    def open_(query: Query | None = None, selection: Selection | None = None) -> ExportDialog:
        workspace.refine(lambda _: query or Query())
        workspace.select(lambda _: selection or Selection())
        workspace.settle()
        dialog = ExportDialog(workspace, theme, settings)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialogs.append(dialog)
        return dialog

    yield open_
    for dialog in dialogs:
        dialog.close()
    workspace.close()


def export(dialog: ExportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.go, LEFT)


def chasiv_yar(store: Store) -> Selection:
    (id_,) = [id_ for id_, uid in store.uids()["place"].items() if uid == "chasiv-yar"]
    return Selection(places=frozenset({PlaceId(id_)}))


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def notes(dialog: ExportDialog) -> dict[str, str]:
    return {kind: button.accessibleDescription() for kind, button in dialog.rows.items()}


def test_it_offers_the_selection_the_filtered_and_everything_with_their_counts(
    opened: Opened, store: Store
) -> None:
    dialog = opened(WINTER, chasiv_yar(store))
    assert notes(dialog) == {
        "selected": "3 claims lit by Chasiv Yar",
        "filtered": "49 of 66 claims · about 1 Jan – 2 Mar 2023",
        "all": "66 claims",
    }
    assert dialog.kind == "selected"
    counts = {table: label.text() for table, label in dialog.counts.items()}
    assert counts == {
        "claims": "3 rows",
        "places": "3 rows",
        "events": "2 rows",
        "routes": "1 row",
        "relations": "7 rows",
    }
    assert dialog.go.text() == "Export 3 rows"
    assert dialog.name.text() == "chasiv-yar-claims.csv"


def test_what_there_is_none_of_cannot_be_chosen(opened: Opened) -> None:
    dialog = opened()
    assert [button.isEnabled() for button in dialog.rows.values()] == [False, False, True]
    assert dialog.kind == "all"
    assert dialog.go.text() == "Export 66 rows"
    assert not dialog.left_out.isVisible()


def test_what_is_left_out_is_said_before_the_button(opened: Opened, store: Store) -> None:
    dialog = opened(WINTER, chasiv_yar(store))
    assert dialog.left_out.isVisible()
    assert dialog.left_out.title.text() == "Left out: 63 claims"
    assert "46 not selected, 13 undated, 4 outside these days" in dialog.left_out.text.text()
    assert dialog.left_out.mapTo(dialog, dialog.left_out.rect().bottomLeft()).y() < dialog.go.y()


def test_a_table_of_which_nothing_is_lit_says_that_it_gives_the_filtered_rows(
    opened: Opened, store: Store
) -> None:
    (event,) = [id_ for id_, uid in store.uids()["event"].items() if uid == "E01"]
    dialog = opened(WINTER, Selection(events=frozenset({EventId(event)})))
    assert dialog.counts["routes"].text() == "6 rows · none of it is lit, so the filtered"
    assert dialog.counts["events"].text() == "1 row"


def test_a_click_on_export_writes_the_rows_in_their_order_and_closes(
    opened: Opened, store: Store, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(replace(WINTER, sort=SortKey("claimant")))
    export(dialog, qtbot)
    assert dialog.written == (tmp_path / "bakhmut-2023-claims.csv",)
    known = store.uids()["claim"]
    ids = workspace.frame.snapshot.ids.tolist()
    assert [row[0] for row in rows(dialog.written[0])] == [known[id_] for id_ in ids]


def test_the_radio_buttons_change_what_is_written(
    opened: Opened, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    offered: dict[Kind, int] = {"filtered": 49, "all": 66, "selected": 3}
    for kind, n in offered.items():
        dialog = opened(WINTER, chasiv_yar(store))
        qtbot.mouseClick(dialog.rows[kind], LEFT)
        assert dialog.go.text() == f"Export {n} rows"
        export(dialog, qtbot)
        (path,) = dialog.written
        assert len(rows(path)) == n
        sidecar = json.loads(path.with_suffix(".datapackage.json").read_text("utf-8"))
        assert sidecar["crosscheck"]["rows"]["kind"] == kind


@pytest.mark.parametrize("form", FORMATS)
def test_the_formats_change_what_is_written_and_how_it_is_called(
    opened: Opened, tmp_path: Path, form: FormatId, qtbot: QtBot
) -> None:
    dialog = opened(WINTER)
    qtbot.mouseClick(dialog.formats[form], LEFT)
    assert dialog.promise.text() == FORMATS[form].promise
    assert dialog.name.text() == f"bakhmut-2023-claims{FORMATS[form].suffix}"
    export(dialog, qtbot)
    assert dialog.written == (tmp_path / f"bakhmut-2023-claims{FORMATS[form].suffix}",)
    assert read(beside(dialog.written[0])).form == form


def test_the_formats_are_chosen_by_the_arrow_keys(opened: Opened, qtbot: QtBot) -> None:
    dialog = opened(WINTER)
    dialog.formats["exact"].setFocus()
    for form in ("safe", "xlsx"):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Right)
        assert dialog.formats[form].isChecked()
        assert dialog.formats[form].hasFocus()
        assert dialog.promise.text() == FORMATS[form].promise
        assert dialog.name.text().endswith(FORMATS[form].suffix)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Left)
    assert dialog.formats["safe"].isChecked()


def test_the_format_that_was_written_last_is_offered_the_next_time(
    opened: Opened, settings: Settings, qtbot: QtBot
) -> None:
    dialog = opened(WINTER)
    qtbot.mouseClick(dialog.formats["xlsx"], LEFT)
    qtbot.mouseClick(dialog.cancel, LEFT)
    dialog = opened(WINTER)
    assert dialog.formats["exact"].isChecked()
    qtbot.mouseClick(dialog.formats["safe"], LEFT)
    export(dialog, qtbot)
    dialog = opened(WINTER)
    assert dialog.formats["safe"].isChecked()
    assert dialog.name.text() == "bakhmut-2023-claims-safe.csv"
    settings.file_format = "punched cards"
    assert opened(WINTER).formats["exact"].isChecked()


def test_the_ending_of_a_typed_name_follows_the_format_and_the_rest_stays(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(WINTER)
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "mine.csv")
    qtbot.mouseClick(dialog.formats["safe"], LEFT)
    assert dialog.name.text() == "mine-safe.csv"
    qtbot.mouseClick(dialog.formats["xlsx"], LEFT)
    assert dialog.name.text() == "mine.xlsx"
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "other.csv")
    assert "Writes other.xlsx\n" in dialog.also.text()
    qtbot.mouseClick(dialog.rows["all"], LEFT)
    export(dialog, qtbot)
    assert dialog.written == (tmp_path / "other.xlsx",)


def test_several_safe_files_end_as_one_does(opened: Opened, qtbot: QtBot) -> None:
    dialog = opened(WINTER)
    qtbot.mouseClick(dialog.formats["safe"], LEFT)
    qtbot.keyClick(dialog.tables["places"], Qt.Key.Key_Space)
    names = [path.name for path in dialog.paths.values()]
    assert names == ["bakhmut-2023-claims-safe.csv", "bakhmut-2023-places-safe.csv"]


def test_several_tables_are_written_to_files_of_their_own(
    opened: Opened, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(WINTER, chasiv_yar(store))
    for table in ("places", "events", "routes", "relations"):
        qtbot.keyClick(dialog.tables[table], Qt.Key.Key_Space)
    assert dialog.name.text() == "chasiv-yar.csv"
    assert dialog.left_out.title.text() == (
        "Left out: 63 claims, 21 places, 20 events, 5 road reports, 44 relations"
    )
    export(dialog, qtbot)
    written = {path.name: len(rows(path)) for path in dialog.written}
    assert written == {
        "chasiv-yar-claims.csv": 3,
        "chasiv-yar-places.csv": 3,
        "chasiv-yar-events.csv": 2,
        "chasiv-yar-routes.csv": 1,
        "chasiv-yar-relations.csv": 7,
    }
    assert len(list(tmp_path.glob("*.datapackage.json"))) == 5


def test_without_a_table_or_a_name_nothing_can_be_exported(opened: Opened, qtbot: QtBot) -> None:
    dialog = opened()
    qtbot.keyClick(dialog.tables["claims"], Qt.Key.Key_Space)
    assert not dialog.go.isEnabled()
    qtbot.keyClick(dialog.tables["claims"], Qt.Key.Key_Space)
    dialog.name.selectAll()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Delete)
    assert not dialog.go.isEnabled()


def test_a_name_that_was_typed_stays_and_its_folder_is_remembered(
    opened: Opened, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "far").mkdir()
    dialog = opened(WINTER)
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, str(tmp_path / "far" / "mine"))
    qtbot.mouseClick(dialog.rows["all"], LEFT)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.written == (tmp_path / "far" / "mine.csv",)
    assert settings.folder == tmp_path / "far"


def test_a_file_that_is_there_already_is_named_before_it_is_replaced(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "bakhmut-2023-claims.csv").write_text("old")
    dialog = opened()
    assert dialog.replaced.isVisible()
    assert "bakhmut-2023-claims.csv" in dialog.replaced.text.text()
    export(dialog, qtbot)
    assert len(rows(tmp_path / "bakhmut-2023-claims.csv")) == 66


def test_a_file_that_cannot_be_written_is_told_of_and_the_dialog_stays(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened()
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, str(tmp_path / "nowhere" / "x.csv"))
    qtbot.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(dialog.failed.isVisible)
    assert dialog.isVisible()
    assert dialog.go.isEnabled()
    assert "there is no folder" in dialog.failed.text.text()
    assert dialog.written == ()


def test_choose_asks_for_a_place_and_takes_it(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened()
    qtbot.mouseClick(dialog.choose, LEFT)
    (asked,) = dialog.findChildren(QFileDialog)
    name = asked.findChild(QLineEdit)
    assert name is not None
    name.setText(str(tmp_path / "chosen.csv"))
    with qtbot.waitSignal(asked.accepted):
        qtbot.keyClick(name, Qt.Key.Key_Return)
    assert dialog.name.text() == str(tmp_path / "chosen.csv")


def test_cancel_and_escape_write_nothing(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    before = sorted(tmp_path.iterdir())
    dialog = opened()
    qtbot.mouseClick(dialog.cancel, LEFT)
    dialog = opened()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("kind", "form"), [("selected", "xlsx"), ("filtered", "safe"), ("all", "exact")]
)
def test_the_command_line_writes_the_same_bytes_of_its_sidecar(
    opened: Opened,
    store: Store,
    desk_path: Path,
    tmp_path: Path,
    kind: Kind,
    form: FormatId,
    qtbot: QtBot,
) -> None:
    dialog = opened(replace(WINTER, sort=SortKey("claimant")), chasiv_yar(store))
    qtbot.mouseClick(dialog.formats[form], LEFT)
    qtbot.mouseClick(dialog.rows[kind], LEFT)
    for table in ("places", "events", "routes", "relations"):
        qtbot.keyClick(dialog.tables[table], Qt.Key.Key_Space)
    export(dialog, qtbot)
    for table, path in zip(TABLES, dialog.written, strict=True):
        again = tmp_path / f"again-{path.name}"
        sidecar = str(beside(path))
        assert main(["export", str(desk_path), table, str(again), "--query", sidecar]) == 0
        assert again.read_bytes() == path.read_bytes()


def test_selected_claims_are_called_selected(opened: Opened) -> None:
    dialog = opened(None, Selection(claims=frozenset({ClaimId(1), ClaimId(2)})))
    assert notes(dialog)["selected"] == "2 claims selected"
    assert dialog.name.text() == "bakhmut-2023-selection-claims.csv"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("whole", [False, True])
def test_every_text_has_room(
    opened: Opened, store: Store, form: FormatId, qtbot: QtBot, *, whole: bool
) -> None:
    dialog = opened(WINTER, Selection(whole=True) if whole else chasiv_yar(store))
    for box in dialog.tables.values():
        box.setChecked(True)
    qtbot.mouseClick(dialog.formats[form], LEFT)
    dialog.grab()
    for button in (*dialog.rows.values(), *dialog.tables.values(), *dialog.formats.values()):
        assert button.height() >= 24
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and not label.toolTip():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
            assert label.height() >= needed, label.text()
    assert dialog.width() == 560
