"""The words of agenda and list, composed from models."""

from datetime import date
from pathlib import Path

import pytest

from regietafel.documents.blocks import Alinea, Deel
from regietafel.documents.compose import attachment_title, compose_agenda, compose_stijl
from regietafel.documents.compose_bundel import Plaats, compose_inhoud
from regietafel.documents.compose_eigenaren import owner_texts
from regietafel.documents.compose_lijst import compose_actielijst
from regietafel.documents.views import AgendaView, StijlView
from regietafel.ledger.boek import Zitting, boek_of_table
from regietafel.ledger.stand import standen
from regietafel.model.gebeurtenis import Acties
from regietafel.model.instellingen import Huisstijl
from regietafel.model.nummering import numbered_attachments
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Vergadering
from regietafel.model.verslag import Verslag

TAFEL = {
    "naam": "provinciale regietafel Voorbeeld",
    "kort": "PRT Voorbeeld",
    "nummercode": "PRT-VB",
    "niveau": "provinciaal",
    "secretariaat": {"naam": "Secretariaat", "email": "s@p.example"},
    "leden": [
        {
            "lid": "cdk",
            "naam": "A. Bakker",
            "functie": "commissaris",
            "organisatie": "provincie Voorbeeld",
        },
        {"lid": "secretaris", "functie": "secretaris", "organisatie": "provincie Voorbeeld"},
        {"lid": "stad", "functie": "burgemeester", "organisatie": "gemeente Stad"},
        {"lid": "dorp", "functie": "burgemeester", "organisatie": "gemeente Dorp"},
    ],
}
VERGADERING = {
    "datum": "2024-07-17",
    "begin": "12:30",
    "einde": "13:30",
    "plaats": "Provinciehuis",
    "inloop": {"vanaf": "12:00", "toelichting": "met lunch"},
    "versie": "2024-07-13",
    "agenda": [
        "Opening",
        {
            "titel": "Asiel",
            "onderdelen": [
                {"titel": "Stand", "doel": "ter informatie", "themas": ["Wet"]},
                {"titel": "Puzzel", "doel": "ter bespreking/instemming", "bijlagen": ["memo.pdf"]},
                {
                    "titel": "Nota",
                    "doel": "ter informatie",
                    "bijlagen": ["a.pdf", {"titel": "B", "volgt": "ja"}],
                },
            ],
        },
    ],
}


@pytest.fixture
def tafel() -> Tafel:
    return Tafel.model_validate(TAFEL)


@pytest.fixture
def stijl() -> StijlView:
    return compose_stijl(Huisstijl(naam="Provincie Voorbeeld"), b"")


def vergadering(**changes: object) -> Vergadering:
    return Vergadering.model_validate({**VERGADERING, **changes})


def agenda(tafel: Tafel, stijl: StijlView, **changes: object) -> AgendaView:
    return compose_agenda(tafel, vergadering(**changes), stijl)


def test_the_facts_stand_in_dutch(tafel: Tafel, stijl: StijlView) -> None:
    facts = {fact.label: fact.waarde for fact in agenda(tafel, stijl).gegevens}
    assert facts == {
        "Datum": "woensdag 17 juli 2024",
        "Tijd": "12.30 – 13.30 uur (inloop vanaf 12.00 uur met lunch)",
        "Locatie": "Provinciehuis",
    }


def test_the_table_has_a_row_for_point_part_and_theme(tafel: Tafel, stijl: StijlView) -> None:
    rows = [(r.niveau, r.nummer, r.titel, r.doel, r.bijlage) for r in agenda(tafel, stijl).rijen]
    assert rows == [
        (0, "1", "Opening", "", ""),
        (0, "2", "Asiel", "", ""),
        (1, "a)", "Stand", "Ter informatie", "-"),
        (2, "", "Wet", "", ""),
        (1, "b)", "Puzzel", "Ter bespreking/instemming", "Ja"),
        (1, "c)", "Nota", "Ter informatie", "2c-1, 2c-2 volgt"),
    ]


def test_references_are_links_only_in_the_pack(tafel: Tafel, stijl: StijlView) -> None:
    linked = compose_agenda(tafel, vergadering(), stijl, gekoppeld=True)
    assert linked.rijen[4].verwijzingen[0].koppeling == "regietafel:bijlage/2b"
    assert agenda(tafel, stijl).rijen[4].verwijzingen[0].koppeling == ""


