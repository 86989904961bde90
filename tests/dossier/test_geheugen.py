"""What is remembered of the ledger saves time and never changes an answer."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regietafel.dossier import bladen, geheugen, processen
from regietafel.dossier.geheugen import ONZEKER, Geheugen
from regietafel.dossier.grootboek import Grootboek, load_grootboek
from regietafel.dossier.terughalen import Vraag
from regietafel.dossier.validation import load_model
from regietafel.dossier.workspace import Werkmap
from regietafel.findings import Finding
from regietafel.ledger.regels import check_boek
from regietafel.ledger.stand import standen
from regietafel.model.gebeurtenis import Soort

TAFELS = ("lrt", "prt")
DAY = date(2024, 4, 15)
LATER = 4_000_000_000_000_000_000
"""A moment (ns) long after any file was written: every file can be trusted."""


@dataclass(frozen=True)
class Kast:
    """A workspace with its memory. Every write gets a moment of its own."""

    werkmap: Werkmap
    folder: Path
    clock: Iterator[int]

    def write(self, name: str, content: str) -> None:
        path = self.werkmap.root / "meetings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        moment = next(self.clock)
        os.utime(path, ns=(moment, moment))

    def load(self, day: date | None = None, moment: int = LATER) -> Grootboek:
        memory = Geheugen(self.folder, moment)
        return load_grootboek(self.werkmap, self.werkmap.tables(), memory, day)

    def fresh(self) -> Grootboek:
        return load_grootboek(self.werkmap, self.werkmap.tables())

    @property
    def files(self) -> list[Path]:
        """What is remembered: of each table, and of what they share."""
        return sorted((self.folder / "grootboek").glob("*/*"))

    @property
    def file(self) -> Path:
        """What is remembered of one table."""
        return next(path for path in self.files if path.name == "prt")


def everything(book: Grootboek) -> tuple[Any, ...]:
    rules = check_boek(book.boek, book.tafels)
    located = book.bevindingen.locate(rules)
    return book.boek, book.tafels, book.bevindingen.findings, located


def open_actions(book: Grootboek) -> tuple[dict[str, Any], list[Finding], tuple[Finding, ...]]:
    stands = standen(book.boek, DAY).items()
    alive = {number: stand for number, stand in stands if stand.leeft}
    rules = sorted(book.bevindingen.locate(check_boek(book.boek, book.tafels)), key=str)
    return alive, rules, book.bevindingen.findings


def assert_same(kast: Kast) -> None:
    fresh = kast.fresh()
    for _ in range(2):
        assert open_actions(kast.load(DAY)) == open_actions(fresh)
        assert everything(kast.load()) == everything(fresh)


def table(name: str) -> str:
    member = "{lid: stad, functie: burgemeester, organisatie: gemeente Stad}"
    mail = "{naam: S, email: s@x.example}"
    return (
        f"naam: {name}\nkort: {name}\nnummercode: {name.upper()}\nniveau: provinciaal\n"
        f"secretariaat: {mail}\nleden: [{member}]\n"
    )


def meeting(day: str) -> str:
    return f"datum: {day}\nbegin: 12:30\neinde: 13:30\nplaats: Assen\n"


BORN = (
    "punten:\n  - punt: 1\n    acties:\n      - {nummer: PRT-2024-A01, tekst: Doen, door: [stad]}\n"
)
DONE = "gebeurtenissen:\n  - {actie: PRT-2024-A01, soort: afgerond, tekst: Ja}\n"


def make(folder: Path) -> Kast:
    (folder / "regietafel.yaml").write_text("huisstijl:\n  naam: V\n")
    clock = iter(range(1_700_000_000_000_000_000, 1_800_000_000_000_000_000, 1_000_000_000))
    kast = Kast(Werkmap(folder), folder / "geheugen", clock)
    for name in TAFELS:
        kast.write(f"{name}/tafel.yaml", table(name))
    kast.write("prt/2024-02-01/vergadering.yaml", meeting("2024-02-01"))
    kast.write("prt/2024-02-01/verslag.yaml", BORN)
    kast.write("prt/2024-03-01/vergadering.yaml", meeting("2024-03-01"))
    kast.write("prt/2024-03-01/verslag.yaml", DONE)
    return kast


@pytest.fixture
def kast(tmp_path: Path) -> Kast:
    return make(tmp_path)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that tells which files are read from now on."""
    names: list[str] = []

    def told(path: Path, model: Any) -> Any:
        names.append(f"{path.parent.name}/{path.name}")
        return load_model(path, model)

    monkeypatch.setattr(bladen, "load_model", told)
    return names


