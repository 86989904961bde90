"""A document as HTML: semantic, escaped, and with its notes at the end."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from regietafel.documents.nummeren import number_blocks
from regietafel.documents.richtext import parse_document
from regietafel.documents.web_blocks import blocks_to_html, document_to_html

from .tekstdocument import RIJK, read_text


def html_of(text: str) -> str:
    return document_to_html(read_text(text)[0])


class Elements(HTMLParser):
    """Every element that opens, and whether the ones that close are the ones that are open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        target = found.get("href") or ""
        self.targets += [target[1:]] if target.startswith("#") else []
        if tag not in {"br", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_kind_of_block_has_its_element() -> None:
    tags = set(Elements(html_of(RIJK)).tags)
    wanted = {
        "h2", "h3", "h4", "p", "ul", "ol", "li", "blockquote", "pre", "code", "table", "caption",
        "thead", "th", "td", "figure", "figcaption", "nav", "sup", "section", "strong", "em",
    }  # fmt: skip
    assert wanted <= tags
    assert not tags & {"script", "b"}


def test_every_reference_leads_somewhere() -> None:
    page = Elements(html_of(RIJK))
    assert len(page.targets) > 15
    assert set(page.targets) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_a_task_says_its_state_in_words() -> None:
    made = html_of("- [x] a\n- [ ] b\n")
    assert re.findall(r'aria-label="(.*?)">(.)<', made) == [("gedaan", "☑"), ("nog te doen", "☐")]


def test_heads_have_a_scope_and_columns_their_side() -> None:
    made = html_of("| a | b |\n|---|--:|\n| **g** | |\n| 1 | 2 |\n")
    assert '<th scope="col" class="rechts">b</th>' in made
    assert '<th scope="rowgroup" colspan="2"><strong>g</strong></th>' in made


def test_a_small_text_has_no_headings_and_no_references() -> None:
    blokken, _ = read_text("# Kop {#k}\n\nZie [](#k)[^1].\n\n[^1]: noot\n")
    made = blocks_to_html(blokken)
    assert made == "<p><strong>Kop</strong></p><p>Zie ‘Kop’ (noot).</p>"


@given(st.text(alphabet="ab *_-#>`[]()!<>|\n1.&\\:^{}\"'~x", max_size=100))
def test_no_text_becomes_an_element(text: str) -> None:
    blokken, _ = number_blocks(parse_document(text).blokken)
    page = Elements(document_to_html(blokken))
    assert not set(page.tags) & {"script", "b", "x", "a1", "style", "iframe"}
