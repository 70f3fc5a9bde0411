"""What is seen is what is written: every panel's selection, every table, read elsewhere."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.dimensions import DimensionId
from db.export import FORMATS, FormatId, format_of
from db.export.columns import TABLES, TableId
from db.export.pick import Kind
from db.export.sidecar import beside
from desktop.dialogs.export import ExportDialog
from desktop.window import MainWindow
from tests.files import READERS, by_csv, differences, header
from tests.gui.hands import CTRL, PANELS, Hands, PanelName
from tests.gui.seen import PANELLED, displayed, says

ROOT = Path(__file__).parents[2]
EVERY = PANELLED
PICKED: dict[PanelName, tuple[DimensionId, str]] = {
    "places": ("place", "bakhmut"),
    "timeline": ("event", "E04"),
    "claims": ("claim", "A15"),
    "routes": ("route", "RD2"),
}


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(window, qtbot)


def unlike(hands: Hands, path: Path, table: TableId, kind: Kind, reader: str) -> list[str]:
    """Return where a file, read by another program, differs from what the panels display.

    Of a table that has nothing lit, what the filter leaves is written, as the dialog says.
    """
    written = [says(table, row) for row in READERS[format_of(path)][reader](path)]
    return differences(
        displayed(hands, table, kind) or displayed(hands, table, "filtered"), written
    )


def written_again(desk: Path, table: TableId, path: Path) -> bytes:
    """What the command writes of the sidecar that lies beside a file."""
    again = path.with_name(f"again-{path.name}")
    sidecar = beside(path)
    command = [sys.executable, "-m", "db", "export", str(desk), table, str(again)]
    subprocess.run([*command, "--query", str(sidecar)], cwd=ROOT, check=True, capture_output=True)
    return again.read_bytes()


@pytest.mark.parametrize("table", EVERY)
@pytest.mark.parametrize("panel", PANELS)
def test_what_a_selection_lights_after_a_sort_and_a_filter_is_what_other_programs_read(
    hands: Hands, desk_path: Path, tmp_path: Path, panel: PanelName, table: TableId
) -> None:
    hands.sort_claims("claimant")
    hands.order_places("by count")
    hands.search("CNN")
    hands.click(panel, hands.ref(*PICKED[panel]))
    path = hands.export(tmp_path / "seen", (table,))[table]
    for reader in READERS["exact"]:
        assert unlike(hands, path, table, "selected", reader) == []
    assert len(by_csv(path)) > 0
    assert header(path) == list(TABLES[table].names)
    assert written_again(desk_path, table, path) == path.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_sorted_filter_leaves_is_written_where_nothing_is_selected(
    hands: Hands, desk_path: Path, tmp_path: Path, form: FormatId
) -> None:
    hands.sort_claims("position")
    hands.sort_claims("position")
    hands.tick("side", "Ukraine")
    for table, path in hands.export(tmp_path / "seen", EVERY, form=form).items():
        assert path.name == f"seen-{table}{FORMATS[form].suffix}"
        for reader, read in READERS[form].items():
            assert unlike(hands, path, table, "filtered", reader) == []
            assert 0 < len(read(path)) < 66
        assert header(path) == list(TABLES[table].names)
        assert written_again(desk_path, table, path) == path.read_bytes()


@pytest.mark.parametrize("by", ["Question", "Place", "Claimant"])
def test_groups_folds_and_hidden_and_moved_columns_are_written_as_the_rows_that_stand_there(
    hands: Hands, desk_path: Path, tmp_path: Path, by: str
) -> None:
    hands.sort_claims("position")
    hands.group_claims(by)
    hands.claims.columns.choose("via", on=False)
    hands.claims.columns.choose("question", on=True)
    hands.claims.columns.shift("question", -3)
    hands.search("CNN")
    seen = {table: displayed(hands, table, "filtered") for table in EVERY}
    hands.fold_all()
    for table, path in hands.export(tmp_path / "seen", EVERY).items():
        for read in READERS["exact"].values():
            written = [says(table, row) for row in read(path)]
            assert differences(seen[table], written) == []
        assert written_again(desk_path, table, path) == path.read_bytes()
    sidecar = json.loads((tmp_path / "seen-claims.datapackage.json").read_bytes())
    assert f"grouped by {by.lower()}" in sidecar["crosscheck"]["query_in_words"]


@pytest.mark.parametrize("panel", PANELS)
def test_what_a_selection_lights_in_groups_is_written_group_by_group(
    hands: Hands, desk_path: Path, tmp_path: Path, panel: PanelName
) -> None:
    hands.group_claims("Place")
    hands.click(panel, hands.ref(*PICKED[panel]))
    for table, path in hands.export(tmp_path / "seen", EVERY).items():
        assert unlike(hands, path, table, "selected", "csv") == []
        assert written_again(desk_path, table, path) == path.read_bytes()


def test_everything_is_written_where_nothing_is_selected_or_filtered(
    hands: Hands, tmp_path: Path
) -> None:
    rows: dict[TableId, int] = {}
    for table, path in hands.export(tmp_path / "seen", EVERY).items():
        assert unlike(hands, path, table, "all", "csv") == []
        rows[table] = len(by_csv(path))
    assert rows == {"claims": 66, "places": 24, "events": 22, "routes": 6}


@pytest.mark.parametrize("form", FORMATS)
def test_what_several_panels_picked_together_is_written_together(
    hands: Hands, desk_path: Path, tmp_path: Path, form: FormatId
) -> None:
    hands.sort_claims("grade")
    for n, (panel, what) in enumerate(PICKED.items()):
        hands.click(panel, hands.ref(*what), CTRL if n else Qt.KeyboardModifier.NoModifier)
    assert list(hands.frame.selection.kinds) == ["claim", "place", "event", "route"]
    for table, path in hands.export(tmp_path / "seen", EVERY, form=form).items():
        for reader in READERS[form]:
            assert unlike(hands, path, table, "selected", reader) == []
        assert written_again(desk_path, table, path) == path.read_bytes()


def test_all_claims_selected_by_key_are_written_with_all_they_light(
    hands: Hands, desk_path: Path, tmp_path: Path
) -> None:
    hands.tick("side", "Ukraine")
    hands.press(Qt.Key.Key_A, CTRL)
    assert hands.frame.selection.whole
    for table, path in hands.export(tmp_path / "seen", EVERY).items():
        assert unlike(hands, path, table, "selected", "csv") == []
        assert written_again(desk_path, table, path) == path.read_bytes()


@pytest.mark.parametrize("panel", PANELS)
def test_a_selection_made_the_filter_is_written_as_what_it_leaves(
    hands: Hands, tmp_path: Path, panel: PanelName
) -> None:
    hands.focus(panel)
    hands.click(panel, hands.ref(*PICKED[panel]))
    lit = int(hands.frame.highlight.rows.sum())
    hands.press(Qt.Key.Key_Return)
    assert not hands.frame.selection
    paths = hands.export(tmp_path / "seen", EVERY)
    for table, path in paths.items():
        assert unlike(hands, path, table, "filtered", "csv") == []
    assert 0 < len(by_csv(paths["claims"])) <= lit


def test_the_kind_of_rows_is_chosen_beside_a_selection(hands: Hands, tmp_path: Path) -> None:
    hands.search("CNN")
    hands.click("places", hands.ref("place", "bakhmut"))
    for table, path in hands.export(tmp_path / "seen", EVERY, "filtered").items():
        assert unlike(hands, path, table, "filtered", "csv") == []


@pytest.mark.parametrize("table", EVERY)
def test_one_row_dropped_or_out_of_order_or_one_cell_changed_is_noticed(
    hands: Hands, tmp_path: Path, table: TableId
) -> None:
    hands.click("places", hands.ref("place", "bakhmut"))
    path = hands.export(tmp_path / "seen", (table,))[table]
    head, *lines = path.read_bytes().split(b"\r\n")[:-1]
    assert unlike(hands, path, table, "selected", "csv") == []
    for spoilt in (lines[1:], lines[:-1], [lines[1], lines[0], *lines[2:]], [*lines, lines[0]]):
        path.write_bytes(b"\r\n".join([head, *spoilt, b""]))
        assert unlike(hands, path, table, "selected", "csv") != []
    text = b"\r\n".join([head, *lines, b""])
    path.write_bytes(text.replace(b"Bakhmut", b"Bahkmut").replace(b",CNN,", b",CMM,"))
    assert unlike(hands, path, table, "selected", "csv") != []


def test_the_export_opens_by_its_key_from_the_search_field_and_lets_the_window_live(
    hands: Hands, qtbot: QtBot
) -> None:
    hands.search("CNN")
    qtbot.keyClick(hands.window.filters.search, Qt.Key.Key_E, CTRL)
    (dialog,) = hands.window.findChildren(ExportDialog)
    assert dialog.isModal()
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
