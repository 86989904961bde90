"""What all tests share."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest


def _absent(program: str) -> None:
    message = f"'{program}' is not on this machine"
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
                _absent(program)

    return check
