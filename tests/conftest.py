"""What all tests share."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest


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
