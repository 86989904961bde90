"""A number table as blocks: heads with units, totals, notes; turned or split where it is wide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regietafel import dutch
from regietafel.documents.blocks import Alinea, Blok, Blokken, Deel, Kolom, Rij, Tabel, runs_text
from regietafel.documents.getaltekst import (
    Getaltekst,
    Noten,
    is_summed,
    schrijf_cellen,
    tekenuitleg,
)
from regietafel.documents.rekenblad import Rekenblad, als_rekenblad
from regietafel.documents.tabelmaten import fit_columns, measured
from regietafel.documents.views import Gegeven, StijlView
from regietafel.documents.views_cijfers import CijfersView
from regietafel.figures.tabel import Rijsoort
from regietafel.figures.uitwerking import Getalkolom, Uitwerking
from regietafel.model.cijfers import Getallentabel

_STAAND, _LIGGEND = 9354, 14343
"""The width of the text on an upright page and on one on its side, in twentieths of a point."""
_EDGES = 240
_ROOMY, _SMALL = (20, 19, 18), (20, 19, 18, 17, 16)
"""Sizes of type in half points: a table is turned before it is set very small."""


@dataclass(frozen=True)
class Kader:
    """What every document about numbers has: house style, state and name."""

    stijl: StijlView
    concept: str
    versie: str
    documentnaam: str


def compose_tabel(uitwerking: Uitwerking, definitie: Getallentabel, kader: Kader) -> CijfersView:
    """Return a worked-out table as a document."""
    noten = Noten()
    tabel = als_tabel(uitwerking, noten)
    parts = splits_breed(tabel)
    blokken: list[Blok] = [*captioned(parts), *note_blocks(noten, uitwerking, definitie)]
    return maak_view(definitie.titel, blokken, kader, table_facts(definitie))


def maak_view(
    titel: str, blokken: Sequence[Blok], kader: Kader, gegevens: tuple[Gegeven, ...]
) -> CijfersView:
    """Return a view; it lies on its side when one of its tables is too wide to stand."""
    wide = any(isinstance(blok, Tabel) and not fits(blok, _STAAND, _ROOMY) for blok in blokken)
    return CijfersView(
        huisstijl=kader.stijl,
        documentnaam=kader.documentnaam,
        titel=titel,
        concept=kader.concept,
        versie=kader.versie,
        gegevens=gegevens,
        inhoud=tuple(measured(b) if isinstance(b, Tabel) else b for b in blokken),
        liggend="ja" if wide else "",
    )


def table_facts(definitie: Getallentabel) -> tuple[Gegeven, ...]:
    """Return source, reference date and unit, as far as they are known."""
    day = dutch.datum(definitie.peildatum) if definitie.peildatum else ""
    facts = (
        Gegeven("Bron", definitie.bron or ""),
        Gegeven("Peildatum", day),
        Gegeven("Eenheid", definitie.eenheid or ""),
    )
    return tuple(fact for fact in facts if fact.waarde)


# ------------------------------------------------------------------ the table


def als_tabel(uitwerking: Uitwerking, noten: Noten) -> Tabel:
    """Return a worked-out table as one block; ``noten`` gets what must be said below it."""
    cells = schrijf_cellen(uitwerking, noten)
    return Tabel(
        tuple(_column(column, place) for place, column in enumerate(uitwerking.kolommen)),
        tuple(
            _row(texts, row.soort, bold=is_summed(row))
            for texts, row in zip(cells, uitwerking.rijen, strict=True)
        ),
        rijkoppen=True,
    )


def _column(column: Getalkolom, place: int) -> Kolom:
    unit = column.definitie.eenheid if column.definitie else None
    told = unit in {None, "%", "€"} or (unit or "").lower() in column.label.lower()
    shown = column.label if told else f"{column.label} ({unit})"
    side = "rechts" if place and column.reken is not None else "links"
    return Kolom((Deel(shown),), side, groep=column.groep)


def _row(texts: Sequence[Getaltekst], kind: Rijsoort, *, bold: bool) -> Rij:
    if kind is Rijsoort.GROEP:
        return Rij((_cell(texts[0]),), groep=True)
    return Rij(tuple(_cell(text, bold=bold) for text in texts), totaal=bold)


def _cell(text: Getaltekst, *, bold: bool = False) -> Blokken:
    shown = text.met_noot.replace(" ", "\N{NO-BREAK SPACE}") if text.toon else text.met_noot
    return (Alinea((Deel(shown, vet=bold, toon=text.toon),)),) if shown else ()


# ------------------------------------------------------------------ wide tables


def fits(tabel: Tabel, width: int, sizes: Sequence[int]) -> bool:
    return fit_columns(measured(tabel), width, _EDGES, sizes).past


def splits_breed(tabel: Tabel) -> tuple[Tabel, ...]:
    """Return a table in parts that fit a page on its side, each with the first column.

    Columns below one head stay together where a page can hold them.
    """
    if fits(tabel, _LIGGEND, _SMALL):
        return (tabel,)
    parts: list[tuple[int, ...]] = []
    for block in _blocks(tabel):
        joined = (*parts[-1], *block) if parts else block
        if parts and fits(_with(tabel, joined), _LIGGEND, _SMALL):
            parts[-1] = joined
        else:
            parts.append(block)
    return tuple(_with(tabel, part) for part in parts)


def _blocks(tabel: Tabel) -> Iterator[tuple[int, ...]]:
    """Yield the columns that belong together: a group when it fits, else each by itself."""
    place = 1
    for name, count in _without_first(tabel):
        columns = tuple(range(place, place + count))
        place += count
        if name and fits(_with(tabel, columns), _LIGGEND, _SMALL):
            yield columns
        else:
            yield from ((column,) for column in columns)


def _without_first(tabel: Tabel) -> tuple[tuple[str, int], ...]:
    rest = replace(tabel, kolommen=tabel.kolommen[1:])
    return rest.groepen or tuple(("", 1) for _ in rest.kolommen)


def _with(tabel: Tabel, columns: Sequence[int]) -> Tabel:
    chosen = (0, *columns)
    return replace(
        tabel,
        kolommen=tuple(tabel.kolommen[place] for place in chosen),
        rijen=tuple(
            rij if rij.groep else replace(rij, cellen=tuple(rij.cellen[p] for p in chosen))
            for rij in tabel.rijen
        ),
    )


def captioned(parts: Sequence[Tabel]) -> Iterator[Tabel]:
    """Yield the parts, each with which it is when there are more."""
    for number, part in enumerate(parts, 1):
        words = f"Deel {number} van {len(parts)}"
        yield replace(part, bijschrift=(Deel(words),)) if len(parts) > 1 else part


# ------------------------------------------------------------------ notes


def note_blocks(noten: Noten, uitwerking: Uitwerking, definitie: Getallentabel) -> Iterator[Alinea]:
    """Yield the notes below a table: of figures, of signs, of columns, and what the user wrote."""
    for text in (
        *noten.regels(),
        *tekenuitleg(uitwerking),
        *_about_columns(definitie),
        *definitie.toelichting,
    ):
        yield Alinea((Deel(text),), klein=True)


def _about_columns(definitie: Getallentabel) -> Iterator[str]:
    """Yield the source and date of columns that have their own."""
    for column in definitie.kolommen:
        said = [f"bron {column.bron}"] if column.bron else []
        said += [f"peildatum {dutch.datum(column.peildatum)}"] if column.peildatum else []
        if said:
            yield f"{column.label or column.kolom}: {', '.join(said)}."


def table_sheet(
    naam: str, uitwerking: Uitwerking, definitie: Getallentabel
) -> tuple[Rekenblad, tuple[tuple[str, str], ...]]:
    """Return a worked-out table as a sheet that calculates, and what is said about it."""
    noten = Noten()
    tabel = als_tabel(uitwerking, noten)
    heads = [runs_text(kolom.kop) for kolom in tabel.kolommen]
    facts = [(fact.label, fact.waarde) for fact in table_facts(definitie)]
    notes = [("Noot", runs_text(n.delen)) for n in note_blocks(noten, uitwerking, definitie)]
    return als_rekenblad(naam, uitwerking, heads), (*facts, *notes)
