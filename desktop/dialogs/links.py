"""Addresses of the world outside: checked strictly, shown whole, opened only when a person says so.

The application itself opens no connection; the system's browser does.
"""

import re
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import show
from desktop.dialogs.choices import Note
from desktop.show import tr
from desktop.theme import Theme

LONGEST = 2048
"""Signs that an address has at most."""
_SCHEMES = {"http", "https"}
_SPACED = re.compile(r"\s|%[01][0-9a-f]|%7f", re.IGNORECASE)
"""Spaces, and controls written by their number."""
_LINES, _FULL, _EDGE = 8, 470, 3
"""Lines of the field at most, pixels after which one is full, and the field's edge."""
_Encoded = QUrl.ComponentFormattingOption.FullyEncoded


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be opened: what is sent, all of it ASCII, and the host in both forms."""

    whole: str
    host: str
    spelled: str


class AddressRefused(Exception):
    """An address is not opened; the text says why."""


def checked(text: str) -> Address:
    """Return the address that `text` is. Raises AddressRefused for all but a plain web address."""
    if len(text) > LONGEST:
        raise AddressRefused(tr("It is longer than %n sign(s).", LONGEST))
    if show.visible(text) != text or _SPACED.search(text):
        raise AddressRefused(tr("It holds spaces or characters that hide."))
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    if not url.isValid():
        raise AddressRefused(tr("It is not written as an address is."))
    if url.scheme() not in _SCHEMES:
        raise AddressRefused(tr("Only addresses of the web are opened: http and https."))
    if "@" in url.authority():
        raise AddressRefused(tr("It names a user before the host, which can pass for the host."))
    if not url.host():
        raise AddressRefused(tr("It names no host."))
    return Address(url.toString(_Encoded), url.host(_Encoded), _spelled(url.host(_Encoded)))


def _spelled(host: str) -> str:
    """Return a host with each part in its own script: Qt itself leaves rare ones in punycode."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def ask(text: str, theme: Theme, parent: QWidget) -> None:
    """Ask over `parent` whether the address `text` is to be opened; nothing waits for it."""
    Sheet(text, theme, parent).open()


class Sheet(QDialog):
    """Says an address whole, and opens, copies or leaves it; or says why it is not opened."""

    def __init__(self, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme, self._text = theme, text
        self.address: Address | None = None
        self.note = Note("Warning", theme)
        self.whole = _Whole(theme)
        self.go = QPushButton(tr("Open"))
        self.copy = QPushButton(tr("Copy"))
        self.cancel = QPushButton(tr("Cancel"))
        try:
            self.address = checked(text)
        except AddressRefused as refused:
            title = tr("This address is not opened")
            self.note.say(str(refused), tr("It can be copied, to look at it elsewhere."))
            self.whole.say(text)
        else:
            title = tr("Open this address in the browser?")
            self.whole.say(self.address.whole)
        self._lay_out(title)

    def _lay_out(self, title: str) -> None:
        self.setWindowTitle(title)
        heading = show.label(title)
        heading.setFont(self._theme.font("title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(heading)
        for line in self._told():
            column.addWidget(show.label(line, wrap=True))
        column.addWidget(self.whole)
        column.addWidget(self.note)
        column.addSpacing(6)
        column.addLayout(self._buttons())
        self.setFixedWidth(560)
        self.cancel.setFocus()

    def _told(self) -> list[str]:
        """Return the host in both forms, and what it may deceive with."""
        if self.address is None:
            return []
        host, spelled = self.address.host, self.address.spelled
        if host == spelled:
            return [tr("Host: {host}").format(host=host)]
        doubts = show.doubts(spelled)
        self.note.say(tr("Its host is not written in plain Latin letters"), "\n".join(doubts))
        both = tr("Host: {host}, which is spelled {spelled}")
        return [both.format(host=host, spelled=show.apart(spelled))]

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addStretch(1)
        for button, asked in (
            (self.go, self._on_open),
            (self.copy, self._on_copy),
            (self.cancel, self.reject),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(asked)
            line.addWidget(button)
        if self.address is None:
            self.go.hide()
            self.cancel.setText(tr("Close"))
        self.cancel.setProperty("primary", True)  # noqa: FBT003  # as Qt has it
        self.cancel.setDefault(True)
        return line

    def _on_open(self) -> None:
        """Hand the address to the system's browser; where there is none, say so and stay."""
        if self.address and QDesktopServices.openUrl(QUrl(self.address.whole)):
            self.accept()
            return
        none = tr("No program of this system opens web addresses")
        self.note.say(none, tr("It can be copied, to look at it elsewhere."))

    def _on_copy(self) -> None:
        """Put on the clipboard what is shown: what would be opened, else what the desk holds."""
        QGuiApplication.clipboard().setText(self.address.whole if self.address else self._text)
        self.accept()


class _Whole(QPlainTextEdit):
    """An address to read and to take parts of: every sign of it, broken where a line is full."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setFont(theme.font("base"))
        self.setAccessibleName(tr("Address"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )

    def say(self, text: str) -> None:
        """Show an address; the field is as high as it needs, up to `_LINES`."""
        self.setPlainText(show.visible(text))
        signs = self.fontMetrics().horizontalAdvance(self.toPlainText())
        lines = min(_LINES, -(-signs // _FULL) or 1)
        around = 2 * (round(self.document().documentMargin()) + _EDGE)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + around)

    def sizeHint(self) -> QSize:
        """Ask for the width of the sheet."""
        return QSize(512, self.height())
