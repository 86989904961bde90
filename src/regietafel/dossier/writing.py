"""Write files so that an interruption leaves the old one whole.

What takes the place of a file has its permissions; a link is replaced, not what it leads to.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from regietafel.dossier.workspace import NoWorkspaceError, find_workspace, stays_inside


def write_atomic(path: Path, content: bytes, *, flush: bool = True) -> None:
    """Replace a file in one step: a temporary file beside it, flushed, then ``os.replace``.

    Without ``flush`` a power failure may leave it damaged: for what can be made again.
    Missing folders are made. Raises OSError when the place can't be written.
    """
    with _replacing(path, flush=flush) as file:
        file.write(content)


def rewrite(path: Path, content: bytes) -> None:
    """Write a file of the user as ``write_atomic`` does; a link to it within the workspace stays.

    Nothing is written through a link that leads out of the workspace.
    """
    write_atomic(path.resolve() if _is_own_link(path) else path, content)


def _is_own_link(path: Path) -> bool:
    if not path.is_symlink():
        return False
    try:
        return stays_inside(find_workspace(path.parent).root, path)
    except NoWorkspaceError:
        return False


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
        temporary.chmod(_permissions(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _permissions(path: Path) -> int:
    """Return those of a file that is there, else those of any new file."""
    try:
        return stat.S_IMODE(path.stat().st_mode) & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def create_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet.

    Raises FileExistsError when it does: nothing of the user's is overwritten.
    """
    if path.exists():
        raise FileExistsError(path)
    write_atomic(path, content)
