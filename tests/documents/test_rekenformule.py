"""One formula, three calculators: the document, the rekencontrole and Excel give the same outcome."""

import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regietafel.documents.rekenblad import Rekenblad, Rekenformule, als_rekenblad
from regietafel.figures.opgegeven import opgegeven_vergelijkingen
from regietafel.figures.rekencontrole import controleer
from regietafel.figures.tabel import Rijsoort, lees_tabel
from regietafel.figures.toetsen import toets_alles
from regietafel.figures.uitwerking import KAN_NIET, ONBEKEND, Uitwerking, werk_uit
from regietafel.model.cijfers import Getallentabel

_TOKEN = re.compile(r'"[^"]*"|[A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?|[A-Z]+|[0-9.]+|.')


class Excel:
    """Works a sheet out as Excel does, with the functions that we use and exact numbers."""

    def __init__(self, blad: Rekenblad) -> None:
        self._cells = {
            f"{chr(ord('A') + column)}{row}": cell.waarde
            for row, line in enumerate(blad.rijen, blad.koprijen + 1)
            for column, cell in enumerate(line)
        }
        self._known: dict[str, object] = {
            "C": self.cel,
            "F": Fraction,
            "SUM": lambda *cells: sum(_numbers(cells), Fraction(0)),
            "COUNT": lambda *cells: len(_numbers(cells)),
            "N": lambda cell: cell if isinstance(cell, Fraction) else Fraction(0),
            "IF": lambda test, then, other: then if test else other(),
            "IFERROR": _or_else,
        }

    def cel(self, adres: str) -> object:
        value = self._cells[adres]
        if isinstance(value, Rekenformule):
            return eval(self._as_python(value.tekst), dict(self._known))  # noqa: S307 - of ourselves
        return Fraction(str(value)) if isinstance(value, int | float) else value

    def _as_python(self, formula: str) -> str:
        text = "".join(map(_token, _TOKEN.findall(formula)))
        text = text.replace("IFERROR(", "IFERROR(lambda:")
        return re.sub(
            rf'(IF\(COUNT\(.*?\)<F\(.*?\),"(?:{ONBEKEND}|{KAN_NIET})",)', r"\1lambda:", text
        )


def _token(token: str) -> str:
    if ":" in token:
        (column, start), (_, end) = ((part[0], int(part[1:])) for part in token.split(":"))
        return ",".join(f"C('{column}{row}')" for row in range(start, end + 1))
    if re.fullmatch("[A-Z]+[0-9]+", token):
        return f"C('{token}')"
    return f"F('{token}')" if re.fullmatch("[0-9.]+", token) else token


def _numbers(cells: tuple[object, ...]) -> list[Fraction]:
    return [cell for cell in cells if isinstance(cell, Fraction)]


def _or_else(calculate: Callable[[], object], other: object) -> object:
    try:
        return calculate()
    except ZeroDivisionError:
        return other


def test_the_evaluator_of_this_test_gives_other_outcomes_for_other_formulas() -> None:
    table = worked([["g", "a"], ["x", "4"]], "a / 2 - (a - 1)")
    assert outcomes(table)[1] == [Fraction(-1)]


COLUMNS = [
    {"kolom": "c", "formule": "a - b"},
    {"kolom": "d", "formule": "a / b", "totaal": "formule"},
    {"kolom": "e", "formule": "a * b"},
    {"kolom": "f", "formule": "a + totaal(b)", "totaal": "geen"},
]


def definition(formula: str) -> Getallentabel:
    asked = {"kolom": "x", "formule": formula, "totaal": "formule"}
    return Getallentabel.model_validate({"titel": "T", "kolommen": [*COLUMNS, asked]})


def worked(rows: list[list[str]], formula: str) -> Uitwerking:
    model = Getallentabel.model_validate(
        {"titel": "T", "kolommen": [{"kolom": "x", "formule": formula}]}
    )
    return werk_uit(lees_tabel(rows)[0], model)[0]


def outcomes(table: Uitwerking) -> tuple[list[object], list[object]]:
    """Return the column x as the document has it, and as Excel calculates it."""
    place = table.kolomplek("x")
    cells = [row.cellen[place].uitkomst for row in table.rijen]
    ours: list[object] = [
        KAN_NIET if cell.fout else cell.waarde if cell.volledig else ONBEKEND for cell in cells
    ]
    sheet = als_rekenblad("T", table, [column.label for column in table.kolommen])
    excel = Excel(sheet)
    letter, first = chr(ord("A") + place), sheet.koprijen + 1
    return ours, [excel.cel(f"{letter}{first + n}") for n in range(len(table.rijen))]


