"""Where the templates and the example meetings are: in the wheel, or in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def example_workspace() -> Path:
    """Return the folder that holds ``regietafel.yaml`` and ``meetings/`` of the example."""
    return _PACKAGE if (_PACKAGE / "meetings").is_dir() else _CHECKOUT


def templates() -> Path:
    """Return the folder with the templates that come with the package."""
    return example_workspace() / "templates"
