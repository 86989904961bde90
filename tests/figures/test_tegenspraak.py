"""Two tables that state the same quantity differently are put side by side."""

from dataclasses import replace

from regietafel.figures.tabel import Tabel, lees_tabel
from regietafel.figures.tegenspraak import vergelijk_tabellen


def test_two_versions_of_one_table_differ_in_one_figure(puzzel: Tabel) -> None:
    rows = [["gemeente", "Inwoners 2023"], ["EMMEN", "106.765"], ["Midden Drenthe", "33.987"]]
    [found] = vergelijk_tabellen(puzzel, lees_tabel(rows)[0])
    assert (found.rij, found.kolom) == ("Emmen", "inwoners 2023")
    assert (found.links.tekst, found.rechts.tekst) == ("108.765", "106.765")


def test_a_table_does_not_contradict_itself(provincies: Tabel) -> None:
    assert vergelijk_tabellen(provincies, replace(provincies)) == ()


def test_a_rounded_figure_and_an_unknown_contradict_nothing() -> None:
    left, _ = lees_tabel([["g", "a", "b"], ["x", "12,34", "ntb"], ["y", "12,36", "3"]])
    right, _ = lees_tabel([["g", "a", "b"], ["x", "12,3", "4"], ["y", "12,3", "3"]])
    assert [(t.rij, t.kolom) for t in vergelijk_tabellen(left, right)] == [("y", "a")]
