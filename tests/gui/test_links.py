"""Addresses: which are opened, what is shown of them first, and that a person says so each time."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.model import Ref
from db.query import Query, Selection
from desktop.dialogs.links import LONGEST, AddressRefused, Sheet, checked
from desktop.panels.detail.parts import Link
from desktop.window import MainWindow

PLAIN = "https://example.org/2023/02/01/report?id=1#p2"
MIXED = "http://Сoledar.example/путь"
"""Its first letter is Cyrillic."""


class Browser(QObject):
    """Stands where the system's browser would: it is handed every web address."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser()
    for scheme in ("http", "https", "file", "javascript"):
        QDesktopServices.setUrlHandler(scheme, browser, "take")  # type: ignore[arg-type]
    yield browser
    for scheme in ("http", "https", "file", "javascript"):
        QDesktopServices.unsetUrlHandler(scheme)


def sheet(window: MainWindow, text: str) -> Sheet:
    window.panels["detail"].link_requested.emit(text)  # type: ignore[attr-defined]
    return the_sheet(window)


def the_sheet(window: MainWindow) -> Sheet:
    (found,) = [one for one in window.findChildren(Sheet) if one.isVisible()]
    return found


def told(of: Sheet) -> str:
    return "\n".join(label.text() for label in of.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "smb://host/share",
        "//example.org/",
        "example.org",
        "https:///path",
        "https:example.org",
        "https://user:pw@example.org/",
        "https://@example.org/",
        "https://bank.example\\@evil.example/",
        "https://exa mple.org/",
        "https://example.org/a\u202eb",
        "https://example.org/\x00",
        "https://example.org/%0d%0aSet-Cookie",
        "https://exa%6dple.org/",
        "https://xn--zzzzz-.example/",
        "https://a..b/",
        f"https://example.org/{'x' * LONGEST}",
    ],
)
def test_an_address_that_could_deceive_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(AddressRefused, match=r"^.+\.$"):
        checked(text)


def test_an_address_is_sent_as_it_is_shown_and_its_host_told_in_both_forms() -> None:
    address = checked(MIXED)
    assert address.whole == "http://xn--oledar-hrf.example/%D0%BF%D1%83%D1%82%D1%8C"
    assert (address.host, address.spelled) == ("xn--oledar-hrf.example", "сoledar.example")
    assert checked(PLAIN).whole == PLAIN
    assert checked("http://xn--80ak6aa92e.com/").spelled == "аррӏе.com"


@pytest.mark.parametrize("by", ["mouse", "Enter", "Space"])
def test_a_documents_address_asks_and_opens_nothing_by_itself(
    window: MainWindow, browser: Browser, qtbot: QtBot, by: str
) -> None:
    link = address_of_first_claim(window)
    link.setFocus()
    if by == "mouse":
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(link, Qt.Key.Key_Return if by == "Enter" else Qt.Key.Key_Space)
    asked = the_sheet(window)
    assert asked.whole.toPlainText() == link.words
    assert asked.focusWidget() is asked.cancel
    qtbot.keyClick(asked, Qt.Key.Key_Return)  # what is asked for without a choice is to stay
    assert not asked.isVisible()
    assert not browser.opened


def address_of_first_claim(window: MainWindow) -> Link:
    snapshot = window.workspace.frame.snapshot
    claims = snapshot.records.claims(snapshot.ids)
    claim = next(one for one in claims if one.evidence and one.evidence[0].url)
    ref: Ref = ("claim", claim.id)
    window.workspace.refine(lambda _: Query())
    window.workspace.select(lambda _: Selection(current=ref))
    window.workspace.settle()
    links = window.panels["detail"].findChildren(Link)
    return next(one for one in links if one.words == claim.evidence[0].url)


def test_open_hands_the_address_to_the_browser_once_and_asks_again_next_time(
    window: MainWindow, browser: Browser, qtbot: QtBot
) -> None:
    for times in (1, 2):
        asked = sheet(window, PLAIN)
        qtbot.mouseClick(asked.go, Qt.MouseButton.LeftButton)
        assert browser.opened == [PLAIN] * times
        assert not asked.isVisible()


def test_the_keyboard_reaches_open_copy_and_the_whole_address(
    window: MainWindow, browser: Browser, qtbot: QtBot
) -> None:
    asked = sheet(window, PLAIN)
    asked.cancel.setFocus()
    stops = [asked.focusWidget()]
    for _ in range(3):
        qtbot.keyClick(asked.focusWidget() or asked, Qt.Key.Key_Tab)
        stops.append(asked.focusWidget())
    assert set(stops) == {asked.cancel, asked.whole, asked.go, asked.copy}
    asked.go.setFocus()
    qtbot.keyClick(asked.go, Qt.Key.Key_Space)
    assert browser.opened == [PLAIN]


def test_a_host_of_mixed_letters_is_told_in_punycode_with_a_warning(
    window: MainWindow, browser: Browser, qtbot: QtBot
) -> None:
    asked = sheet(window, MIXED)
    assert "xn--oledar-hrf.example" in told(asked)
    assert "“сoledar” mixes Latin and Cyrillic letters" in told(asked)
    assert asked.whole.toPlainText() == checked(MIXED).whole
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert not browser.opened


def test_a_refused_address_says_why_and_can_be_copied_but_not_opened(
    window: MainWindow, browser: Browser, qtbot: QtBot
) -> None:
    text = "file:///etc/passwd?\u202e"
    asked = sheet(window, text)
    assert "spaces or characters that hide" in told(asked)
    assert not asked.go.isVisible()
    assert asked.whole.toPlainText() == "file:///etc/passwd?⟦202E⟧"
    qtbot.mouseClick(asked.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == text
    assert not browser.opened


def test_a_long_address_is_there_to_its_last_sign(window: MainWindow, qtbot: QtBot) -> None:
    long = f"https://example.org/{'path/' * 300}end"
    asked = sheet(window, long)
    assert asked.whole.toPlainText() == long
    assert asked.whole.verticalScrollBar().maximum() > 0
    asked.close()