_names = st.sampled_from(["a", "b", "c", "d", "e", "2", "0,5"])
_parts = st.recursive(
    _names,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda p: f"{p[0]} {p[1]} {p[2]}"),
        inner.map(lambda part: f"-({part})"),
        st.lists(inner, min_size=1, max_size=3).map(lambda p: f"totaal({'; '.join(p)})"),
        st.lists(inner, min_size=1, max_size=3).map(lambda p: f"som({'; '.join(p)})"),
    ),
    max_leaves=8,
)
_rows = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), min_size=1, max_size=4)


@given(_parts, _rows)
@example("a / totaal(a - b)", [(50, 10), (30, 0)])
@example("a / totaal(a; b)", [(50, 10), (30, 0)])
@example("a - totaal(b; c)", [(50, 10), (30, 0)])
@example("a - totaal(a / b)", [(50, 10), (30, 5)])
@example("totaal(d) - totaal(e)", [(50, 10), (30, 5)])
@settings(max_examples=200, deadline=None)
def test_document_rekencontrole_and_excel_give_the_same_outcome(
    formula: str, pairs: list[tuple[int, int]]
) -> None:
    rows = [["g", "a", "b", "x"], *([f"r{n}", str(a), str(b), "0"] for n, (a, b) in enumerate(pairs))]  # fmt: skip
    table, model = lees_tabel([*rows, ["Totaal", "1", "1", "1"]])[0], definition(formula)
    ours, excel = outcomes(werk_uit(table, model)[0])
    assert excel == ours
    equations, problems = opgegeven_vergelijkingen(table, model)
    assert problems == []
    tested = [
        each.result.berekend
        for each in toets_alles(table, equations)
        if each.equation.doel.kolom == table.kolomplek("x")
        and table.rijen[each.equation.doel.rij].soort is Rijsoort.GEWOON
    ]
    assert tested == [value if isinstance(value, Fraction) else None for value in ours[:-1]]


@pytest.mark.parametrize(
    "formula",
    [
        "a / totaal(b)",
        "totaal(c) - a",
        "a + totaal(d)",
        "som(a; totaal(b; c))",
        "totaal(f)",
        "a / f",
    ],
)
def test_excel_says_unknown_where_the_document_does(formula: str) -> None:
    rows = [["g", "a", "b", "x"], ["p", "4", "2", ""], ["q", "6", "ntb", ""], ["Totaal", "10", "", ""]]  # fmt: skip
    ours, excel = outcomes(werk_uit(lees_tabel(rows)[0], definition(formula))[0])
    assert ours == excel
    assert ONBEKEND in ours


SHARE = (
    ["gemeente", "opgave", "vrij", "deel"], ["Assen", "50", "10", "62,5%"],
    ["Emmen", "30", "-10", "37,5%"],
)  # fmt: skip


def test_a_total_of_a_difference_is_the_difference_of_totals() -> None:
    column = {"kolom": "deel", "eenheid": "%", "formule": "opgave / totaal(opgave - vrij)"}
    model = Getallentabel.model_validate({"titel": "T", "kolommen": [column]})
    table = lees_tabel(SHARE)[0]
    assert controleer(table, model).regels == ()
    sheet = als_rekenblad("T", werk_uit(table, model)[0], SHARE[0])
    assert sheet.rijen[0][3].waarde == Rekenformule(
        f'IFERROR(B2/(SUM(B2:B3)-SUM(C2:C3)),"{KAN_NIET}")'
    )


def test_a_share_below_amounts_is_shown_as_one_in_excel() -> None:
    shares = (["Percentage", "50%"], ["Aandeel", "12,5%"])
    rows = (["Wie", "Plekken"], ["Assen", "10"], ["Emmen", "5"], *shares)
    table = werk_uit(lees_tabel(rows)[0], Getallentabel(titel="T"))[0]
    cells = [row[1] for row in als_rekenblad("T", table, rows[0]).rijen]
    assert [cell.opmaak.split(";")[0] for cell in cells] == [
        "#,##0",
        "#,##0",
        "0%",
        "0.0%",
    ]
    assert [cell.waarde for cell in cells[2:]] == [Fraction(1, 2), Fraction(1, 8)]
