"""Writes a file whole: what stood there before stays until the new one is safe on the disk."""

import os
import secrets
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from db.errors import ExportError


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, or leave what is there. A link is followed, not replaced.

    Raises: ExportError.
    """
    write_together({path: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Put each at its path. None is replaced before all are safe on the disk.

    Raises: ExportError.
    """
    with ExitStack() as written:
        for path, data in files.items():
            temporary = written.enter_context(beside(path))
            with temporary.open("xb", buffering=0) as file:
                _all(file, data)
                os.fsync(file.fileno())


@contextmanager
def beside(path: Path) -> Generator[Path]:
    """Give a name beside `path` to write to; at the end it becomes `path`.

    On any exception what was written is taken away again. Raises: ExportError.
    """
    target = path.resolve()
    if not target.parent.is_dir():
        raise ExportError(f"{path}: there is no folder {target.parent}. Make it first")
    if target.is_dir():
        raise ExportError(f"{path}: Is a directory. Name a file in it")
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        yield temporary
        os.replace(temporary, target)  # noqa: PTH105
        _sync(target.parent)
    except OSError as error:
        why = error.strerror or str(error)
        raise ExportError(f"{path}: {why}. What stood there before is as it was") from error
    finally:
        temporary.unlink(missing_ok=True)


def _all(file: IO[bytes], data: bytes) -> None:
    """Write every byte: one call may take fewer than it is given."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
