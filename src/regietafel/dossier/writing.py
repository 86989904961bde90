"""Write files so that an interruption leaves the old one whole."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def write_atomic(path: Path, content: bytes, *, flush: bool = True) -> None:
    """Replace a file in one step: a temporary file beside it, flushed, then ``os.replace``.

    Without ``flush`` a power failure may leave it damaged: for what can be made again.
    Missing folders are made. Raises OSError when the place can't be written.
    """
    with _replacing(path, flush=flush) as file:
        file.write(content)


def copy_atomic(path: Path, source: Path) -> None:
    """Replace a file by a copy of ``source`` as ``write_atomic`` does, without holding it in memory."""
    with _replacing(path) as file, source.open("rb") as original:
        shutil.copyfileobj(original, file)


@contextmanager
def _replacing(path: Path, *, flush: bool = True) -> Iterator[IO[bytes]]:
    """Give the file that takes the place of ``path`` when it was written without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            if flush:
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def create_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet.

    Raises FileExistsError when it does: nothing of the user's is overwritten.
    """
    if path.exists():
        raise FileExistsError(path)
    write_atomic(path, content)
