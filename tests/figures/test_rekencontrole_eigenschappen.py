"""On right tables the rekencontrole is silent; of one changed figure it finds exactly that one."""

import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from regietafel.figures.notatie import rond_af, schrijf_getal
from regietafel.figures.rekencontrole import controleer
from regietafel.figures.tabel import lees_tabel

Rooster = list[list[str]]


def text(number: int | Decimal) -> str:
    return schrijf_getal(number).replace("−", "-")


@st.composite
def consistent_tables(draw: st.DrawFn, *, percent: bool = False) -> Rooster:
    """Return a table with parts, their sum, a task, what is left of it, and a total row.

    Its figures come from a seed: rows that are alike prove nothing, and a table of them is no test.
    """
    parts, rows = draw(st.integers(2, 4)), draw(st.integers(5, 10))
    dice = random.Random(draw(st.integers(0, 10**9)))  # noqa: S311 - figures, no secrets
    body = [[dice.randint(150, 9000) for _ in range(parts + 1)] for _ in range(rows)]
    body.append([sum(column) for column in zip(*body, strict=True)])
    names = [f"locatie {letter}" for letter in "abcd"[:parts]]
    head = ["gemeente", *names, "realisatie", "opgave", "nog te doen"]
    table = [[*head, "realisatie %"] if percent else head]
    for number, (*given_parts, task) in enumerate(body):
        label = "Totaal" if number == rows else f"Gemeente {number}"
        done = sum(given_parts)
        line = [label, *map(text, given_parts), text(done), text(task), text(task - done)]
        share = rond_af(Fraction(100 * done, task), 1)
        table.append([*line, f"{schrijf_getal(share)}%"] if percent else line)
    return table


@given(consistent_tables())
@settings(max_examples=60, deadline=None)
def test_a_right_table_raises_no_alarm(rooster: Rooster) -> None:
    report = controleer(lees_tabel(rooster)[0])
    assert report.regels == ()
    assert report.getoetst >= 2 * (len(rooster) - 1)


@given(consistent_tables(percent=True))
@settings(max_examples=40, deadline=None)
def test_right_percentages_raise_no_alarm(rooster: Rooster) -> None:
    assert controleer(lees_tabel(rooster)[0]).regels == ()


def change(rooster: Rooster, row: int, column: int, by: int) -> tuple[Rooster, Decimal]:
    """Return the table with one figure changed, and the right figure."""
    changed = [list(line) for line in rooster]
    right = Decimal(changed[row][column].replace(".", ""))
    changed[row][column] = text(right + by)
    return changed, right


@given(consistent_tables(), st.data(), st.sampled_from([-900, -9, -1, 1, 2, 90, 1000]))
@settings(max_examples=150, deadline=None)
def test_of_one_changed_figure_exactly_that_one_is_found(
    rooster: Rooster, data: st.DataObject, by: int
) -> None:
    row = data.draw(st.integers(1, len(rooster) - 1))
    column = data.draw(st.integers(1, len(rooster[0]) - 1))
    changed, right = change(rooster, row, column, by)
    table = lees_tabel(changed)[0]
    [line] = controleer(table).fouten
    assert (line.rij, line.plek.kolom) == (row + 1, column)
    assert line.berekend == Fraction(right)
    assert line.verschil == by


@given(consistent_tables(percent=True), st.data(), st.sampled_from([-7, 3, 11]))
@settings(max_examples=60, deadline=None)
def test_a_changed_percentage_is_found(rooster: Rooster, data: st.DataObject, by: int) -> None:
    row = data.draw(st.integers(1, len(rooster) - 1))
    stated = Decimal(rooster[row][-1].rstrip("%").replace(".", "").replace(",", "."))
    changed = [*rooster[:row], [*rooster[row][:-1], f"{text(stated + by)}%"], *rooster[row + 1 :]]
    [line] = controleer(lees_tabel(changed)[0]).fouten
    assert (line.rij, line.kolom) == (row + 1, "realisatie %")
    assert abs(line.berekend - Fraction(stated)) <= Fraction(1, 20)


@st.composite
def bare_columns(draw: st.DrawFn) -> list[list[int]]:
    rows, columns = draw(st.integers(4, 12)), draw(st.integers(3, 7))
    figures = st.one_of(st.integers(0, 40), st.integers(0, 3000), st.just(0))
    return [draw(st.lists(figures, min_size=columns, max_size=columns)) for _ in range(rows)]


@given(bare_columns())
@settings(max_examples=150, deadline=None)
def test_figures_that_have_nothing_to_do_with_each_other_raise_no_alarm(
    body: Sequence[Sequence[int]],
) -> None:
    labels = ["gemeente", *"abcdefg"[: len(body[0])]]
    rows = [[f"G{number}", *map(text, line)] for number, line in enumerate(body)]
    assert controleer(lees_tabel([labels, *rows])[0]).fouten == ()
