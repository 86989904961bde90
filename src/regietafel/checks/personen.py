"""Rules about the people of a meeting."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from regietafel import dutch
from regietafel.checks.controle import Controle
from regietafel.findings import Finding, fout, waarschuwing
from regietafel.model.adres import same_address
from regietafel.model.opkomst import companions, is_taken
from regietafel.model.tafel import Rol


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
        address = same_address(lid.email) if lid.email else ""
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
        elif not lid.email.rpartition("@")[0].isascii():
            message = f"'{lid.email}' is geen bruikbaar e-mailadres: letters met een accent kunnen niet voor de @; verbeter het."
            keys = ("leden", index, "email")
            yield waarschuwing(controle.tafelpad, "email-onbruikbaar", message, keys)


def quorum(controle: Controle) -> Iterator[Finding]:
    """A meeting for which too many members said no can't decide."""
    needed = controle.tafel.quorum
    voters = {lid.lid for lid in controle.tafel.leden if lid.rol is not Rol.ADVISEUR}
    entries = [entry for entry in controle.vergadering.aanwezigheid if entry.lid in voters]
    empty = {entry.lid for entry in entries if not is_taken(entry)}
    if needed is not None and entries and len(voters - empty) < needed:
        left = len(voters - empty)
        message = f"Er {'komt' if left == 1 else 'komen'} hoogstens {dutch.aantal(left, 'lid', 'leden')}, en het quorum is {needed}; vraag om vervangers of verplaats de vergadering."
        yield waarschuwing(controle.vergaderpad, "quorum-ontbreekt", message, ("aanwezigheid",))


def too_many_companions(controle: Controle) -> Iterator[Finding]:
    """A delegation has a cap, so that the room and the table stay what they are."""
    most = controle.tafel.begeleiders
    for lid in controle.tafel.leden if most is not None else ():
        number = companions(controle.vergadering, controle.antwoorden, lid.lid)
        if number > (most or 0):
            who = dutch.aantal(number, "begeleider", "begeleiders")
            message = f"'{lid.lid}' neemt {who} mee; het hoogste aantal is {most}. Vraag wie er thuisblijft."
            yield waarschuwing(controle.vergaderpad, "begeleiders-te-veel", message, ("gasten",))


def hosts_of_guests(controle: Controle) -> Iterator[Finding]:
    """A guest comes with a member of this table."""
    known = [lid.lid for lid in controle.tafel.leden]
    for index, gast in enumerate(controle.vergadering.gasten):
        if gast.bij is not None and gast.bij not in known:
            message = f"'{gast.bij}' staat niet in de ledenlijst van deze tafel; verbeter de naam."
            yield fout(controle.vergaderpad, "lid-onbekend", message, ("gasten", index, "bij"))


def own_links(controle: Controle) -> Iterator[Finding]:
    """A link of their own is for a member of this table."""
    known = [lid.lid for lid in controle.tafel.leden]
    digital = controle.vergadering.digitaal
    for index, entry in enumerate(digital.links if digital else ()):
        if entry.lid not in known:
            message = f"'{entry.lid}' staat niet in de ledenlijst van deze tafel; verbeter de naam."
            keys = ("digitaal", "links", index, "lid")
            yield fout(controle.vergaderpad, "lid-onbekend", message, keys)
