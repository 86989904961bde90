"""The list of a meeting carries over what earlier meetings left open, as it was on its day."""

from pathlib import Path

import pytest

from regietafel.cli.openen import load_meeting
from regietafel.cli.stukken import Stuk, documents_of
from regietafel.documents.views import ActielijstView, OpenActie
from regietafel.documents.woorden import words_of
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding

APRIL = ("prt-drenthe", "2024-04-05")


@pytest.fixture
def werkmap(werkmap: Path) -> Werkmap:
    return Werkmap(werkmap)


def lists(werkmap: Werkmap, meeting: tuple[str, str]) -> tuple[list[Stuk], list[Finding]]:
    return documents_of(load_meeting(werkmap, *meeting), ["actielijst"])


def own_list(werkmap: Werkmap, table: str, meeting: str) -> ActielijstView:
    view = lists(werkmap, (table, meeting))[0][-1].view
    assert isinstance(view, ActielijstView)
    return view


def happened(werkmap: Werkmap, table: str, meeting: str) -> dict[str, str]:
    """Return what the list of a meeting says about earlier actions, by their numbers."""
    shown = own_list(werkmap, table, meeting).eerdere_acties
    return {action.nummer: words_of(action.gebeurd) for action in shown}


def report(werkmap: Werkmap, table: str, meeting: str, events: str, points: str = "") -> None:
    path = werkmap.meeting_folder(table, meeting) / "verslag.yaml"
    path.write_text(f"status: concept\n{points}gebeurtenissen:\n{events}")


def carried(werkmap: Werkmap, name: str) -> tuple[OpenActie, ...]:
    view = next(stuk.view for stuk in lists(werkmap, APRIL)[0] if name in stuk.naam)
    assert isinstance(view, ActielijstView)
    return view.open_acties


def test_the_own_list_and_the_attached_one_each_show_their_own_day(werkmap: Werkmap) -> None:
    (action,) = carried(werkmap, "5 april 2024")
    assert (action.nummer, action.termijn, action.leeftijd) == (
        "PRT-DR-2024-A02",
        "19 april 2024 (was 31 maart 2024)",
        "63\N{NO-BREAK SPACE}dagen, 1\N{NO-BREAK SPACE}vergadering",
    )
    assert carried(werkmap, "2 februari 2024") == ()


def test_what_happens_later_leaves_an_old_list_as_it_was(werkmap: Werkmap) -> None:
    before = carried(werkmap, "5 april 2024")
    (werkmap.table_folder("prt-drenthe") / "acties.yaml").write_text(
        "gebeurtenissen:\n  - {actie: PRT-DR-2024-A02, soort: afgerond, datum: 2024-04-06, tekst: x}\n"
    )
    assert carried(werkmap, "5 april 2024") == before


def test_an_unreadable_file_of_the_table_is_said_once_since_actions_may_be_missing(
    werkmap: Werkmap,
) -> None:
    path = werkmap.table_folder("prt-drenthe") / "acties.yaml"
    path.write_text("gebeurtenissen: nee\n")
    found = [finding for finding in lists(werkmap, APRIL)[1] if finding.path == path]
    assert len(found) == 1


def test_a_list_says_what_its_meeting_did_with_earlier_actions(verhaal: Path) -> None:
    assert happened(Werkmap(verhaal), "prt-drenthe", "2024-04-05") == {
        "PRT-DR-2024-A01": "Afgerond: Alle colleges hebben de brief ontvangen.",
        "PRT-DR-2024-A02": "Termijn van 31 maart 2024 naar 19 april 2024: Zes gemeenten hebben "
        "geantwoord; de andere zes krijgen twee weken extra.",
    }
    july = happened(Werkmap(verhaal), "prt-drenthe", "2024-07-17")
    assert july["PRT-DR-2024-A03"].startswith("Doorgezet naar LRT: Wanneer komt er")
    assert july["PRT-DR-2024-A04"].startswith("Heropend: Het rooster loopt af;")
    assert happened(Werkmap(verhaal), "prt-drenthe", "2024-10-30") == {
        "PRT-DR-2024-A10": "Termijn van volgende vergadering naar 31 december 2024: "
        "Drie colleges besluiten nog.",
        "PRT-DR-2024-A04": "Overgedragen aan COA",
        "PRT-DR-2024-A11": "Vervallen: De werksessie gaat op in het programma van de provincie.",
        "PRT-DR-2024-A03\n(LRT-2024-A01)": "Voortgang: Het punt staat bij de LRT op de agenda.",
    }
    assert happened(Werkmap(verhaal), "prt-drenthe", "2024-02-02") == {}


