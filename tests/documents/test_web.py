"""The page of a view: user text is data, a template shows and runs nothing, nothing is outside."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regietafel.documents.richtext import parse_markdown
from regietafel.documents.sjabloonvulling import Sjabloon, SjabloonvulError
from regietafel.documents.web import render_web
from regietafel.documents.web_blocks import blocks_to_html

from .paginasjabloon import page_template
from .rapportverhaal import JUNE, STIJL, TEMPLATES, TRAPS, born, number, report, story, trapped

TEMPLATE = (TEMPLATES / "rapport" / "web.html").read_text("utf-8")
VIEW = report()


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text outside styles and scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.code: dict[str, str] = {}
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in = tag if tag in {"style", "script"} else self._in

    def handle_endtag(self, tag: str) -> None:
        self._in = "" if tag == self._in else self._in

    def handle_data(self, data: str) -> None:
        if self._in:
            self.code[self._in] = self.code.get(self._in, "") + data
        else:
            self.text += data

    def tags(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(**changes: object) -> Page:
    return Page(render_web(replace(VIEW, **changes), page_template(TEMPLATE)).decode())  # type: ignore[arg-type]


def make(template: str) -> str:
    return render_web(VIEW, page_template(template)).decode()


def test_the_page_is_dutch_and_says_what_may_run_on_it() -> None:
    made = page()
    assert made.tags("html") == [{"lang": "nl"}]
    (policy,) = [m["content"] for m in made.tags("meta") if "http-equiv" in m]
    assert policy is not None
    for kind in ("style", "script"):
        digest = b64encode(sha256(made.code[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")


def test_nothing_on_the_page_comes_from_elsewhere() -> None:
    made = page(huisstijl=replace(STIJL, logo=b"\x89PNG\r\n"))
    loaded = [e[name] for _, e in made.elements for name in ("src", "srcset", "data") if name in e]
    assert loaded
    assert all(address and address.startswith("data:image/") for address in loaded)
    assert made.tags("link") == []
    assert "url(" not in made.code["style"]
    assert "@import" not in made.code["style"]
    assert not any(name.startswith("on") or name == "style" for _, e in made.elements for name in e)


def test_what_a_user_types_is_text_wherever_it_stands() -> None:
    before, made = page(), Page(render_web(trapped(), page_template(TEMPLATE)).decode())
    assert len(made.tags("script")) == len(before.tags("script")) == 1
    for trap in TRAPS:
        assert trap.replace("\"'", '"') in made.text
    assert "alert" not in made.code["script"]
    assert "49" not in re.sub(r"\d+ dagen", "", made.text)


def test_a_logo_with_a_script_is_a_picture_and_no_part_of_the_page() -> None:
    logo = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    made = page(huisstijl=replace(STIJL, logo=logo))
    assert (made.tags("img")[0]["src"] or "").startswith("data:image/svg+xml;base64,")
    with pytest.raises(SjabloonvulError):
        render_web(
            replace(VIEW, huisstijl=replace(STIJL, logo=logo)),
            Sjabloon("{{ huisstijl.logo|tekening }}", "web.html"),
        )


def test_every_action_still_to_be_done_has_one_row_and_every_link_leads_to_one() -> None:
    made = page()
    rows = [e["id"] for e in made.tags("tr") if "id" in e]
    assert sorted(map(str, rows)) == [number(n) for n in (2, 3, 4, 7)]
    targets = {e["id"] for _, e in made.elements if "id" in e}
    links = [e["href"] for e in made.tags("a")]
    assert all(link and link[1:] in targets for link in links)


def test_both_numbers_of_an_action_stand_on_the_page() -> None:
    text = " ".join(page().text.split())
    assert "daar LRT-2024-A02" in text
    assert "Van LRT, daar LRT-2024-A01" in text


@given(st.text())
def test_any_text_makes_a_page(text: str) -> None:
    made = make_with(text)
    assert made.count("<script>") == 1


def make_with(text: str) -> str:
    view = replace(VIEW, titel=text, gesloten_kop=text, huisstijl=replace(STIJL, naam=text))
    return render_web(view, page_template(TEMPLATE)).decode("utf-8")


def test_rich_text_becomes_elements_and_a_strange_link_does_not() -> None:
    blocks = parse_markdown(
        "Een **vet** woord\n\n3. drie\n4. vier\n\n> *citaat*\n\n[a](https://b.nl) [c](javascript:d)"
    )
    html = blocks_to_html(blocks)
    assert "<p>Een <strong>vet</strong> woord</p>" in html
    assert '<ol start="3"><li><p>drie</p></li>' in html
    assert "<blockquote><p><em>citaat</em></p></blockquote>" in html
    assert '<a href="https://b.nl" rel="noopener noreferrer">a</a>' in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ titel.upper() }}", "alleen velden, for, if, set, block, extends en include kunnen"),
        ("{{ 9 * 9 }}", "alleen velden, for, if, set, block, extends en include kunnen"),
        (
            "{{ 'x' * 99999999999 }}",
            "alleen velden, for, if, set, block, extends en include kunnen",
        ),
        ("{% include '/etc/passwd' %}", "dit deel is er niet; kies uit: _pagina/kader.html"),
        (
            "{% macro a() %}{% endmacro %}",
            "alleen velden, for, if, set, block, extends en include kunnen",
        ),
        ("{{ titel.__class__ }}", "het veld '__class__' bestaat niet"),
        ("{{ titel|safe }}", "een tag is niet goed geschreven of mag niet"),
        ("{% for a in urgent %}{{ a.nummre }}{% endfor %}", "het veld 'nummre' bestaat niet"),
        ("{{ tietel }}", "het veld 'tietel' bestaat niet"),
        ("{% for a in urgent %}", "een tag is niet goed geschreven of mag niet"),
        (
            "{% for a in urgent %}{% for b in urgent %}x{% endfor %}{% endfor %}",
            "lussen staan te diep in elkaar",
        ),
        (
            "{% set a %}x{% endset %}{% set b %}{{ a }}{{ a }}{% endset %}",
            "een set kan geen andere set gebruiken",
        ),
        ("{{ huisstijl.logo }}", "een veld kan niet worden ingevuld"),
        ("{{ gegevens }}", "'gegevens' is een lijst; zet er een lus met for omheen"),
        ("{{ huisstijl }}", "'huisstijl' is een groep; kies er een veld uit (naam, afdeling,"),
        (
            "{% for a in gegevens %}{{ a }}{% endfor %}",
            "een veld is een groep; kies er een veld uit (label, waarde)",
        ),
    ],
)
def test_a_template_that_does_more_than_show_is_refused(template: str, reason: str) -> None:
    with pytest.raises(SjabloonvulError, match=re.escape(reason)):
        make(template)


def test_a_template_is_told_on_which_line_it_goes_wrong() -> None:
    with pytest.raises(SjabloonvulError, match=r"web\.html, regel 3"):
        make("<p>\n{{ titel }}\n{{ titel + titel }}")


def test_the_same_view_gives_the_same_page() -> None:
    assert make(TEMPLATE) == make(TEMPLATE)


def test_the_charts_on_the_page_have_names_of_their_own() -> None:
    names = [e["id"] for _, e in page().elements if "id" in e]
    assert len(names) == len(set(names))
    assert len(page().tags("svg")) == 5


def test_an_action_without_a_deadline_or_owner_leaves_no_empty_line_on_a_phone() -> None:
    bare = report(story(born(number(9), JUNE)))
    made = Page(render_web(bare, page_template(TEMPLATE)).decode())
    empty = [e["data-kop"] for e in made.tags("td") if e.get("class") == "leeg"]
    assert {"Door", "Termijn"} <= set(empty)
