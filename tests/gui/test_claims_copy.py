"""Claims copied as cells, as a Markdown table and as citations."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QFont,
    QGuiApplication,
    QTextCharFormat,
    QTextDocument,
    QTextTable,
)
from pytestqt.qtbot import QtBot

from db.model import Claim
from desktop import show
from desktop.panels.claims import copy as claims_copy
from desktop.panels.claims.columns import COLUMNS, NUMBER
from desktop.panels.claims.panel import ClaimsPanel
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests.gui.hands import Hands
from tests.gui.rows import pick, press, row_of, shown

_Key, _Modifier = Qt.Key, Qt.KeyboardModifier
_ODD = "|*_`~<>[]()!#&\\$@^-+=:/.'\"{} \t\n\r\u202e\u200bwwwhttps://x.org a"
texts = st.text(st.sampled_from(_ODD), max_size=24) | st.text(max_size=12)


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> ClaimsPanel:
    return shown(workspace, theme, qtbot)


def claim(panel: ClaimsPanel, uid: str) -> Claim:
    return panel.model.claim(row_of(panel, uid))


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def table_in(document: QTextDocument) -> QTextTable:
    """Return the one table of a document."""
    (table,) = document.rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    return table


def is_marked(how: QTextCharFormat) -> bool:
    """Whether some of a text was read as more than text."""
    marks = (how.isAnchor(), how.isImageFormat(), how.fontItalic(), how.fontStrikeOut())
    return any(marks) or how.fontFixedPitch() or how.fontWeight() > QFont.Weight.Normal


def one(text: str) -> str:
    return " ".join(show.visible(text).split())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.lists(texts.filter(lambda text: one(text)), min_size=2, max_size=2))
@example(["www.evil.example", "https://evil.example"])
@example(["a\\|b", "<b>&lt;</b>"])
@example(["me@evil.example", "![x](file:///x)"])
@example(["***", "~~a~~ `b`"])
def test_a_table_in_markdown_reads_as_the_very_cells(panel: ClaimsPanel, said: list[str]) -> None:
    known = panel.model.claim(0)
    odd = replace(known, paraphrase=said[0], claimant=replace(known.claimant, name=said[1]))
    columns = [COLUMNS[NUMBER[name]] for name in ("paraphrase", "claimant", "via")]
    document = QTextDocument()
    document.setMarkdown(
        claims_copy.markdown(columns, [odd, known]),
        QTextDocument.MarkdownFeature.MarkdownDialectGitHub,
    )
    table = table_in(document)
    assert (table.rows(), table.columns()) == (3, 4)
    for n, column in enumerate(columns, 1):
        block = table.cellAt(1, n).firstCursorPosition().block()
        assert one(block.text()) == one(column.text(odd))
        assert not any(is_marked(run.format) for run in block.textFormats())


def test_markdown_has_the_columns_as_they_stand_with_claimant_and_source(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    panel.columns.choose("via", on=False)
    panel.columns.choose("contested", on=False)
    panel.columns.shift("about", -1)
    pick(panel, workspace, qtbot, "B01")
    panel.copy_markdown()
    head, rule, row = clipboard().splitlines()
    assert head == "| Claim | Claimant | What is claimed | About | Position | Via | Grade |"
    assert rule == "| --- | --- | --- | --- | --- | --- | --- |"
    assert row.startswith("| B01 | Moscow-backed administration of Donetsk | Russian troops")
    assert row.endswith("| 1 Feb 2023 | Encircled | IBTimes Singapore | F6 |")


def test_a_citation_says_who_of_when_where_it_stands_and_its_uid(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(panel, workspace, qtbot, "B01")
    panel.copy_citation()
    assert clipboard() == (
        "According to Moscow-backed administration of Donetsk: Russian troops have Bakhmut "
        "encircled, according to the Moscow-backed authorities in Donetsk. — "
        "Time spoken of: 1 Feb 2023 — "
        f"Source: IBTimes Singapore, “{claim(panel, 'B01').evidence[0].document}”, "
        f"published: 1 Feb 2023, paragraph 1, {claim(panel, 'B01').evidence[0].url} — "
        "Claim B01\n"
    )


def test_a_citation_says_the_stations_and_the_words_where_there_are_any(
    panel: ClaimsPanel,
) -> None:
    told = claim(panel, "B02")
    (where, *_) = told.evidence
    quoted = replace(told, evidence=(replace(where, quote="a ring\nis closed"),))
    line = claims_copy.citation(quoted)
    assert f"paragraph {where.paragraph}: “a ring is closed”" in line
    assert f"Via: {show.via(told.chain)}" in line
    assert " ‹ " in show.via(told.chain)


def test_no_citation_lacks_claimant_source_and_uid_and_each_is_one_line(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    press(panel, workspace, qtbot, _Key.Key_A, _Modifier.ControlModifier)
    panel.copy_citation()
    lines = clipboard().splitlines()
    claims = [panel.model.claim(row) for row in range(66)]
    assert len(lines) == 66
    for line, told in zip(lines, claims, strict=True):
        assert line.startswith(f"According to {told.claimant.name}: ")
        assert told.evidence[0].source in line
        assert line.endswith(f"Claim {told.uid}")


def test_what_is_not_known_is_said_to_be_so(panel: ClaimsPanel) -> None:
    told = panel.model.claim(panel.model.rowCount() - 1)
    assert "Time spoken of: undated" in claims_copy.citation(told)
    bare = replace(told, evidence=())
    assert f"Source: {show.via(told.chain)}" in claims_copy.citation(bare)


def test_a_picked_group_is_copied_whole_folded_or_not(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.refine(lambda query: replace(query, grouped_by="question"))
    workspace.settle()
    press(panel, workspace, qtbot, _Key.Key_Left)
    panel.copy()
    open_ = clipboard()
    assert len(open_.splitlines()) == 6
    qtbot.keyClick(panel.table, _Key.Key_Left)
    panel.copy()
    assert clipboard() == open_


def test_the_window_copies_by_its_keys_and_its_menu(window: MainWindow, qtbot: QtBot) -> None:
    hands = Hands(window, qtbot)
    hands.click("claims", hands.ref("claim", "B01"))
    held = _Modifier.ControlModifier | _Modifier.ShiftModifier
    qtbot.keyClick(hands.focus("places"), _Key.Key_C, held)
    assert clipboard().startswith("According to Moscow-backed administration of Donetsk: ")
    every = window.findChildren(QAction)
    (markdown,) = [action for action in every if action.text() == "Copy as a Markdown table"]
    markdown.trigger()
    assert clipboard().startswith("| Claim | ")


def test_the_foot_says_what_was_copied(window: MainWindow, qtbot: QtBot) -> None:
    hands = Hands(window, qtbot)
    hands.click("places", hands.ref("place", "soledar"))
    qtbot.keyClick(hands.focus("claims"), _Key.Key_C, _Modifier.ControlModifier)
    assert window.status.said.text() == "10 claims copied"
    hands.click("claims", hands.ref("claim", "B01"))
    window.claims.copy_citation()
    assert window.status.said.text() == "1 claim copied as citations"


def test_with_nothing_picked_the_clipboard_stays_as_it_is(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("kept")
    for copy in (window.claims.copy, window.claims.copy_citation, window.claims.copy_markdown):
        copy()
        assert clipboard() == "kept"
        assert window.status.said.text() == "No claim is selected, so nothing was copied"
