"""Rules about points and numbers of the agenda."""

import re
from collections import Counter
from collections.abc import Iterator

from regietafel.checks.controle import Controle
from regietafel.findings import Finding, fout, hint, waarschuwing
from regietafel.model.nummering import Genummerd, numbered_points
from regietafel.model.tafel import Agendavorm
from regietafel.model.vergadering import Agendapunt, Doorgang

_NUMBERED = re.compile(r"(\d{1,2}[a-z]?[.)]|[a-z]\)) ")
_NO_PURPOSE_NEEDED = ("opening", "sluiting", "rondvraag", "w.v.t.t.k", "wat verder ter tafel")


def empty_agenda(controle: Controle) -> Iterator[Finding]:
    if not controle.vergadering.agenda and controle.vergadering.doorgang is Doorgang.GEPLAND:
        yield waarschuwing(
            controle.vergaderpad,
            "agenda-leeg",
            "Er staan nog geen punten op de agenda.",
            ("agenda",),
        )


def double_numbers(controle: Controle) -> Iterator[Finding]:
    """A number of a point, or of an attachment, that occurs twice."""
    agenda = controle.vergaderpad
    points = [(p.nummer, (agenda, p.keys)) for p in numbered_points(controle.vergadering)]
    attachments = [(a.nummer, controle.place(a)) for a in controle.attachments()]
    for what, numbers in (("Agendapunt", points), ("Bijlage", attachments)):
        times = Counter(number for number, _ in numbers)
        for number, (path, keys) in numbers:
            if times[number] > 1:
                message = (
                    f"{what} {number} komt {times[number]} keer voor; geef elk een eigen nummer."
                )
                yield fout(path, "dubbel-nummer", message, keys)


def points_without_purpose(controle: Controle) -> Iterator[Finding]:
    if controle.tafel.agendavorm is not Agendavorm.TABEL:
        return
    for point in numbered_points(controle.vergadering):
        if not point.punt.doel and not _explains_itself(point):
            message = f"Punt {point.nummer} heeft geen doel; voeg toe: doel: ter informatie (of een ander doel)."
            yield waarschuwing(controle.vergaderpad, "punt-zonder-doel", message, point.keys)


def _explains_itself(point: Genummerd) -> bool:
    """A heading over sub-points, a point whose themes have a purpose, or a fixed point."""
    punt = point.punt
    parts = isinstance(punt, Agendapunt) and punt.onderdelen
    themes = punt.themas and all(thema.doel for thema in punt.themas)
    fixed = punt.titel.lower().startswith(_NO_PURPOSE_NEEDED)
    return bool(parts or themes or fixed)


def numbers_in_titles(controle: Controle) -> Iterator[Finding]:
    """``1. Opening``: the number is counted, and would stand there twice."""
    for point in numbered_points(controle.vergadering):
        if _NUMBERED.match(point.punt.titel):
            message = f"De titel '{point.punt.titel[:40]}' begint met een nummer; regietafel telt zelf, haal het weg."
            yield waarschuwing(
                controle.vergaderpad, "nummer-in-titel", message, (*point.keys, "titel")
            )


def hidden_texts(controle: Controle) -> Iterator[Finding]:
    """A text that the form of this table's agenda does not show."""
    if controle.tafel.agendavorm is not Agendavorm.TABEL:
        return
    for point in numbered_points(controle.vergadering):
        for field in ("bespreekpunt", "toelichting"):
            if getattr(point.punt, field):
                message = f"Een agenda als tabel toont geen {field}; laat het weg, of kies in tafel.yaml 'agendavorm: toelichting'."
                yield hint(
                    controle.vergaderpad, "tekst-niet-getoond", message, (*point.keys, field)
                )


def stated_attachments(controle: Controle) -> Iterator[Finding]:
    """``bijlage: nee`` beside a listed attachment, and the other way round."""
    for point in numbered_points(controle.vergadering):
        stated, listed = point.punt.bijlage, bool(point.punt.bijlagen)
        if stated is None or stated == listed:
            continue
        keys = (*point.keys, "bijlage")
        if listed:
            message = f"Bij punt {point.nummer} staat 'bijlage: nee', maar er hangt wel een stuk aan; haal één van de twee weg."
        else:
            message = f"Bij punt {point.nummer} staat 'bijlage: ja', maar er hangt geen stuk aan; voeg het toe onder bijlagen."
        yield fout(controle.vergaderpad, "bijlage-tegenspraak", message, keys)
