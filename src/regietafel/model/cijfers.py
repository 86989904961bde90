"""``cijfers/NAAM.yaml``: what a number table or a set of indicators means."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator

from regietafel.model.basis import Basis, Datum, JaNee, Kort, Tekst

_GETAL = r"[-−]?([1-9][0-9]{0,2}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?"
"""How Dutch writes a number, with points between all its thousands or with none."""


def _parse_getal(value: object) -> object:
    """Take ``97001``, ``97.001`` or ``0,5`` as Dutch writes it, and what is a number already."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, float):
        raise ValueError(  # noqa: TRY004 - pydantic gathers ValueErrors only
            "Zet een getal met een punt of komma tussen aanhalingstekens, zoals '97.001' of '0,5'."
        )
    if not isinstance(value, str):
        raise ValueError(f"'{value}' is geen getal.")  # noqa: TRY004 - see above
    text = value.strip()
    if re.fullmatch(_GETAL, text) is None:
        raise ValueError(f"'{value}' is geen getal; schrijf bijvoorbeeld 97.001 of 0,5.")
    return Decimal(text.replace("−", "-").replace(".", "").replace(",", "."))


Bedrag = Annotated[
    Decimal,
    BeforeValidator(_parse_getal),
    Field(allow_inf_nan=False),
    WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{_GETAL}$"}),
]
"""An exact number: ``120000``, ``'120.000'`` or ``'0,5'``."""