def test_a_draft_says_so_with_its_date_and_a_final_one_does_not(
    tafel: Tafel, stijl: StijlView
) -> None:
    draft = agenda(tafel, stijl)
    final = agenda(tafel, stijl, status="definitief")
    assert (draft.concept, draft.versie) == ("CONCEPT", "Versie 13 juli 2024")
    assert (final.concept, final.versie) == ("", "")


def test_a_cancelled_and_a_moved_meeting_say_so(tafel: Tafel, stijl: StijlView) -> None:
    cancelled = agenda(tafel, stijl, doorgang="geannuleerd", reden="ziekte.")
    moved = agenda(tafel, stijl, doorgang="verplaatst", oorspronkelijke_datum="2024-07-10")
    assert cancelled.melding == "Deze vergadering gaat niet door. Reden: ziekte."
    assert moved.melding == "Deze vergadering is verplaatst; de eerdere datum was 10 juli 2024."


def test_attendance_names_replacements_digital_and_absent(tafel: Tafel, stijl: StijlView) -> None:
    view = agenda(
        tafel,
        stijl,
        aanwezigheid=[
            {"lid": "cdk", "komst": "aanwezig"},
            {"lid": "stad", "komst": "digitaal", "vervanger": {"functie": "wethouder"}},
            {"lid": "dorp", "komst": "afwezig", "bericht": "nee"},
            {"lid": "weg", "komst": "afwezig"},
        ],
        gasten=[{"naam": "C. de Vries", "organisatie": "COA", "komst": "digitaal"}],
    )
    assert view.aanwezig == (
        "A. Bakker, commissaris, provincie Voorbeeld",
        "wethouder, vervangt burgemeester, gemeente Stad (digitaal)",
        "C. de Vries, COA (digitaal)",
    )
    assert view.afwezig == ("burgemeester, gemeente Dorp (zonder bericht)", "weg")


def test_the_list_has_rows_for_what_was_reported_and_its_parents(
    tafel: Tafel, stijl: StijlView
) -> None:
    verslag = Verslag.model_validate(
        {
            "punten": [
                {"punt": "2b", "bespreking": "Een *goed* gesprek.", "uitkomst": "ter informatie"},
                {"titel": "Mededeling", "besluiten": ["Akkoord."]},
            ]
        }
    )
    rows = compose_actielijst(tafel, vergadering(), verslag, stijl).rijen
    assert [(row.nummer, row.titel) for row in rows] == [
        ("2", "Asiel"),
        ("2b", "Puzzel"),
        ("", "Mededeling"),
    ]
    assert rows[1].bespreking == (
        Alinea((Deel("Een "), Deel("goed", cursief=True), Deel(" gesprek."))),
    )
    assert rows[1].uitkomsten[0].tekst == (Alinea((Deel("Ter informatie"),)),)


CODE = "PRT-VB-2024"
ACTIES = {
    "acties": [
        {"nummer": f"{CODE}-A01", "datum": "2024-02-02", "tekst": "Later.", "termijn": "volgende vergadering"},
        {"nummer": f"{CODE}-A02", "datum": "2024-04-05", "tekst": "Laat.", "termijn": "2024-05-01"},
        {"nummer": f"{CODE}-A03", "datum": "2024-07-16", "tekst": "Vers.", "termijn": "Q3 2024"},
        {"nummer": f"{CODE}-A04", "datum": "2024-04-05", "tekst": "Klaar op de dag zelf."},
        {"nummer": f"{CODE}-A05", "datum": "2024-07-17", "tekst": "Van de dag zelf."},
        {"nummer": f"{CODE}-A06", "datum": "2024-04-05", "tekst": "Klaar na de dag.", "door": ["stad"]},
    ],
    "gebeurtenissen": [
        {"actie": f"{CODE}-A02", "soort": "termijn", "datum": "2024-05-01", "termijn": "2024-06-01", "reden": "x"},
        {"actie": f"{CODE}-A02", "soort": "termijn", "datum": "2024-06-01", "termijn": "2024-07-16", "reden": "y"},
        {"actie": f"{CODE}-A03", "soort": "termijn", "datum": "2024-07-17", "termijn": "Q4 2024", "reden": "x"},
        {"actie": f"{CODE}-A04", "soort": "afgerond", "datum": "2024-07-17", "tekst": "x"},
        {"actie": f"{CODE}-A06", "soort": "afgerond", "datum": "2024-07-18", "tekst": "x"},
        {"actie": f"{CODE}-A01", "soort": "termijn", "datum": "2024-07-17", "termijn": "volgende vergadering", "reden": "x"},
    ],
}  # fmt: skip


