"""Text in lines of a width, for what is painted and is no widget."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from desktop import show


def laid(text: str, font: QFont, wide: float) -> QTextLayout:
    """Return a paragraph in lines of that width; a word that is wider is broken."""
    font = QFont(font)
    font.setFeature(QFont.Tag("calt"), 0)  # a PDF would not say what its other hyphens stand for
    made = QTextLayout(show.visible(text), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setTextOption(option)
    made.beginLayout()
    down = 0.0
    while (row := made.createLine()).isValid():
        row.setLineWidth(wide)
        row.setPosition(QPointF(0, down))
        down += row.height()
    made.endLayout()
    return made


def high(made: QTextLayout) -> float:
    """Return how high all of its lines are."""
    return made.boundingRect().height()


def wide(made: QTextLayout) -> float:
    """Return how wide its longest line is."""
    return max(made.lineAt(n).naturalTextWidth() for n in range(made.lineCount()))
