"""An action goes to another table and its answer comes back: in one workspace, or by packet."""

import json
import shutil
from pathlib import Path

import pytest
import ryaml
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import Regietafel, Uitvoer

A03 = "PRT-DR-2024-A03"
DAYS = {"asked": "2024-08-01", "taken": "2024-09-02", "answered": "2024-09-27"}


@pytest.fixture
def run(regietafel: Regietafel, werkmap: Path) -> "Run":
    return Run(regietafel, werkmap)


class Run:
    """Run commands that must succeed, in one workspace."""

    def __init__(self, regietafel: Regietafel, werkmap: Path) -> None:
        self.regietafel = regietafel
        self.werkmap = werkmap

    def __call__(self, *arguments: str | Path) -> str:
        result = self.any(*arguments)
        assert result.code == 0, result.err
        return result.out

    def any(self, *arguments: str | Path) -> Uitvoer:
        return self.regietafel(*arguments, cwd=self.werkmap)

    def refused(self, *arguments: str | Path) -> str:
        before = contents(self.werkmap)
        result = self.any(*arguments)
        assert result.code == 1
        assert contents(self.werkmap) == before
        return result.err

    def action(self, number: str) -> dict[str, object]:
        rows = json.loads(self("acties", "--json", "--peildatum", "2024-12-31"))
        return next(row for row in rows if row["nummer"] == number)

    def state(self, number: str) -> tuple[object, object, object]:
        row = self.action(number)
        return row["stand"], row["wacht_op"], row["elders"]


def contents(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.suffix in {".yaml", ".json"}}


def forward(run: Run) -> None:
    run(
        "actie", "doorzetten", A03, "--naar", "lrt", "--toelichting", "Wanneer komt de oplossing?",
        "--datum", DAYS["asked"],
    )  # fmt: skip


def take(run: Run) -> None:
    run(
        "ingekomen", "lrt", "--neem", A03, "--op", "2024-09-26", "--door", "minister-aenm",
        "--datum", DAYS["taken"],
    )  # fmt: skip


def test_a_question_goes_up_and_the_answer_comes_down(run: Run) -> None:
    forward(run)
    assert run.state(A03) == ("wacht", "lrt", "")
    (row,) = json.loads(run("ingekomen", "lrt", "--json"))
    assert (row["nummer"], row["van"], row["stand"]) == (A03, "PRT Drenthe", "nieuw")

    take(run)
    (row,) = json.loads(run("ingekomen", "lrt", "--json"))
    assert (row["hier"], row["stand"]) == ("LRT-2024-A01", "overgenomen")
    assert run.state(A03) == ("wacht", "lrt", "LRT-2024-A01")
    assert run.action("LRT-2024-A01")["herkomst"] == A03

    run(
        "actie",
        "antwoord",
        "LRT-2024-A01",
        "De oplossing komt in oktober.",
        "--datum",
        DAYS["answered"],
    )
    assert run.state(A03) == ("open", "", "LRT-2024-A01")
    assert run.action("LRT-2024-A01")["stand"] == "afgerond"
    life = run("actie", "toon", A03)
    assert "27 september 2024: antwoord: De oplossing komt in oktober." in life
    assert json.loads(run("ingekomen", "lrt", "--json"))[0]["stand"] == "beantwoord"
    run("controleer")


def test_the_point_comes_on_the_agenda_before_the_last_one(run: Run) -> None:
    forward(run)
    path = run.werkmap / "meetings/lrt/2024-09-26/vergadering.yaml"
    before = path.read_text()
    take(run)
    agenda = ryaml.loads(path.read_text())["agenda"]
    assert [p if isinstance(p, str) else p["titel"] for p in agenda][-2:] == [
        "Ingekomen van PRT Drenthe: Deelt de oplossing voor de PBL met de tafel",
        "W.v.t.t.k.",
    ]
    kept = iter(path.read_text().splitlines())
    assert all(line in kept for line in before.splitlines())


def test_an_action_goes_to_the_table_above_when_none_is_named(run: Run) -> None:
    run("actie", "doorzetten", A03, "--datum", DAYS["asked"])
    assert run.state(A03)[1] == "lrt"


def test_a_point_comes_before_the_last_ones_also_on_an_agenda_with_a_fault(run: Run) -> None:
    path = run.werkmap / "meetings/lrt/2024-09-26/vergadering.yaml"
    path.write_text(
        path.read_text().replace("agenda:\n", "agenda:\n  - tittel: Fout\n  - titul: Fout\n")
    )
    forward(run)
    take(run)
    points = [line for line in path.read_text().splitlines() if line.startswith("  - ")]
    assert "Ingekomen van PRT Drenthe" in points[-2]
    assert points[-1] == "  - W.v.t.t.k."


