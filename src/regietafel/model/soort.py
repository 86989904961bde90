"""``soort.yaml``: what kind of document a folder in ``templates/`` makes."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, StringConstraints, field_validator, model_validator

from regietafel.model.basis import Basis, JaNee, Kort, Sleutel, Tekst

IN_PATRONEN = ("soort", "titel", "tafel", "vergadering", "datum", "nummer")
"""What a pattern such as ``Voorstelmemo {titel}`` may name, besides the fields of the kind."""

_NAAM = re.compile(r"\{([^{}]*)\}")


class Familie(StrEnum):
    """Which view a template of this kind sees."""

    AGENDA = "agenda"
    ACTIELIJST = "actielijst"
    CIJFERS = "cijfers"
    DASHBOARD = "dashboard"
    INHOUD = "inhoud"
    INVULBLAD = "invulblad"
    VOORBLAD = "voorblad"
    RAPPORT = "rapport"
    REGIEBOEK = "regieboek"
    HERINNERING = "herinnering"
    MAIL = "mail"
    STUK = "stuk"


class Veldsoort(StrEnum):
    """What a header field holds."""

    TEKST = "tekst"
    DATUM = "datum"
    LIJST = "lijst"


class Plek(StrEnum):
    """Where a header field stands."""

    KOP = "kop"
    ZIJ = "zij"
    VOET = "voet"
    ADRES = "adres"
    ONDERTEKENING = "ondertekening"
    GEEN = "geen"


class Eis(StrEnum):
    """Whether a section must be there."""

    JA = "ja"
    NEE = "nee"
    ADVIES = "advies"


Veldsleutel = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
"""The name of a header field: lower case, digits and underscores."""


class Veld(Kort):
    """A header field that a writer fills in above the text."""

    sleutel: Veldsleutel = Field(description="Zoals u het veld boven een stuk schrijft")
    label: Tekst | None = Field(None, description="Zoals het in het stuk staat; anders de sleutel")
    type: Veldsoort = Veldsoort.TEKST
    verplicht: JaNee = False
    plek: Plek = Field(
        Plek.KOP, description="Waar het staat; geen als alleen een vaste tekst het gebruikt"
    )
    hint: Tekst | None = Field(None, description="Uitleg voor de schrijver")

    @classmethod
    def korte_sleutel(cls) -> str:
        return "sleutel"

    @field_validator("sleutel")
    @classmethod
    def _free_name(cls, sleutel: str) -> str:
        if hasattr(BaseModel, sleutel) or sleutel.startswith("model_"):
            raise ValueError(f"'{sleutel}' is al in gebruik; kies een ander woord.")
        return sleutel

    @property
    def naam(self) -> str:
        return self.label or self.sleutel.replace("_", " ").capitalize()


class Sectie(Kort):
    """A heading that a document of this kind has."""

    titel: Tekst
    niveau: int = Field(1, ge=1, le=3, description="1 voor een kop met ##, 2 met ###, 3 met ####")
    verplicht: Eis = Eis.JA
    ongenummerd: JaNee = Field(
        default=False,
        description="ja als deze kop geen nummer krijgt en de koppen eronder ook niet",
    )
    hint: Tekst | None = Field(None, description="Uitleg voor de schrijver")

    @property
    def hekjes(self) -> str:
        """Return what a writer types before the heading."""
        return "#" * (self.niveau + 1)


class Vergelijking(Basis):
    """How a document is compared with the one before it: by the rows of a table."""

    rij: Tekst = Field(
        description="Kop van de kolom die zegt welke maatregel of welk project het is"
    )
    kolommen: tuple[Tekst, ...] = Field(
        (), description="Koppen van de kolommen waarin iets kan veranderen; anders alle"
    )
    sectie: Tekst = Field(description="Kop waaronder komt te staan wat er veranderd is")


class Actieregels(Basis):
    """How a document states actions that a table can take over: by the heads of its tables."""

    actie: Tekst = Field(description="Kop van de kolom die zegt wat er moet gebeuren")
    initiatief: Tekst = Field(description="Kop van de kolom die zegt wie begint")


class Teksten(Basis):
    """Words that every document of this kind carries; ``{titel}`` and fields are filled in."""

    opschrift: Tekst | None = Field(None, description="Boven de titel, zoals Raadsinformatiebrief")
    aanhef: Tekst | None = Field(None, description="Zoals: Geachte leden van de gemeenteraad,")
    slot: Tekst | None = Field(None, description="Zoals: Hoogachtend,")
    voetregel: Tekst | None = Field(None, description="Kleine regel aan het eind")

    def as_patterns(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.opschrift, self.aanhef, self.slot, self.voetregel)))


class Soort(Basis):
    """A kind of document. What comes after ``familie`` counts for the family ``stuk``."""

    naam: Tekst = Field(description="Zoals een secretaris het stuk noemt")
    omschrijving: Tekst
    familie: Familie
    sjabloon: Sleutel | None = Field(
        None, description="Soort waarvan het sjabloon wordt gebruikt als deze map er geen heeft"
    )
    naam_van_stuk: Tekst = Field(
        "{soort} {titel}", description="Naam van bestand en bijlage, zoals Voorstelmemo {titel}"
    )
    velden: tuple[Veld, ...] = Field((), description="Wat de schrijver boven de tekst invult")
    secties: tuple[Sectie, ...] = Field((), description="De koppen, in volgorde")
    genummerd: JaNee = Field(default=False, description="ja als de koppen een nummer krijgen")
    inhoudsopgave: JaNee = False
    liggend: JaNee = Field(default=False, description="ja als het hele stuk liggend is")
    pdf: Literal["typst", "word"] | None = Field(
        None, description="Hoe de PDF van deze soort ontstaat; anders zoals in regietafel.yaml"
    )
    vergelijk: Vergelijking | None = Field(
        None, description="Hoe een stuk met het vorige wordt vergeleken"
    )
    actieregels: Actieregels | None = Field(
        None, description="Waar acties staan die de actielijst kan overnemen"
    )
    teksten: Teksten = Field(default_factory=Teksten, description="Vaste teksten")

    @field_validator("velden")
    @classmethod
    def _distinct_fields(cls, velden: tuple[Veld, ...]) -> tuple[Veld, ...]:
        _require_distinct((veld.sleutel for veld in velden), "dit veld staat er twee keer")
        return velden

    @field_validator("secties")
    @classmethod
    def _distinct_sections(cls, secties: tuple[Sectie, ...]) -> tuple[Sectie, ...]:
        _require_distinct((s.titel.casefold() for s in secties), "deze sectie staat er twee keer")
        above = 0
        for sectie in secties:
            if sectie.niveau > above + 1:
                raise ValueError(
                    f"'{sectie.titel}' staat op niveau {sectie.niveau}; hier kan hoogstens {above + 1}."
                )
            above = sectie.niveau
        return secties

    @model_validator(mode="after")
    def _known_names(self) -> Self:
        known = {*IN_PATRONEN, *(veld.sleutel for veld in self.velden)}
        for pattern in (self.naam_van_stuk, *self.teksten.as_patterns()):
            unknown = next((name for name in _NAAM.findall(pattern) if name not in known), None)
            if unknown is not None:
                near = get_close_matches(unknown, known, n=1)
                advice = f"bedoelt u '{{{near[0]}}}'?" if near else f"hier kan: {_named(known)}."
                raise ValueError(f"'{{{unknown}}}' in '{pattern}' is geen veld; {advice}")
        return self


def _named(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _require_distinct(names: Iterable[str], message: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{message}: {name}.")
        seen.add(name)


def fill_pattern(pattern: str, values: dict[str, str]) -> str:
    """Return a pattern with its names filled in; a name without a value disappears."""
    return _NAAM.sub(lambda found: values.get(found[1], ""), pattern)
