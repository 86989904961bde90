"""A pack made in the guarded child: what comes in, what goes wrong, and what then is still there."""

import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from regietafel.cli import bundelen, pakken
from regietafel.cli.bundelplan import plan_pack, received
from regietafel.cli.openen import Geopend, load_meeting
from regietafel.cli.terminal import Refusal
from regietafel.dossier.workspace import Werkmap
from regietafel.pack.binding import Binder, Bindwerk, NietGebonden
from regietafel.pack.delen import Packdeel
from regietafel.pack.guarded import LezerStartNiet

from . import pdfs
from .pdf_checks import failures
from .test_merge import links, page_of, target

MOMENT = datetime(2024, 7, 12, 9, 0, tzinfo=UTC)
BASIS = Path(__file__).parents[1] / "slecht" / "_basis"
MEETING = "meetings/prt/2027-03-10"


def plan(folder: Path, **received: bytes | None) -> Bindwerk:
    """Return the work of an agenda and parts: received files, or (None) pages of our own."""
    delen = [Packdeel("", "Agenda", 0, None, "")]
    for key, content in received.items():
        path = folder / f"{key}.pdf"
        if content is not None:
            path.write_bytes(content)
        inhoud = None if content is None else path
        delen.append(Packdeel(key, f"Stuk {key}", 0, inhoud, f"Bijlage {key}"))
    return Bindwerk(tuple(delen), "Vergaderstukken", MOMENT, "Secretariaat")


def kill(binder: Binder) -> None:
    binder._kind._process.kill()  # noqa: SLF001 - as the system does when memory runs out


# -- what goes well ------------------------------------------------------------------------------


def test_received_files_and_our_own_pages_come_in_the_order_of_the_plan(tmp_path: Path) -> None:
    werk = plan(tmp_path, a=pdfs.tagged("Eerste", pages=3), b=None, c=pdfs.tagged("Derde"))
    with Binder() as binder:
        binder.start(werk)
        seen = {path.stem: facts for path, facts in binder.look().items()}
        assert {name: facts.paginas for name, facts in seen.items()} == {"a": 3, "c": 2}
        path, facts = binder.bind({0: pdfs.agenda("a", "b", "c"), 2: pdfs.tagged("Tweede")})
        content = path.read_bytes()
    assert failures(content) == []
    pdf = pikepdf.open(BytesIO(content))
    first = {"a": 3, "b": 6, "c": 8}
    assert (facts.eerste_pagina, facts.paginas, facts.pdfua) == (first, 9, True)
    assert len(pdf.pages) == 9
    assert [str(part.T) for part in pdf.Root.StructTreeRoot.K[0].K][1:] == [
        "Stuk a",
        "Stuk b",
        "Stuk c",
    ]
    for key, page in first.items():
        assert page_of(pdf, target(links(pdf, page)[0])) in {1, 2}, key


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    werk = plan(tmp_path, a=pdfs.tagged("A"), b=None, c=pdfs.form("naam", "x"))
    own = {0: pdfs.agenda("a"), 2: pdfs.plain()}
    made = []
    with Binder() as binder:
        for _ in range(2):
            binder.start(werk)
            binder.look()
            made.append(binder.bind(own)[0].read_bytes())
    assert made[0] == made[1]


def test_one_file_under_two_points_comes_twice(tmp_path: Path) -> None:
    werk = plan(tmp_path, a=pdfs.plain(pages=2))
    twice = Bindwerk((*werk.delen, werk.delen[1]), werk.titel, MOMENT, "")
    with Binder() as binder:
        binder.start(twice)
        assert len(binder.look()) == 1
        _, facts = binder.bind({0: pdfs.plain(pages=1)})
    assert facts.paginas == 5


