"""What all tests share."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import pytest

Postlezer: TypeAlias = Callable[[bytes], dict[str, Any]]
"""What postal-mime, the reader of a webmail, finds in a message."""


def absent(message: str) -> NoReturn:
    """Skip for want of a program; where everything has to be there (CI=true), fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{message}, and CI must run every test")
    pytest.skip(message)


@pytest.fixture(autouse=True, scope="session")
def own_memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests learn about files out of the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGIETAFEL_GEHEUGEN", str(tmp_path_factory.mktemp("geheugen")))
        yield


@pytest.fixture
def needs_program() -> Callable[..., None]:
    """Return a function that skips the test when a program is absent; in CI that is a failure."""

    def check(*programs: str) -> None:
        for program in programs:
            if shutil.which(program) is None:
                absent(f"'{program}' is not on this machine")

    return check


@pytest.fixture
def node_module() -> Callable[[str], Path]:
    """Return a function that finds something in ``node_modules``; without it the test is skipped."""

    def find(name: str) -> Path:
        folder = os.environ.get("REGIETAFEL_NODE_MODULES", "")
        path = Path(folder).resolve() / name
        if not folder or not path.exists():
            absent(f"{name} is not here (set REGIETAFEL_NODE_MODULES to node_modules)")
        return path

    return find


_POSTAL = """
const [folder] = process.argv.slice(1);
const { default: PostalMime } = await import(folder + '/src/postal-mime.js');
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const mail = await PostalMime.parse(Buffer.concat(chunks));
console.log(JSON.stringify({
  van: mail.from.address, aan: (mail.to || []).map((a) => [a.name, a.address]),
  bcc: (mail.bcc || []).map((a) => a.address), onderwerp: mail.subject, tekst: mail.text,
  html: mail.html, kenmerk: mail.messageId || null,
  delen: mail.attachments.map((a) => [a.filename, a.mimeType, a.method || null, a.content.byteLength]),
}));
"""


@pytest.fixture
def postal_mime(
    node_module: Callable[[str], Path], needs_program: Callable[..., None]
) -> Postlezer:
    """Return a function that reads a message as a webmail does; a calendar gets line ends of LF."""
    needs_program("node")
    folder = node_module("postal-mime")

    def reading(content: bytes) -> dict[str, Any]:
        command = ["node", "--input-type=module", "-e", _POSTAL, str(folder)]
        made = subprocess.run(command, input=content, capture_output=True, check=True, timeout=20)
        found: dict[str, Any] = json.loads(made.stdout)
        return found

    return reading
