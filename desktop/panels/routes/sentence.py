"""The sentence over the diagram."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel


class Sentence(QLabel):
    """A text that wraps and keeps, at each width, the room of the longest so far.

    So what stands below does not move when there is less to say.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setWordWrap(True)

    def heightForWidth(self, width: int) -> int:
        """Return the height of its lines, or of those it had."""
        self._kept[width] = max(super().heightForWidth(width), self._kept.get(width, 0))
        return self._kept[width]

    def changeEvent(self, event: QEvent) -> None:
        """Keep nothing of another font."""
        if event.type() == QEvent.Type.FontChange:
            self._kept.clear()
        super().changeEvent(event)