def open_actions(tafel: Tafel, stijl: StijlView, *meetings: str) -> dict[str, tuple[str, str, str]]:
    """Return number to owner, deadline and age in the list of 17 July, with these meetings."""
    sittings = [Zitting(day, date.fromisoformat(day), None, Path(day)) for day in meetings]
    boek = boek_of_table("vb", sittings, Acties.model_validate(ACTIES), Path("acties.yaml"))
    on_the_day = tuple(standen(boek, date(2024, 7, 17)).values())
    view = compose_actielijst(tafel, vergadering(), Verslag(), stijl, on_the_day)
    return {a.nummer[-3:]: (a.door, a.termijn, a.leeftijd) for a in view.open_acties}


def test_a_list_carries_over_what_was_open_at_the_end_of_its_day_most_urgent_first(
    tafel: Tafel, stijl: StijlView
) -> None:
    carried = open_actions(tafel, stijl, "2024-02-02", "2024-04-05", "2024-07-17")
    assert list(carried.items()) == [
        (
            "A02",
            (
                "",
                "16 juli 2024 (was 1 mei 2024, 2 keer verschoven), te laat",
                "103\N{NO-BREAK SPACE}dagen, 1\N{NO-BREAK SPACE}vergadering",
            ),
        ),
        (
            "A03",
            (
                "",
                "Q4 2024 (31 december 2024, was Q3 2024)",
                "1\N{NO-BREAK SPACE}dag, 1\N{NO-BREAK SPACE}vergadering",
            ),
        ),
        (
            "A01",
            (
                "",
                "volgende vergadering (1 keer verschoven)",
                "166\N{NO-BREAK SPACE}dagen, 2\N{NO-BREAK SPACE}vergaderingen",
            ),
        ),
        (
            "A06",
            ("Gemeente Stad", "", "103\N{NO-BREAK SPACE}dagen, 1\N{NO-BREAK SPACE}vergadering"),
        ),
    ]


def test_a_meeting_planned_later_changes_nothing_in_an_old_list(
    tafel: Tafel, stijl: StijlView
) -> None:
    days = ("2024-02-02", "2024-04-05", "2024-07-17")
    before = open_actions(tafel, stijl, *days)
    assert list(open_actions(tafel, stijl, *days, "2024-09-26").items()) == list(before.items())


@pytest.mark.parametrize(
    ("owners", "texts"),
    [
        (["stad"], ["gemeente Stad"]),
        (["stad", "dorp"], ["gemeenten Stad", "Dorp"]),
        (["alle gemeenten"], ["alle gemeenten"]),
        (
            ["cdk", "secretaris"],
            ["commissaris (provincie Voorbeeld)", "secretaris (provincie Voorbeeld)"],
        ),
        (["cdk", "stad"], ["provincie Voorbeeld", "gemeente Stad"]),
    ],
)
def test_owners_are_named_as_a_list_would(
    tafel: Tafel, owners: list[str], texts: list[str]
) -> None:
    assert owner_texts(tafel, owners) == texts


def test_the_contents_show_points_and_the_pages_of_their_documents(stijl: StijlView) -> None:
    places = [Plaats("2b", "2b", "Memo", "4")]
    rows = compose_inhoud(vergadering(), stijl, "Bundel", places).rijen
    assert [(row.nummer, row.titel, row.niveau, row.pagina) for row in rows] == [
        ("1", "Opening", 0, ""),
        ("2", "Asiel", 0, ""),
        ("2b", "Puzzel", 1, ""),
        ("", "Bijlage 2b: Memo", 2, "4"),
    ]


def test_an_attachment_without_title_is_called_as_its_file_with_spaces() -> None:
    agenda = [{"titel": "Memo", "bijlagen": ["20240717_Memo_verdeling.v2.pdf"]}]
    vergadering = Vergadering.model_validate(VERGADERING | {"agenda": agenda})
    (attachment,) = numbered_attachments(vergadering)
    tafel = Tafel.model_validate(TAFEL)
    assert attachment_title(attachment, tafel) == "20240717 Memo verdeling.v2"
