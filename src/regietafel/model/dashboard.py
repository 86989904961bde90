"""``cijfers/dashboard.yaml``: which indicators a table follows, and where their figures stand."""

from typing import Self

from pydantic import Field, model_validator

from regietafel.model.basis import Basis, Datum, Tekst
from regietafel.model.cijfers import Bedrag, Drempels


class Indicatorregel(Basis):
    """One indicator as the user describes it.

    What is left out here stands in the table of the dashboard, in the row with the indicator's
    name; nothing may stand in both. The realisation may also be the total of ``behaald``.
    """

    naam: Tekst
    kort: Tekst | None = Field(None, description="Korte naam voor tabel en grafiek, zoals OEK")
    bron: Tekst | None = Field(None, description="Van wie de realisatie komt")
    eenheid: Tekst | None = Field(None, description="Zoals plekken of personen")
    startdatum: Datum | None = Field(None, description="De dag van het startpunt")
    startpunt: Bedrag | None = Field(None, description="De opgave op de startdatum")
    einddatum: Datum | None = Field(None, description="De dag van het eindpunt")
    eindpunt: Bedrag | None = Field(None, description="De opgave op de einddatum")
    peildatum: Datum | None = Field(None, description="De dag waarop de realisatie zo was")
    realisatie: Bedrag | None = Field(None, description="Hoeveel er op de peildatum is")
    plaatsen: int = Field(0, ge=0, le=6, description="Cijfers achter de komma bij het afronden")
    drempels: Drempels = Drempels()
    tabel: Tekst | None = Field(
        None, description="De tabel met een rij per gebied: de naam van het bestand zonder .csv"
    )
    start: Tekst | None = Field(
        None, description="De kolom met het startpunt per gebied, als dat bekend is"
    )
    opgave: Tekst | None = Field(None, description="De kolom met de opgave per gebied")
    behaald: tuple[Tekst, ...] = Field(
        (), description="De kolommen die samen de realisatie per gebied zijn"
    )
    toelichting: tuple[Tekst, ...] = Field((), description="Noten bij deze indicator")

    @model_validator(mode="after")
    def _table_with_columns(self) -> Self:
        if self.tabel and not (self.opgave and self.behaald):
            raise ValueError("Noem bij 'tabel' ook de kolommen: 'opgave' en 'behaald'.")
        if not self.tabel and (self.start or self.opgave or self.behaald):
            raise ValueError("Noem bij 'opgave' en 'behaald' ook de 'tabel' waar zij in staan.")
        return self

    @property
    def naam_kort(self) -> str:
        return self.kort or self.naam


class Dashboard(Basis):
    """The indicators of one dashboard, with the notes that go with them."""

    titel: Tekst
    peildatum: Datum | None = Field(
        None, description="De dag die boven het dashboard staat; anders die van de indicatoren"
    )
    tabel: Tekst | None = Field(
        None, description="De tabel met een rij per indicator, zonder .csv, zoals indicatoren"
    )
    indicatoren: tuple[Indicatorregel, ...] = Field(min_length=1)
    toelichting: tuple[Tekst, ...] = Field((), description="Algemene noten")