def test_what_cannot_be_forwarded_is_refused(run: Run) -> None:
    assert "Geen tafel 'ltr'" in run.refused("actie", "doorzetten", A03, "--naar", "ltr")
    assert "komt zelf" in run.refused("actie", "doorzetten", A03, "--naar", "prt-drenthe")
    forward(run)
    assert "wacht al" in run.refused("actie", "doorzetten", A03, "--naar", "lrt")
    take(run)
    assert "komt zelf" in run.refused(
        "actie", "doorzetten", "LRT-2024-A01", "--naar", "prt-drenthe"
    )
    assert "al overgenomen" in run.refused("ingekomen", "lrt", "--neem", A03, "--op", "2024-09-26")
    assert "niet bij deze tafel" in run.refused(
        "ingekomen", "lrt", "--neem", "PRT-DR-2024-A04", "--op", "2024-09-26"
    )
    assert "Zeg naar welke" in run.refused("actie", "doorzetten", "LRT-2024-A01")


# -- two organisations ---------------------------------------------------------------------------


@pytest.fixture
def two(regietafel: Regietafel, werkmap: Path, tmp_path: Path) -> tuple[Run, Run]:
    """Return the workspace of a PRT without the LRT, and that of the LRT without any PRT."""
    other = tmp_path / "rijk"
    shutil.copytree(werkmap, other)
    shutil.rmtree(werkmap / "meetings/lrt")
    shutil.rmtree(other / "meetings/prt-drenthe")
    return Run(regietafel, werkmap), Run(regietafel, other)


def test_a_question_and_its_answer_travel_by_packet(two: tuple[Run, Run], tmp_path: Path) -> None:
    prt, lrt = two
    forward(prt)
    up, down = tmp_path / "op.json", tmp_path / "neer.json"
    prt("pakketje", "prt-drenthe", "--bestand", up, "--datum", DAYS["asked"])  # to the one above
    assert "Zeg voor welke tafel" in lrt.refused("pakketje", "lrt")
    assert "punten: 1" in lrt("ingekomen", "lrt", "--lees", up)
    take(lrt)
    lrt("pakketje", "lrt", "--naar", "prt-drenthe", "--bestand", down, "--datum", DAYS["taken"])
    prt("ingekomen", "prt-drenthe", "--lees", down)
    assert prt.state(A03) == ("wacht", "lrt", "LRT-2024-A01")

    lrt("actie", "antwoord", "LRT-2024-A01", "Het komt.", "--datum", DAYS["answered"])
    lrt("pakketje", "lrt", "--naar", "prt-drenthe", "--bestand", down, "--datum", DAYS["answered"])
    prt("ingekomen", "prt-drenthe", "--lees", down)
    assert prt.state(A03) == ("open", "", "LRT-2024-A01")
    for each in two:
        assert each("controleer")


def test_reading_a_packet_twice_changes_nothing(two: tuple[Run, Run], tmp_path: Path) -> None:
    prt, lrt = two
    forward(prt)
    packet = tmp_path / "p.json"
    for here, there, name, other in (
        (prt, lrt, "prt-drenthe", "lrt"),
        (lrt, prt, "lrt", "prt-drenthe"),
    ):
        here("pakketje", name, "--naar", other, "--bestand", packet, "--datum", "2024-10-01")
        there("ingekomen", other, "--lees", packet)
        once = contents(there.werkmap)
        assert "punten: 0, antwoorden: 0" in there("ingekomen", other, "--lees", packet)
        assert contents(there.werkmap) == once
        if here is prt:
            take(lrt)
            lrt("actie", "antwoord", "LRT-2024-A01", "Ja.", "--datum", DAYS["answered"])


def packet(tmp_path: Path, **changes: object) -> Path:
    """Return a packet for the PRT, changed."""
    data = {
        "bestand": "regietafel-pakketje",
        "versie": 1,
        "van": {"tafel": "lrt", "naam": "LRT", "nummercode": "LRT"},
        "naar": "prt-drenthe",
        "gemaakt": "2024-10-01",
        **changes,
    }
    path = tmp_path / "vreemd.json"
    path.write_text(json.dumps(data))
    return path


