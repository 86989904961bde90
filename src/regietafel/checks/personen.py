"""Rules about the people of a meeting."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from regietafel.checks.controle import Controle
from regietafel.findings import Finding, fout, waarschuwing


def unknown_members(controle: Controle) -> Iterator[Finding]:
    known = [lid.lid for lid in controle.tafel.leden]
    for index, entry in enumerate(controle.vergadering.aanwezigheid):
        if entry.lid not in known:
            near = get_close_matches(entry.lid, known, n=1)
            advice = (
                f"bedoelt u '{near[0]}'?"
                if near
                else "voeg dit lid toe aan tafel.yaml, of zet de persoon bij gasten."
            )
            message = f"'{entry.lid}' staat niet in de ledenlijst van deze tafel; {advice}"
            yield fout(
                controle.vergaderpad, "lid-onbekend", message, ("aanwezigheid", index, "lid")
            )


def double_members(controle: Controle) -> Iterator[Finding]:
    times = Counter(entry.lid for entry in controle.vergadering.aanwezigheid)
    for index, entry in enumerate(controle.vergadering.aanwezigheid):
        if times[entry.lid] > 1:
            message = f"'{entry.lid}' staat {times[entry.lid]} keer bij de aanwezigheid; laat er één staan."
            yield fout(controle.vergaderpad, "lid-dubbel", message, ("aanwezigheid", index, "lid"))


def double_addresses(controle: Controle) -> Iterator[Finding]:
    """Two members on one address get one invitation, in the name of the first."""
    seen: dict[str, str] = {}
    for index, lid in enumerate(controle.tafel.leden):
        address = (lid.email or "").lower()
        if address and address in seen:
            message = f"'{lid.lid}' en '{seen[address]}' hebben hetzelfde e-mailadres; samen krijgen zij één uitnodiging."
            yield waarschuwing(
                controle.tafelpad, "email-dubbel", message, ("leden", index, "email")
            )
        seen.setdefault(address, lid.lid)


def addresses(controle: Controle) -> Iterator[Finding]:
    """A member without an address can't be invited."""
    for index, lid in enumerate(controle.tafel.leden):
        if lid.email is None:
            message = (
                f"'{lid.lid}' heeft geen e-mailadres en krijgt dus geen uitnodiging; vul email in."
            )
            yield waarschuwing(controle.tafelpad, "lid-zonder-email", message, ("leden", index))
