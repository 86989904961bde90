"""Markdown to blocks: what a secretary types, and what an attacker would."""

from hypothesis import given
from hypothesis import strategies as st

from regietafel.documents.blocks import Alinea, Citaat, Deel, Kop, Lijst
from regietafel.documents.richtext import parse_markdown


def test_no_text_gives_no_blocks() -> None:
    assert parse_markdown(None) == parse_markdown("  \n") == ()


def test_plain_text_is_one_paragraph() -> None:
    assert parse_markdown("Gewoon.") == (Alinea((Deel("Gewoon."),)),)


def test_lists_nest_and_keep_their_first_number() -> None:
    (lijst,) = parse_markdown("3. drie\n   - streepje\n4. vier")
    assert isinstance(lijst, Lijst)
    assert (lijst.genummerd, lijst.begin, len(lijst.items)) == (True, 3, 2)
    assert lijst.items[0][1] == Lijst(False, ((Alinea((Deel("streepje"),)),),))


def test_bold_italic_code_and_links_become_runs() -> None:
    (alinea,) = parse_markdown("**vet** en *schuin* `code` [site](https://a.example)")
    assert isinstance(alinea, Alinea)
    assert alinea.delen == (
        Deel("vet", vet=True),
        Deel(" en "),
        Deel("schuin", cursief=True),
        Deel(" "),
        Deel("code", code=True),
        Deel(" "),
        Deel("site", link="https://a.example"),
    )


def test_headings_quotes_and_fences_have_a_place() -> None:
    kop, citaat, code = parse_markdown("## Kop\n\n> citaat\n\n```\nregel\n```")
    assert kop == Kop(2, (Deel("Kop"),))
    assert citaat == Citaat((Alinea((Deel("citaat"),)),))
    assert code == Alinea((Deel("regel", code=True),))


def test_raw_html_is_text_and_a_script_link_is_no_link() -> None:
    (alinea,) = parse_markdown("<script>alert(1)</script> [x](javascript:alert(1))")
    assert isinstance(alinea, Alinea)
    assert "<script>" in "".join(deel.tekst for deel in alinea.delen)
    assert not any(deel.link for deel in alinea.delen)


def test_a_hard_line_break_stays() -> None:
    (alinea,) = parse_markdown("een  \ntwee")
    assert alinea == Alinea((Deel("een"), Deel("\n"), Deel("twee")))


@given(st.text(alphabet="ab *_-#>`[]()!<>\n1.&\\", max_size=80))
def test_any_marks_parse(text: str) -> None:
    assert isinstance(parse_markdown(text), tuple)
