"""The figures of a table as text, with the marks that its notes explain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from regietafel.dutch import met_punt
from regietafel.figures.geschreven import STREEP, Kolomschrift
from regietafel.figures.indicatoren import kleur_van
from regietafel.figures.notatie import Waardesoort, schrijf_getal
from regietafel.figures.oordelen import Kleur
from regietafel.figures.tabel import Rijsoort
from regietafel.figures.uitwerking import (
    Cel,
    Getalkolom,
    Getalrij,
    Maaksel,
    Uitwerking,
)
from regietafel.model.cijfers import Drempels

TEKENS = {Kleur.GROEN: ("●", "goed"), Kleur.ORANJE: ("▲", "matig"), Kleur.ROOD: ("■", "slecht")}
"""The sign of a judged figure, and its tone."""
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Getaltekst:
    """A cell as it is shown: its words, how it is judged, and the number of its note (0 without)."""

    tekst: str
    toon: str = ""
    noot: int = 0

    @property
    def met_noot(self) -> str:
        return f"{self.tekst}{self.merk}"

    @property
    def merk(self) -> str:
        """Return the number of its note as a superscript."""
        return str(self.noot).translate(_SUPERSCRIPTS) if self.noot else ""


@dataclass
class Noten:
    """The notes below a table, each once; ``nummer`` gives the number of one."""

    teksten: list[str] = field(default_factory=list)

    def nummer(self, tekst: str) -> int:
        if tekst not in self.teksten:
            self.teksten.append(tekst)
        return self.teksten.index(tekst) + 1

    def regels(self) -> tuple[str, ...]:
        return tuple(f"{str(n).translate(_SUPERSCRIPTS)} {text}" for n, text in enumerate(self.teksten, 1))  # fmt: skip


def schrijf_cellen(uitwerking: Uitwerking, noten: Noten) -> tuple[tuple[Getaltekst, ...], ...]:
    """Return every cell as text, row by row; what has to be said of one goes to ``noten``."""
    written = [Kolomschrift.van(uitwerking, place) for place in range(len(uitwerking.kolommen))]
    return tuple(
        tuple(
            _shown(cell, column, row, noten)
            for cell, column in zip(row.cellen, written, strict=True)
        )
        for row in uitwerking.rijen
    )


def _shown(cell: Cel, schrift: Kolomschrift, row: Getalrij, noten: Noten) -> Getaltekst:
    text, column = schrift.cel(cell), schrift.kolom
    if column.reken is None or (cell.maaksel is Maaksel.GESTELD and cell.waarde.getal is None):
        return Getaltekst(text)
    number = noten.nummer(note) if (note := _note(cell, schrift, row)) else 0
    tone = judged(cell, column)
    sign, name = TEKENS[tone] if tone else ("", "")
    return Getaltekst(f"{sign} {text}" if sign else text, name, number)


def _note(cell: Cel, schrift: Kolomschrift, row: Getalrij) -> str:
    if cell.reden and cell.berekend is not None:
        place = _place(row, schrift.kolom)
        return f"{place}: {_computed(cell, schrift)}. {met_punt(cell.reden)}"
    if cell.ongetoetst and cell.berekend is not None:
        missing = ", ".join(cell.berekend.onbekend) or "een cijfer ontbreekt"
        return f"Zoals opgegeven en niet na te rekenen: {missing}."
    if cell.maaksel is Maaksel.SOM and cell.uitkomst.onbekend:
        return f"Totaal onvolledig; niet bekend is {', '.join(cell.uitkomst.onbekend)}."
    return ""


def _place(row: Getalrij, column: Getalkolom) -> str:
    return f"{row.label}, {column.naam}" if row.label else column.naam


def _computed(cell: Cel, schrift: Kolomschrift) -> str:
    made = cell.berekend
    if made is None or made.waarde is None:
        return "niet na te rekenen"
    return f"berekend is {schrift.berekend(made.waarde)}"


def judged(cell: Cel, column: Getalkolom) -> Kleur | None:
    """Return how a figure compares with the thresholds of its column; None without those."""
    limits = column.definitie.drempels if column.definitie else None
    if limits is None or cell.uitkomst.waarde is None or cell.uitkomst.onbekend:
        return None
    return kleur_van(cell.uitkomst.waarde, Fraction(1 if column.is_procent else 100), limits)


def drempeltekst(drempels: Drempels, eenheid: str) -> str:
    """Return what the signs mean: ``● vanaf 100%, ▲ vanaf 75%, ■ daaronder``."""
    high, low = (f"{schrijf_getal(limit)}{eenheid}" for limit in (drempels.groen, drempels.oranje))
    return f"● vanaf {high}, ▲ vanaf {low}, ■ daaronder"


def tekenuitleg(uitwerking: Uitwerking) -> Iterator[str]:
    """Yield what the signs and words in a table mean, for those that occur."""
    values = [
        cell.waarde.soort
        for row in uitwerking.rijen
        for cell, column in zip(row.cellen, uitwerking.kolommen, strict=True)
        if column.reken is not None and cell.maaksel is Maaksel.GESTELD
    ]
    words = [f"{STREEP} betekent: niets"] if Waardesoort.STREEP in values else []
    if any(_ntb(row.cellen) for row in uitwerking.rijen):
        words.append("ntb betekent: nog te bepalen")
    if words:
        yield f"{'; '.join(words)}."
    limits = {
        drempeltekst(column.definitie.drempels, "%" if column.is_procent else ""): None
        for column in uitwerking.kolommen
        if column.definitie and column.definitie.drempels
    }
    yield from (f"{text}." for text in limits)


def _ntb(cells: Sequence[Cel]) -> bool:
    return any(cell.waarde.tekst.strip().lower() in {"ntb", "n.t.b."} for cell in cells)


def is_summed(row: Getalrij) -> bool:
    """Tell whether a row adds up others."""
    return row.soort in {Rijsoort.TOTAAL, Rijsoort.SUBTOTAAL}
