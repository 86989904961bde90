"""The messages of a mailing: what each person reads, and as which file it lies in ``uit/``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from regietafel import dutch
from regietafel.cli.mailnamen import mail_name
from regietafel.cli.mailontvangers import Groep, Ontvanger
from regietafel.cli.mailsjablonen import render_mail
from regietafel.cli.mailstukken import Meegestuurd
from regietafel.documents.compose_mail import Mailgegevens, compose_mail
from regietafel.dossier.loading import Dossier
from regietafel.model.vergadering import Doorgang
from regietafel.model.zending import Afspraak, Gevraagd, Mailsoort, Verzonden
from regietafel.outbound.mail import (
    Mailadres,
    Mailbericht,
    Mailbijlage,
    compose_concept,
)

_CHANGES = frozenset({Mailsoort.UITNODIGING, Mailsoort.AGENDA})
"""The kinds of which a second one says that it takes the place of the first."""


@dataclass(frozen=True)
class Mailing:
    """What goes out in one time: the same files, for some people with a calendar message.

    ``eerder`` is, per address, the last mailing of this kind that it got.
    """

    dossier: Dossier
    soort: Mailsoort
    groepen: tuple[Groep, ...]
    stukken: tuple[Meegestuurd, ...]
    toelichting: str
    gevraagd: Gevraagd
    eerder: Mapping[str, Verzonden]

    @property
    def ontvangers(self) -> list[Ontvanger]:
        return [one for groep in self.groepen for one in groep.ontvangers]

    def stukken_van(self, groep: Groep) -> list[Meegestuurd]:
        """Return the files that are for some of the people."""
        return [stuk for stuk in self.stukken if stuk.naam not in groep.zonder]

    def bijlagen_van(self, groep: Groep) -> list[Mailbijlage]:
        """Return the files that go to them in the mail itself."""
        return [Mailbijlage(s.naam, s.inhoud) for s in self.stukken_van(groep) if not s.link]

    @property
    def afspraak(self) -> Afspraak | None:
        """Return the appointment that an invitation is for."""
        if self.soort is not Mailsoort.UITNODIGING:
            return None
        meeting, stand = self.dossier.vergadering, self.dossier.uitnodiging
        return Afspraak(
            datum=meeting.datum,
            begin=meeting.begin,
            einde=meeting.einde,
            plaats=meeting.plaats,
            voorlopig=stand is not None and stand.voorlopig,
        )

    @property
    def afgelast(self) -> bool:
        return self.dossier.vergadering.doorgang is Doorgang.GEANNULEERD


@dataclass(frozen=True)
class Klaarbericht:
    """One message, and the people it is for; to more than one it goes as a blind copy."""

    groep: Groep
    ontvangers: tuple[Ontvanger, ...]
    bericht: Mailbericht


def sender(dossier: Dossier) -> Mailadres:
    secretariaat = dossier.tafel.secretariaat
    return Mailadres(secretariaat.naam, dossier.instellingen.mail.afzender or secretariaat.email)


def secretariat(dossier: Dossier) -> Mailadres:
    return Mailadres(dossier.tafel.secretariaat.naam, dossier.tafel.secretariaat.email)


def compose_messages(mailing: Mailing, *, bcc: bool) -> Iterator[Klaarbericht]:
    """Yield the messages: one per person, or with ``bcc`` one per group."""
    for groep in mailing.groepen:
        together = [groep.ontvangers] if bcc else [(one,) for one in groep.ontvangers]
        for people in together:
            yield _message(mailing, groep, people)


def _message(mailing: Mailing, groep: Groep, people: tuple[Ontvanger, ...]) -> Klaarbericht:
    soort = Mailsoort.ANNULERING if groep.zegt_af else mailing.soort
    dossier = mailing.dossier
    gegevens = _data(mailing, groep, soort, people)
    view = compose_mail(dossier.tafel, dossier.vergadering, dossier.huisstijl, gegevens)
    text, html = render_mail(dossier.werkmap, f"mail-{soort}", view)
    alone = len(people) == 1
    addresses = tuple(one.adres for one in people)
    bericht = Mailbericht(
        van=sender(dossier),
        aan=addresses if alone else (secretariat(dossier),),
        onderwerp=view.onderwerp,
        tekst=text,
        html=html,
        bcc=() if alone else addresses,
    )
    return Klaarbericht(groep, people, bericht)


def _data(
    mailing: Mailing, groep: Groep, soort: Mailsoort, people: tuple[Ontvanger, ...]
) -> Mailgegevens:
    known = mailing.eerder
    before = [known[one.sleutel].zending for one in people if one.sleutel in known]
    definite = [z for z in before if not (z.afspraak and z.afspraak.voorlopig)]
    invites = soort is Mailsoort.UITNODIGING
    return Mailgegevens(
        soort=soort,
        stukken=tuple(stuk.as_shown() for stuk in mailing.stukken_van(groep)),
        toelichting=mailing.toelichting,
        lid=people[0].lid if len(people) == 1 else None,
        naam=people[0].naam if len(people) == 1 else "",
        uitnodiging=mailing.afspraak if invites else None,
        eerder=tuple(z.afspraak for z in before if z.afspraak) if invites else (),
        gewijzigd=soort in _CHANGES and bool(definite),
        afspraak=groep.kalender is not None,
        aanvulling=next((s.aanvulling for s in mailing.stukken_van(groep) if s.aanvulling), None),
        volledig=bool(groep.zonder),
        vertrokken=soort is Mailsoort.ANNULERING and not mailing.afgelast,
    )


# ---------------------------------------------------------------------- as files in uit/


def drafts(
    mailing: Mailing, messages: Sequence[Klaarbericht]
) -> Iterator[tuple[str, Mailbericht, bytes]]:
    """Yield each draft with its name; a calendar goes as a file, so that Outlook keeps it."""
    for message in messages:
        groep, files = message.groep, mailing.bijlagen_van(message.groep)
        name = mail_name(mailing.dossier, mailing.soort, volledig=bool(groep.zonder))
        if groep.kalender:
            stem = groep.bestandsnaam.removesuffix(".ics")
            name = f"Mail {stem}"
            files.append(Mailbijlage(f"{dutch.mailnaam(stem)}.ics", groep.kalender.inhoud))
        yield name, message.bericht, compose_concept(message.bericht, files)
