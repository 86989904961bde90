"""Rich text as HTML: one function per kind of block, every word escaped.

Small texts need no more than ``blocks_to_html``. A whole document also has headings, numbers that
can be referred to, and notes, which stand at its end: ``document_to_html``.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import escape

from regietafel.documents.blocks import (
    VINKJES,
    Alinea,
    Blok,
    Blokken,
    Citaat,
    Code,
    Deel,
    Delen,
    Figuur,
    Inhoudsopgave,
    Inhoudsregel,
    Kolom,
    Kop,
    Liggend,
    Lijst,
    Paginawissel,
    Rij,
    Tabel,
    figure_label,
    missing_picture,
    table_label,
)
from regietafel.documents.richtext_delen import LINKS
from regietafel.documents.woorden import caption_text, heading_prefix, words_of
from regietafel.documents.xmltekst import clean_text

_DEEPEST_HEADING = 6
_CLASSES = {"rechts": ' class="rechts"', "midden": ' class="midden"'}
_PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg"}


@dataclass
class Pagina:
    """What the blocks of one page share: the level of the heading above, and the notes so far.

    ``kop`` is 0 where headings would not belong; ``noten`` is ``None`` where notes can't go.
    ``naamloos`` holds the names that tables without a caption got.
    """

    kop: int = 0
    noten: dict[int, Blokken] | None = field(default=None)
    naamloos: list[str] = field(default_factory=list)

    def next_unnamed(self) -> str:
        """Return what a table without a caption is called, another name for each."""
        number = len(self.naamloos) + 1
        self.naamloos.append("Tabel" if number == 1 else f"Tabel {number}")
        return self.naamloos[-1]

    def inside(self) -> "Pagina":
        return replace(self, kop=0)


def blocks_to_html(blokken: Blokken) -> str:
    """Return blocks as HTML. A heading becomes bold text: it is in a cell, outside the outline."""
    return _write(blokken, Pagina())


def document_to_html(blokken: Blokken, kop: int = 1) -> str:
    """Return a document as HTML, with its notes at the end.

    ``kop`` is the level of the heading above it: a heading of level 1 becomes ``<h2>`` below 1.
    """
    pagina = Pagina(kop, {})
    body = _write(blokken, pagina)
    notes = pagina.noten or {}
    return body + (_notes(notes, pagina) if notes else "")


def _write(blokken: Blokken, pagina: Pagina) -> str:
    return "".join(_WRITERS[type(blok)](blok, pagina) for blok in blokken)


# ------------------------------------------------------------------ one function per block


def _alinea(blok: Alinea, pagina: Pagina) -> str:
    small = ' class="klein"' if blok.klein else ""
    return f"<p{small}>{_runs(blok.delen, pagina)}</p>"


def _kop(blok: Kop, pagina: Pagina) -> str:
    prefix = heading_prefix(blok)
    words = (f"{_text(prefix)} " if prefix else "") + _runs(blok.delen, pagina)
    if not pagina.kop:
        return f"<p><strong>{words}</strong></p>"
    level = min(pagina.kop + blok.niveau, _DEEPEST_HEADING)
    return f"<h{level}{_id(blok.sleutel)}>{words}</h{level}>"


def _lijst(blok: Lijst, pagina: Pagina) -> str:
    states = blok.taken or ("",) * len(blok.items)
    items = "".join(
        f"<li>{_item(item, state, pagina.inside())}</li>"
        for state, item in zip(states, blok.items, strict=True)
    )
    start = f' start="{blok.begin}"' if blok.genummerd and blok.begin != 1 else ""
    tag = "ol" if blok.genummerd else "ul"
    tasks = ' class="taken"' if blok.taken else ""
    return f"<{tag}{tasks}{start}>{items}</{tag}>"


def _item(item: Blokken, state: str, pagina: Pagina) -> str:
    if not state:
        return _write(item, pagina)
    mark = f'<span role="img" aria-label="{state}">{VINKJES[state]}</span> '
    first = item[0] if item else None
    if isinstance(first, Alinea):
        return f"<p>{mark}{_runs(first.delen, pagina)}</p>{_write(item[1:], pagina)}"
    return f"<p>{mark}</p>{_write(item, pagina)}"


def _citaat(blok: Citaat, pagina: Pagina) -> str:
    return f"<blockquote>{_write(blok.blokken, pagina.inside())}</blockquote>"


def _code(blok: Code, _pagina: Pagina) -> str:
    return f"<pre><code>{escape(clean_text(blok.tekst))}</code></pre>"


def _tabel(blok: Tabel, pagina: Pagina) -> str:
    caption = _caption(table_label(blok), blok.bijschrift, pagina)
    shown = f"<caption>{caption}</caption>" if caption else ""
    name = _text(caption_text(table_label(blok), blok.bijschrift) or pagina.next_unnamed())
    rows = "".join(_row(rij, blok, pagina.inside()) for rij in blok.rijen)
    return (
        f'<div class="tabel" role="region" tabindex="0" aria-label="{name}">'
        f"<table{_id(blok.sleutel)}>{shown}<thead>{_heads(blok, pagina)}</thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _heads(blok: Tabel, pagina: Pagina) -> str:
    """Return the head, in two rows when columns stand in groups."""
    heads = [_head(kolom, pagina) for kolom in blok.kolommen]
    if not blok.groepen:
        return f"<tr>{''.join(heads)}</tr>"
    alone = [_head(kolom, pagina, "" if kolom.groep else ' rowspan="2"') for kolom in blok.kolommen]
    upper, place = "", 0
    for name, width in blok.groepen:
        wide = f'<th scope="colgroup" class="kopgroep" colspan="{width}">{_text(name)}</th>'
        upper += wide if name else alone[place]
        place += width
    lower = "".join(head for head, kolom in zip(heads, blok.kolommen, strict=True) if kolom.groep)
    return f"<tr>{upper}</tr><tr>{lower}</tr>"


def _head(kolom: Kolom, pagina: Pagina, span: str = "") -> str:
    return f'<th scope="col"{span}{_aligned(kolom)}>{_runs(kolom.kop, pagina)}</th>'


def _aligned(kolom: Kolom) -> str:
    return _CLASSES.get(kolom.uitlijning, "")


def _row(rij: Rij, tabel: Tabel, pagina: Pagina) -> str:
    kolommen = tabel.kolommen
    if rij.groep:
        words = _cell(rij.cellen[0], pagina)
        return f'<tr class="groep"><th scope="rowgroup" colspan="{len(kolommen)}">{words}</th></tr>'
    cells = [
        f"<td{_aligned(kolom)}>{_cell(cel, pagina)}</td>"
        for cel, kolom in zip(rij.cellen, kolommen, strict=True)
    ]
    if tabel.rijkoppen:
        cells[0] = f'<th scope="row">{_cell(rij.cellen[0], pagina)}</th>'
    total = ' class="totaal"' if rij.totaal else ""
    return f"<tr{total}>{''.join(cells)}</tr>"


def _cell(cel: Blokken, pagina: Pagina) -> str:
    """Return the words of a cell; a lone paragraph needs no element of its own."""
    if len(cel) == 1 and isinstance(cel[0], Alinea):
        return _runs(cel[0].delen, pagina)
    return _write(cel, pagina)


def _figuur(blok: Figuur, pagina: Pagina) -> str:
    caption = _caption(figure_label(blok), blok.bijschrift, pagina)
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    picture = (
        f'<img src="{picture_source(blok.beeld)}" alt="{escape(clean_text(blok.tekst))}">'
        if blok.beeld
        else f"<p>{_text(missing_picture(blok))}</p>"
    )
    return f"<figure{_id(blok.sleutel)}>{picture}{shown}</figure>"


def picture_source(beeld: bytes) -> str:
    """Return a picture as an address that holds it; a script in a drawing never runs there."""
    kind = next((k for start, k in _PICTURES.items() if beeld.startswith(start)), "image/svg+xml")
    return f"data:{kind};base64,{b64encode(beeld).decode()}"


def _paginawissel(_blok: Paginawissel, _pagina: Pagina) -> str:
    return ""


def _liggend(blok: Liggend, pagina: Pagina) -> str:
    return _write(blok.blokken, pagina)


def _inhoudsopgave(blok: Inhoudsopgave, pagina: Pagina) -> str:
    if not blok.regels or not pagina.kop:
        return ""
    return f'<nav aria-label="Inhoud"><ul class="inhoud">{_contents(list(blok.regels))}</ul></nav>'


def _contents(lines: list[Inhoudsregel]) -> str:
    """Return lines as items, the deeper ones in a list within the one above."""
    items, place = "", 0
    while place < len(lines):
        line, place = lines[place], place + 1
        below = place
        while below < len(lines) and lines[below].niveau > line.niveau:
            below += 1
        inner = _contents(lines[place:below])
        nested = f"<ul>{inner}</ul>" if inner else ""
        text = f"{line.nummer} {line.tekst}".strip()
        items += f'<li><a href="#{_anchor(line.doel)}">{_text(text)}</a>{nested}</li>'
        place = below
    return items


_WRITERS: dict[type[Blok], Callable[..., str]] = {
    Alinea: _alinea,
    Kop: _kop,
    Lijst: _lijst,
    Citaat: _citaat,
    Code: _code,
    Tabel: _tabel,
    Figuur: _figuur,
    Paginawissel: _paginawissel,
    Liggend: _liggend,
    Inhoudsopgave: _inhoudsopgave,
}


def _caption(label: str, bijschrift: Delen, pagina: Pagina) -> str:
    words = _runs(bijschrift, pagina)
    return f"{label}. {words}" if label and words else label or words


# ------------------------------------------------------------------ notes and runs


def _notes(notes: dict[int, Blokken], pagina: Pagina) -> str:
    """Return the notes as a list, each with a way back to where it is named."""
    without = Pagina(noten=None)
    items = "".join(
        f'<li id="noot-{number}" value="{number}">{_write(text, without)}'
        f'<a href="#bij-noot-{number}" aria-label="Terug naar de tekst bij noot {number}">↩</a></li>'
        for number, text in sorted(notes.items())
    )
    level = min(pagina.kop + 1, _DEEPEST_HEADING)
    return f'<section class="noten"><h{level}>Noten</h{level}><ol>{items}</ol></section>'


def _runs(delen: Delen, pagina: Pagina) -> str:
    return "".join(_shown(delen, pagina))


def _shown(delen: Delen, pagina: Pagina) -> Iterator[str]:
    for deel in delen:
        if deel.noot:
            yield _mark(deel, pagina)
        elif deel.doel and pagina.noten is not None:
            yield f'<a href="#{_anchor(deel.doel)}">{_run(deel)}</a>'
        elif deel.link.lower().startswith(LINKS):
            target = escape(clean_text(deel.link))
            yield f'<a href="{target}" rel="noopener noreferrer">{_run(deel)}</a>'
        else:
            yield _run(deel)


def _mark(deel: Deel, pagina: Pagina) -> str:
    number = deel.noot
    if pagina.noten is None:
        return f" ({_text(words_of(deel.noottekst))})" if deel.noottekst else ""
    own = ""
    if deel.noottekst and number not in pagina.noten:
        pagina.noten[number] = deel.noottekst
        own = f' id="bij-noot-{number}"'
    return f'<sup><a href="#noot-{number}"{own} aria-label="Noot {number}">{number}</a></sup>'


def _run(deel: Deel) -> str:
    words = _text(deel.tekst).replace("\n", "<br>")
    for wanted, tag in ((deel.code, "code"), (deel.cursief, "em"), (deel.vet, "strong")):
        words = f"<{tag}>{words}</{tag}>" if wanted else words
    return f'<span class="{escape(deel.toon)}">{words}</span>' if deel.toon else words


def _text(text: str) -> str:
    return escape(clean_text(text))


def _id(sleutel: str) -> str:
    return f' id="{_anchor(sleutel)}"' if sleutel else ""


def _anchor(sleutel: str) -> str:
    return escape(f"s-{sleutel}")
