"""From a text with its facts to the view of a written document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from regietafel.documents.blocks import (
    Blok,
    Blokken,
    Citaat,
    Figuur,
    Inhoudsopgave,
    Liggend,
    Lijst,
)
from regietafel.documents.compose import concept_label, version_text
from regietafel.documents.invulling import GRAFIEK
from regietafel.documents.views import Bijlageview, Gegeven, StijlView
from regietafel.documents.views_cijfers import CijfersView
from regietafel.documents.views_stuk import Ondertekenaar, Ondertekenrij, StukView
from regietafel.model.soort import Plek
from regietafel.model.stuk import Tekststuk, as_text
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Vergadering

_CLASSIFICATIE = "classificatie"
MetInhoud = TypeVar("MetInhoud", StukView, CijfersView)

_NAAST_ELKAAR = 2
"""How many signatures stand on a line."""
_CHART_WIDTH = 900
"""Tenths of a millimetre: what a chart measures as a drawing."""


def compose_stuk(
    tafel: Tafel,
    vergadering: Vergadering,
    stuk: Tekststuk,
    inhoud: Blokken,
    stijl: StijlView,
    *,
    nummer: str = "",
    eerdere_bijlagen: int = 0,
) -> StukView:
    """Return the view of a text whose blocks are numbered.

    ``nummer`` is that of the attachment; ``eerdere_bijlagen`` counts the annexes in the text.
    """
    status = stuk.kop.status or vergadering.status
    texts = stuk.soort.teksten

    def filled(pattern: str | None) -> str:
        return stuk.fill(pattern, tafel, vergadering).strip() if pattern else ""

    return StukView(
        huisstijl=_with_class(stijl, stuk.kop.classificatie),
        documentnaam=stuk.naam(tafel, vergadering),
        nummer=nummer,
        opschrift=filled(texts.opschrift),
        titel=stuk.kop.titel,
        concept=concept_label(status),
        versie=version_text(status, stuk.kop.versie),
        classificatie=stuk.kop.classificatie or "",
        adres=tuple(_address(stuk)),
        kop=tuple(_facts(stuk, Plek.KOP)),
        zij=tuple(_facts(stuk, Plek.ZIJ)),
        aanhef=filled(texts.aanhef),
        inhoud=inhoud,
        slot=filled(texts.slot),
        ondertekening=_beside(tuple(_signatories(stuk))),
        bijlagen=tuple(_annexes(stuk, eerdere_bijlagen)),
        voet=tuple(_facts(stuk, Plek.VOET)),
        voetregel=filled(texts.voetregel),
        liggend="ja" if stuk.soort.liggend else "",
    )


def _with_class(stijl: StijlView, classificatie: str | None) -> StijlView:
    """Return the house style with the classification of a document in the foot."""
    return replace(stijl, vertrouwelijkheid=classificatie) if classificatie else stijl


def _facts(stuk: Tekststuk, plek: Plek) -> Iterator[Gegeven]:
    """Yield the header fields of one place that are filled in, in the order of the kind."""
    own = [veld for veld in stuk.soort.velden if veld.plek is plek]
    for veld in own:
        text = as_text(stuk.waarde(veld.sleutel))
        if text:
            yield Gegeven(veld.naam, text)
    named = {veld.sleutel for veld in stuk.soort.velden}
    if plek is Plek.KOP and stuk.kop.classificatie and _CLASSIFICATIE not in named:
        yield Gegeven("Classificatie", stuk.kop.classificatie)


def _lines(stuk: Tekststuk, plek: Plek) -> Iterator[str]:
    for veld in stuk.soort.velden:
        value = stuk.waarde(veld.sleutel) if veld.plek is plek else None
        if isinstance(value, tuple):
            yield from map(str, value)
        elif value:
            yield from as_text(value).splitlines()


def _address(stuk: Tekststuk) -> Iterator[str]:
    yield from _lines(stuk, Plek.ADRES)


def _signatories(stuk: Tekststuk) -> Iterator[Ondertekenaar]:
    """Yield who signs; ``M. de Vries, secretaris`` is a name and a function."""
    for line in _lines(stuk, Plek.ONDERTEKENING):
        name, comma, function = line.partition(",")
        yield Ondertekenaar(name.strip(), function.strip()) if comma else Ondertekenaar("", line)


def _beside(people: Sequence[Ondertekenaar]) -> tuple[Ondertekenrij, ...]:
    return tuple(
        Ondertekenrij(tuple(people[place : place + _NAAST_ELKAAR]))
        for place in range(0, len(people), _NAAST_ELKAAR)
    )


def _annexes(stuk: Tekststuk, before: int) -> Iterator[Bijlageview]:
    for number, annex in enumerate(stuk.kop.bijlagen, before + 1):
        yield Bijlageview(str(number), annex.titel, "")


def has_contents(view: StukView) -> bool:
    """Tell whether a document begins with, or holds, a table of contents."""
    return any(isinstance(blok, Inhoudsopgave) for blok in view.inhoud)


def with_pages(view: StukView, pages: Mapping[str, int]) -> StukView:
    """Return the view with a page for each heading in its contents, as far as they are known."""
    return replace(view, inhoud=tuple(_paged(blok, pages) for blok in view.inhoud))


def _paged(blok: Blok, pages: Mapping[str, int]) -> Blok:
    if not isinstance(blok, Inhoudsopgave):
        return blok
    lines = (replace(line, pagina=pages.get(line.doel, 0)) for line in blok.regels)
    return replace(blok, regels=tuple(lines))


def charts_as_png(view: MetInhoud) -> MetInhoud:
    """Return the view with charts that Word can show: it has no letters of ours for an SVG."""
    return replace(view, inhoud=tuple(map(_with_letters, view.inhoud)))


def _with_letters(blok: Blok) -> Blok:
    """Return a block in which a chart is a picture of points, as wide as it was."""
    made = blok
    match blok:
        case Figuur() if blok.pad.startswith(GRAFIEK):
            made = replace(blok, beeld=_as_png(blok.beeld), breedte=blok.breedte or _CHART_WIDTH)
        case Citaat() | Liggend():
            made = replace(blok, blokken=tuple(map(_with_letters, blok.blokken)))
        case Lijst():
            items = tuple(tuple(map(_with_letters, item)) for item in blok.items)
            made = replace(blok, items=items)
    return made


def _as_png(content: bytes) -> bytes:
    from regietafel.documents.grafieken import svg_als_png

    return svg_als_png(content)
