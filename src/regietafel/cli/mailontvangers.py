"""Who gets a mail about a meeting, and in which messages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regietafel.cli.terminal import Refusal
from regietafel.dossier.loading import Dossier
from regietafel.findings import Finding, waarschuwing
from regietafel.model.adres import same_address
from regietafel.model.tafel import Lid
from regietafel.model.zending import VerzondenAan
from regietafel.outbound.mail import Kalenderdeel, Mailadres, is_usable, unusable_text
from regietafel.outbound.uitnodiging import Kalenderbericht, invited_name


@dataclass(frozen=True)
class Ontvanger:
    """Somebody who gets a mail; ``lid`` is None for one who left the table."""

    naam: str
    email: str
    lid: Lid | None = None

    @property
    def adres(self) -> Mailadres:
        return Mailadres(self.naam, self.email)

    @property
    def sleutel(self) -> str:
        return same_address(self.email)

    def as_kept(self) -> VerzondenAan:
        name = " ".join(self.naam.split()) or self.email
        return VerzondenAan(email=self.email, naam=name, lid=self.lid.lid if self.lid else None)


@dataclass(frozen=True)
class Groep:
    """People who get the same, with the calendar message that comes with it if there is one.

    ``zonder`` names the files of the mailing that are not for them.
    """

    ontvangers: tuple[Ontvanger, ...]
    kalender: Kalenderdeel | None = None
    bestandsnaam: str = ""
    zonder: frozenset[str] = frozenset()

    @property
    def zegt_af(self) -> bool:
        return self.kalender is not None and self.kalender.methode == "CANCEL"


def members(dossier: Dossier) -> tuple[list[Ontvanger], list[Finding]]:
    """Return the members who can get mail, each address once, and who can't and why."""
    path = dossier.werkmap.table_folder(dossier.tafelnaam) / "tafel.yaml"
    found: dict[str, Ontvanger] = {}
    findings = []
    for index, lid in enumerate(dossier.tafel.leden):
        problem = _problem(lid, found)
        if problem:
            keys = ("leden", index, "email") if lid.email else ("leden", index)
            findings.append(waarschuwing(path, problem[0], problem[1], keys))
        elif lid.email:
            found[same_address(lid.email)] = Ontvanger(invited_name(lid), lid.email, lid)
    return [*found.values()], findings


def _problem(lid: Lid, found: dict[str, Ontvanger]) -> tuple[str, str] | None:
    """Return the code and the message of why a member gets no mail of their own."""
    if lid.email is None:
        return (
            "lid-zonder-email",
            f"'{lid.lid}' heeft geen e-mailadres en krijgt dus geen mail; vul email in.",
        )
    if not is_usable(lid.email):
        return "email-onbruikbaar", unusable_text(lid.email)
    other = found.get(same_address(lid.email))
    if other is not None and other.lid is not None:
        return (
            "email-dubbel",
            f"'{lid.lid}' heeft hetzelfde adres als '{other.lid.lid}'; dat adres krijgt één mail.",
        )
    return None


def only(people: Sequence[Ontvanger], names: Sequence[str]) -> list[Ontvanger]:
    """Return the people that the user named; a Refusal for a name that is nobody's."""
    known = {one.lid.lid: one for one in people if one.lid}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Refusal(
            f"'{unknown[0]}' is geen lid dat deze mail kan krijgen; kies uit: {', '.join(known)}."
        )
    return [one for one in people if not names or (one.lid and one.lid.lid in names)]


def without_answer(dossier: Dossier, people: Sequence[Ontvanger]) -> list[Ontvanger]:
    """Return the people from whom an answer about the time as it is now is still awaited."""
    from regietafel.cli.aanwezigheid import silent_members

    silent = {lid.lid for lid in silent_members(dossier)}
    return [one for one in people if one.lid and one.lid.lid in silent]


def groups_of(people: Sequence[Ontvanger], messages: Sequence[Kalenderbericht]) -> Iterator[Groep]:
    """Yield, per calendar message, the people it is for; somebody who left is not among them yet."""
    known = {one.sleutel: one for one in people}
    for message in messages:
        group = tuple(
            known.get(same_address(one.email), Ontvanger(one.naam, one.email))
            for one in message.ontvangers
            if is_usable(one.email)
        )
        if group:
            part = Kalenderdeel(message.methode, message.inhoud)
            yield Groep(group, part, message.bestandsnaam)
