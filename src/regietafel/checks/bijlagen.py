"""Rules about the files in ``bijlagen/``."""

import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import PurePath

from regietafel.checks.controle import Controle
from regietafel.findings import Finding, fout, waarschuwing
from regietafel.model.bestanden import Bestandsfeiten, Bestandssoort
from regietafel.model.nummering import GenummerdeBijlage

_ENDINGS = {
    Bestandssoort.PDF: (".pdf",),
    Bestandssoort.WORD: (".docx", ".docm", ".doc", ".dotx", ".odt", ".rtf"),
    Bestandssoort.EXCEL: (".xlsx", ".xlsm", ".xls", ".ods"),
    Bestandssoort.PRESENTATIE: (".pptx", ".pptm", ".ppt", ".odp"),
    Bestandssoort.AFBEELDING: (".png", ".jpg", ".jpeg", ".gif", ".svg", ".tif", ".tiff", ".webp", ".bmp"),
}  # fmt: skip


_KIND_NAMES = {
    Bestandssoort.PDF: "PDF",
    Bestandssoort.WORD: "Word-bestand",
    Bestandssoort.EXCEL: "Excel-bestand",
    Bestandssoort.PRESENTATIE: "presentatie",
    Bestandssoort.AFBEELDING: "afbeelding",
}


def _listed(controle: Controle) -> Iterator[tuple[GenummerdeBijlage, str]]:
    """Yield the attachments that name a file, with that name."""
    for attachment in controle.attachments():
        if attachment.bijlage.bestand:
            yield attachment, attachment.bijlage.bestand


def _present(controle: Controle) -> Iterator[tuple[GenummerdeBijlage, str, Bestandsfeiten]]:
    """Yield the attachments of which the file goes into the pack, with its name and facts."""
    for attachment, name in _listed(controle):
        facts = None if attachment.bijlage.ingetrokken else controle.bestanden.get(name)
        if facts is not None and name not in controle.buiten:
            yield attachment, name, facts


def missing(controle: Controle) -> Iterator[Finding]:
    for attachment, name in _listed(controle):
        known = name in controle.bestanden or name in controle.buiten
        if not known and not attachment.bijlage.volgt and not attachment.bijlage.ingetrokken:
            message = f"Bijlage {attachment.nummer} ontbreekt: '{name}' staat niet in de map bijlagen. {_advice(controle, name)}"
            path, keys = controle.place(attachment, "bestand")
            yield fout(path, "bijlage-ontbreekt", message, keys)


def _advice(controle: Controle, name: str) -> str:
    by_lower = {known.lower(): known for known in controle.bestanden}
    near = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.8)
    if near:
        return f"Bedoelt u '{by_lower[near[0]]}'?"
    return "Zet het daar, of schrijf 'volgt: ja'."


def promised(controle: Controle) -> Iterator[Finding]:
    """A document that is still to come, and one that came but is still called so."""
    for attachment in controle.attachments():
        if not attachment.bijlage.volgt or attachment.bijlage.ingetrokken:
            continue
        path, keys = controle.place(attachment, "volgt")
        if attachment.bijlage.bestand in controle.bestanden:
            message = f"Bijlage {attachment.nummer} is er, maar er staat nog 'volgt: ja'; haal die regel weg."
        else:
            message = f"Bijlage {attachment.nummer} wordt nagezonden; zet het stuk in de map bijlagen zodra het er is."
        yield waarschuwing(path, "bijlage-volgt", message, keys)


def outside_workspace(controle: Controle) -> Iterator[Finding]:
    for attachment, name in _listed(controle):
        if name in controle.buiten:
            message = f"'{name}' ligt niet zelf in de map bijlagen van deze vergadering, of is een koppeling naar elders; zet het bestand daar en noem alleen de naam."
            path, keys = controle.place(attachment, "bestand")
            yield fout(path, "buiten-werkmap", message, keys)


def unused(controle: Controle) -> Iterator[Finding]:
    used = {name for _, name in _listed(controle)}
    for name in controle.bestanden:
        if name not in used:
            message = "Dit bestand hangt aan geen enkel agendapunt; noem het onder bijlagen, of haal het weg."
            yield waarschuwing(controle.folder / "bijlagen" / name, "bijlage-ongebruikt", message)


def unusable(controle: Controle) -> Iterator[Finding]:
    """A file that can't be read, for a reason that the inspection found."""
    for attachment, name, facts in _present(controle):
        if not facts.leesbaar:
            code = "bijlage-versleuteld" if facts.versleuteld else "bijlage-onleesbaar"
            message = f"Bijlage {attachment.nummer} ('{name}') kan niet in de bundel. {facts.reden}"
            path, keys = controle.place(attachment, "bestand")
            yield fout(path, code, message, keys)


def macros(controle: Controle) -> Iterator[Finding]:
    for attachment, name, facts in _present(controle):
        if facts.macros:
            message = f"'{name}' bevat macro's; sla het op als gewoon document (docx, xlsx of pptx) en vervang het."
            path, keys = controle.place(attachment, "bestand")
            yield fout(path, "bijlage-macros", message, keys)


def named_otherwise(controle: Controle) -> Iterator[Finding]:
    """A file whose content is not what its name says."""
    for attachment, name, facts in _present(controle):
        endings = _ENDINGS.get(facts.soort)
        if endings and PurePath(name).suffix.lower() not in endings:
            message = f"'{name}' is eigenlijk een {_KIND_NAMES[facts.soort]}; geef het de extensie {endings[0]}."
            path, keys = controle.place(attachment, "bestand")
            yield waarschuwing(path, "bijlage-anders", message, keys)


def steering_names(controle: Controle) -> Iterator[Finding]:
    """A name with characters that nobody sees and that can show another name than it is."""
    for attachment, name in _listed(controle):
        if any(unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} for c in name):
            message = "De bestandsnaam bevat onzichtbare tekens en is daardoor anders dan hij lijkt; hernoem het bestand en pas de naam hier aan."
            path, keys = controle.place(attachment, "bestand")
            yield waarschuwing(path, "bijlage-naam", message, keys)


def repaired(controle: Controle) -> Iterator[Finding]:
    for attachment, name, facts in _present(controle):
        if facts.leesbaar and facts.hersteld:
            message = f"Bijlage {attachment.nummer} ('{name}') is beschadigd en zo goed mogelijk hersteld; kijk in de bundel of alles er staat, of vraag het stuk opnieuw op."
            path, keys = controle.place(attachment, "bestand")
            yield waarschuwing(path, "bijlage-hersteld", message, keys)


def lists(controle: Controle) -> Iterator[Finding]:
    """``lijst_van`` must name a meeting of this table, and the list needs its report."""
    for attachment in controle.attachments():
        name = attachment.bijlage.lijst_van
        path, keys = controle.place(attachment, "lijst_van")
        if name is None or name in controle.met_verslag or attachment.bijlage.ingetrokken:
            continue
        if name in controle.vergaderingen:
            message = f"Van vergadering {name} is er nog geen verslag; schrijf verslag.yaml in die map, dan komt de lijst erbij."
            yield waarschuwing(path, "lijst-volgt", message, keys)
        else:
            message = f"Deze tafel heeft geen vergadering '{name}'; {_choose(controle)}"
            yield fout(path, "lijst-onbekend", message, keys)


def _choose(controle: Controle) -> str:
    known = ", ".join(sorted(controle.vergaderingen - {controle.folder.name}))
    return f"kies uit {known}." if known else "haal deze bijlage weg."
