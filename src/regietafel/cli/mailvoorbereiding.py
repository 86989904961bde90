"""A mailing as the user asked for it: what goes to whom, and what stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from regietafel.cli.mailberichten import Mailing
from regietafel.cli.mailontvangers import Groep, Ontvanger, groups_of, members, only, without_answer
from regietafel.cli.mailregister import MET_STUKKEN, without_double
from regietafel.cli.mailstukken import Meegestuurd, gather_files, within_limits
from regietafel.cli.openen import Geopend
from regietafel.cli.terminal import Refusal
from regietafel.dossier.loading import Dossier
from regietafel.dossier.verzonden import VERZONDEN
from regietafel.findings import Finding, Severity, hint
from regietafel.ledger.bezorging import last_received, last_told
from regietafel.model.adres import same_address
from regietafel.model.kalender import Genodigde, Uitnodigingsstand
from regietafel.model.vergadering import Doorgang
from regietafel.model.zending import Gevraagd, Mailsoort, Verzonden, Zending

_ONCE = frozenset({Mailsoort.AGENDA, Mailsoort.VERSLAG, Mailsoort.ANNULERING})
"""The kinds of which a second one with other content has to be asked for."""
KALENDERSOORTEN = frozenset({Mailsoort.UITNODIGING, Mailsoort.ANNULERING})
"""The kinds that a calendar message comes with."""


@dataclass(frozen=True)
class Vraag:
    """What the user asked for. ``aan`` are short names of members; nobody means everybody."""

    soort: Mailsoort
    aan: Sequence[str] = ()
    bcc: bool = False
    bundel: bool = False
    toelichting: str = ""
    opnieuw: bool = False

    @property
    def gevraagd(self) -> Gevraagd:
        """Return the options that a mailing keeps, its words on one line."""
        words = "".join(c if c.isprintable() else " " for c in self.toelichting)
        return Gevraagd(
            toelichting=" ".join(words.split()) or None, bundel=self.bundel, bcc=self.bcc
        )

    @property
    def opties(self) -> list[str]:
        """Return the options that make a new mailing another one than usual."""
        given = {
            "--aan": self.aan,
            "--toelichting": self.toelichting,
            "--bundel": self.bundel,
            "--bcc": self.bcc,
            "--opnieuw": self.opnieuw,
        }
        return [option for option, value in given.items() if value]


def prepare(geopend: Geopend, vraag: Vraag, moment: datetime) -> tuple[Mailing, list[Finding]]:
    """Return what goes to whom, and what is wrong with it; a Refusal where it can't be at all.

    ``moment`` is the stamp of a new calendar message.
    """
    dossier, mailings = geopend.dossier, geopend.dossier.verzonden
    require_fitting(dossier, vraag.soort)
    people, findings = members(dossier)
    groups = _groups(geopend, vraag, people, Kalenderkeuze(moment, vraag, mailings))
    files, more = gather_files(geopend, vraag.soort, bundel=vraag.bundel)
    files, too_large = within_limits(dossier, files)
    if vraag.soort is Mailsoort.NAZENDING:
        groups = _by_what_they_have(dossier, vraag, groups, files, mailings)
    mailing = Mailing(
        dossier,
        vraag.soort,
        groups,
        tuple(files),
        vraag.toelichting,
        vraag.gevraagd,
        _earlier(mailings, vraag),
    )
    findings += [*more, *too_large, *_about_content(dossier, vraag.soort)]
    if vraag.opnieuw:
        return mailing, findings
    mailing, had = without_double(mailing, mailings)
    _refuse_second(vraag, mailing)
    return mailing, [*findings, *_about_had(mailing, had)]


def require_fitting(dossier: Dossier, soort: Mailsoort) -> None:
    """Refuse a mail that contradicts whether the meeting goes on."""
    cancelled = dossier.vergadering.doorgang is Doorgang.GEANNULEERD
    if soort is Mailsoort.ANNULERING and not cancelled:
        raise Refusal(
            "Deze vergadering gaat door; zet eerst 'doorgang: geannuleerd' in vergadering.yaml."
        )
    if soort not in {Mailsoort.ANNULERING, Mailsoort.VERSLAG} and cancelled:
        raise Refusal("Deze vergadering is geannuleerd; verstuur een afzegging (soort annulering).")


@dataclass(frozen=True)
class Kalenderkeuze:
    """Whom a calendar message goes to: whom it changed for, and who did not get it by mail yet.

    A version can be made without being sent, so what was mailed decides, and not what was made.
    """

    moment: datetime
    vraag: Vraag
    mailings: Sequence[Verzonden]

    def of(self, stand: Uitnodigingsstand) -> list[Genodigde]:
        """Return the people of a version who get it."""
        told = last_told(self.mailings)
        return [one for one in stand.genodigden if self._gets(one, stand, told)]

    def _gets(self, one: Genodigde, stand: Uitnodigingsstand, told: Mapping[str, datetime]) -> bool:
        before = told.get(same_address(one.email))
        if one in stand.laatsten:
            return True
        if one.afgezegd:
            return before is not None and before < one.gemaakt
        asked = self.vraag.opnieuw or one.lid in self.vraag.aan
        return asked or before is None or before < one.gemaakt


def _groups(
    geopend: Geopend, vraag: Vraag, people: Sequence[Ontvanger], keuze: Kalenderkeuze
) -> tuple[Groep, ...]:
    """Return the people by what they get; a calendar message decides itself whom it is for."""
    dossier = geopend.dossier
    chosen = only(people, vraag.aan)
    invited = dossier.uitnodiging is not None or vraag.soort is Mailsoort.UITNODIGING
    if vraag.soort not in KALENDERSOORTEN or not invited:
        some = vraag.soort is Mailsoort.HERINNERING
        rest = tuple(without_answer(dossier, chosen) if some else chosen)
        return (Groep(rest),) if rest else ()
    from regietafel.cli.uitnodigen import berichten

    groups = tuple(groups_of(people, berichten(geopend, keuze.moment, keuze.of)))
    return _only_chosen(groups, chosen) if vraag.aan else groups


def _only_chosen(groups: Sequence[Groep], chosen: Sequence[Ontvanger]) -> tuple[Groep, ...]:
    parts = (
        replace(groep, ontvangers=tuple(one for one in groep.ontvangers if one in chosen))
        for groep in groups
    )
    return tuple(groep for groep in parts if groep.ontvangers)


def _by_what_they_have(
    dossier: Dossier,
    vraag: Vraag,
    groups: Sequence[Groep],
    files: Sequence[Meegestuurd],
    mailings: Sequence[Verzonden],
) -> tuple[Groep, ...]:
    """Tell who has what the nazending adds to, from who gets the whole pack alone."""
    if len(files) == 1 and not vraag.aan:
        raise Refusal("Er is niets nieuws sinds de vorige mail; er is niets na te zenden.")
    got = last_received(mailings)
    last = dossier.ontvangen.laatste if dossier.ontvangen else None
    parts = []
    for groep in groups:
        having = tuple(
            one
            for one in groep.ontvangers
            if last and any(_same(last, v.zending) for v in got.get(one.sleutel, {}).values())
        )
        others = tuple(one for one in groep.ontvangers if one not in having)
        new = frozenset(file.naam for file in files[:-1])
        parts += [replace(groep, ontvangers=having)] if having else []
        parts += [replace(groep, ontvangers=others, zonder=new)] if others else []
    return tuple(parts)


def _same(one: Zending, other: Zending) -> bool:
    """Tell whether two mailings brought the same documents, such as a late one for a single member.

    The agenda itself is not compared: it names who comes, and answers come in all the time.
    """
    return (one.punten, one.stukken) == (other.punten, other.stukken)


def _earlier(mailings: Sequence[Verzonden], vraag: Vraag) -> dict[str, Verzonden]:
    got = last_received(mailings)
    return {email: by[vraag.soort] for email, by in got.items() if vraag.soort in by}


def _about_content(dossier: Dossier, soort: Mailsoort) -> list[Finding]:
    """Return names that want to be more, and what is wrong with documents that go out.

    Their hints and warnings are for ``controleer``.
    """
    from regietafel.checks.regels import run_checks
    from regietafel.checks.teksten import steering_names
    from regietafel.cli.feiten import gather, values_only

    if soort not in MET_STUKKEN:
        return run_checks(values_only(dossier), (steering_names,))
    from regietafel.cli.controleren import with_texts

    controle, about_texts = with_texts(dossier, gather(dossier))
    errors = [f for f in (*about_texts, *run_checks(controle)) if f.severity is Severity.FOUT]
    return [*run_checks(controle, (steering_names,)), *errors]


def _refuse_second(vraag: Vraag, mailing: Mailing) -> None:
    """Refuse a second mail of a kind that has other content, unless it is asked for."""
    earlier = mailing.eerder
    before = next((earlier[o.sleutel] for o in mailing.ontvangers if o.sleutel in earlier), None)
    if before is not None and vraag.soort in _ONCE and not vraag.aan:
        advice = (
            "Verstuur een nazending, of gebruik" if vraag.soort is Mailsoort.AGENDA else "Gebruik"
        )
        raise Refusal(
            f"Deze mail ging al uit ({before.naam}), met andere stukken. {advice} --opnieuw; er is nu "
            "niets gemaakt."
        )


def _about_had(mailing: Mailing, had: Sequence[Ontvanger]) -> list[Finding]:
    if not had:
        return []
    some = f"{len(had)} van de leden krijgen hem niet nog eens"
    who = some if mailing.groepen else "niemand krijgt hem nog eens"
    message = f"Deze mail ging al uit: {who}; met --opnieuw wel."
    return [hint(mailing.dossier.folder / VERZONDEN, "mail-al-verstuurd", message)]
