"""Figures in a text: what is understood, what is left as it stands, and what is said about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from regietafel.documents.blocks import Alinea, Blokken, Figuur, Tabel, runs_text
from regietafel.documents.getaltekst import Noten, schrijf_cellen
from regietafel.documents.invulgrafiek import chart_of
from regietafel.documents.invulling import Invuller
from regietafel.documents.invulmerken import take_references
from regietafel.documents.richtext import parse_document
from regietafel.documents.woorden import lines_of
from regietafel.figures.getoond import toon_tabel
from regietafel.figures.tabel import lees_tabel
from regietafel.figures.uitwerking import werk_uit
from regietafel.model.cijfers import Getallentabel
from regietafel.model.waarden import Tabelwaarden, Waardetabel

PUZZEL = Waardetabel(
    "puzzel",
    ("Gemeente", "Opgave asiel", "Dekking"),
    (("Assen", "1.151", "171%"), ("Aa en Hunze", "449", "-"), ("Totaal", "1.600", "")),
    totalen=frozenset({2}),
)
WAARDEN = Tabelwaarden((PUZZEL,))


def filled(text: str) -> tuple[Blokken, list[str]]:
    """Return the blocks of a text with its figures, and the codes of what is wrong."""
    marked = take_references(text, 1)
    invuller = Invuller(marked, WAARDEN, "#154273")
    blokken = invuller.fill(parse_document(marked.tekst).blokken)
    return blokken, [problem.code for problem in invuller.problemen]


def shown(text: str) -> str:
    return "\n".join(lines_of(filled(text)[0]))


def codes(text: str) -> list[str]:
    return filled(text)[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{{ cijfer("puzzel", "Assen", "Opgave asiel") }}', "1.151"),
        ("{{cijfer('puzzel','assen','OPGAVE  ASIEL')}}", "1.151"),
        ("{{ cijfer(“puzzel”, “Aa en Hunze”, “Dekking”) }}", "-"),
        ('**{{ cijfer("puzzel", "Assen", "Dekking") }}** van de opgave', "171% van de opgave"),
        ('\\{{ cijfer("puzzel") }}', '{{ cijfer("puzzel") }}'),
        (
            '`{{ cijfer("puzzel", "Assen", "Dekking") }}`',
            '{{ cijfer("puzzel", "Assen", "Dekking") }}',
        ),
    ],
)
def test_a_figure_comes_in_the_place_of_its_name(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert codes(text) == []


def test_a_figure_in_a_table_of_the_text_itself_is_filled_in() -> None:
    text = '| A | B |\n|---|---|\n| x | {{ cijfer("puzzel", "Assen", "Dekking") }} |\n'
    assert shown(text) == "A B\nx 171%"


def test_a_figure_in_a_note_is_filled_in() -> None:
    text = 'Zie de noot.[^1]\n\n[^1]: Het is {{ cijfer("puzzel", "Assen", "Dekking") }}.\n'
    alinea = filled(text)[0][0]
    assert isinstance(alinea, Alinea)
    assert list(lines_of(alinea.delen[1].noottekst)) == ["Het is 171%."]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{{ cijfer("puzel", "Assen", "Dekking") }}', "waarde-onbekend"),
        ('{{ cijfer("puzzel", "Asen", "Dekking") }}', "waarde-onbekend"),
        ('{{ cijfer("puzzel", "Totaal", "Dekking") }}', "waarde-leeg"),
        ('{{ cijfer("puzzel", "Assen") }}', "waarde-onleesbaar"),
        ("{{ cijfer(puzzel, Assen, Dekking) }}", "waarde-onleesbaar"),
        ("{{ 7*7 }}", "waarde-onleesbaar"),
        ("{{ ''.__class__ }}", "waarde-onleesbaar"),
        ("een {{ halve", "waarde-onleesbaar"),
        ('in een zin {{ tabel("puzzel") }}', "waarde-in-zin"),
        ('{{ grafiek("puzzel", "Gemeente") }}', "grafiek-zonder-getallen"),
    ],
)
def test_what_is_not_understood_stays_as_it_was_typed(text: str, code: str) -> None:
    assert codes(text) == [code]
    assert shown(text) == text


def test_a_table_alone_in_a_paragraph_takes_the_caption_above_it() -> None:
    blokken = filled('Tabel: De opgave {#opgave}\n\n{{ tabel("puzzel") }}\n')[0]
    assert len(blokken) == 1
    tabel = blokken[0]
    assert isinstance(tabel, Tabel)
    assert (runs_text(tabel.bijschrift), tabel.sleutel) == ("De opgave", "opgave")
    assert [kolom.uitlijning for kolom in tabel.kolommen] == ["links", "rechts", "rechts"]


@pytest.mark.parametrize(
    ("cells", "side"),
    [
        (("€ 1.500", "onbekend"), "rechts"),
        (("ca. 20", "218–223", "nnb", "–"), "rechts"),
        (("98%", "kan niet", "1.767\xa0+\xa0?", "", "n.v.t.", "66,7%*"), "rechts"),
        (("10", "Assen"), "links"),
        (("1-1-2024", "2-1-2024"), "links"),
        (("", ""), "links"),
    ],
)
def test_a_column_of_numbers_stands_to_the_right(cells: tuple[str, ...], side: str) -> None:
    table = Waardetabel(
        "t", ("Jaar", "Wat"), tuple((f"20{n}", cell) for n, cell in enumerate(cells, 10))
    )
    marked = take_references('{{ tabel("t") }}', 1)
    invuller = Invuller(marked, Tabelwaarden((table,)), "#154273")
    (tabel,) = invuller.fill(parse_document(marked.tekst).blokken)
    assert isinstance(tabel, Tabel)
    assert [kolom.uitlijning for kolom in tabel.kolommen] == ["links", side]


def test_a_table_in_a_text_says_what_the_same_table_says_as_a_document() -> None:
    text = "Wie;Kosten;Deel\nA;1500;\nB;ntb;\nC;-;\nD;€ -2.500,50;\nPercentage;50%;1%\n"
    table, _ = lees_tabel([line.split(";") for line in text.splitlines()])
    columns = [
        {"kolom": "Kosten", "eenheid": "€", "plaatsen": 2},
        {"kolom": "Deel", "formule": "kosten * 2"},
    ]
    definition = Getallentabel.model_validate({"titel": "T", "kolommen": columns})
    named, _ = toon_tabel("t", table, definition)
    document = schrijf_cellen(werk_uit(table, definition)[0], Noten())
    assert named.rijen == tuple(tuple(cell.tekst for cell in row) for row in document)
    assert named.rijen[:2] == (("A", "€ 1.500,00", "3.000"), ("B", "ntb", "onbekend"))


def test_a_row_that_heads_a_group_is_one_cell_and_a_total_is_bold() -> None:
    rows = (("Noord", ""), ("Assen", "10"), ("Totaal", "10"))
    table = Waardetabel("g", ("Deel", "Plekken"), rows, groepen=frozenset({0}), totalen=frozenset({2}))  # fmt: skip
    marked = take_references('{{ tabel("g") }}', 1)
    invuller = Invuller(marked, Tabelwaarden((table,)), "#154273")
    (tabel,) = invuller.fill(parse_document(marked.tekst).blokken)
    assert isinstance(tabel, Tabel)
    assert [(rij.groep, len(rij.cellen)) for rij in tabel.rijen] == [
        (True, 1),
        (False, 2),
        (False, 2),
    ]
    delen = [
        d for cel in tabel.rijen[2].cellen for b in cel if isinstance(b, Alinea) for d in b.delen
    ]
    assert [(deel.tekst, deel.vet) for deel in delen] == [("Totaal", True), ("10", True)]


def test_a_chart_leaves_the_total_out_and_says_every_bar_in_words() -> None:
    figuur = filled('{{ grafiek("puzzel", "Opgave asiel", "Per gemeente") }}\n')[0][0]
    assert isinstance(figuur, Figuur)
    assert figuur.tekst == "Opgave asiel. Assen: 1.151; Aa en Hunze: 449."
    assert runs_text(figuur.bijschrift) == "Per gemeente"


def test_a_chart_draws_what_is_below_zero_and_says_it_as_the_table_does() -> None:
    table = Waardetabel("v", ("Wie", "Verschil"), (("A", "−134"), ("B", "1.408"), ("C", "ntb")))
    chart = chart_of(table, 1, "#154273")
    assert chart is not None
    assert chart.tekst == "Verschil. A: −134; B: 1.408."
    assert chart.svg.count(b"<rect") == 4


@pytest.mark.parametrize(("rows", "columns"), [(36, 1), (37, 2), (72, 2)])
def test_a_chart_of_many_rows_has_letters_that_can_be_read_on_a_page(
    rows: int, columns: int
) -> None:
    table = Waardetabel("v", ("Wie", "N"), tuple((f"Dorp {n}", str(n)) for n in range(1, rows + 1)))
    chart = chart_of(table, 1, "#154273")
    assert chart is not None
    assert chart.staven <= chart.meest
    root = etree.fromstring(chart.svg)
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    points = 13 * min(0.75, 165 * 72 / 25.4 / width, 190 * 72 / 25.4 / height)
    assert points >= 8
    assert chart.svg.count(b"<g ") == columns - 1
    assert chart.svg.count(b">Dorp ") == rows
    assert [f">Dorp {n}<".encode() in chart.svg for n in (1, rows)] == [True, True]


def test_a_chart_with_too_many_rows_is_drawn_and_told() -> None:
    table = Waardetabel("v", ("Wie", "N"), tuple((f"Dorp {n}", "1") for n in range(73)))
    marked = take_references('{{ grafiek("v", "N") }}\n', 1)
    invuller = Invuller(marked, Tabelwaarden((table,)), "#154273")
    blokken = invuller.fill(parse_document(marked.tekst).blokken)
    problems = invuller.problemen
    assert isinstance(blokken[0], Figuur)
    assert [(problem.code, problem.regel) for problem in problems] == [("grafiek-te-lang", 1)]
    assert "73 staven" in problems[0].uitleg
    assert "72 te lezen" in problems[0].uitleg


def test_the_line_of_a_wrong_name_is_that_of_the_file() -> None:
    marked = take_references('Een.\n\nTwee {{ cijfer("x", "y", "z") }}\n', 12)
    invuller = Invuller(marked, WAARDEN, "#154273")
    invuller.fill(parse_document(marked.tekst, 12).blokken)
    assert [problem.regel for problem in invuller.problemen] == [14]


@given(st.text(alphabet=st.sampled_from("{}()\"', ab\n\\\ue000\ue001cijfer")))
def test_whatever_is_typed_comes_back_when_the_marks_are_taken_out(text: str) -> None:
    marked = take_references(text, 1)
    assert marked.tekst.count("\n") == text.count("\n")
    assert Invuller(marked, WAARDEN, "#154273").restore(marked.tekst) == text


@given(st.text(alphabet=st.sampled_from("{}()\"', ab\n*_`|[]<>cijfertabel")))
def test_no_text_breaks_filling_in(text: str) -> None:
    marked = take_references(text, 1)
    blokken = Invuller(marked, WAARDEN, "#154273").fill(parse_document(marked.tekst).blokken)
    assert marked.teken not in "".join(lines_of(blokken))
    assert all(not isinstance(blok, Alinea) or blok.delen for blok in blokken)
