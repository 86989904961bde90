"""``regietafel.yaml``: the house style of a workspace, and how its mail is sent."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from regietafel.model.basis import Basis, Email, Kleur, Link, Tekst


class Huisstijl(Basis):
    """How documents look and who sends them. Every document of a table carries it."""

    naam: Tekst = Field(description="Naam van de organisatie zoals zij in de kop staat")
    logo: Tekst | None = Field(
        None, description="Pad naar het logo (PNG, JPEG of SVG), vanaf de werkmap"
    )
    accentkleur: Kleur = Field("#154273", description="Kleur van koppen en lijnen, als #154273")
    afdeling: tuple[Tekst, ...] = Field(
        (), description="Regels onder de naam, zoals directie en team"
    )
    adresblok: tuple[Tekst, ...] = Field((), description="Regels van het adres")
    vertrouwelijkheid: Tekst | None = Field(
        None, description="Regel over vertrouwelijkheid in de voet van elk stuk"
    )


Servernaam = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$"),
]
"""A name such as ``smtp.provincie.nl``, or an IP address."""

_POORTEN = {"starttls": 587, "direct": 465, "geen": 25}
"""RFC 8314, 3.3 and 7.3; RFC 5321, 4.5.4.2."""


class Mail(Basis):
    """How mail is sent. Who logs in stands in no file: see ``cli.maillogin``."""

    server: Servernaam | None = Field(None, description="Zoals smtp.provincie.nl")
    tls: Literal["starttls", "direct", "geen"] = Field(
        "starttls", description="Beveiliging: starttls, direct, of geen (alleen op deze computer)"
    )
    poort: int | None = Field(None, ge=1, le=65535, description="Anders 587, of 465 bij direct")
    certificaat: Tekst | None = Field(
        None, description="Bestand met het certificaat van uw eigen uitgever, vanaf de werkmap"
    )
    afzender: Email | None = Field(
        None, description="Adres dat mag verzenden, als dat een ander is dan het secretariaat"
    )
    wachttijd: int = Field(30, ge=1, le=600, description="Seconden wachten op de server")
    waarschuw_mb: int = Field(7, ge=1, le=1000, description="Vanaf hier een waarschuwing")
    grens_mb: int = Field(18, ge=1, le=1000, description="Grootste mail, in MB aan bestanden")
    link: Link | None = Field(
        None, description="Waar de leden stukken ophalen die te groot zijn voor de mail"
    )

    @property
    def serverpoort(self) -> int:
        return self.poort or _POORTEN[self.tls]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.waarschuw_mb > self.grens_mb:
            raise ValueError("waarschuw_mb is hoger dan grens_mb; maak het lager.")
        return self


class Instellingen(Basis):
    """The settings of a workspace."""

    huisstijl: Huisstijl
    pdf: Literal["typst", "word"] = Field(
        "typst", description="Hoe de PDF ontstaat: typst (standaard) of word (via LibreOffice)"
    )
    mail: Mail = Field(default_factory=Mail, description="Hoe mail wordt verstuurd")
