"""The dashboard in a real Chromium: on a phone and on a desk."""

import pytest

from regietafel.documents.views_dashboard import DashboardView
from regietafel.documents.web import render_web

from .dashboardverhaal import VIEWS
from .paginasjabloon import page_template
from .rapportverhaal import TEMPLATES
from .test_rapport_browser import DESK, PHONE, Bekijk, bekijk

__all__ = ["bekijk"]

TEMPLATE = (TEMPLATES / "dashboard" / "web.html").read_text("utf-8")


def page(view: DashboardView) -> str:
    return render_web(view, page_template(TEMPLATE)).decode()


@pytest.mark.parametrize(
    ("name", "width"),
    [("december", PHONE), ("december", DESK), ("trapped", PHONE), ("alone", PHONE)],
)
def test_axe_finds_nothing(bekijk: Bekijk, name: str, width: int) -> None:
    assert bekijk(page(VIEWS[name]), "axe", width=width).answer == []


_STICKS_OUT = """[...document.querySelectorAll('svg')].flatMap(svg =>
  [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBBox(), view = svg.viewBox.baseVal;
    return box.x < -1 || box.x + box.width > view.width + 1 || box.y < -1 || box.y + box.height > view.height + 3;
  }).map(text => text.textContent))"""


@pytest.mark.parametrize(
    ("name", "width"),
    [("december", PHONE), ("december", DESK), ("trapped", PHONE), ("crowd", PHONE)],
)
def test_the_page_never_scrolls_sideways_and_no_word_of_a_drawing_is_cut_off(
    bekijk: Bekijk, name: str, width: int
) -> None:
    ask = f"[document.documentElement.scrollWidth, {_STICKS_OUT}]"
    seen = bekijk(page(VIEWS[name]), ask, width=width)
    assert (seen.answer, seen.said, seen.asked) == ([width, []], [], [])
