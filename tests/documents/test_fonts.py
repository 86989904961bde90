"""Which characters a document can show, and what stands in for the others."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from regietafel.documents.fonts import (
    REPLACEMENT,
    coverage,
    font_files,
    missing,
    replace_missing,
)


def test_every_font_file_exists_and_is_source_sans() -> None:
    for path in font_files():
        with TTFont(path) as font:
            assert "Source Sans Pro" in font["name"].getDebugName(1)


def test_the_coverage_is_what_a_font_library_reads_in_the_regular_font() -> None:
    with TTFont(font_files()[0]) as font:
        assert coverage() == set(font.getBestCmap()) - {0xFEFF}


def test_ordinary_dutch_text_is_left_alone() -> None:
    text = "Coördinatie in ’s-Hertogenbosch: € 1.250 – knelpunten & geïnitieerde pilots (ĳ)…"
    assert replace_missing(text) == text
    assert missing(text) == ()


@pytest.mark.parametrize(
    "char", ["😀", "中", "ع", "א", "\ue000", "\x07", "\x00", "\ud800", "\ufffe"]
)
def test_what_has_no_glyph_is_replaced_visibly_and_named(char: str) -> None:
    assert replace_missing(f"a{char}b") == f"a{REPLACEMENT}b"
    assert missing(f"a{char}b{char}") == (char,)


@pytest.mark.parametrize("char", ["\ufeff", "\u200b", "\u200d", "\ufe0f", "\u200f", "\u2068"])
def test_invisible_characters_go_without_a_word(char: str) -> None:
    assert replace_missing(f"a{char}b") == "ab"
    assert missing(f"a{char}b") == ()


def test_an_override_of_the_writing_direction_goes_and_is_named() -> None:
    assert replace_missing("factuur\u202efdp.exe") == "factuurfdp.exe"
    assert missing("factuur\u202efdp.exe") == ("\u202e",)


def test_a_letter_and_its_accent_become_one_character() -> None:
    assert replace_missing("Coo\u0308rdinator") == "Coördinator"
    assert missing("Coo\u0308rdinator") == ()


def test_an_accent_that_fits_on_no_letter_goes_and_is_named() -> None:
    assert replace_missing("y\u0332x") == "yx"
    assert missing("y\u0332x") == ("\u0332",)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("12\u2009345\u3000x", "12 345 x"),
        ("a\u00a0b\u00adc", "a\u00a0b\u00adc"),
        ("Wet\u2011en", "Wet-en"),
        ("\uf0b7 punt", "• punt"),
    ],
)
def test_what_word_processors_put_in_a_text_becomes_what_it_looks_like(
    typed: str, shown: str
) -> None:
    assert replace_missing(typed) == shown
    assert missing(typed) == ()


@given(st.text(st.characters()))
def test_replaced_text_is_covered_and_stays_as_it_is(text: str) -> None:
    shown = replace_missing(text)
    assert {ord(c) for c in shown} - {ord("\n")} <= coverage()
    assert replace_missing(shown) == shown


@given(st.text(st.characters()))
def test_every_visible_loss_is_named(text: str) -> None:
    lost = set(missing(text))
    composed = unicodedata.normalize("NFC", text)
    replaced = {c for c in composed if replace_missing(c) == REPLACEMENT != c}
    assert replaced <= lost <= set(composed)
