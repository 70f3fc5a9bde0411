"""Writes a file whole: what stood there before stays until the new one is safe on the disk."""

import errno
import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from db.errors import DISK_FULL, ExportError

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, or leave what is there. A link is followed, not replaced.

    Raises: ExportError.
    """
    with beside(path) as temporary, safely(temporary) as file:
        file.write(data)


@contextmanager
def safely(temporary: Path) -> Generator[BinaryIO]:
    """Give a new file to write to; at the end all of it is on the disk."""
    with temporary.open("xb") as file:
        yield file
        file.flush()
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
        why = f"{error.strerror or error}. What stood there before is as it was"
        raise ExportError(f"{path}: {DISK_FULL if error.errno in _FULL else why}") from error
    finally:
        temporary.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
