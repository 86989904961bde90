"""A whole document in Markdown: its blocks, their lines, and what is wrong in it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regietafel.documents.blocks import (
    Alinea,
    Blokken,
    Citaat,
    Code,
    Deel,
    Document,
    Figuur,
    Inhoudsopgave,
    Kop,
    Liggend,
    Lijst,
    Paginawissel,
    Rij,
    Tabel,
    plain,
    runs_text,
)
from regietafel.documents.nummeren import fill_pictures, number_blocks, picture_paths
from regietafel.documents.richtext import parse_document
from regietafel.documents.woorden import lines_of, walk, words_of

from .tekstdocument import RIJK, read_text

TABLE = "| Gemeente | Bod |\n|---|--:|\n| Assen | 1.250 |\n"


def codes(document: Document) -> list[tuple[str, int]]:
    return [(problem.code, problem.regel) for problem in document.problemen]


def only_table(text: str) -> Tabel:
    (tabel,) = (blok for blok in parse_document(text).blokken if isinstance(blok, Tabel))
    return tabel


def all_words(text: str) -> str:
    """Return everything that a document says, notes included."""
    return " ".join(_words(parse_document(text).blokken))


def _words(blokken: Blokken) -> list[str]:
    said = list(lines_of(blokken))
    for blok in walk(blokken):
        delen = blok.delen if isinstance(blok, Alinea | Kop | Tabel) else ()
        said += [words_of(deel.noottekst) for deel in delen]
    return said


# ------------------------------------------------------------------ blocks and lines


def test_every_block_knows_the_line_on_which_it_began() -> None:
    document = parse_document("# Kop\n\nTekst\n\n- punt\n\n> citaat\n\n" + TABLE, first_line=12)
    assert [blok.regel for blok in document.blokken] == [12, 14, 16, 18, 20]


def test_a_reference_knows_its_line_in_a_long_paragraph() -> None:
    (alinea,) = parse_document("een\ntwee [](#weg)", first_line=5).blokken
    _, problems = number_blocks((alinea,))
    assert [(p.code, p.regel) for p in problems] == [("verwijzing-onbekend", 6)]


def test_a_table_has_alignment_and_its_caption_with_a_key() -> None:
    tabel = only_table("Tabel: Bod per *gemeente* {#puzzel}\n\n" + TABLE)
    assert [kolom.uitlijning for kolom in tabel.kolommen] == ["links", "rechts"]
    assert (runs_text(tabel.bijschrift), tabel.sleutel) == ("Bod per gemeente", "puzzel")
    assert tabel.rijen == (Rij((plain("Assen"), plain("1.250"))),)


def test_a_row_with_only_a_bold_first_cell_heads_a_group() -> None:
    tabel = only_table("| a | b |\n|---|---|\n| **Noord** | |\n| **vet** | x |\n| gewoon | |\n")
    assert [rij.groep for rij in tabel.rijen] == [True, False, False]
    assert len(tabel.rijen[0].cellen) == 1


def test_a_cell_can_hold_lines_paragraphs_and_a_list() -> None:
    tabel = only_table("| a |\n|---|\n| een<br>twee<br><br>drie<br>- x<br>- y |\n")
    een_twee, drie, lijst = tabel.rijen[0].cellen[0]
    assert isinstance(een_twee, Alinea)
    assert runs_text(een_twee.delen) == "een\ntwee"
    assert drie == plain("drie")[0]
    assert lijst == Lijst(genummerd=False, items=(plain("x"), plain("y")))


def test_a_picture_alone_in_a_paragraph_is_a_figure() -> None:
    text = '![Kaart van Drenthe](kaarten/pl%20ek.png "Plekken"){#kaart}'
    (figuur,) = parse_document(text).blokken
    expected = Figuur("kaarten/pl ek.png", "Kaart van Drenthe", (Deel("Plekken"),), sleutel="kaart")
    assert figuur == expected
    assert picture_paths((figuur,)) == (("kaarten/pl ek.png", 1),)


def test_pictures_get_their_bytes_by_path() -> None:
    document = parse_document("![a](a.png)\n\n> ![b](b.png)\n")
    figures = [
        blok
        for blok in walk(fill_pictures(document.blokken, {"b.png": b"<svg/>"}))
        if isinstance(blok, Figuur)
    ]
    assert [figuur.beeld for figuur in figures] == [b"", b"<svg/>"]


def test_landscape_contents_and_page_break() -> None:
    text = "::: inhoud 3\n:::\n\n::: liggend\n\n::: nieuwe pagina\n:::\n\nTekst\n:::\n\nNa\n"
    contents, landscape, after = parse_document(text).blokken
    assert contents == Inhoudsopgave(3)
    assert landscape == Liggend((Paginawissel(), Alinea((Deel("Tekst"),))))
    assert after == Alinea((Deel("Na"),))


def test_tasks_are_done_or_not() -> None:
    (lijst,) = parse_document("- [x] klaar\n- [ ] nog\n- gewoon [x]\n").blokken
    assert isinstance(lijst, Lijst)
    assert lijst.taken == ("gedaan", "nog te doen", "")
    assert lijst.items[0] == plain("klaar")


def test_a_note_stands_where_it_is_named_first() -> None:
    (alinea,) = parse_document("Een[^x] en nog eens[^x].\n\n[^x]: De *noot*.\n").blokken
    assert isinstance(alinea, Alinea)
    first, second = (deel for deel in alinea.delen if deel.noot)
    assert (first.noot, words_of(first.noottekst)) == (1, "De noot.")
    assert (second.noot, second.noottekst) == (1, ())


def test_notes_that_name_each_other_end() -> None:
    text = "Een[^a].\n\n[^a]: zie[^b]\n\n[^b]: zie[^a]\n"
    (alinea,) = parse_document(text).blokken
    assert isinstance(alinea, Alinea)
    assert "zie" in words_of(alinea.delen[1].noottekst)


def test_code_and_raw_html_are_shown() -> None:
    code, html = parse_document("```js\n  <script>\n```\n\n<div onclick='x'>a</div>\n").blokken
    assert code == Code("  <script>")
    assert isinstance(html, Alinea)
    assert runs_text(html.delen) == "<div onclick='x'>a</div>"


def test_five_lists_deep_stay_five_lists() -> None:
    (lijst,) = parse_document("\n".join("  " * n + f"- {n}" for n in range(5))).blokken
    depth = 0
    blok: object = lijst
    while isinstance(blok, Lijst):
        depth += 1
        blok = blok.items[0][1] if len(blok.items[0]) > 1 else None
    assert depth == 5


# ------------------------------------------------------------------ what is wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a\n\n### b\n", ("kop-niveau-overgeslagen", 3)),
        ("#\n", ("kop-leeg", 1)),
        ("Tabel: a\n\nTekst\n", ("bijschrift-zonder-tabel", 1)),
        ("| a | b |\n|---|\n| 1 | 2 |\n", ("tabel-niet-af", 1)),
        (TABLE + "Tekst zonder witregel\n", ("tabel-rij-zonder-streep", 4)),
        ("| a |\n|---|\n| 1 | 2 | 3 |\n", ("tabel-te-veel-cellen", 3)),
        ("::: liggend\n\ntekst\n", ("liggend-niet-gesloten", 1)),
        ("::: staand\n", ("blok-onbekend", 1)),
        ("- ::: liggend\n", ("blok-onbekend", 1)),
        ("tekst ![a](a.png)\n", ("afbeelding-in-tekst", 1)),
        ("![](a.png)\n", ("afbeelding-zonder-tekst", 1)),
        ("[a](bestand.docx)\n", ("koppeling-geen-adres", 1)),
        ("[^1]: nergens\n", ("noot-ongenoemd", 1)),
        ("a[^1]\n\n[^1]: een\n\n[^1]: twee\n", ("noot-dubbel", 5)),
        ("a\nb[^zoek]\n", ("noot-onbekend", 2)),
        (">" * 40 + " diep\n", ("tekst-te-diep", 1)),
        ("[" * 1001, ("tekst-te-veel-haken", 1)),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, expected: tuple[str, int]) -> None:
    assert expected in codes(parse_document(text))


@pytest.mark.parametrize(
    "prefix",
    [("> ",), ("- ", "  "), ("- punt\n\n  > ", "  > "), ("> - punt\n>\n>   ", ">   "), (">> ",), ("[^1]\n\n[^1]: noot\n\n    ", "    ")],
)  # fmt: skip
def test_a_table_in_a_quotation_list_or_note_has_each_cell_once(prefix: tuple[str, ...]) -> None:
    lines = ["| a | b |", "|---|---|", "| 1 | 740 |", r"| 2 | x \| y |"]
    text = "\n".join(prefix[min(n, len(prefix) - 1)] + line for n, line in enumerate(lines))
    document = parse_document(text)
    tabel = next(blok for blok in walk(document.blokken) if isinstance(blok, Tabel))
    cells = [[words_of(cel) for cel in rij.cellen] for rij in tabel.rijen]
    assert cells == [["1", "740"], ["2", "x | y"]]
    assert document.problemen == ()


def test_too_many_cells_in_a_quotation_are_kept_and_told() -> None:
    document = parse_document("> | a | b |\n>|---|---|\n> | 1 | 2 | 3 |\n")
    assert words_of(document.blokken).endswith("1 2 3")
    assert codes(document) == [("tabel-te-veel-cellen", 3)]


def test_a_sound_document_has_no_problems() -> None:
    _, problems = read_text(RIJK)
    assert problems == ()


def test_headings_count_from_the_highest_one() -> None:
    document = parse_document("## a\n\n### b\n\n## c\n")
    assert [kop.niveau for kop in document.blokken if isinstance(kop, Kop)] == [1, 2, 1]
    assert document.problemen == ()


def test_a_heading_that_skips_a_level_goes_one_down() -> None:
    document = parse_document("# a\n\n::: liggend\n\n#### b\n\n:::\n\n## c\n")
    headings = [blok for blok in walk(document.blokken) if isinstance(blok, Kop)]
    assert [kop.niveau for kop in headings] == [1, 2, 2]


def test_cells_too_many_are_kept_in_the_last() -> None:
    tabel = only_table("| a |\n|---|\n| 1 | **2** | 3 |\n")
    assert words_of(tabel.rijen[0].cellen[0]) == "1 2 3"


def test_a_table_of_more_than_two_thousand_rows_is_told_and_made() -> None:
    document = parse_document("| a |\n|---|\n" + "| 1 |\n" * 2001)
    blokken, problems = number_blocks(document.blokken)
    (tabel,) = blokken
    assert isinstance(tabel, Tabel)
    assert len(tabel.rijen) == 2001
    assert [(p.code, p.regel) for p in problems] == [("tabel-te-lang", 1)]


# ------------------------------------------------------------------ bad texts


PATHOLOGICAL = {
    "brackets": "[" * 30_000,
    "picture brackets": "![" * 30_000,
    "open links": "[](" * 20_000,
    "links in brackets": "[a](<b" * 8_000,
    "quotes": "> " * 20_000,
    "lists": "- " * 20_000,
    "stars": "**a" * 15_000,
    "backticks": " ".join("`" * n for n in range(400)),
    "wide table": "|" * 3_000 + "\n" + "|-" * 3_000 + "|\n" + "x\n" * 3_000,
    "landscapes": "::: liggend\n" * 2_000,
    "contents": "::: liggend\n" + "::: inhoud\n\n" * 2_000,
    "notes in notes": "[^0]\n\n" + "\n".join(f"[^{n}]: [^{n + 1}][^{n + 1}]\n" for n in range(300)),
    "entities": "&" * 40_000,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_no_text_keeps_the_reader_busy(name: str) -> None:
    began = time.perf_counter()
    parse_document(PATHOLOGICAL[name])
    assert time.perf_counter() - began < 10


@settings(deadline=None)
@given(st.text(alphabet="ab *_-#>`[]()!<>|\n1.&\\:^{}~x", max_size=120))
def test_any_marks_make_a_document(text: str) -> None:
    document = parse_document(text)
    blokken, _ = number_blocks(document.blokken, koppen=True)
    assert number_blocks(blokken, koppen=True)[0] == blokken


WORDS = st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=1, max_size=6)
SHAPES = (
    "# {0}\n", "{0}\n\n", "- {0}\n", "1. {0}\n", "> {0}\n", "| {0} |\n|---|\n| {0} |\n\n",
    "::: liggend\n\n{0}\n\n:::\n", "**{0}** `{0}`\n\n", "```\n{0}\n```\n", "- [ ] {0}\n",
    "Tabel: {0}\n\n", "    {0}\n", "[{0}](#{0})\n\n", "[^a]: {0}\n", "{0}[^a]\n\n", "<b>{0}</b>\n",
    ":::\n", "| {0} | {0} |\n", "{0}\n===\n", "> - > {0}\n", "::: {0}\n",
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SHAPES), WORDS), max_size=8))
def test_no_word_is_lost(pieces: list[tuple[str, list[str]]]) -> None:
    text = "".join(shape.format(" ".join(words)) for shape, words in pieces)
    said = all_words(text)
    for shape, words in pieces:
        for word in words if "{0}" in shape and "](#" not in shape else ():
            assert word in said, text


def test_quotes_and_lists_too_deep_keep_their_words() -> None:
    assert "binnenin" in all_words("> - " * 30 + "binnenin")
    assert isinstance(parse_document("> a").blokken[0], Citaat)