Kolomsleutel = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""The name of a column in formulas: lower case, digits and underscores."""


class Leeg(StrEnum):
    """What an empty cell of a column means."""

    ONBEKEND = "onbekend"
    NIETS = "niets"


class Totaal(StrEnum):
    """How the total row of a column comes about."""

    SOM = "som"
    FORMULE = "formule"
    GEEN = "geen"


class Drempels(Basis):
    """From which share of the schedule or the task a figure is green, and from which orange."""

    groen: Bedrag = Field(Decimal(100), description="Groen vanaf dit percentage")
    oranje: Bedrag = Field(Decimal(75), description="Oranje vanaf dit percentage; daaronder rood")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.oranje > self.groen:
            raise ValueError("'oranje' moet lager zijn dan 'groen'.")
        return self


class Kolomdefinitie(Kort):
    """One column of a number table."""

    kolom: Tekst = Field(description="De naam boven de kolom, zoals in het bestand")
    naam: Kolomsleutel | None = Field(
        None, description="Korte naam voor formules; zonder deze sleutel gemaakt van de kolomnaam"
    )
    label: Tekst | None = Field(None, description="Wat er in stukken boven de kolom komt te staan")
    eenheid: Tekst | None = Field(None, description="Bijvoorbeeld plekken, inwoners, % of €")
    plaatsen: int | None = Field(
        None, ge=0, le=6, description="Cijfers achter de komma waarop aan het eind wordt afgerond"
    )
    formule: Tekst | None = Field(
        None, description="Zoals opgave - realisatie, of realisatie / opgave bij eenheid %"
    )
    totaal: Totaal | None = Field(
        None,
        description="som, formule (de formule op de totaalrij) of geen; zonder deze sleutel som, en formule bij %",
    )
    leeg: Leeg = Field(
        Leeg.ONBEKEND, description="Wat een lege cel betekent: onbekend, of niets (telt als nul)"
    )
    groep: Tekst | None = Field(None, description="Kop boven een aantal kolommen naast elkaar")
    bron: Tekst | None = Field(None, description="Bron van deze kolom, als die afwijkt")
    peildatum: Datum | None = Field(None, description="Peildatum van deze kolom, als die afwijkt")
    drempels: Drempels | None = None

    @classmethod
    def korte_sleutel(cls) -> str:
        return "kolom"


class Groep(Basis):
    """Rows that belong together, with a subtotal."""

    naam: Tekst
    rijen: tuple[Tekst, ...] = Field(description="De labels van de rijen in deze groep")


class Bewust(Basis):
    """A stated figure that is known to be wrong and is printed as received all the same."""

    rij: Tekst = Field(description="Het label van de rij")
    kolom: Tekst = Field(description="De naam van de kolom")
    reden: Tekst = Field(description="Waarom het getal zo blijft staan")


class Getallentabel(Basis):
    """``NAAM.yaml`` beside ``NAAM.csv`` or ``NAAM.xlsx``."""

    titel: Tekst
    bron: Tekst | None = Field(None, description="Waar de cijfers vandaan komen")
    peildatum: Datum | None = Field(None, description="De dag waarop de cijfers zo waren")
    eenheid: Tekst | None = Field(None, description="Eenheid van alle kolommen zonder eigen")
    koprijen: int | None = Field(None, ge=1, le=3, description="Aantal rijen van de kop")
    kolommen: tuple[Kolomdefinitie, ...] = ()
    totaalrij: Tekst | None = Field(
        None, description="Het label van de totaalrij; zonder deze sleutel herkend aan zijn naam"
    )
    totaal_maken: JaNee = Field(False, description="Een totaalrij toevoegen als het bestand er geen heeft")  # fmt: skip
    groepen: tuple[Groep, ...] = ()
    bewust: tuple[Bewust, ...] = Field(
        (), description="Cijfers die fout zijn en met opzet zo blijven staan"
    )
    toelichting: tuple[Tekst, ...] = Field((), description="Noten onder de tabel")


class Indicatordefinitie(Basis):
    """One indicator with a schedule: a straight line by days between two points."""

    naam: Tekst
    kort: Tekst | None = Field(None, description="Korte naam voor kaart en tabelkop")
    bron: Tekst | None = None
    eenheid: Tekst | None = None
    startdatum: Datum = Field(description="De dag van het startpunt")
    startpunt: Bedrag = Field(description="De opgave op de startdatum")
    einddatum: Datum = Field(description="De dag van het eindpunt")
    eindpunt: Bedrag = Field(description="De opgave op de einddatum")
    peildatum: Datum = Field(description="De dag waarop de realisatie zo was")
    realisatie: Bedrag | None = Field(None, description="Leeg laten als zij niet bekend is")
    plaatsen: int = Field(0, ge=0, le=6, description="Cijfers achter de komma bij het afronden")
    drempels: Drempels = Drempels()

    @model_validator(mode="after")
    def _start_before_end(self) -> Self:
        if self.startdatum >= self.einddatum:
            raise ValueError("De einddatum moet na de startdatum liggen.")
        return self

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.startpunt > self.eindpunt:
            raise ValueError("Het eindpunt mag niet lager zijn dan het startpunt.")
        return self


class Bewegingsruimte(Basis):
    """What a municipality says about its share of one kind: at least, at most, or fixed."""

    gemeente: Tekst
    soort: Tekst = Field(description="Zoals OEK, asiel of AMV")
    minimaal: int | None = Field(None, ge=0)
    maximaal: int | None = Field(None, ge=0)
    vast: int | None = Field(None, ge=0, description="Dit aantal, niet meer en niet minder")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        low, high = self.minimaal, self.maximaal
        if self.vast is not None and (low is not None or high is not None):
            raise ValueError("Schrijf 'vast' of 'minimaal' en 'maximaal', niet allebei.")
        if low is not None and high is not None and low > high:
            raise ValueError("'minimaal' is groter dan 'maximaal'.")
        return self


class Soortkolommen(Basis):
    """Where the figures of one kind of task stand in the table of a puzzle."""

    soort: Tekst
    opgave: Tekst
    voorstel: Tekst | None = None
    bijstelling: Tekst | None = None
    inbreng: Tekst | None = None


class Puzzel(Basis):
    """The distribution of a task over municipalities."""

    titel: Tekst
    tabel: Tekst = Field(description="De getallentabel met een rij per gemeente")
    inwoners: Tekst | None = Field(None, description="De kolom met de inwoners")
    soorten: tuple[Soortkolommen, ...] = Field(min_length=1)
    ruimte: tuple[Bewegingsruimte, ...] = Field((), description="Grenzen die gemeenten gaven")


class Scenario(Basis):
    """One line of a forecast: the task and what is placed, each year the same or year by year."""

    naam: Tekst
    taakstelling: tuple[Bedrag, ...] = Field(
        min_length=1, description="Per jaar; het laatste getal geldt voor alle jaren erna"
    )
    gehuisvest: tuple[Bedrag, ...] = Field(
        min_length=1, description="Per jaar; het laatste getal geldt voor alle jaren erna"
    )


class Prognose(Basis):
    """A backlog over years, with scenarios side by side."""

    titel: Tekst
    begin: Datum = Field(description="De eerste peildatum, zoals 2023-01-01")
    jaren: int = Field(ge=1, le=50, description="Aantal jaren")
    achterstand: Bedrag = Field(Decimal(0), description="De achterstand op de eerste peildatum")
    scenarios: tuple[Scenario, ...] = Field(min_length=1)
    bron: Tekst | None = None

    def peildata(self) -> tuple[date, ...]:
        """Return the first day of each year of the forecast."""
        day = min(self.begin.day, 28) if self.begin.month == 2 else self.begin.day  # noqa: PLR2004
        years = range(self.begin.year, self.begin.year + self.jaren)
        return tuple(date(year, self.begin.month, day) for year in years)
