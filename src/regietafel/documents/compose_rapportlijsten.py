"""The lists of the chair's report, row by row."""

from collections.abc import Mapping, Sequence
from datetime import date

from regietafel import dutch
from regietafel.documents.blocks import Blokken, Citaat, Lijst
from regietafel.documents.compose_acties import deadline_text, deadline_words
from regietafel.documents.compose_eigenaren import owner_texts
from regietafel.documents.richtext import parse_markdown
from regietafel.documents.views_rapport import (
    GeslotenView,
    OpenactieView,
    VerschovenView,
    WachtactieView,
)
from regietafel.ledger.overzicht import Overzicht, days_over, organisaties_van, wacht_sinds
from regietafel.ledger.stand import Stand, Status
from regietafel.model.tafel import Tafel

Tafels = Mapping[str, Tafel]


def open_rows(overzicht: Overzicht, tafels: Tafels) -> tuple[OpenactieView, ...]:
    """Return what is open, that to which nothing happened for longest first."""
    ordered = overzicht.langst_stil_eerst(overzicht.met(Status.OPEN))
    return tuple(_open_row(stand, overzicht, tafels) for stand in ordered)


def _open_row(stand: Stand, overzicht: Overzicht, tafels: Tafels) -> OpenactieView:
    tafel, day = tafels[overzicht.tafel], overzicht.peildatum
    times = f", {stand.keren} keer meegenomen" if stand.keren else ""
    return OpenactieView(
        nummer=stand.nummer,
        tekst=parse_markdown(stand.tekst),
        onderwerp=stand.onderwerp,
        herkomst=_origin(stand, tafels),
        door=owners_of(stand, tafel),
        organisaties=_organisations(stand, tafel),
        termijn=deadline_text(stand),
        signaal=_late(stand, day),
        leeftijd=f"{aantal(stand.dagen(day), 'dag', 'dagen')}{times}",
        stilte=f"{whole_date(stand.laatste)} ({_ago(overzicht.stil(stand))})",
        dagen=stand.dagen(day),
        keren=stand.keren,
        dagen_stil=overzicht.stil(stand),
        dagen_te_laat=days_late(stand, day),
        verschoven=len(stand.verschoven),
    )


def waiting_rows(overzicht: Overzicht, tafels: Tafels) -> tuple[WachtactieView, ...]:
    """Return what waits on another table, the longest first."""
    waiting = sorted(overzicht.met(Status.WACHT), key=lambda s: (wacht_sinds(s), s.volgorde))
    return tuple(_waiting_row(stand, overzicht, tafels) for stand in waiting)


def _waiting_row(stand: Stand, overzicht: Overzicht, tafels: Tafels) -> WachtactieView:
    tafel, since = tafels[overzicht.tafel], wacht_sinds(stand)
    days = (overzicht.peildatum - since).days
    return WachtactieView(
        nummer=stand.nummer,
        tekst=parse_markdown(stand.tekst),
        door=owners_of(stand, tafel),
        organisaties=_organisations(stand, tafel),
        wacht_op=table_name(stand.wacht_op, tafels),
        elders=stand.elders,
        sinds=f"{whole_date(since)} ({aantal(days, 'dag', 'dagen')})",
        termijn=deadline_text(stand),
        signaal=_late(stand, overzicht.peildatum),
        dagen=days,
        dagen_te_laat=days_late(stand, overzicht.peildatum),
    )


def closed_rows(overzicht: Overzicht, tafel: Tafel) -> tuple[GeslotenView, ...]:
    """Return what was closed since the previous meeting, the latest first."""
    return tuple(_closed_row(stand, tafel) for stand in overzicht.gesloten_sinds)


def _closed_row(stand: Stand, tafel: Tafel) -> GeslotenView:
    over = days_over(stand)
    in_time = f"{aantal(over, 'dag', 'dagen')} te laat" if over else "Op tijd"
    judged = stand.status is Status.AFGEROND and stand.uiterlijk is not None
    return GeslotenView(
        nummer=stand.nummer,
        tekst=parse_markdown(stand.tekst),
        door=owners_of(stand, tafel),
        hoe=f"{dutch.hoofdletter(stand.status)} op {whole_date(stand.gesloten or stand.laatste)}",
        waaruit=_evidence(stand),
        tijdig=in_time if judged else "",
    )


