"""A stored number reads as Excel shows it, in Dutch."""

import pytest

from regietafel.importers.getalopmaak import toon_getal


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("1151", "General", "1151"),
        ("1151.5", "General", "1151,5"),
        ("0.30000000000000004", "General", "0,3"),
        ("0.33333333333333331", "General", "0,3333333333"),
        ("123456789012", "General", "123456789012"),
        ("1151", "#,##0", "1.151"),
        ("1151.5", "#,##0", "1.152"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "−3"),
        ("1151", "0.00", "1151,00"),
        ("1234567.125", "#,##0.00", "1.234.567,13"),
        ("0.5", "0.##", "0,5"),
        ("3", "0.##", "3"),
        ("1.7124", "0%", "171%"),
        ("0.895", "0.0%", "89,5%"),
        ("12500", '"€" #,##0.00', "€ 12.500,00"),
        ("12500", "[$€-413] #,##0", "€ 12.500"),
        ("-5", "#,##0_);[Red](#,##0)", "−5"),
        ("-5", "0;0", "−5"),
        ("0", '#,##0;-#,##0;"-"', "-"),
        ("0", '_-* #,##0_-;_-* #,##0-;_-* "-"??_-;_-@_-', "-"),
        ("0", "0;-0;;@", "-"),
        ("12", '0" plekken"', "12"),
        ("1500000", "0.0,,", "1,5"),
        ("12000", "0.00E+00", "12000"),
        ("0.5", "# ?/?", "0,5"),
        ("7", "[<10]0.0;0", "7"),
        ("-0.4", "0", "0"),
        ("1E-999999999", "0.0", "0"),
        ("ntb", "0", "ntb"),
        ("NaN", "0", "NaN"),
    ],
)
def test_a_number_is_shown_by_its_format(stored: str, code: str, shown: str) -> None:
    assert toon_getal(stored, code) == shown


@pytest.mark.parametrize("stored", ["1E+999999999", "9" * 40 + "E+40"])
def test_a_number_without_end_stays_as_it_is_stored(stored: str) -> None:
    assert toon_getal(stored, "#,##0.00") == stored
