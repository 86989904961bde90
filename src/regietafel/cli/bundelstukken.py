"""The documents of a pack as PDFs, whatever they came in as."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from regietafel import dutch
from regietafel.cli.bundelplan import Bundelstuk, new_document, pack_moment
from regietafel.cli.stukken import (
    Lijstbron,
    attached_list,
    load_table_book,
    render_pdfs,
    render_stuk_pdf,
    sjablonen_of,
)
from regietafel.cli.terminal import Progress, Refusal
from regietafel.cli.vormen import render_view
from regietafel.documents.compose import attachment_title, attachments_of
from regietafel.documents.views import InvulbladView, StijlView
from regietafel.dossier.grootboek import Grootboek
from regietafel.dossier.loading import Dossier
from regietafel.findings import Finding, fout, waarschuwing
from regietafel.model.bestanden import OFFICESOORTEN, Bestandsfeiten, Bestandssoort
from regietafel.model.nummering import GenummerdeBijlage
from regietafel.pack.counting import count_pages
from regietafel.pack.office import NietOmgezet, convert_office

_NOT_SHOWN = "Het ontvangen bestand is niet te openen en staat daarom niet in deze bundel."
_NO_ROUTE = NietOmgezet(
    "Van dit soort bestand is geen PDF te maken; lever het stuk aan als PDF of Word."
)

_VEEL_BLADEN = 20
"""Pages; a workbook of more was hardly meant to be printed so."""


@dataclass(frozen=True)
class _Bronnen:
    """What a document is made from, besides its own attachment."""

    dossier: Dossier
    stijl: StijlView
    feiten: Mapping[str, Bestandsfeiten]
    omgezet: Mapping[Path, bytes | NietOmgezet]
    grootboek: Grootboek


def gather_documents(
    dossier: Dossier,
    feiten: Mapping[str, Bestandsfeiten],
    stijl: StijlView,
    omgezet: dict[Path, bytes | NietOmgezet],
    progress: Progress,
) -> tuple[list[Bundelstuk], list[Finding]]:
    """Return every document in agenda order; what can't be shown becomes a page that says so.

    ``omgezet`` holds the Office files that were converted before; new ones are added to it.
    """
    attachments = attachments_of(dossier.tafel, dossier.vergadering)
    progress.step(0, 0, "Office-bestanden omzetten")
    omgezet |= _convert(dossier, attachments, feiten, omgezet)
    bronnen = _Bronnen(dossier, stijl, feiten, omgezet, _book(dossier, attachments))
    stukken, findings = [], []
    for count, attachment in enumerate(attachments, 1):
        progress.step(count, len(attachments), "Bijlagen lezen")
        stuk, more = _document(bronnen, attachment)
        stukken.append(stuk)
        findings += more
    return stukken, findings


def _book(dossier: Dossier, attachments: list[GenummerdeBijlage]) -> Grootboek:
    """Return the ledger of the table, when a list of an earlier meeting is in the pack."""
    needed = any(a.bijlage.lijst_van and not a.bijlage.ingetrokken for a in attachments)
    return load_table_book(dossier) if needed else Grootboek()


def _convert(
    dossier: Dossier,
    attachments: list[GenummerdeBijlage],
    feiten: Mapping[str, Bestandsfeiten],
    known: Mapping[Path, bytes | NietOmgezet],
) -> Mapping[Path, bytes | NietOmgezet]:
    """Return the Office attachments as PDF, or the reason why not; all in one run."""
    wanted = [a.bijlage for a in attachments if not a.bijlage.ingetrokken]
    names = {bijlage.bestand for bijlage in wanted if bijlage.bestand in feiten}
    office = [
        _path(dossier, name)
        for name in sorted(filter(None, names))
        if feiten[name].soort in OFFICESOORTEN and feiten[name].leesbaar and not feiten[name].macros
    ]
    new = [path for path in office if path not in known]
    return convert_office(new) if new else {}


def _path(dossier: Dossier, name: str) -> Path:
    return dossier.folder / "bijlagen" / name


def _document(bronnen: _Bronnen, attachment: GenummerdeBijlage) -> tuple[Bundelstuk, list[Finding]]:
    if attachment.bijlage.ingetrokken:
        return _notice(bronnen, attachment, _withdrawn(attachment)), []
    if attachment.bijlage.lijst_van:
        return _list_document(bronnen, attachment)
    if attachment.bijlage.stuk:
        return _written_document(bronnen, attachment)
    name = attachment.bijlage.bestand
    facts = bronnen.feiten.get(name) if name else None
    if name is None or facts is None:
        return _notice(bronnen, attachment, _absent(attachment)), []
    return _received(bronnen, attachment, _path(bronnen.dossier, name), facts)


def _received(
    bronnen: _Bronnen, attachment: GenummerdeBijlage, path: Path, facts: Bestandsfeiten
) -> tuple[Bundelstuk, list[Finding]]:
    if facts.macros or not facts.leesbaar:
        return _notice(bronnen, attachment, _reason_for_members(facts)), []
    if facts.soort is Bestandssoort.PDF:
        return new_document(bronnen.dossier, attachment, path, facts.paginas), []
    if facts.soort is Bestandssoort.AFBEELDING:
        return _picture(bronnen, attachment, path)
    return _converted(bronnen, attachment, path, facts)


def _reason_for_members(facts: Bestandsfeiten) -> str:
    """Return what a member reads; what the secretary must do is in the finding."""
    if facts.versleuteld:
        return "Dit stuk is met een wachtwoord beveiligd en staat daarom niet in deze bundel."
    if facts.macros:
        return "Dit stuk bevat macro's en staat daarom niet in deze bundel."
    return _NOT_SHOWN


def _picture(
    bronnen: _Bronnen, attachment: GenummerdeBijlage, path: Path
) -> tuple[Bundelstuk, list[Finding]]:
    """Return a page with a picture, or one that says that it can't be shown."""
    try:
        return _page(bronnen, attachment, "", path.read_bytes()), []
    except Refusal:
        reason = "De afbeelding is niet te tonen; maak er een PDF van."
    message = f"Bijlage {attachment.nummer} staat niet in de bundel. {reason}"
    finding = fout(path, "bijlage-onleesbaar", message)
    return _notice(bronnen, attachment, reason), [finding]