def test_progress_ends_with_all_that_was_to_be_done(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with Binder() as binder:
        binder.start(plan(tmp_path, a=pdfs.plain(), b=pdfs.plain()))
        binder.look()
        binder.bind({0: pdfs.plain()}, lambda done, total: told.append((done, total)))
    assert told[0] == (1, 6)
    assert told[-1] == (6, 6)
    assert told == sorted(told)


def test_damage_that_was_put_right_is_told(tmp_path: Path) -> None:
    damaged = pdfs.plain(pages=2).replace(b"startxref\n", b"startxref\n1")
    with Binder() as binder:
        binder.start(plan(tmp_path, a=damaged, b=pdfs.plain()))
        binder.look()
        assert binder.bind({0: pdfs.plain()})[1].hersteld == ("a",)


# -- what goes wrong -----------------------------------------------------------------------------


def test_what_does_not_open_is_seen_at_once_and_needs_a_page_of_our_own(tmp_path: Path) -> None:
    werk = plan(tmp_path, a=pdfs.encrypted("geheim"), b=b"zomaar tekst", c=pdfs.plain())
    with Binder() as binder:
        binder.start(werk)
        seen = {path.stem: facts for path, facts in binder.look().items()}
        assert [facts.leesbaar for facts in seen.values()] == [False, False, True]
        assert seen["a"].versleuteld
        _, facts = binder.bind({n: pdfs.plain(pages=1) for n in (0, 1, 2)})
    assert set(facts.eerste_pagina) == {"a", "b", "c"}


@pytest.mark.parametrize("name", pdfs.HOSTILE)
def test_a_hostile_file_costs_a_child_at_most_and_no_more_than_its_time(
    name: str, tmp_path: Path
) -> None:
    werk = plan(tmp_path, a=pdfs.plain(), b=pdfs.HOSTILE[name]())
    start = time.monotonic()
    with Binder(seconden=2) as binder:
        binder.start(werk)
        stopped: set[int | None] = {2}
        try:
            seen = binder.look()
            own = [n for n, path in werk.ontvangen.items() if not seen[path].leesbaar]
            binder.bind({n: pdfs.plain() for n in (0, *own)})
        except NietGebonden as stop:
            stopped = {stop.positie}
        assert stopped <= {2, None}
        assert time.monotonic() - start < 8
        binder.start(plan(tmp_path, a=pdfs.plain()))
        binder.look()
        assert binder.bind({0: pdfs.plain()})[1].paginas == 2


def test_a_child_that_is_killed_ends_the_making_and_another_can_begin(tmp_path: Path) -> None:
    werk = plan(tmp_path, a=pdfs.plain(), b=pdfs.plain())
    with Binder() as binder:
        binder.start(werk)
        binder.look()
        kill(binder)
        with pytest.raises(NietGebonden):
            binder.bind({0: pdfs.plain()})
        binder.start(werk)
        binder.look()
        assert binder.bind({0: pdfs.plain()})[1].paginas == 3


def test_a_file_that_changes_after_it_was_looked_at_comes_as_it_was(tmp_path: Path) -> None:
    werk = plan(tmp_path, a=pdfs.plain(pages=2))
    with Binder() as binder:
        binder.start(werk)
        binder.look()
        (tmp_path / "a.pdf").write_bytes(pdfs.deep_structure())
        _, facts = binder.bind({0: pdfs.plain(pages=1)})
    assert facts.paginas == 3


def test_a_child_that_cannot_start_is_no_fault_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    werk = plan(tmp_path, a=pdfs.plain())
    monkeypatch.setattr(sys, "path", [])
    with Binder() as binder, pytest.raises(LezerStartNiet):
        binder.start(werk)


# -- the whole command ---------------------------------------------------------------------------


def open_with(folder: Path, **files: bytes) -> Geopend:
    """Return a meeting with a point for each file."""
    shutil.copytree(BASIS, folder, dirs_exist_ok=True)
    meeting = folder / MEETING
    (meeting / "bijlagen").mkdir(exist_ok=True)
    points = ""
    for name, content in files.items():
        (meeting / "bijlagen" / f"{name}.pdf").write_bytes(content)
        points += f"- titel: Punt {name}\n  doel: ter informatie\n  bijlagen: [{name}.pdf]\n"
    (meeting / "vergadering.yaml").write_text(
        "datum: 2027-03-10\nbegin: 12:30\neinde: 13:30\nplaats: Assen\nagenda:\n" + points
    )
    return load_meeting(Werkmap(folder), "prt", "2027-03-10")


def made_pack(folder: Path) -> pikepdf.Pdf:
    (path,) = (folder / MEETING / "uit").glob("Vergaderstukken*.pdf")
    return pikepdf.open(BytesIO(path.read_bytes()))


def titles(pdf: pikepdf.Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        found = [child.title for point in outline.root for child in point.children]
    return [title for title in found if title.startswith("Bijlage")]


@pytest.mark.parametrize(
    "hostile", [pdfs.deep_structure, pdfs.content_bomb, pdfs.slow_content, pdfs.page_tree_loop]
)
def test_what_takes_the_child_down_is_left_out_and_the_rest_is_there(
    hostile: Callable[[], bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    geopend = open_with(tmp_path, a=pdfs.plain(pages=2), b=hostile(), c=pdfs.tagged("C"))
    start = time.monotonic()
    assert pakken.make(geopend) == 1
    assert time.monotonic() - start < 20
    said = capsys.readouterr().err
    assert said.count("[bijlage-onleesbaar]") == 1
    assert "Bijlage 2 ('b.pdf') kan niet in de bundel." in said
    pack = made_pack(tmp_path)
    assert titles(pack) == ["Bijlage 1: a", "Bijlage 2: b", "Bijlage 3: c"]
    assert len(pack.pages) == 1 + 1 + 2 + 1 + 2


class Stervend(Binder):
    """A binder whose child dies a number of times when it is to bind, on the last received file."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def bind(self, *args: Any) -> Any:
        if self.times:
            kill(self)
            self.times -= 1
        return super().bind(*args)


def make_dying(folder: Path, times: int) -> int:
    geopend = open_with(folder, a=pdfs.tagged("A"), b=pdfs.tagged("B", pages=7))
    ontvangst = received(geopend.dossier)
    with Stervend(times) as binder:
        binder.start(plan_pack(geopend.dossier, ontvangst.paden))
        return bundelen.make(geopend, ontvangst, binder)


def test_a_child_that_dies_by_chance_costs_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make_dying(tmp_path, 1) == 0
    assert capsys.readouterr().err == ""
    assert len(made_pack(tmp_path).pages) == 1 + 1 + 2 + 7


def test_a_file_on_which_it_dies_again_is_left_out_though_it_is_fine_by_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make_dying(tmp_path, 2) == 1
    assert "Bijlage 2 ('b.pdf') kan niet in de bundel." in capsys.readouterr().err
    assert len(made_pack(tmp_path).pages) == 1 + 1 + 2 + 1


def test_when_it_dies_whatever_is_left_out_there_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="niet te maken"):
        make_dying(tmp_path, 99)
    assert not (tmp_path / MEETING / "uit").exists()


def test_a_file_that_changes_while_the_pack_is_made_is_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    geopend = open_with(tmp_path, a=pdfs.tagged("A"), b=pdfs.tagged("B"))
    ontvangst = received(geopend.dossier)
    with Binder() as binder:
        binder.start(plan_pack(geopend.dossier, ontvangst.paden))
        ontvangst.paden["b.pdf"].write_bytes(pdfs.tagged("B, nieuwe versie"))
        assert bundelen.make(geopend, ontvangst, binder) == 0
    said = capsys.readouterr().err
    assert said.count("[bijlage-veranderd]") == 1
    assert "b.pdf: waarschuwing [bijlage-veranderd]" in said


def test_what_was_received_is_never_opened_in_this_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {name: pdfs.tagged(name) for name in "abc"}
    geopend = open_with(tmp_path, **contents)
    opened: list[object] = []
    real = pikepdf.open

    def watched(source: Any, *args: Any, **kwargs: Any) -> pikepdf.Pdf:
        opened.append(source.getvalue() if isinstance(source, BytesIO) else source)
        return real(source, *args, **kwargs)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and watching and "/bijlagen/" in str(args[0]):
            opened.append(args[0])

    watching = True
    sys.addaudithook(hook)
    monkeypatch.setattr(pikepdf, "open", watched)
    assert pakken.make(geopend) == 0
    watching = False
    assert opened, "our own pages are counted here"
    assert not any(content in opened for content in contents.values())
    assert all(isinstance(source, bytes) for source in opened)