def _evidence(stand: Stand) -> str:
    """Return what was said at the closing: the evidence, or the reason to drop it."""
    if stand.leeft or not stand.sluitingen:
        return ""
    last = stand.sluitingen[-1].gebeurtenis
    return last.tekst or last.reden or last.link or last.bijlage or ""


def moved_rows(overzicht: Overzicht, tafel: Tafel) -> tuple[VerschovenView, ...]:
    """Return what is still to be done with a moved deadline."""
    return tuple(_moved_row(stand, tafel) for stand in overzicht.verschoven)


def _moved_row(stand: Stand, tafel: Tafel) -> VerschovenView:
    return VerschovenView(
        nummer=stand.nummer,
        tekst=parse_markdown(stand.tekst),
        door=owners_of(stand, tafel),
        eerst=deadline_words(stand.verschoven[0].van),
        nu=deadline_text(stand),
        keren=len(stand.verschoven),
        reden=stand.verschoven[-1].reden,
    )


# ------------------------------------------------------------------ words


def aantal(number: int, one: str, more: str) -> str:
    """Return ``1 dag`` or ``3 dagen``, kept on one line."""
    return f"{number}\N{NO-BREAK SPACE}{one if number == 1 else more}"


def whole_date(day: date) -> str:
    """Return ``17 juli 2024``, kept on one line."""
    return dutch.datum(day).replace(" ", "\N{NO-BREAK SPACE}")


def owners_of(stand: Stand, tafel: Tafel) -> str:
    return dutch.hoofdletter(dutch.opsomming(owner_texts(tafel, stand.door)))


def table_name(tafel: str, tafels: Tafels) -> str:
    """Return the short name of a table; its folder name when it is not in this workspace."""
    return tafels[tafel].kort if tafel in tafels else tafel


def short_text(markdown: str, longest: int) -> str:
    """Return the words of a text without its markup, cut between words at ``longest``."""
    words = " ".join(_words(parse_markdown(markdown)).split())
    if len(words) <= longest:
        return words
    front, _, _ = words[:longest].rpartition(" ")
    kept = front if len(front) > longest // 2 else words[: longest - 1]
    return f"{kept.rstrip(' ,;:.')}…"


def _words(blokken: Blokken) -> str:
    parts: list[str] = []
    for blok in blokken:
        if isinstance(blok, Lijst):
            parts.extend(_words(item) for item in blok.items)
        elif isinstance(blok, Citaat):
            parts.append(_words(blok.blokken))
        else:
            parts.append("".join(deel.tekst for deel in blok.delen))
    return " ".join(parts)


def days_late(stand: Stand, day: date) -> int:
    """Return how many days an action is past its last day; 0 when it is not."""
    return (day - stand.uiterlijk).days if stand.te_laat(day) and stand.uiterlijk else 0


def _late(stand: Stand, day: date) -> str:
    late = days_late(stand, day)
    return f"{aantal(late, 'dag', 'dagen')} te laat" if late else ""


def _ago(days: int) -> str:
    return f"{aantal(days, 'dag', 'dagen')} geleden" if days else "vandaag"


def _organisations(stand: Stand, tafel: Tafel) -> tuple[str, ...]:
    names: Sequence[str] = organisaties_van(stand, tafel)
    return tuple(dutch.hoofdletter(name) for name in names)


def _origin(stand: Stand, tafels: Tafels) -> str:
    """Return where an action came from: the other table and its number there."""
    if not stand.herkomst:
        return ""
    code = stand.herkomst.rsplit("-", 2)[0]
    names = [tafel.kort for tafel in tafels.values() if tafel.nummercode == code]
    return f"Van {names[0]}, daar {stand.herkomst}" if names else f"Elders {stand.herkomst}"
