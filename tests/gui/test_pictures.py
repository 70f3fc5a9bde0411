"""The pictures of docs/: all that the program draws are there, told of, and small."""

from tests.pictures import DOCS, PICTURES

FILES = {f"{picture.name}.png" for picture in PICTURES}


def test_every_picture_was_drawn_and_no_other_lies_beside_them() -> None:
    assert {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.png")} == FILES


def test_every_picture_is_shown_to_a_reader() -> None:
    pages = (DOCS.parent / "README.md", DOCS / "pictures/README.md")
    shown = "\n".join(page.read_text("utf-8") for page in pages)
    hidden = {name for name in FILES if f"]({name.removeprefix('pictures/')})" not in shown}
    assert {name for name in hidden if f"](docs/{name})" not in shown} == set()


def test_pictures_are_small_enough_to_be_kept() -> None:
    sizes = {name: (DOCS / name).stat().st_size for name in FILES}
    assert not {name: size for name, size in sizes.items() if size >= 250_000}
    assert sum(sizes.values()) < 3_000_000
