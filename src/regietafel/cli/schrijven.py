"""``regietafel stuk nieuw``: a text to begin with."""

from regietafel import dutch
from regietafel.cli.terminal import OK, Refusal, show, show_findings, show_made
from regietafel.cli.werkplek import find_meeting, open_workspace, today
from regietafel.dossier.loading import load_agenda
from regietafel.dossier.soorten import load_kind, written_kinds
from regietafel.dossier.stukken import STUKKEN
from regietafel.dossier.stukraam import file_name, next_text, stuk_text
from regietafel.dossier.vorige import Eerder, last_of_kind
from regietafel.dossier.workspace import Werkmap, stays_inside
from regietafel.dossier.writing import create_new
from regietafel.model.nummering import numbered_points
from regietafel.model.soort import Soort
from regietafel.model.vergadering import Vergadering


def nieuw(kind: str, meeting: str, point: str, title: str) -> int:
    """Write a new text of a kind in ``stukken/``, with hints; nothing is overwritten."""
    werkmap = open_workspace()
    soort = _kind(werkmap, kind)
    table, name = find_meeting(werkmap, meeting)
    folder = werkmap.meeting_folder(table, name)
    vergadering = load_agenda(werkmap, folder).model
    _require_point(vergadering, point)
    before = _previous(werkmap, table, name, kind, title) if soort.vergelijk else None
    title = " ".join(title.split()) or _title(before) or _title_of(vergadering, point) or soort.naam
    path = folder / STUKKEN / (before.bestand if before else file_name(kind, title))
    if not stays_inside(werkmap.root, path):
        raise Refusal(f"{path} leidt naar een plek buiten de werkmap; er is niets gemaakt.")
    try:
        create_new(path, _text(kind, soort, title, point, before).encode())
    except FileExistsError:
        raise Refusal(
            f"{path} bestaat al en is niet veranderd. Geef een andere titel met --titel."
        ) from None
    show_made(path)
    if before:
        show(f"Dit stuk begint met de stand van {dutch.datum(before.stand_op)}; werk die bij.")
    show("Vul in wat openstaat en vervang elke regel '> Hint:' door uw tekst.")
    show(f"Kijk het na met: regietafel controleer {table}/{name}")
    return OK


def _text(kind: str, soort: Soort, title: str, point: str, before: Eerder | None) -> str:
    if before is None or before.stuk is None:
        return stuk_text(kind, soort, title, point, today())
    return next_text(before.stuk, before.stand_op, title, point, today())


def _title(before: Eerder | None) -> str:
    return before.stuk.kop.titel if before and before.stuk else ""


def _previous(werkmap: Werkmap, table: str, name: str, kind: str, title: str) -> Eerder | None:
    """Return what a new state begins with; a refusal when it is not clear which one is meant."""
    found = last_of_kind(werkmap, table, name, kind)
    titles = [_title(eerder) for eerder in found]
    wanted = " ".join(title.casefold().split())
    if wanted:
        return next((e for e in found if " ".join(_title(e).casefold().split()) == wanted), None)
    if len(found) > 1:
        raise Refusal(
            f"Er zijn er meer: {', '.join(titles)}; kies met --titel. Er is niets gemaakt."
        )
    return found[0] if found else None


def _kind(werkmap: Werkmap, name: str) -> Soort:
    kinds = written_kinds(werkmap)
    loaded = load_kind(werkmap, name)
    if loaded.findings:
        show_findings(loaded.findings)
        raise Refusal(f"De soort '{name}' klopt niet; er is niets gemaakt.")
    if loaded.model is None or name not in kinds:
        raise Refusal(f"Geen soort '{name}' om te schrijven; kies uit: {', '.join(kinds)}.")
    return loaded.model


def _require_point(vergadering: Vergadering | None, point: str) -> None:
    numbers = [p.nummer for p in numbered_points(vergadering)] if vergadering else []
    if point and point not in numbers:
        known = f"kies uit: {', '.join(numbers)}." if numbers else "de agenda is nog leeg."
        raise Refusal(f"Er is geen agendapunt {point}; {known} Er is niets gemaakt.")


def _title_of(vergadering: Vergadering | None, point: str) -> str:
    """Return the title of the point that the text belongs to."""
    points = numbered_points(vergadering) if vergadering and point else ()
    return next((p.punt.titel for p in points if p.nummer == point), "")
