"""Numbers and references: decided once, before anything is rendered."""

from regietafel.documents.blocks import (
    Alinea,
    Blok,
    Blokken,
    Figuur,
    Inhoudsopgave,
    Kop,
    Tabel,
    runs_text,
)
from regietafel.documents.nummeren import number_blocks
from regietafel.documents.richtext import parse_document
from regietafel.documents.tabelmaten import fit_columns, measured, text_width
from regietafel.documents.woorden import walk

from .tekstdocument import RIJK, read_text

TABLE = "| Gemeente | Bod |\n|---|--:|\n| Assen | 1.250 |\n\n"


def numbered(text: str, *, koppen: bool = False, **bekend: str) -> Blokken:
    blokken, problems = number_blocks(parse_document(text).blokken, koppen=koppen, bekend=bekend)
    assert problems == ()
    return blokken


def said(blokken: Blokken) -> list[str]:
    return [runs_text(blok.delen) for blok in blokken if isinstance(blok, Alinea)]


def kinds(blokken: Blokken, kind: type[Blok]) -> list[Blok]:
    return [blok for blok in walk(blokken) if isinstance(blok, kind)]


def test_tables_and_figures_with_a_caption_or_key_are_numbered_each_in_their_own_row() -> None:
    text = f'Tabel: een\n\n{TABLE}![a](a.png "x")\n\n{TABLE}Tabel: {{#k}}\n\n{TABLE}![b](b.png)\n'
    blokken = numbered(text)
    assert [b.nummer for b in blokken if isinstance(b, Tabel)] == [1, 0, 2]
    assert [b.nummer for b in blokken if isinstance(b, Figuur)] == [1, 0]


def test_a_reference_says_what_it_leads_to() -> None:
    text = (
        "# Aanleiding {#a}\n\n## Cijfers {#c}\n\nZie [](#a), [](#c), [](#t), [](#f), [](#b) en "
        f'[hier](#t), en bijv. [](#t). [](#f) ook.\n\nTabel: x {{#t}}\n\n{TABLE}![f](f.png "y")'
        "{#f}\n\n# Bijlage: Bronnen {#b}\n"
    )
    (line,) = said(numbered(text, koppen=True))
    assert line == (
        "Zie paragraaf 1, paragraaf 1.1, tabel 1, figuur 1, bijlage 1 en hier, en bijv. tabel 1. "
        "Figuur 1 ook."
    )
    assert said(numbered(text))[0].startswith("Zie ‘Aanleiding’, ‘Cijfers’, tabel 1")


def test_a_reference_that_opens_a_sentence_has_a_capital_wherever_it_stands() -> None:
    text = (
        f"Tabel: x {{#t}}\n\n{TABLE}- Het is af. [](#t) toont dat.\n- [](#t);\n- [](#t) zegt het.\n"
        "- Zie nr. [](#t)\n  - Dieper (ook hier). [](#t) dus.\n\n> Nu. [](#t) ook.\n\n"
        "Noot.[^1]\n\n| A | B |\n|---|---|\n| Klaar. [](#t) | [](#t) |\n\n[^1]: Zie daar. [](#t) hier.\n"
    )
    blokken = numbered(text)
    lines = [runs_text(b.delen) for b in walk(blokken) if isinstance(b, Alinea)]
    assert lines == [
        "Assen", "1.250", "Het is af. Tabel 1 toont dat.", "tabel 1;", "Tabel 1 zegt het.",
        "Zie nr. tabel 1", "Dieper (ook hier). Tabel 1 dus.", "Nu. Tabel 1 ook.", "Noot.",
        "Zie daar. Tabel 1 hier.", "Klaar. Tabel 1", "tabel 1",
    ]  # fmt: skip


def test_an_annex_has_a_number_of_its_own_or_the_one_that_was_typed() -> None:
    blokken = numbered(
        "# Een\n\n# Bijlage: A\n\n## Binnen\n\n# Bijlage II. B\n\n# Twee\n", koppen=True
    )
    headings = [(k.nummer, runs_text(k.delen)) for k in blokken if isinstance(k, Kop)]
    assert headings == [
        ("1", "Een"), ("Bijlage 1", "A"), ("", "Binnen"), ("Bijlage II", "B"), ("1", "Twee"),
    ]  # fmt: skip


def test_what_lies_outside_the_text_can_be_named() -> None:
    blokken = numbered("Zie [](#begroting).", begroting="bijlage 4b-1")
    assert said(blokken) == ["Zie bijlage 4b-1."]
    assert not any(deel.doel for blok in blokken if isinstance(blok, Alinea) for deel in blok.delen)


def test_an_unknown_key_and_a_key_that_is_used_twice_are_told_with_their_line() -> None:
    text = "# a {#x}\n\n# b {#x}\n\nzie\n[](#y) en [woord](#z)\n"
    blokken, problems = number_blocks(parse_document(text, 10).blokken)
    assert [(p.code, p.regel) for p in problems] == [
        ("sleutel-dubbel", 12), ("verwijzing-onbekend", 15), ("verwijzing-onbekend", 15),
    ]  # fmt: skip
    assert said(blokken) == ["zie [verwijzing onbekend: y] en woord"]


def test_the_contents_hold_the_headings_down_to_their_depth() -> None:
    blokken = numbered("::: inhoud 1\n\n# Een\n\n## Onder\n\n# Bijlage: Twee\n", koppen=True)
    (contents,) = kinds(blokken, Inhoudsopgave)
    assert isinstance(contents, Inhoudsopgave)
    assert [(r.nummer, r.tekst) for r in contents.regels] == [("1", "Een"), ("Bijlage 1.", "Twee")]


def test_numbering_again_changes_nothing() -> None:
    blokken, _ = read_text(RIJK, koppen=True)
    assert number_blocks(blokken, koppen=True) == (blokken, ())


# ------------------------------------------------------------------ widths


def table_of(*columns: tuple[str, str]) -> Tabel:
    heads, cells = zip(*columns, strict=True)
    text = f"| {' | '.join(heads)} |\n{'|---' * len(heads)}|\n| {' | '.join(cells)} |\n"
    (tabel,) = parse_document(text).blokken
    assert isinstance(tabel, Tabel)
    return measured(tabel)


def test_no_column_is_narrower_than_its_longest_word() -> None:
    tabel = table_of(
        ("Nr.", "1"), ("Beheersmaatregelen", "kort"), ("Toelichting", "Veel woorden " * 60)
    )
    maten = fit_columns(tabel, 9_355, 226, (20, 16))
    assert sum(maten.breedtes) == 9_355
    for kolom, width in zip(tabel.kolommen, maten.breedtes, strict=True):
        assert width >= text_width(kolom.woord) * maten.grootte // 10 + 226
    assert maten.breedtes[2] == max(maten.breedtes)


def test_type_gets_smaller_before_words_are_cut() -> None:
    tabel = table_of(*[("Ondersteuningsmaatregel", "x")] * 6)
    sizes = (20, 19, 18, 17, 16)
    assert fit_columns(tabel, 20_000, 226, sizes).grootte == 20
    narrow = fit_columns(tabel, 14_285, 226, sizes)
    assert (narrow.past, 16 <= narrow.grootte < 20) == (True, True)
    assert not fit_columns(tabel, 5_000, 226, sizes).past