def _absent(attachment: GenummerdeBijlage) -> str:
    if attachment.bijlage.volgt:
        return "Dit stuk wordt nagezonden."
    return "Dit stuk ontbreekt."


def _withdrawn(attachment: GenummerdeBijlage) -> str:
    reason = attachment.bijlage.reden
    text = "Dit stuk is ingetrokken. Het nummer wordt niet opnieuw gebruikt."
    return f"{text} Reden: {dutch.met_punt(reason)}" if reason else text


def _list_document(
    bronnen: _Bronnen, attachment: GenummerdeBijlage
) -> tuple[Bundelstuk, list[Finding]]:
    bron = Lijstbron(bronnen.dossier, bronnen.stijl, bronnen.grootboek)
    stuk, findings = attached_list(bron, attachment)
    if stuk is None:
        return _notice(bronnen, attachment, "Deze lijst is er nog niet."), findings
    (content,), more = render_pdfs(bronnen.dossier, [stuk])
    content = content or render_stuk_pdf(stuk, sjablonen_of(bronnen.dossier))
    made = new_document(bronnen.dossier, attachment, content, count_pages(content), stuk.view)
    return made, [*findings, *more]


def _written_document(
    bronnen: _Bronnen, attachment: GenummerdeBijlage
) -> tuple[Bundelstuk, list[Finding]]:
    """Return a document that somebody wrote as text."""
    from regietafel.cli.tekststukken import written_stukken

    dossier = bronnen.dossier
    texts = [text for text in dossier.stukken if text.bestand == attachment.bijlage.stuk]
    stukken, findings = written_stukken(dossier, bronnen.stijl, texts[:1])
    if not stukken:
        return _notice(bronnen, attachment, _absent(attachment)), findings
    (content,), more = render_pdfs(dossier, stukken)
    content = content or render_stuk_pdf(stukken[0], sjablonen_of(dossier))
    made = new_document(dossier, attachment, content, count_pages(content), stukken[0].view)
    return made, [*findings, *more]


def _converted(
    bronnen: _Bronnen, attachment: GenummerdeBijlage, path: Path, facts: Bestandsfeiten
) -> tuple[Bundelstuk, list[Finding]]:
    result = bronnen.omgezet.get(path, _NO_ROUTE)
    if isinstance(result, bytes):
        made = new_document(bronnen.dossier, attachment, result, count_pages(result))
        return made, [*_many_pages(made, path, facts)]
    message = f"Bijlage {attachment.nummer} staat niet in de bundel. {result.reden}"
    finding = waarschuwing(path, "bijlage-niet-omgezet", message)
    return _notice(bronnen, attachment, _NOT_SHOWN), [finding]


def _many_pages(made: Bundelstuk, path: Path, facts: Bestandsfeiten) -> Iterator[Finding]:
    """Yield that a workbook became more pages than anybody reads: that shows in print only."""
    if facts.soort is Bestandssoort.EXCEL and made.paginas > _VEEL_BLADEN:
        message = (
            f"Bijlage {made.nummer} wordt {made.paginas} bladzijden in de bundel. Stel in Excel een "
            "afdrukbereik en 'passend op één pagina breed' in, of lever een PDF aan."
        )
        yield waarschuwing(path, "bijlage-veel-bladzijden", message)


def _notice(bronnen: _Bronnen, attachment: GenummerdeBijlage, reason: str) -> Bundelstuk:
    return _page(bronnen, attachment, reason, b"")


def _page(
    bronnen: _Bronnen, attachment: GenummerdeBijlage, reason: str, picture: bytes
) -> Bundelstuk:
    """Return a page of our own: a picture with its name as text, or the reason it is not there."""
    title = attachment_title(attachment, bronnen.dossier.tafel)
    view = InvulbladView(
        huisstijl=bronnen.stijl,
        documentnaam=f"Bijlage {attachment.nummer}",
        titel=title,
        nummer=attachment.nummer,
        bestandsnaam="" if attachment.bijlage.ingetrokken else attachment.bijlage.bestand or "",
        uitleg=reason,
        beeld=picture,
        beeldtekst=f"Afbeelding: {title}" if picture else "",
    )
    sjablonen, moment = sjablonen_of(bronnen.dossier), pack_moment(bronnen.dossier)
    content = render_view("invulblad", view, sjablonen, moment)
    return new_document(bronnen.dossier, attachment, content, count_pages(content))
