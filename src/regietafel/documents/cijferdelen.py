"""A document of several tables and charts: each part with a heading and a few sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regietafel.documents.blocks import Alinea, Blok, Deel, Figuur, Kop, Lijst
from regietafel.documents.compose_tabel import (
    Kader,
    als_tabel,
    captioned,
    maak_view,
    note_blocks,
    splits_breed,
    table_sheet,
)
from regietafel.documents.getaltekst import Noten
from regietafel.documents.rekenblad import Rekenblad
from regietafel.documents.views import Gegeven
from regietafel.documents.views_cijfers import CijfersView
from regietafel.figures.uitwerking import Uitwerking
from regietafel.model.cijfers import Getallentabel


@dataclass(frozen=True)
class Cijferdeel:
    """A part: heading, sentences, a table with its definition, and a chart; each may be absent."""

    kop: str
    zinnen: tuple[str, ...] = ()
    tabel: Uitwerking | None = None
    definitie: Getallentabel | None = None
    figuur: Figuur | None = None
    opsomming: bool = False


def compose_delen(
    titel: str, delen: Sequence[Cijferdeel], kader: Kader, gegevens: tuple[Gegeven, ...]
) -> CijfersView:
    """Return parts as a document."""
    blokken = [blok for deel in delen for blok in _blocks(deel)]
    return maak_view(titel, blokken, kader, gegevens)


def _blocks(deel: Cijferdeel) -> Iterator[Blok]:
    if deel.kop:
        yield Kop(1, (Deel(deel.kop),))
    sentences = tuple(Alinea((Deel(zin),)) for zin in deel.zinnen)
    if deel.opsomming and sentences:
        yield Lijst(genummerd=False, items=tuple((zin,) for zin in sentences))
    else:
        yield from sentences
    if deel.figuur is not None:
        yield deel.figuur
    if deel.tabel is not None and deel.definitie is not None:
        noten = Noten()
        yield from captioned(splits_breed(als_tabel(deel.tabel, noten)))
        yield from note_blocks(noten, deel.tabel, deel.definitie)


def sheets_of(
    delen: Sequence[Cijferdeel],
) -> tuple[tuple[Rekenblad, ...], tuple[tuple[str, str], ...]]:
    """Return the tables of parts as sheets that calculate, and all that is said about them."""
    sheets: list[Rekenblad] = []
    said: list[tuple[str, str]] = []
    for deel in delen:
        said += [(deel.kop, zin) for zin in deel.zinnen]
        if deel.tabel is not None and deel.definitie is not None:
            name = deel.kop or deel.definitie.titel
            sheet, notes = table_sheet(name, deel.tabel, deel.definitie)
            sheets.append(sheet)
            said += [(deel.kop, text) for label, text in notes if label == "Noot"]
    return tuple(sheets), tuple(said)
