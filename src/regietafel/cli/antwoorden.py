"""``regietafel antwoorden``: replies of members into the meeting's folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from regietafel.cli.openen import Geopend, open_meeting
from regietafel.cli.terminal import Refusal, as_json, as_row, show, show_findings, show_table, tell
from regietafel.cli.werkplek import now
from regietafel.documents.compose import member_text
from regietafel.dossier.antwoorden import ANTWOORDEN, antwoorden_text
from regietafel.dossier.editing import NotChangedError, locked
from regietafel.dossier.lezen import load_file
from regietafel.dossier.loading import Dossier
from regietafel.dossier.writing import rewrite
from regietafel.importers.antwoorden import Oogst, Vraag, read_antwoorden
from regietafel.model.antwoord import Antwoord
from regietafel.model.kalender import Uitnodigingsstand


def run(name: str, files: Sequence[Path], *, json: bool) -> int:
    """Read replies, keep what is new, and show it; return the exit code."""
    folder = open_meeting(name).dossier
    try:
        with locked(folder.werkmap.table_folder(folder.tafelnaam)):
            geopend = open_meeting(name)
            oogst = _read(geopend, files)
            _keep(geopend.dossier, oogst)
    except NotChangedError as error:
        raise Refusal(str(error)) from None
    if json:
        show(as_json(_as_data(geopend, oogst)))
        return show_findings(geopend.all_findings(oogst.bevindingen))
    _show(geopend.dossier, oogst)
    return geopend.report(oogst.bevindingen)


def _read(geopend: Geopend, files: Sequence[Path]) -> Oogst:
    dossier = geopend.dossier
    if dossier.uitnodiging is None:
        raise Refusal(
            "Voor deze vergadering is nog geen uitnodiging gemaakt, dus er is niets om op te antwoorden."
        )
    question = Vraag(dossier.uitnodiging, dossier.antwoorden, now(), _elsewhere(dossier))
    return read_antwoorden(files, question)


def _elsewhere(dossier: Dossier) -> Mapping[str, str]:
    """Return the other meetings of the workspace by the UID of their invitation."""
    werkmap, found = dossier.werkmap, {}
    for table in werkmap.tables():
        for meeting in werkmap.meetings(table):
            path = werkmap.meeting_folder(table, meeting) / "uitnodiging.yaml"
            stand = load_file(werkmap, path, Uitnodigingsstand).model if path.exists() else None
            if stand is not None and (table, meeting) != (dossier.tafelnaam, dossier.naam):
                found[stand.uid] = f"{table}/{meeting}"
    return found


def _keep(dossier: Dossier, oogst: Oogst) -> None:
    if oogst.antwoorden != dossier.antwoorden:
        rewrite(dossier.folder / ANTWOORDEN, antwoorden_text(oogst.antwoorden).encode())


def _show(dossier: Dossier, oogst: Oogst) -> None:
    if oogst.nieuw:
        show_table(("Lid", "Antwoord", "Toelichting"), [_row(dossier, one) for one in oogst.nieuw])
    else:
        show("Geen nieuwe antwoorden.")
    if oogst.ouder:
        tell(f"Overgeslagen omdat er een nieuwer antwoord is: {oogst.ouder}.")
    if oogst.twijfels:
        command = f"regietafel aanwezigheid {dossier.tafelnaam}/{dossier.naam}"
        tell(f"Te beoordelen: {len(oogst.twijfels)} (zie '{command}').")


def _row(dossier: Dossier, one: Antwoord) -> tuple[str, str, str]:
    said = one.voorstel or one.toelichting or ""
    return member_text(dossier.tafel.find_lid(one.lid), one.lid), answer_text(one), said


def answer_text(one: Antwoord) -> str:
    """Return an answer in words, with who comes instead."""
    if one.vervanger is not None:
        return f"wordt vervangen door {one.vervanger.naam or one.vervanger.email}"
    return f"vervanger: {one.keuze}" if one.als_vervanger else str(one.keuze)


def _as_data(geopend: Geopend, oogst: Oogst) -> dict[str, object]:
    return {
        "nieuw": [one.model_dump(mode="json", exclude_defaults=True) for one in oogst.nieuw],
        "te_beoordelen": [
            one.model_dump(mode="json", exclude_defaults=True) for one in oogst.twijfels
        ],
        "ouder": oogst.ouder,
        "meldingen": [as_row(one) for one in geopend.all_findings(oogst.bevindingen)],
    }
