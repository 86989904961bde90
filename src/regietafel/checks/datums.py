"""Rules about dates and times."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from regietafel.checks.controle import Controle
from regietafel.findings import Finding, fout, waarschuwing
from regietafel.model.basis import TIJDZONE
from regietafel.model.vergadering import Doorgang

_SATURDAY = 5


def order_of_times(controle: Controle) -> Iterator[Finding]:
    vergadering = controle.vergadering
    if vergadering.ends_at() <= vergadering.starts_at():
        message = f"De vergadering eindigt ({vergadering.einde:%H:%M}) niet na het begin ({vergadering.begin:%H:%M}); verbeter begin of einde."
        yield fout(controle.vergaderpad, "tijden-volgorde", message, ("einde",))
    if vergadering.inloop and vergadering.inloop.vanaf > vergadering.begin:
        message = f"De inloop ({vergadering.inloop.vanaf:%H:%M}) begint na de vergadering zelf ({vergadering.begin:%H:%M})."
        yield fout(controle.vergaderpad, "tijden-volgorde", message, ("inloop", "vanaf"))


def folder_date(controle: Controle) -> Iterator[Finding]:
    """The folder carries the date on which the meeting was first planned."""
    vergadering = controle.vergadering
    first = vergadering.oorspronkelijke_datum or vergadering.datum
    if not controle.folder.name.startswith(first.isoformat()):
        message = f"De map heet '{controle.folder.name}', maar de datum is {first}. Verbeter de datum; is de vergadering verplaatst, vul dan oorspronkelijke_datum in."
        yield fout(controle.vergaderpad, "datum-map", message, ("datum",))


def free_days(controle: Controle) -> Iterator[Finding]:
    yield from about_day(controle.vergaderpad, controle.vergadering.datum)


def about_day(path: Path, day: date) -> Iterator[Finding]:
    """Say that a day of a meeting is a holiday or in a weekend; ``path`` is its ``vergadering.yaml``."""
    name = holiday_name(day)
    if name:
        message = f"{day} is een feestdag ({name}); klopt de datum?"
        yield waarschuwing(path, "datum-feestdag", message, ("datum",))
    elif day.weekday() >= _SATURDAY:
        message = f"{day} valt in het weekend; klopt de datum?"
        yield waarschuwing(path, "datum-weekend", message, ("datum",))


def holiday_name(day: date) -> str:
    """Return the Dutch name of a public or optional Dutch holiday, or an empty text."""
    from holidays import country_holidays

    calendar = country_holidays(
        "NL", years=day.year, categories=("public", "optional"), language="nl"
    )
    return str(calendar.get(day, ""))


def clock_change(controle: Controle) -> Iterator[Finding]:
    """A time that the clock skips does not exist; one that it repeats has two meanings."""
    vergadering = controle.vergadering
    for field, moment in (("begin", vergadering.starts_at()), ("einde", vergadering.ends_at())):
        if _is_skipped(moment):
            message = f"{moment:%H:%M} bestaat niet op {moment:%Y-%m-%d}: de klok gaat dan een uur vooruit."
            yield fout(controle.vergaderpad, "tijd-bestaat-niet", message, (field,))
        elif moment.utcoffset() != moment.replace(fold=1).utcoffset():
            message = f"{moment:%H:%M} komt op {moment:%Y-%m-%d} twee keer voor (de klok gaat terug); de eerste keer is aangehouden."
            yield waarschuwing(controle.vergaderpad, "tijd-dubbel", message, (field,))


def _is_skipped(moment: datetime) -> bool:
    back = moment.astimezone(UTC).astimezone(TIJDZONE)
    return back.replace(tzinfo=None) != moment.replace(tzinfo=None)


def moved(controle: Controle) -> Iterator[Finding]:
    """A moved meeting says from when; another one has no earlier date."""
    vergadering = controle.vergadering
    is_moved = vergadering.doorgang is Doorgang.VERPLAATST
    if is_moved and vergadering.oorspronkelijke_datum is None:
        message = "Deze vergadering is verplaatst; vul oorspronkelijke_datum in."
        yield fout(controle.vergaderpad, "verplaatst-zonder-datum", message, ("doorgang",))
    if vergadering.oorspronkelijke_datum and vergadering.doorgang is Doorgang.GEPLAND:
        message = "Er is een oorspronkelijke_datum, maar doorgang is niet 'verplaatst'; vul dat in."
        yield waarschuwing(
            controle.vergaderpad, "verplaatst-zonder-datum", message, ("oorspronkelijke_datum",)
        )


DATE_RULES = (order_of_times, folder_date, clock_change, moved)
"""What must be right before anybody is invited."""
