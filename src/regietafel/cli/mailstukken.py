"""The documents that go with a mail: as the members get them, with names that every program takes."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from regietafel import dutch
from regietafel.cli.feiten import received_files
from regietafel.cli.huisstijl import load_stijl
from regietafel.cli.openen import Geopend, nazending_name, pack_name
from regietafel.cli.stukken import (
    Lijstbron,
    Stuk,
    agenda_stuk,
    attached_list,
    load_table_book,
    output_path,
    own_list,
    render_pdfs,
    render_stuk_pdf,
    sjablonen_of,
)
from regietafel.cli.terminal import Refusal
from regietafel.documents.compose import attachment_title, attachments_of
from regietafel.documents.compose_mail import Aanvulling, size_text
from regietafel.documents.views_mail import Mailstuk
from regietafel.dossier.grootboek import Grootboek
from regietafel.dossier.loading import Dossier
from regietafel.findings import Finding, fout, waarschuwing
from regietafel.model.nummering import GenummerdeBijlage
from regietafel.model.zending import Mailsoort, VerzondenBestand

_MB = 1_000_000


@dataclass(frozen=True)
class Meegestuurd:
    """A file that goes with a mail; with a ``link`` the members fetch it instead.

    ``aanvulling`` is what a nazending brings, for the words of the mail.
    """

    naam: str
    inhoud: bytes
    link: str = ""
    aanvulling: Aanvulling | None = None

    @property
    def controlegetal(self) -> str:
        return sha256(self.inhoud).hexdigest()

    def as_shown(self) -> Mailstuk:
        """Return what the mail says about it."""
        size = size_text(len(self.inhoud))
        return Mailstuk(self.naam, size, self.link, self.controlegetal if self.link else "")

    def as_kept(self) -> VerzondenBestand:
        return VerzondenBestand(
            bestand=self.naam,
            sha256=self.controlegetal,
            grootte=len(self.inhoud),
            link=self.link or None,
        )


def gather_files(
    geopend: Geopend, soort: Mailsoort, *, bundel: bool
) -> tuple[list[Meegestuurd], list[Finding]]:
    """Return the files of a mail in the order of the agenda; a Refusal when there can be none."""
    match soort:
        case Mailsoort.NAZENDING:
            made, findings = _supplement(geopend)
        case Mailsoort.AGENDA:
            made, findings = _pack(geopend) if bundel else _documents(geopend.dossier)
        case Mailsoort.VERSLAG:
            made, findings = _report(geopend.dossier)
        case _:
            return [], []
    return _apart(made), findings


def _pack(geopend: Geopend) -> tuple[list[Meegestuurd], list[Finding]]:
    from regietafel.cli import pakken

    with redirect_stdout(sys.stderr):  # what is made on the way is no answer of this command
        pakken.make(geopend)
    return [_made(geopend.dossier, pack_name(geopend.dossier))], []


def _supplement(geopend: Geopend) -> tuple[list[Meegestuurd], list[Finding]]:
    """Return the nazending, when there is something new, and the whole pack again."""
    from regietafel.cli import nazenden

    dossier = geopend.dossier
    with redirect_stdout(sys.stderr):
        added, _ = nazenden.make(f"{dossier.tafelnaam}/{dossier.naam}")
    new = [replace(_made(dossier, nazending_name(dossier)), aanvulling=added)] if added else []
    return [*new, _made(dossier, pack_name(dossier))], []


def _made(dossier: Dossier, name: str) -> Meegestuurd:
    content = output_path(dossier, name, "pdf").read_bytes()
    return Meegestuurd(_file_name(name, ".pdf"), content)


def _report(dossier: Dossier) -> tuple[list[Meegestuurd], list[Finding]]:
    stijl, findings = load_stijl(dossier)
    stuk = own_list(Lijstbron(dossier, stijl, load_table_book(dossier)))
    if stuk is None:
        raise Refusal(
            f"Bij {dossier.tafelnaam}/{dossier.naam} is nog geen verslag.yaml; er is niets te versturen. "
            "Bedoelt u een andere vergadering, noem dan ook haar datum."
        )
    made, more = _as_pdf(dossier, [stuk])
    return made, [*findings, *more]


@dataclass(frozen=True)
class _Bronnen:
    """What the documents are made from; ``bestanden`` is what was received, by name."""

    lijst: Lijstbron
    bestanden: Mapping[str, Path]


def _documents(dossier: Dossier) -> tuple[list[Meegestuurd], list[Finding]]:
    """Return the agenda and each document under its number, without those that come later."""
    stijl, findings = load_stijl(dossier)
    attachments = attachments_of(dossier.tafel, dossier.vergadering)
    listed = any(attachment.bijlage.lijst_van for attachment in attachments)
    book = load_table_book(dossier) if listed else Grootboek()
    bronnen = _Bronnen(
        Lijstbron(dossier, stijl, book), {path.name: path for path in received_files(dossier)}
    )
    made, more = _as_pdf(dossier, [agenda_stuk(dossier, stijl)])
    findings += more
    for attachment in attachments:
        own, more = _document(bronnen, attachment)
        made += own
        findings += more
    return made, findings


def _document(
    bronnen: _Bronnen, attachment: GenummerdeBijlage
) -> tuple[list[Meegestuurd], list[Finding]]:
    bijlage, dossier = attachment.bijlage, bronnen.lijst.dossier
    stukken: list[Stuk] = []
    findings: list[Finding] = []
    if bijlage.ingetrokken:
        return [], []
    if path := bronnen.bestanden.get(bijlage.bestand or ""):
        name = f"{attachment.nummer}. {attachment_title(attachment, dossier.tafel)}"
        return [Meegestuurd(_file_name(name, path.suffix.lower()), path.read_bytes())], []
    if bijlage.lijst_van:
        stuk, findings = attached_list(bronnen.lijst, attachment)
        stukken = [stuk] if stuk else []
    elif bijlage.stuk:
        from regietafel.cli.tekststukken import written_stukken

        texts = [text for text in dossier.stukken if text.bestand == bijlage.stuk]
        stukken, findings = written_stukken(dossier, bronnen.lijst.stijl, texts[:1])
    made, more = _as_pdf(dossier, stukken)
    return made, [*findings, *more]


def _as_pdf(dossier: Dossier, stukken: Sequence[Stuk]) -> tuple[list[Meegestuurd], list[Finding]]:
    contents, findings = render_pdfs(dossier, stukken)
    sjablonen = sjablonen_of(dossier)
    made = [
        Meegestuurd(_file_name(stuk.naam, ".pdf"), content or render_stuk_pdf(stuk, sjablonen))
        for stuk, content in zip(stukken, contents, strict=True)
    ]
    return made, findings


def _file_name(name: str, suffix: str) -> str:
    return f"{dutch.mailnaam(name)}{suffix if suffix.isascii() and suffix[1:].isalnum() else ''}"


def _apart(files: Sequence[Meegestuurd]) -> list[Meegestuurd]:
    """Return files of which no two have one name, however a program looks at capitals."""
    made: list[Meegestuurd] = []
    for file in files:
        taken = {other.naam.casefold() for other in made}
        made.append(replace(file, naam=_free_name(file.naam, taken)))
    return made


def _free_name(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    names = (name, *(f"{stem} ({number}){dot}{suffix}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one.casefold() not in taken)


# ---------------------------------------------------------------------- not too large


def within_limits(
    dossier: Dossier, files: Sequence[Meegestuurd]
) -> tuple[list[Meegestuurd], list[Finding]]:
    """Return files that a mail server takes: over the limit they become links, or it is a finding.

    Base64 makes a mail a third larger than its files (RFC 2045, 6.8); the limits are of the files.
    """
    mail = dossier.instellingen.mail
    size, path = sum(len(file.inhoud) for file in files), dossier.werkmap.settings
    if size <= mail.waarschuw_mb * _MB:
        return [*files], []
    if size <= mail.grens_mb * _MB:
        message = (
            f"De stukken zijn samen {size_text(size)}; niet elke mailserver neemt dat aan. Verstuur de "
            "bundel (--bundel), of zet bij mail een lagere grens_mb met een link."
        )
        return [*files], [waarschuwing(path, "mail-groot", message, ("mail",))]
    if mail.link is None:
        message = (
            f"De stukken zijn samen {size_text(size)}, meer dan grens_mb ({mail.grens_mb} MB). Zet bij "
            "mail een link waar de leden ze ophalen, of maak de stukken kleiner."
        )
        return [*files], [fout(path, "mail-te-groot", message, ("mail",))]
    return [_linked(dossier, mail.link, file) for file in files], []


def _linked(dossier: Dossier, base: str, file: Meegestuurd) -> Meegestuurd:
    place = quote(f"{dossier.tafelnaam}/{dossier.naam}/{file.naam}")
    return replace(file, link=f"{base.rstrip('/')}/{place}")
