"""The claims table in tests: shown over a workspace, and the gestures on its rows."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from db.columns import Ints
from db.model import Claim, ClaimId, Ref, Relation
from db.query import Order
from desktop.panels.claims.columns import NUMBER
from desktop.panels.claims.panel import ClaimsPanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.wiring import wired

_Button, _Key, _Modifier = Qt.MouseButton, Qt.Key, Qt.KeyboardModifier


def shown(workspace: Workspace, theme: Theme, qtbot: QtBot) -> ClaimsPanel:
    return wired(ClaimsPanel(theme), workspace, (880, 314), qtbot)


def at(panel: ClaimsPanel, row: int, column: Order = "paraphrase") -> QPoint:
    return panel.table.visualRect(panel.model.index(row, NUMBER[column])).center()


def uids(panel: ClaimsPanel, workspace: Workspace) -> set[str]:
    ids = np.array(sorted(workspace.frame.selection.claims), np.int32)
    return {claim.uid for claim in panel.model.snapshot.records.claims(ids)}


def row_of(panel: ClaimsPanel, uid: str) -> int:
    return panel.shown_uids().index(uid)


def pick(panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot, uid: str) -> None:
    row = row_of(panel, uid)
    panel.table.scrollTo(panel.model.index(row, 0))
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(panel.table.viewport(), _Button.LeftButton, pos=at(panel, row))


def press(
    panel: ClaimsPanel,
    workspace: Workspace,
    qtbot: QtBot,
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel.table, key, held)


def heading(panel: ClaimsPanel, column: Order) -> QPoint:
    n = NUMBER[column]
    return QPoint(panel.columns.sectionViewportPosition(n) + panel.columns.sectionSize(n) // 2, 12)


class Counted:
    """Records that say which ids were asked of them."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.asked: list[int] = []
        self._claims = claims

    def claims(self, ids: Ints) -> Sequence[Claim]:
        self.asked += ids.tolist()
        return [self._claims[int(id_) % len(self._claims)] for id_ in ids]

    def relations(self, claim: ClaimId) -> Sequence[Relation]:
        return ()

    def claims_of(self, ref: Ref) -> Ints:
        return np.empty(0, np.int32)
