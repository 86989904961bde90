"""Figures in a text: ``{{ cijfer("puzzel", "Assen", "opgave") }}`` and what comes in its place.

The value is put into the block tree: it is never read as Markdown or as code.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from urllib.parse import quote

from regietafel.documents.blocks import (
    Alinea,
    Blok,
    Blokken,
    Citaat,
    Code,
    Deel,
    Delen,
    Figuur,
    Kolom,
    Kop,
    Liggend,
    Lijst,
    Rij,
    Tabel,
    Tekstprobleem,
    runs_text,
)
from regietafel.documents.invulgrafiek import chart_of
from regietafel.documents.invulmerken import Aanroep, Gemerkt
from regietafel.documents.invulsom import AANTAL, SOM, Teller, read_bedrag
from regietafel.documents.richtext_delen import split_key, strip_start
from regietafel.documents.woorden import map_runs
from regietafel.figures.getoond import ONVOLLEDIG
from regietafel.figures.notatie import Waardesoort
from regietafel.figures.uitwerking import KAN_NIET
from regietafel.model.waarden import Waarden, Waardetabel

_CAPTION = "Tabel:"
GRAFIEK = "grafiek:"
"""How the path of a chart begins: no file is named so."""


@dataclass
class Invuller:
    """Puts values in the place of marks. ``grafieken`` are the drawings made, by their path."""

    gemerkt: Gemerkt
    waarden: Waarden
    kleur: str
    problemen: list[Tekstprobleem] = field(default_factory=list)
    grafieken: dict[str, bytes] = field(default_factory=dict)
    sleutels: set[str] = field(default_factory=set)
    bijschriften: set[int] = field(default_factory=set)
    in_tabel: bool = False

    def __post_init__(self) -> None:
        teken = re.escape(self.gemerkt.teken)
        self._mark = re.compile(f"{teken}([0-9]+){teken}")
        self._teller = Teller(self._mark, self._named, self._typed)

    # ------------------------------------------------------------------ blocks

    def fill(self, blokken: Blokken) -> Blokken:
        """Return blocks with every value in its place, and no mark left."""
        filled: list[Blok] = []
        for blok in blokken:
            new = self._block(blok)
            if isinstance(new, Tabel) and isinstance(blok, Alinea):
                new = self._with_caption(new, filled)
            filled.append(new)
        return tuple(filled)

    def _block(self, blok: Blok) -> Blok:
        made = blok
        match blok:
            case Citaat() | Liggend():
                made = replace(blok, blokken=self.fill(blok.blokken))
            case Lijst():
                made = replace(blok, items=tuple(map(self.fill, blok.items)))
            case Tabel():
                made = self._in_table(blok)
            case Code():
                made = replace(blok, tekst=self.restore(blok.tekst))
            case Figuur():
                made = self._in_figure(blok)
            case Alinea():
                made = self._alone(blok) or self._in_runs(blok)
            case Kop():
                made = self._in_runs(blok)
        return made

    def _in_runs(self, blok: Blok) -> Blok:
        return map_runs((blok,), self._run)[0]

    def _in_table(self, tabel: Tabel) -> Blok:
        rows = tuple(map(self._in_row, tabel.rijen))
        heads = self._in_runs(replace(tabel, rijen=()))
        filled = replace(heads, rijen=rows) if isinstance(heads, Tabel) else tabel
        counted, problems = self._teller.fill(filled)
        self.problemen += problems
        return counted

    def _in_row(self, rij: Rij) -> Rij:
        """Return a row with its values; a total waits until the whole table is there."""
        self.in_tabel = not rij.groep
        filled = replace(rij, cellen=tuple(map(self.fill, rij.cellen)))
        self.in_tabel = False
        return filled

    def _in_figure(self, figuur: Figuur) -> Blok:
        shown = replace(figuur, pad=self.restore(figuur.pad), tekst=self.restore(figuur.tekst))
        return self._in_runs(shown)

    def _alone(self, alinea: Alinea) -> Blok | None:
        """Return the table or chart that a paragraph is, None when it is something else."""
        delen, sleutel = split_key(alinea.delen)
        found = self._mark.fullmatch(runs_text(delen).strip()) if not _linked(delen) else None
        call = self.gemerkt.aanroepen[int(found[1])] if found else None
        if call is None or call.naam not in {"tabel", "grafiek"}:
            return None
        table = self._table(call)
        if table is None:
            return Alinea((Deel(call.bron, regel=call.regel),), regel=alinea.regel)
        if call.naam == "tabel":
            return self._as_table(call, table, sleutel)
        return self._as_chart(call, table, sleutel)

    # ------------------------------------------------------------------ runs

    def _run(self, deel: Deel) -> Deel:
        if self.gemerkt.teken not in deel.tekst and "%" not in deel.link:
            return deel
        tekst = self.restore(deel.tekst) if deel.code else self._mark.sub(self._value, deel.tekst)
        return replace(deel, tekst=tekst, link=self._restore_link(deel.link))

    def restore(self, text: str) -> str:
        """Return a text with its references as they were typed."""
        return self._mark.sub(lambda found: self.gemerkt.aanroepen[int(found[1])].bron, text)

    def _restore_link(self, link: str) -> str:
        teken = re.escape(quote(self.gemerkt.teken))
        calls = self.gemerkt.aanroepen
        return re.sub(
            f"{teken}([0-9]+){teken}", lambda found: quote(calls[int(found[1])].bron), link
        )

    def _value(self, found: re.Match[str]) -> str:
        call = self.gemerkt.aanroepen[int(found[1])]
        if call.fout:
            self._report("waarde-onleesbaar", call, f"{call.bron} blijft staan: {call.fout}")
            return call.bron
        if call.naam in {SOM, AANTAL}:
            return found[0] if self.in_tabel else self._outside(call)
        if call.naam != "cijfer":
            self._report("waarde-in-zin", call, f"zet {call.bron} in een eigen alinea")
            return call.bron
        return self._figure(call)

    def _outside(self, call: Aanroep) -> str:
        uitleg = f"{call.bron} blijft staan: zet het in een rij van een tabel, onder de getallen"
        self._report("som-buiten-tabel", call, uitleg)
        return call.bron

    def _named(self, found: re.Match[str]) -> str:
        return self.gemerkt.aanroepen[int(found[1])].naam

    def _typed(self, found: re.Match[str]) -> str:
        return self.gemerkt.aanroepen[int(found[1])].bron

    def _figure(self, call: Aanroep) -> str:
        table = self._table(call)
        if table is None:
            return call.bron
        row = self._place(
            call, table.rijplek(call.woorden[1]), call.woorden[1], "rij", table.labels
        )
        column = self._column(call, table, call.woorden[2])
        if row is None or column is None:
            return call.bron
        value = table.rijen[row][column]
        if not value:
            self._report(
                "waarde-leeg", call, f"{call.bron} blijft staan: deze cel is leeg in '{table.naam}'"
            )
        return value or call.bron

    # ------------------------------------------------------------------ looking up

    def _table(self, call: Aanroep) -> Waardetabel | None:
        name = call.woorden[0]
        table = self.waarden.tabel(name)
        if table is None:
            names = self.waarden.namen()
            advice = _nearest(name, names) or "zet een tabel als CSV in de map cijfers"
            self._report("waarde-onbekend", call, f"er is geen tabel '{name}'; {advice}")
        return table

    def _column(self, call: Aanroep, table: Waardetabel, name: str) -> int | None:
        return self._place(call, table.kolomplek(name), name, "kolom", table.kolommen)

    def _place(
        self, call: Aanroep, place: int | None, name: str, what: str, known: Sequence[str]
    ) -> int | None:
        if place is None:
            advice = _nearest(name, known)
            message = f"tabel '{call.woorden[0]}' heeft geen {what} '{name}'; {advice}"
            self._report("waarde-onbekend", call, message)
        return place

    def _report(self, code: str, call: Aanroep, uitleg: str) -> None:
        self.problemen.append(Tekstprobleem(code, call.regel, uitleg))

    # ------------------------------------------------------------------ tables and charts

    def _key(self, own: str, name: str) -> str:
        """Return the key of a table or chart: its own, else its name the first time."""
        key = own or (name if name not in self.sleutels else "")
        self.sleutels.add(key)
        return key

    def _as_table(self, call: Aanroep, table: Waardetabel, own: str) -> Tabel:
        caption = call.woorden[1] if len(call.woorden) > 1 else table.titel
        delen: Delen = (Deel(caption),) if caption else ()
        kolommen = tuple(
            Kolom((Deel(head),), "rechts" if _is_numeric(table, place) else "links")
            for place, head in enumerate(table.kolommen)
        )
        rijen = tuple(_row(table, place, call.regel) for place in range(len(table.rijen)))
        key = self._key(own, table.naam) if delen or own else ""
        return Tabel(kolommen, rijen, delen, sleutel=key, regel=call.regel)

    def _with_caption(self, tabel: Tabel, filled: list[Blok]) -> Tabel:
        """Return a table with the caption in the paragraph before it, which then disappears.

        That of the writer goes before the title that the table itself has.
        """
        before = filled[-1] if filled else None
        if not isinstance(before, Alinea) or not _is_caption(before):
            return tabel
        filled.pop()
        self.bijschriften.add(before.regel)
        delen, own = split_key(strip_start(before.delen, _CAPTION))
        return replace(tabel, bijschrift=delen, sleutel=own or tabel.sleutel)

    def _as_chart(self, call: Aanroep, table: Waardetabel, own: str) -> Blok:
        column = self._column(call, table, call.woorden[1])
        chart = None if column is None else chart_of(table, column, self.kleur)
        if column is not None and chart is None:
            message = f"in kolom '{call.woorden[1]}' staan geen getallen om te tekenen"
            self._report("grafiek-zonder-getallen", call, message)
        if chart is None:
            return Alinea((Deel(call.bron, regel=call.regel),), regel=call.regel)
        if chart.staven > chart.meest:
            message = f"deze grafiek heeft {chart.staven} staven, en op een bladzijde zijn er {chart.meest} te lezen; kies een tabel met minder rijen, of zet er een tabel van"
            self._report("grafiek-te-lang", call, message)
        pad = f"{GRAFIEK}{len(self.grafieken)}"
        self.grafieken[pad] = chart.svg
        caption = (Deel(call.woorden[2]),) if len(call.woorden) > 2 else ()  # noqa: PLR2004 - the third
        key = self._key(own, f"{table.naam}-{table.kolommen[column or 0]}".replace(" ", "-"))
        return Figuur(pad, chart.tekst, caption, sleutel=key if caption else own, regel=call.regel)


def _linked(delen: Delen) -> bool:
    return any(deel.link or deel.doel or deel.noot or deel.code for deel in delen)


def _is_caption(alinea: Alinea) -> bool:
    return runs_text(alinea.delen).startswith(_CAPTION)


def _row(table: Waardetabel, place: int, regel: int) -> Rij:
    """Return a row of cells; one that sums up is bold, and one that heads a group is one cell."""
    cells, bold = table.rijen[place], place in table.totalen
    if place in table.groepen:
        return Rij(((Alinea((Deel(cells[0], vet=True),)),),), groep=True, regel=regel)
    filled = tuple((Alinea((Deel(cell, vet=bold),)),) if cell else () for cell in cells)
    return Rij(filled, regel=regel)


def _is_numeric(table: Waardetabel, place: int) -> bool:
    """Tell whether all that stands in a column are numbers, or words for the lack of one."""
    cells = [rij[place] for rij in table.rijen if rij[place]]
    return bool(place and cells) and all(map(_is_number, cells))


def _is_number(text: str) -> bool:
    return text == KAN_NIET or read_bedrag(text.removesuffix(ONVOLLEDIG)) != Waardesoort.TEKST


def _nearest(name: str, known: Sequence[str]) -> str:
    plain = {other.casefold(): other for other in known if other}
    near = get_close_matches(name.casefold(), plain, n=1)
    if near:
        return f"bedoelt u '{plain[near[0]]}'?"
    return f"er is: {', '.join(list(plain.values())[:20])}" if plain else ""