def answer(**changes: object) -> dict[str, object]:
    return {
        "actie": A03,
        "elders": "LRT-2024-A01",
        "soort": "antwoord",
        "datum": "2024-09-27",
        "tekst": "Ja.",
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"naar": "prt-groningen"}, "is voor tafel 'prt-groningen'"),
        ({"naar": "../../etc"}, "pakketje is niet te gebruiken"),
        ({"versie": 2}, "kies uit: 1"),
        ({"bestand": "iets anders"}, "pakketje is niet te gebruiken"),
        ({"van": {"tafel": "x", "naam": "X", "nummercode": "PRT-DR"}}, "dezelfde nummercode"),
        ({"punten": [{"nummer": "PRT-GR-2024-A01", "tekst": "x", "datum": "2024-09-01"}]}, "hoort niet bij de afzender"),
        ({"antwoorden": [answer(actie="PRT-DR-2024-A99")]}, "geen actie van deze tafel"),
        ({"antwoorden": [answer(actie="PRT-DR-2024-A04")]}, "niet naar 'lrt' doorgezet"),
        ({"antwoorden": [answer(elders="PRT-GR-2024-A01")]}, "hoort niet bij de afzender"),
        ({"antwoorden": [answer(datum="2024-01-01")]}, "niet naar 'lrt' doorgezet"),
        ({"antwoorden": [answer(soort="afgerond")]}, "pakketje is niet te gebruiken"),
        ({"onbekend": "x"}, "onbekende sleutel"),
    ],
)  # fmt: skip
def test_a_packet_brings_nothing_that_its_sender_may_not_say(
    two: tuple[Run, Run], tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    prt, _ = two
    forward(prt)
    assert said in prt.refused(
        "ingekomen", "prt-drenthe", "--lees", packet(tmp_path, **changes)
    ).replace("Onbekende", "onbekende").replace("Kies", "kies")


def test_a_file_that_is_no_packet_is_refused(two: tuple[Run, Run], tmp_path: Path) -> None:
    prt, _ = two
    path = tmp_path / "x.json"
    for content in (b"", b"{", b"\x00\x01", b"[" * 100_000, b"{" + b" " * 3_000_000 + b"}"):
        path.write_bytes(content)
        assert "niet te gebruiken" in prt.refused("ingekomen", "prt-drenthe", "--lees", path)


def test_an_answer_on_a_closed_action_is_named_and_left_out(
    two: tuple[Run, Run], tmp_path: Path
) -> None:
    prt, _ = two
    forward(prt)
    prt("actie", "vervalt", A03, "--reden", "klaar", "--datum", "2024-08-05")
    path = packet(tmp_path, antwoorden=[answer()])
    before = contents(prt.werkmap)
    assert "al gesloten" in prt.any("ingekomen", "prt-drenthe", "--lees", path).err
    assert contents(prt.werkmap) == before


def test_a_point_that_came_with_other_words_stays_as_it_was(
    two: tuple[Run, Run], tmp_path: Path
) -> None:
    prt, _ = two
    point = {"nummer": "LRT-2024-A05", "tekst": "Reageert.", "datum": "2024-09-27"}
    prt("ingekomen", "prt-drenthe", "--lees", packet(tmp_path, punten=[point]))
    before = contents(prt.werkmap)
    changed = packet(tmp_path, punten=[{**point, "tekst": "Betaalt."}])
    assert "andere tekst" in prt.any("ingekomen", "prt-drenthe", "--lees", changed).err
    assert contents(prt.werkmap) == before


LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")) | st.sampled_from(
    "\n\t:#'\"-{"
)
TEXTS = st.text(LETTERS, min_size=1, max_size=60).filter(str.strip)


@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_words_are_a_packet_read_twice_counts_once(
    two: tuple[Run, Run], tmp_path: Path, points: list[str], said: str
) -> None:
    prt, _ = two
    fresh = tmp_path / "vers"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(prt.werkmap, fresh)
    here = Run(prt.regietafel, fresh)
    forward(here)
    path = packet(
        tmp_path,
        punten=[
            {
                "nummer": f"LRT-2024-A{n:02}",
                "tekst": text,
                "datum": "2024-09-01",
                "toelichting": text,
            }
            for n, text in enumerate(points, 10)
        ],
        antwoorden=[answer(tekst=said, soort="voortgang"), answer(tekst=said)],
    )
    first = here.any("ingekomen", "prt-drenthe", "--lees", path)
    once = contents(fresh)
    second = here.any("ingekomen", "prt-drenthe", "--lees", path)
    assert contents(fresh) == once
    assert f"punten: {len(points)}, antwoorden: 2" in first.out
    assert "punten: 0, antwoorden: 0" in second.out


