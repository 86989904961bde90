"""``regietafel aanwezigheid``: who comes to a meeting, and who has not answered."""

from collections import Counter
from collections.abc import Iterator

from regietafel import dutch
from regietafel.checks.personen import quorum, too_many_companions
from regietafel.cli.antwoorden import answer_text
from regietafel.cli.feiten import values_only
from regietafel.cli.openen import Geopend, open_meeting
from regietafel.cli.terminal import as_json, as_row, show, show_findings, show_table, tell
from regietafel.documents.compose import member_text, person_text
from regietafel.dossier.loading import Dossier
from regietafel.findings import Finding
from regietafel.model.antwoord import TeBeoordelen
from regietafel.model.opkomst import Zetel, companions, is_taken, zetels
from regietafel.model.tafel import Lid, Rol
from regietafel.model.vergadering import Komst
from regietafel.model.zending import Mailsoort


def run(name: str, *, remind: bool, json: bool) -> int:
    """Show the seats and what is to be judged; with ``remind`` also write the draft of a reminder."""
    geopend = open_meeting(name)
    dossier = geopend.dossier
    facts = values_only(dossier)
    findings = [*quorum(facts), *too_many_companions(facts)]
    if json:
        show(as_json(_as_data(geopend, findings)))
        return show_findings(geopend.all_findings(findings))
    seats = seats_of(dossier)
    show_table(("Lid", "Komst", "Toelichting"), [_row(dossier, seat) for seat in seats])
    for line in _totals(dossier, seats):
        tell(line)
    for doubt in open_doubts(dossier):
        tell(f"Te beoordelen: {_doubt_text(doubt)}")
    if not remind:
        return geopend.report(findings)
    from regietafel.cli import mailen
    from regietafel.cli.mailvoorbereiding import Vraag

    show_findings(geopend.bevindingen.locate(findings))
    return mailen.look(name, Vraag(Mailsoort.HERINNERING), json=False)


def seats_of(dossier: Dossier) -> list[Zetel]:
    """Return every seat of the table with what is known of it."""
    meeting, stand = dossier.vergadering, dossier.uitnodiging
    return list(zetels(dossier.tafel, meeting, stand, dossier.antwoorden))


def silent_members(dossier: Dossier) -> tuple[Lid, ...]:
    """Return the members from whom an answer about the time as it is now is still awaited."""
    return tuple(seat.lid for seat in seats_of(dossier) if seat.zwijgt)


def open_doubts(dossier: Dossier) -> list[TeBeoordelen]:
    """Return the doubtful answers; those of a member whom the secretary wrote down are settled."""
    settled = {entry.lid for entry in dossier.vergadering.aanwezigheid}
    return [one for one in dossier.antwoorden.te_beoordelen if one.lid not in settled]


def _doubt_text(doubt: TeBeoordelen) -> str:
    who = doubt.namens or "onbekend"
    sender = f", verstuurd door {doubt.van}" if doubt.van and doubt.van != doubt.namens else ""
    return f"antwoord '{doubt.keuze or 'onduidelijk'}' van {who}{sender}: {doubt.reden}."


def _row(dossier: Dossier, seat: Zetel) -> tuple[str, str, str]:
    return member_text(seat.lid, seat.lid.lid), coming_text(seat), _note(dossier, seat)


def coming_text(seat: Zetel) -> str:
    """Return in words whether the seat is taken: what counts, else what was answered."""
    if seat.entry is None:
        if seat.antwoord is None:
            return "nog geen antwoord"
        return (
            f"{answer_text(seat.antwoord)} (oude versie)"
            if seat.oud
            else answer_text(seat.antwoord)
        )
    if seat.entry.vervanger is not None:
        digital = " (digitaal)" if seat.entry.komst is Komst.DIGITAAL else ""
        return f"vervangen door {person_text(seat.entry.vervanger)}{digital}"
    silent = seat.entry.komst is Komst.AFWEZIG and not seat.entry.bericht
    return f"{seat.entry.komst}{' (zonder bericht)' if silent else ''}"


def _note(dossier: Dossier, seat: Zetel) -> str:
    number = companions(dossier.vergadering, dossier.antwoorden, seat.lid.lid)
    parts = [
        seat.antwoord.voorstel if seat.antwoord else "",
        seat.antwoord.toelichting if seat.antwoord else "",
        f"met {number} begeleider{'s' if number > 1 else ''}" if number else "",
    ]
    return "; ".join(part for part in parts if part)


def _totals(dossier: Dossier, seats: list[Zetel]) -> Iterator[str]:
    entries = [seat.entry for seat in seats if seat.entry]
    taken = [entry for entry in entries if is_taken(entry)]
    kinds = Counter(
        "digitaal" if entry.komst is Komst.DIGITAAL else "vervanger"
        for entry in taken
        if entry.komst is Komst.DIGITAAL or entry.vervanger
    )
    how = f" (waarvan {', '.join(f'{n} {kind}' for kind, n in kinds.items())})" if kinds else ""
    silent = sum(1 for seat in seats if seat.zwijgt)
    yield (
        f"Aanwezig: {len(taken)}{how}. Afwezig: {len(entries) - len(taken)}. "
        f"Onzeker: {len(seats) - len(entries) - silent}. Nog geen antwoord: {silent}."
    )
    needed = dossier.tafel.quorum
    if needed is not None:
        voting = [
            s for s in seats if s.lid.rol is not Rol.ADVISEUR and s.entry and is_taken(s.entry)
        ]
        missing = needed - len(voting)
        short = f"nog {dutch.aantal(missing, 'lid', 'leden')} nodig"
        yield f"Quorum {needed}: {short if missing > 0 else 'gehaald'}."


def _as_data(geopend: Geopend, findings: list[Finding]) -> dict[str, object]:
    dossier = geopend.dossier
    seats = seats_of(dossier)
    return {
        "leden": [_seat_data(dossier, seat) for seat in seats],
        "geen_antwoord": [lid.lid for lid in silent_members(dossier)],
        "te_beoordelen": [
            one.model_dump(mode="json", exclude_defaults=True) for one in open_doubts(dossier)
        ],
        "meldingen": [as_row(one) for one in geopend.all_findings(findings)],
    }


def _seat_data(dossier: Dossier, seat: Zetel) -> dict[str, object]:
    entry, answer = seat.entry, seat.antwoord
    return {
        "lid": seat.lid.lid,
        "naam": member_text(seat.lid, seat.lid.lid),
        "email": seat.lid.email,
        "komst": entry.komst if entry else None,
        "vervanger": person_text(entry.vervanger) if entry and entry.vervanger else None,
        "bericht": entry.bericht if entry else None,
        "antwoord": answer.keuze if answer else None,
        "oude_versie": seat.oud,
        "begeleiders": companions(dossier.vergadering, dossier.antwoorden, seat.lid.lid),
        "toelichting": _note(dossier, seat) or None,
    }