def test_an_answer_to_another_table_stands_on_the_list_with_both_numbers(verhaal: Path) -> None:
    answer = happened(Werkmap(verhaal), "lrt", "2024-12-12")["LRT-2024-A01\n(PRT-DR-2024-A03)"]
    assert answer.startswith("Antwoord: De oplossing komt in het eerste kwartaal van 2025;")
    assert "LRT-2024-A01" not in str(
        happened(Werkmap(verhaal), "prt-drenthe", "2024-10-30").values()
    )


def test_an_event_on_an_action_of_another_table_shows_its_words(verhaal: Path) -> None:
    event = "  - {actie: LRT-2024-A01, soort: voortgang, tekst: Gebeld.}\n"
    report(Werkmap(verhaal), "prt-drenthe", "2024-10-30", event)
    (action,) = own_list(Werkmap(verhaal), "prt-drenthe", "2024-10-30").eerdere_acties
    assert action.nummer == "LRT-2024-A01\n(PRT-DR-2024-A03)"
    assert words_of(action.tekst).startswith("Laat de PRT Drenthe weten")


def test_all_that_happened_to_one_action_stands_together_each_with_its_day(
    verhaal: Path,
) -> None:
    report(
        Werkmap(verhaal),
        *APRIL,
        "  - {actie: PRT-DR-2024-A02, soort: termijn, termijn: 2024-03-31, reden: nog even}\n"
        "  - {actie: PRT-DR-2024-A01, soort: termijn, termijn: Q2 2024, reden: later}\n"
        "  - {actie: PRT-DR-2024-A02, soort: afgerond, datum: 2024-04-06, tekst: Gedaan.,"
        " link: 'https://voorbeeld.nl/brief'}\n"
        "  - {actie: PRT-DR-2024-A99, soort: vervallen, reden: onbekend}\n",
    )
    shown = own_list(Werkmap(verhaal), *APRIL).eerdere_acties
    assert [action.nummer[-3:] for action in shown] == ["A02", "A01", "A99"]
    first = " ".join(words_of((block,)) for block in shown[0].gebeurd)
    assert first == (
        "Termijn blijft 31 maart 2024: nog even "
        "Afgerond op 6 april 2024: Gedaan. (https://voorbeeld.nl/brief)"
    )
    assert words_of(shown[1].gebeurd) == "Termijn wordt Q2 2024: later"
    assert shown[2].tekst == ()


def test_a_decision_says_which_earlier_ones_it_replaces_and_details(verhaal: Path) -> None:
    report(
        Werkmap(verhaal),
        *APRIL,
        "  - {actie: PRT-DR-2024-A01, soort: voortgang, tekst: x}\n",
        "punten:\n  - punt: 5\n    besluiten:\n      - nummer: PRT-DR-2024-B04\n        tekst: Anders.\n"
        "        vervangt: [PRT-DR-2024-B01]\n        werkt_uit: [PRT-DR-2024-B02]\n",
    )
    (row,) = own_list(Werkmap(verhaal), *APRIL).rijen
    (decision,) = row.uitkomsten
    assert decision.verband == ("Vervangt PRT-DR-2024-B01", "Werkt PRT-DR-2024-B02 uit")
