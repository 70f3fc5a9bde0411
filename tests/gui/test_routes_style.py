"""Every status as it is stroked: told apart by shape as well as by colour."""

from itertools import combinations
from typing import get_args

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QImage, QPainter

from db.model import Status
from desktop.panels.routes.reading import Look
from desktop.panels.routes.style import sample
from desktop.theme import Theme


def painted(look: Look, theme: Theme) -> QImage:
    image = QImage(QSize(60, 16), QImage.Format.Format_RGB32)
    image.fill(theme.colour("panel"))
    painter = QPainter(image)
    sample(painter, theme, look, QPointF(2, 8), 56)
    painter.end()
    return image


def test_every_status_differs_in_shape_and_not_in_colour_alone(theme: Theme) -> None:
    for implied in (False, True):
        grey = [
            painted(Look(status, implied), theme).convertToFormat(QImage.Format.Format_Mono)
            for status in get_args(Status)
        ]
        assert all(one != other for one, other in combinations(grey, 2))


def test_implied_and_old_reports_look_unlike_explicit_and_new_ones(theme: Theme) -> None:
    for status in ("open", "restricted", "contested", "cut"):
        looks = [Look(status), Look(status, implied=True), Look(status, faint=True)]
        images = [painted(look, theme) for look in looks]
        assert all(one != other for one, other in combinations(images, 2)), status