def test_a_packet_within_one_workspace_is_not_needed(run: Run) -> None:
    forward(run)
    assert "geen pakketje nodig" in run.refused("pakketje", "prt-drenthe", "--naar", "lrt")


def test_without_anything_to_send_no_packet_is_made(two: tuple[Run, Run]) -> None:
    prt, _ = two
    assert "niets tussen" in prt.refused("pakketje", "prt-drenthe", "--naar", "lrt")


def test_a_next_meeting_proposes_what_is_open_and_says_what_came_in(run: Run) -> None:
    forward(run)
    run("nieuw", "prt-drenthe", "2027-03-10")
    path = run.werkmap / "meetings/prt-drenthe/2027-03-10/vergadering.yaml"
    text = path.read_text()
    (point,) = [p for p in ryaml.loads(text)["agenda"] if "acties" in p]
    still_open = [r["nummer"] for r in json.loads(run("acties", "prt-drenthe", "--open", "--json"))]
    assert point["doel"] == "ter vaststelling"
    assert point["acties"] == sorted(map(str, still_open))
    assert f"{A03} # Deelt de oplossing voor de PBL met de tafel. [wacht op LRT]" in text
    assert f"op geen agenda: {A03}" in run("nieuw", "lrt", "2027-03-11")
    run("controleer", "lrt/2027-03-11")


def test_both_numbers_stand_on_both_lists(run: Run) -> None:
    forward(run)
    take(run)
    for table, day in (("prt-drenthe", "2024-10-30"), ("lrt", "2024-12-12")):
        run("nieuw", table, day)
        (run.werkmap / f"meetings/{table}/{day}/verslag.yaml").write_text("status: definitief\n")
    prt = words_of_list(run, "prt-drenthe/2024-10-30")
    lrt = words_of_list(run, "lrt/2024-12-12")
    assert f"{A03}\n(LRT-2024-A01)" in prt
    assert "zodra de oplossing bekend is; wacht op LRT" in prt
    assert f"LRT-2024-A01\n({A03})" in lrt


def words_of_list(run: Run, meeting: str) -> str:
    """Return the words of the list of a meeting, as made by ``maak`` in Word."""
    run("maak", meeting, "actielijst")
    (path,) = [
        p for p in (run.werkmap / "meetings" / meeting / "uit").glob("*.docx") if "lijst" in p.name
    ]
    return " ".join(
        cell.text for t in Document(str(path)).tables for c in t.rows for cell in c.cells
    )


def test_an_answer_that_says_something_else_now_stays_as_it_was(
    two: tuple[Run, Run], tmp_path: Path
) -> None:
    prt, _ = two
    forward(prt)
    prt("ingekomen", "prt-drenthe", "--lees", packet(tmp_path, antwoorden=[answer()]))
    before = contents(prt.werkmap)
    changed = packet(tmp_path, antwoorden=[answer(tekst="Nee.")])
    assert "andere tekst" in prt.any("ingekomen", "prt-drenthe", "--lees", changed).err
    assert contents(prt.werkmap) == before


def test_half_a_command_is_refused_with_the_other_half(run: Run) -> None:
    forward(run)
    for half in (("--neem", A03), ("--op", "2024-09-26")):
        assert "--neem NUMMER --op DATUM" in run.refused("ingekomen", "lrt", *half)
    assert "is er niet" in run.refused("ingekomen", "lrt", "--lees", "weg.json")


def test_a_packet_does_not_go_over_a_file_of_the_user(two: tuple[Run, Run]) -> None:
    prt, _ = two
    forward(prt)
    path = "meetings/prt-drenthe/tafel.yaml"
    assert "moet eindigen op .json" in prt.refused(
        "pakketje", "prt-drenthe", "--naar", "lrt", "--bestand", path
    )


def test_on_an_agenda_as_table_the_question_is_a_theme(run: Run) -> None:
    table = run.werkmap / "meetings/lrt/tafel.yaml"
    table.write_text(table.read_text().replace("agendavorm: toelichting", "agendavorm: tabel"))
    forward(run)
    take(run)
    agenda = ryaml.loads((run.werkmap / "meetings/lrt/2024-09-26/vergadering.yaml").read_text())
    (point,) = [p for p in agenda["agenda"] if "acties" in p]
    assert point["themas"][0] == "Wanneer komt de oplossing?"
    assert A03 in point["themas"][1]