def test_what_did_not_change_is_not_read_again(kast: Kast, read: list[str]) -> None:
    kast.load()
    assert "2024-02-01/verslag.yaml" in read
    read.clear()
    warm = kast.load()
    assert read == []
    assert everything(warm) == everything(kast.fresh())


def test_one_changed_file_costs_one_page(kast: Kast, read: list[str]) -> None:
    kast.load()
    read.clear()
    kast.write("prt/2024-03-01/verslag.yaml", DONE.replace("Ja", "Nee"))
    kast.load(DAY)
    assert read == ["2024-03-01/verslag.yaml"]
    assert_same(kast)


def test_a_closed_action_is_left_out_of_what_is_open_and_not_of_an_earlier_day(kast: Kast) -> None:
    kast.load()
    assert standen(kast.load(DAY).boek, DAY) == {}
    assert "PRT-2024-A01" in standen(kast.load(date(2024, 2, 29)).boek, date(2024, 2, 29))


def test_a_file_that_changed_and_kept_its_size_and_time_is_read_again(kast: Kast) -> None:
    kast.load()
    path = kast.werkmap.root / "meetings/prt/2024-03-01/verslag.yaml"
    before = path.stat()
    path.write_text(DONE.replace("Ja", "Ok"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert_same(kast)


def test_what_was_written_just_now_is_not_trusted(kast: Kast, read: list[str]) -> None:
    path = kast.werkmap.root / "meetings/prt/2024-03-01/verslag.yaml"
    changed = path.stat().st_ctime_ns
    kast.load(moment=changed + ONZEKER // 2)
    read.clear()
    kast.load(moment=changed + 10 * ONZEKER)
    assert "2024-03-01/verslag.yaml" in read
    read.clear()
    kast.load(moment=changed + 10 * ONZEKER)
    assert read == []


@pytest.mark.parametrize(
    "change",
    [
        lambda kast: (kast.werkmap.root / "meetings/prt/2024-03-01/verslag.yaml").unlink(),
        lambda kast: shutil.rmtree(kast.werkmap.root / "meetings/prt/2024-02-01"),
        lambda kast: shutil.rmtree(kast.werkmap.root / "meetings/prt"),
        lambda kast: kast.write("prt/2024-01-05/vergadering.yaml", meeting("2024-01-05")),
        lambda kast: kast.write("prt/2024-03-01/vergadering.yaml", meeting("2024-01-05")),
        lambda kast: kast.write("prt/acties.yaml", DONE.replace("tekst", "datum: 2024-05-01, tekst")),
        lambda kast: kast.write("prt/2024-02-01/verslag.yaml", "punten: [\n"),
        lambda kast: kast.write("lrt/tafel.yaml", table("prt")),
        lambda kast: kast.write("lrt/tafel.yaml", "naam: x\n"),
        lambda kast: kast.write("hlrt/tafel.yaml", table("hlrt")),
    ],
    ids=[
        "report gone", "meeting gone", "table gone", "new meeting", "other day", "between meetings",
        "damaged file", "other code", "unusable table", "new table",
    ],
)  # fmt: skip
def test_after_a_change_the_answer_is_that_of_a_first_reading(
    kast: Kast, change: Callable[[Kast], None]
) -> None:
    kast.load()
    change(kast)
    assert_same(kast)


def test_findings_come_back_as_they_were(kast: Kast, read: list[str]) -> None:
    kast.write(
        "prt/2024-02-01/verslag.yaml", BORN + "      - {nummer: fout, tekst: x}\nonbekend: 1\n"
    )
    kast.write("prt/2024-04-01/vergadering.yaml", meeting("2024-04-01"))
    kast.write("prt/2024-04-01/verslag.yaml", DONE)
    kast.load()
    read.clear()
    book = kast.load(DAY)
    assert read == []
    assert open_actions(book) == open_actions(kast.fresh())
    assert {f.code for f in book.bevindingen.findings} == {"onbekende-sleutel", "waarde-onjuist"}
    assert [f.code for f in open_actions(book)[1]] == ["actie-gesloten"]


def flip(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_a_memory_with_any_byte_changed_is_dropped(kast: Kast) -> None:
    memory = Geheugen(kast.folder, LATER)
    subject = Vraag(memory, kast.werkmap, kast.load().tafels).subject("prt")
    assert geheugen.recall(memory, subject)
    whole = kast.file.read_bytes()
    for place in range(0, len(whole), 7):
        kast.file.write_bytes(flip(whole, place))
        assert geheugen.recall(memory, subject) is None
    for path in kast.files:
        whole = path.read_bytes()
        path.write_bytes(flip(whole, len(whole) // 2))
        assert_same(kast)


def test_what_tables_share_counts_only_with_the_tables_that_it_was_made_from(kast: Kast) -> None:
    taken = "{nummer: LRT-2024-A01, tekst: Ook, herkomst: PRT-2024-A01, door: [stad]}"
    kast.write("lrt/2024-02-15/vergadering.yaml", meeting("2024-02-15"))
    kast.write("lrt/2024-02-15/verslag.yaml", f"punten:\n  - punt: 1\n    acties: [{taken}]\n")
    kast.load()
    older = {path: path.read_bytes() for path in kast.files}
    kast.write("prt/2024-03-01/verslag.yaml", DONE.replace("afgerond, tekst", "doorgezet, naar"))
    assert_same(kast)
    for path, content in older.items():
        path.write_bytes(content)
        assert_same(kast)


def test_one_changed_table_is_written_anew_and_no_other(kast: Kast) -> None:
    kast.load()
    before = {path.name: path.stat().st_ino for path in kast.files}
    kast.write("prt/2024-03-01/verslag.yaml", DONE.replace("Ja", "Nee"))
    kast.load()
    after = {path.name: path.stat().st_ino for path in kast.files}
    assert {name for name in before if before[name] == after[name]} == {"lrt"}


def test_a_table_that_is_gone_is_forgotten(kast: Kast) -> None:
    kast.load()
    shutil.rmtree(kast.werkmap.root / "meetings/lrt")
    kast.load()
    assert [path.name for path in kast.files] == ["+", "prt"]


@pytest.mark.parametrize("size", [0, 1, 64, 65, 66, 300, -1, -40])
def test_a_memory_that_was_cut_off_is_dropped(kast: Kast, size: int) -> None:
    kast.load()
    for path in kast.files:
        path.write_bytes(path.read_bytes()[:size])
        assert_same(kast)


def test_a_memory_of_another_version_is_dropped(
    kast: Kast, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kast.load()
    read.clear()
    with monkeypatch.context() as patch:
        patch.setattr(geheugen, "_version", lambda: "another")
        kast.load()
    assert read
    read.clear()
    kast.load()
    assert read


def test_the_memory_of_another_workspace_is_dropped(kast: Kast, tmp_path: Path) -> None:
    other = tmp_path / "ander"
    shutil.copytree(kast.werkmap.root / "meetings", other / "meetings")
    kast.load()
    foreign = kast.file.read_bytes().replace(b"Doen", b"Iets")
    twin = Kast(Werkmap(other), tmp_path / "geheugen2", kast.clock)
    twin.load()
    twin.file.write_bytes(foreign)
    assert_same(twin)
    twin.file.write_bytes(kast.file.read_bytes())
    assert_same(twin)


def test_the_memory_holds_text_only(kast: Kast) -> None:
    kast.load()
    _, subject, facts, _, _, pages, *chains = kast.file.read_bytes().splitlines()
    assert [type(json.loads(line)) for line in (subject, facts, pages)] == [list, dict, dict]
    assert chains
    assert all(json.loads(line) for line in chains)


def test_without_a_place_to_write_the_answer_is_the_same(kast: Kast) -> None:
    kast.folder.write_text("een bestand, geen map")
    assert_same(kast)
    assert_same(Kast(kast.werkmap, Path("/proc/nergens"), kast.clock))
    nowhere = load_grootboek(kast.werkmap, TAFELS, Geheugen(None, LATER))
    assert everything(nowhere) == everything(kast.fresh())


def test_a_page_that_is_reached_by_a_link_is_read_each_time(
    kast: Kast, tmp_path_factory: pytest.TempPathFactory
) -> None:
    inside = kast.werkmap.root / "meetings/prt/2024-03-01"
    inside.rename(kast.werkmap.root / "elders")
    inside.symlink_to(kast.werkmap.root / "elders")
    kast.load()
    (kast.werkmap.root / "elders/verslag.yaml").write_text(DONE.replace("Ja", "Ok"))
    assert_same(kast)
    outside = tmp_path_factory.mktemp("buiten")
    shutil.move(kast.werkmap.root / "elders", outside)
    inside.unlink()
    inside.symlink_to(outside / "elders")
    assert_same(kast)
    assert {f.code for f in kast.load().bevindingen.findings} == {"buiten-werkmap"}


def test_two_at_once_both_answer_and_leave_a_whole_memory(kast: Kast, read: list[str]) -> None:
    fresh = everything(kast.fresh())
    with ThreadPoolExecutor(8) as threads:
        books = list(threads.map(lambda _: kast.load(), range(24)))
    assert all(everything(book) == fresh for book in books)
    assert [path.name for path in kast.files] == ["+", "lrt", "prt"]
    read.clear()
    kast.load()
    assert read == []


def test_several_processes_read_what_one_reads(kast: Kast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processen, "PER_PROCES", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    for month in range(4, 8):
        kast.write(f"prt/2024-0{month}-01/vergadering.yaml", meeting(f"2024-0{month}-01"))
        again = "heropend" if month % 2 else "afgerond"
        kast.write(
            f"prt/2024-0{month}-01/verslag.yaml", DONE.replace("afgerond, tekst", f"{again}, reden")
        )
    assert_same(kast)


def test_a_process_that_fails_costs_time_only(kast: Kast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processen, "PER_PROCES", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    here, read_page = os.getpid(), bladen.read_page

    def ends(*args: Any) -> Any:
        return read_page(*args) if os.getpid() == here else os._exit(1)

    monkeypatch.setattr("regietafel.dossier.delen.read_page", ends)
    assert_same(kast)


@pytest.mark.parametrize("reason", [NotImplementedError, ImportError, PermissionError])
def test_where_no_process_can_be_started_this_one_does_the_work(
    kast: Kast, monkeypatch: pytest.MonkeyPatch, reason: type[Exception]
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise reason

    monkeypatch.setattr(processen, "PER_PROCES", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    assert_same(kast)


KILLED = """
import os, signal
from regietafel.dossier import processen
os.cpu_count = lambda: 2
with processen.processes(2 * processen.PER_PROCES) as two:
    print(two.map(abs, [-1, -2]), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_processes_end_with_the_one_that_started_them() -> None:
    """They hold its output open: it ends when all of them have."""
    command = [sys.executable, "-c", KILLED]
    done = subprocess.run(command, stdout=subprocess.PIPE, timeout=30, check=False)
    assert (done.stdout, done.returncode) == (b"[1, 2]\n", -signal.SIGKILL)


DAYS = st.sampled_from(["2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01"])
NUMBERS = st.builds("{}-2024-A0{}".format, st.sampled_from(("PRT", "LRT")), st.integers(1, 3))
EVENTS = st.fixed_dictionaries(
    {"actie": NUMBERS, "soort": st.sampled_from([kind.value for kind in Soort]), "door": st.just(["stad"]),
     "naar": st.sampled_from(TAFELS), "tekst": st.just("x"), "reden": st.sampled_from("xy"),
     "termijn": st.just("volgende vergadering")},
    optional={"elders": NUMBERS, "datum": DAYS, "fout": st.just(1)},
)  # fmt: skip
BIRTHS = st.fixed_dictionaries(
    {"tekst": st.sampled_from(("x", "y"))},
    optional={
        "nummer": NUMBERS, "herkomst": NUMBERS, "besluit": st.just("PRT-2024-B01"), "datum": DAYS,
    },
)  # fmt: skip
DECISIONS = st.fixed_dictionaries(
    {"tekst": st.just("x"), "nummer": st.sampled_from(("PRT-2024-B01", "PRT-2024-B02"))},
    optional={"vervangt": st.just(["PRT-2024-B02"])},
)
REPORTS = st.builds(
    lambda acties, besluiten, events: json.dumps(
        {"punten": [{"punt": 1, "acties": acties, "besluiten": besluiten}], "gebeurtenissen": events}
    ),
    st.lists(BIRTHS, max_size=3), st.lists(DECISIONS, max_size=1), st.lists(EVENTS, max_size=4),
)  # fmt: skip
BETWEEN = st.builds(
    lambda acties, events: json.dumps({"acties": acties, "gebeurtenissen": events}),
    st.lists(BIRTHS, max_size=2), st.lists(EVENTS, max_size=3),
)  # fmt: skip
EDITS = st.one_of(
    st.tuples(st.builds("{}/{}/verslag.yaml".format, st.sampled_from(TAFELS), DAYS), REPORTS),
    st.tuples(st.builds("{}/acties.yaml".format, st.sampled_from(TAFELS)), BETWEEN),
    st.tuples(
        st.builds("{}/{}/vergadering.yaml".format, st.sampled_from(TAFELS), DAYS),
        DAYS.map(meeting) | st.none() | st.just("datum: [\n"),
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EDITS, min_size=1, max_size=12))
def test_after_any_edits_warm_says_what_cold_says(edits: list[tuple[str, str | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kast = make(Path(folder).resolve())
        for table_name in TAFELS:
            for day in ("2024-02-01", "2024-04-01"):
                kast.write(f"{table_name}/{day}/vergadering.yaml", meeting(day))
        for name, content in edits:
            if content is None:
                (kast.werkmap.root / "meetings" / name).unlink(missing_ok=True)
            else:
                kast.write(name, content)
            assert open_actions(kast.load(DAY)) == open_actions(kast.fresh())
        assert_same(kast)
