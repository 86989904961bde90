"""The sentences and definitions of a meeting beside its tables: what ``controleer`` adds."""

from collections.abc import Iterator, Sequence

from regietafel.cli.cijferbestanden import Cijfermap
from regietafel.cli.nagerekend import Nagerekend
from regietafel.dossier.lezen import load_file
from regietafel.dossier.loading import Dossier
from regietafel.dossier.stukken import STUKKEN
from regietafel.figures.losse_getallen import Afwijking, Bekend, vergelijk_tekst
from regietafel.figures.puzzeltabellen import werk_puzzel_uit
from regietafel.figures.uitwerking import werk_uit
from regietafel.figures.verdeling import VerdelingError
from regietafel.findings import Finding, fout, hint, waarschuwing
from regietafel.model.cijfers import Puzzel


def loose_numbers(dossier: Dossier, tables: Sequence[Nagerekend]) -> Iterator[Finding]:
    """Yield a hint for each number in a text that differs from the table it seems to quote."""
    known = [_known(each) for each in tables if each.has_figures and each.tabel.rijen]
    if not known:
        return
    for stuk in dossier.stukken:
        path = dossier.folder / STUKKEN / stuk.bestand
        for each in vergelijk_tekst(stuk.tekst, stuk.regel, known):
            yield hint(path, "cijfer-in-tekst", _message(each), line=each.regel)


def _known(each: Nagerekend) -> Bekend:
    return Bekend(each.path.stem, werk_uit(each.tabel, each.definitie)[0])


def _message(each: Afwijking) -> str:
    reference = f'{{{{ cijfer("{each.tabel}", "{each.rij}", "{each.kolom}") }}}}'
    return f"Hier staat {each.gesteld}, en in de tabel {each.tabel} staat bij {each.rij}, {each.kolom}: {each.in_tabel}. Bedoelt u dat cijfer, schrijf dan {reference}."


def check_definitions(dossier: Dossier, tables: Sequence[Nagerekend]) -> Iterator[Finding]:
    """Yield what is wrong with definitions that stand beside no table."""
    cijfers = Cijfermap(dossier)
    for path in cijfers.losse_definities():
        model, unreadable = cijfers.soort(path)
        yield from unreadable
        if unreadable:
            continue
        if model is None:
            message = f"Bij deze definitie hoort een tabel '{path.stem}.csv' of '{path.stem}.xlsx', en die is er niet."
            yield waarschuwing(path, "definitie-zonder-tabel", message)
            continue
        loaded = load_file(dossier.werkmap, path, model)
        yield from loaded.findings
        if isinstance(loaded.model, Puzzel):
            reason = _puzzle_reason(loaded.model, tables)
            if reason:
                yield fout(path, "verdeling-onjuist", reason)


def _puzzle_reason(puzzle: Puzzel, tables: Sequence[Nagerekend]) -> str:
    """Return why a puzzle can't be worked out, or nothing."""
    names = {each.path.stem.casefold(): each for each in reversed(tables)}
    table = names.get(puzzle.tabel.rpartition(".")[0].casefold() or puzzle.tabel.casefold())
    table = table or names.get(puzzle.tabel.casefold())
    if table is None:
        return f"De tabel '{puzzle.tabel}' staat niet in de map cijfers."
    try:
        werk_puzzel_uit(puzzle, table.tabel)
    except VerdelingError as error:
        return str(error)
    return ""
