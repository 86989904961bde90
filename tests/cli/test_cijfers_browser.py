"""The pages of tables, puzzles and forecasts in a real Chromium: on a phone and on a desk."""

from pathlib import Path

import pytest

from ..documents.test_rapport_browser import (  # noqa: TID252 - lies with the documents
    DESK,
    PHONE,
    Bekijk,
    bekijk,
)
from .conftest import Regietafel

__all__ = ["bekijk"]

JULI = "prt-drenthe/2024-07-17"
PAGES = {
    "tabel": ("tabel", JULI, "drentse-puzzel"),
    "breed": ("tabel", "lrt/2024-09-26", "provincies"),
    "verdeel": ("verdeel", JULI, "--maak"),
    "prognose": ("prognose", JULI, "--maak"),
}

_CUT_OFF = """[...document.querySelectorAll('svg')].flatMap(svg =>
  [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect(), view = svg.getBoundingClientRect();
    return box.left < view.left - 1 || box.right > view.right + 1 || box.top < view.top - 1
      || box.bottom > view.bottom + 3;
  }).map(text => text.textContent))"""


def made(regietafel: Regietafel, folder: Path, name: str) -> str:
    done = regietafel("cijfers", *PAGES[name], cwd=folder)
    assert done.code == 0, done.err
    [page] = [line for line in done.out.splitlines() if line.endswith(".html")]
    return (folder / page).read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_the_page_never_scrolls_sideways(
    regietafel: Regietafel, verhaal: Path, bekijk: Bekijk, name: str
) -> None:
    page = made(regietafel, verhaal, name)
    for width in (PHONE, DESK):
        assert bekijk(page, "axe", width=width).answer == []
        ask = f"[document.documentElement.scrollWidth, {_CUT_OFF}]"
        seen = bekijk(page, ask, width=width)
        assert (seen.answer, seen.said, seen.asked) == ([width, []], [], [])
