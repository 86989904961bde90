"""The list of a meeting carries over what earlier meetings left open, as it was on its day."""

from pathlib import Path

import pytest

from regietafel.cli.openen import load_meeting
from regietafel.cli.stukken import Stuk, documents_of
from regietafel.documents.views import ActielijstView, OpenActie
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding

APRIL = ("prt-drenthe", "2024-04-05")


@pytest.fixture
def werkmap(werkmap: Path) -> Werkmap:
    return Werkmap(werkmap)


def lists(werkmap: Werkmap, meeting: tuple[str, str]) -> tuple[list[Stuk], list[Finding]]:
    return documents_of(load_meeting(werkmap, *meeting), ["actielijst"])


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
