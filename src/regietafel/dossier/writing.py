"""Write files so that an interruption leaves the old one whole."""

import os
import tempfile
from pathlib import Path


def write_atomic(path: Path, content: bytes, *, flush: bool = True) -> None:
    """Replace a file in one step: a temporary file beside it, flushed, then ``os.replace``.

    Without ``flush`` a power failure may leave it damaged: for what can be made again. Missing folders are made. Raises OSError when the place can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
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
