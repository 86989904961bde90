"""The chair's report in a real Chromium: on a phone, on a desk, on paper, and without script."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pytest

from regietafel.documents.views_rapport import RapportView
from regietafel.documents.web import render_web

from .paginasjabloon import page_template
from .rapportverhaal import TEMPLATES, crowd, report, trapped
from .test_rapport import EMPTY

TEMPLATE = (TEMPLATES / "rapport" / "web.html").read_text("utf-8")
VIEWS = {"story": report(), "trapped": trapped(), "empty": EMPTY, "crowd": crowd()}
PHONE, DESK = 360, 1280

# Opens each page in turn and answers with what was asked of it, as JSON.
_SCRIPT = """
const fs = require('fs');
const [modules, chromium, file, width, script, print, ask] = process.argv.slice(2);
const {chromium: browserType} = require(modules + '/playwright-core');
(async () => {
  const browser = await browserType.launch({executablePath: chromium, args: ['--no-sandbox']});
  const viewport = {width: Number(width), height: 640};
  const context = await browser.newContext({viewport, javaScriptEnabled: script === 'yes', bypassCSP: ask === 'axe'});
  const page = await context.newPage();
  const said = [], asked = [];
  page.on('console', message => said.push(message.text()));
  page.on('pageerror', error => said.push(String(error)));
  page.on('request', request => asked.push(request.url()));
  await page.goto('file://' + file);
  if (print) await page.pdf({path: print, preferCSSPageSize: true});
  let answer;
  if (ask === 'axe') {
    await page.addScriptTag({content: fs.readFileSync(modules + '/axe-core/axe.min.js', 'utf8')});
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    answer = await page.evaluate(async values => (await axe.run(document, {runOnly: {type: 'tag', values}}))
      .violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' ')), tags);
  } else answer = await page.evaluate(ask);
  await browser.close();
  console.log(JSON.stringify({answer, said, asked: asked.filter(u => !u.startsWith('data:') && u !== 'file://' + encodeURI(file))}));
})();
"""


@dataclass(frozen=True)
class Gezien:
    """What the browser answers, what it wrote on its console, and what it fetched."""

    answer: Any
    said: list[str]
    asked: list[str]


Bekijk = Callable[..., Gezien]


@pytest.fixture
def bekijk(
    tmp_path: Path, needs_program: Callable[..., None], node_module: Callable[[str], Path]
) -> Bekijk:
    """Return a function that opens a report in Chromium and asks something of the page."""
    needs_program("node", "chromium")
    node_module("axe-core")
    modules = node_module("playwright-core").parent

    def look(
        view: RapportView | str,
        ask: str,
        *,
        width: int = PHONE,
        script: bool = True,
        to: str = "",
    ) -> Gezien:
        file = tmp_path / "rapport.html"
        content = (
            view.encode() if isinstance(view, str) else render_web(view, page_template(TEMPLATE))
        )
        file.write_bytes(content)
        runner = tmp_path / "bekijk.cjs"
        runner.write_text(_SCRIPT)
        options = [str(width), "yes" if script else "no", to, ask]
        command = [
            "node",
            str(runner),
            str(modules),
            shutil.which("chromium") or "",
            str(file),
            *options,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return Gezien(**json.loads(done.stdout))

    return look


every_view = pytest.mark.parametrize("name", VIEWS)


@every_view
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing(bekijk: Bekijk, name: str, width: int) -> None:
    assert bekijk(VIEWS[name], "axe", width=width).answer == []


def test_axe_would_find_a_picture_without_text(bekijk: Bekijk) -> None:
    assert bekijk("<html><body><img src='data:,'></body></html>", "axe").answer != []


@every_view
@pytest.mark.parametrize("width", [320, PHONE, DESK])
def test_the_page_never_scrolls_sideways(bekijk: Bekijk, name: str, width: int) -> None:
    seen = bekijk(VIEWS[name], "document.documentElement.scrollWidth", width=width)
    assert seen.answer == width
    assert (seen.said, seen.asked) == ([], [])


_WORDS_THAT_STICK_OUT = """[...document.querySelectorAll('svg')].flatMap(svg =>
  [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBBox();
    return box.x < 0 || box.x + box.width > svg.viewBox.baseVal.width;
  }).map(text => text.textContent))"""


@every_view
def test_no_word_of_a_chart_is_cut_off(bekijk: Bekijk, name: str) -> None:
    assert bekijk(VIEWS[name], _WORDS_THAT_STICK_OUT).answer == []


@pytest.mark.parametrize("name", ["story", "crowd"])
def test_a_chair_sees_what_to_raise_on_one_screen_of_a_phone(bekijk: Bekijk, name: str) -> None:
    seen = bekijk(VIEWS[name], "document.querySelector('.nu').getBoundingClientRect().bottom")
    assert seen.answer < 740  # also in the widest of the letters, which is what a bare machine has


def test_without_script_everything_is_there_and_the_filter_is_not(bekijk: Bekijk) -> None:
    ask = "[document.querySelectorAll('tr[data-organisaties]').length, document.getElementById('filter').offsetHeight, document.body.innerText]"
    rows, height, text = bekijk(VIEWS["crowd"], ask, script=False).answer
    assert (rows, height) == (len(VIEWS["crowd"].open_acties) + len(VIEWS["crowd"].wachtend), 0)
    assert all(row.nummer in text for row in VIEWS["crowd"].open_acties)


_FILTER = """(() => {
  const form = document.getElementById('filter');
  form.elements.organisatie.value = 'Gemeente Assen';
  form.elements.telaat.checked = %s;
  form.dispatchEvent(new Event('change'));
  const shown = [...document.querySelectorAll('tr[data-organisaties]')].filter(r => r.offsetHeight);
  return [shown.map(r => r.id), document.getElementById('geteld').textContent];
})()"""


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_filter_shows_the_actions_of_one_organisation(bekijk: Bekijk, width: int) -> None:
    seen = bekijk(VIEWS["story"], _FILTER % "true", width=width)
    assert seen.answer == [["PRT-DR-2024-A02"], "1 van 4 acties"]
    assert seen.said == []


def test_a_link_at_the_top_leads_to_an_action_that_the_filter_hid(bekijk: Bekijk) -> None:
    ask = f"({_FILTER % 'true'}, document.querySelectorAll('.nu a')[2].click(), document.getElementById('PRT-DR-2024-A04').offsetHeight)"
    assert bekijk(VIEWS["story"], ask).answer > 0


def test_on_paper_every_action_is_there_on_whole_pages(bekijk: Bekijk, tmp_path: Path) -> None:
    target = tmp_path / "papier.pdf"
    bekijk(VIEWS["crowd"], "1", width=DESK, to=str(target))
    pages = pypdf.PdfReader(target).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    assert all(row.nummer in text for row in VIEWS["crowd"].open_acties)
    assert "alleentelaat" not in text
    assert {round(float(page.mediabox.width)) for page in pages} == {595}


def test_a_script_that_got_into_the_page_does_not_run(bekijk: Bekijk) -> None:
    page = render_web(VIEWS["story"], page_template(TEMPLATE)).decode()
    page = page.replace("</body>", "<script>document.title = 'gekaapt'</script></body>")
    seen = bekijk(page, "document.title")
    assert seen.answer == VIEWS["story"].documentnaam
    assert any("Content Security Policy" in line for line in seen.said)


def test_a_table_of_cards_is_still_a_table_for_a_screen_reader(bekijk: Bekijk) -> None:
    ask = "[...document.querySelectorAll('.kaarten td')].every(c => c.getAttribute('role') === 'cell')"
    assert bekijk(VIEWS["story"], ask).answer is True


def test_text_can_be_twice_as_large_on_a_phone(bekijk: Bekijk) -> None:
    ask = "(document.documentElement.style.fontSize = '32px', document.documentElement.scrollWidth)"
    assert bekijk(VIEWS["story"], ask).answer == PHONE
