"""A child process for what is not trusted: it can be waited for, with a limit, and ended.

Parent and child talk in lines of JSON over standard input and output. The child sets its own limits on
memory and processor time (``limit_resources``); the parent holds the clock.
"""

import json
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any, Self

GEHEUGEN = 1536 * 2**20
"""The address space that a child may have, in bytes."""
OPSTARTEN = 30.0
"""How long a child may take to get ready, in seconds."""
UITLOPEN = 5.0
"""How long a child that has told everything may take to end, in seconds."""
KLAAR = {"klaar": True}
"""The first line of a child: it has started."""

TE_LANG = "Het lezen duurt te lang; vraag om een eenvoudiger bestand of een nieuwe versie."
VASTGELOPEN = "Het bestand is niet te lezen; vraag om een nieuwe versie."

_START = "import json,sys; sys.path[:] = json.loads(sys.argv[1]); import {module}; {module}.main()"


class LezerStartNiet(RuntimeError):  # noqa: N818 - a Dutch noun
    """The child process does not start: a fault of the installation, not of a file."""

    def __init__(self, details: str) -> None:
        super().__init__(f"het proces dat bestanden leest, start niet: {details.strip()[-500:]}")


class Kind:
    """A child process that runs ``main`` of a module, and threads that collect what it says."""

    def __init__(self, module: str) -> None:
        start = _START.format(module=module)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", start, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._lines: queue.Queue[bytes | None] = queue.Queue()
        self._errors: list[bytes] = []
        self._threads = [
            threading.Thread(target=self._collect, args=(_pipe(self._process.stdout),)),
            threading.Thread(target=self._listen, args=(_pipe(self._process.stderr),)),
        ]
        for thread in self._threads:
            thread.daemon = True
            thread.start()

    def start(self, job: Any) -> None:
        """Wait until the child is ready and give it its job; raises ``LezerStartNiet``."""
        if self.wait(OPSTARTEN) != KLAAR:
            raise LezerStartNiet(self.complaint())
        self.send(job)

    def send(self, message: Any) -> None:
        """Send a line to a child that is waiting for one."""
        pipe = _pipe(self._process.stdin)
        with suppress(OSError):  # it died: the next `wait` tells
            pipe.write(json.dumps(message).encode() + b"\n")
            pipe.flush()

    def _collect(self, pipe: IO[bytes]) -> None:
        for line in pipe:
            self._lines.put(line)
        self._lines.put(None)

    def _listen(self, pipe: IO[bytes]) -> None:
        self._errors = [pipe.read()[-4000:]]

    def wait(self, seconds: float) -> Any:
        """Return the next value that the child prints, or a Dutch sentence why there is none."""
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return TE_LANG
        if line is None:
            return VASTGELOPEN
        try:
            return json.loads(line)
        except ValueError:
            return VASTGELOPEN

    def finish(self) -> None:
        """Let a child that has told everything end by itself."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(UITLOPEN)

    def complaint(self) -> str:
        """End the child and return what it wrote to standard error."""
        self.end()
        return b"".join(self._errors).decode(errors="replace")

    def end(self) -> None:
        """End the child, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            with suppress(OSError):  # what was not sent any more
                _pipe(pipe).close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - asked for when the process was started
    return pipe


def read_line() -> Any:
    """Return the next value that the parent sends; in the child. An ended parent ends the child."""
    line = sys.stdin.readline()
    if not line:
        raise SystemExit
    return json.loads(line)


def say(message: Any) -> None:
    """Send a value to the parent; in the child."""
    print(json.dumps(message), flush=True)  # noqa: T201 - the parent reads it


def limit_resources(seconds: int, memory: int = GEHEUGEN) -> None:
    """Bound the memory (bytes) and processor time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, value in (("RLIMIT_AS", memory), ("RLIMIT_CPU", seconds), ("RLIMIT_CORE", 0)):
        limit = getattr(resource, name)
        _, hard = resource.getrlimit(limit)
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(limit, (allowed, hard))
        except (ValueError, OSError):  # macOS refuses some
            continue
