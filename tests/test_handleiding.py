"""The manual says what is true: its commands run, its files load, and nothing is left out.

A page is read from top to bottom. Comments in it, unseen by a reader, tell the test what to do:

- ``<!-- map: leeg -->``: the next block runs in an empty folder; ``verder``: where the last block
  ended; otherwise in a fresh copy of the example workspace.
- ``<!-- afsluitcode: 1 -->``: the last command of the next block ends with 1.
- ``<!-- nodig: soffice -->``: the next block needs this program.
- ``<!-- bestand: PAD -->``: the next block is the text of this file.
- ``<!-- stuk: PAD -->``: here lies an attachment.
- ``<!-- vervang: PAD: oud -> nieuw -->``: the reader changes this in a text or Word file.
- ``<!-- verstuurd: TAFEL/DATUM -->``: the agenda of this meeting was mailed as it is now.
- ``<!-- mailserver -->``: a mail server listens, and ``regietafel.yaml`` says where.
- ``<!-- vergadering -->``, ``tafel``, ``verslag``, ``regietafel``: the next YAML is a part of one.
"""

import ast
import re
import shlex
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import typer
from pydantic import BaseModel

from regietafel.cli import main
from regietafel.cli.app import app
from regietafel.cli.schemas import BESTANDEN as MODELS
from regietafel.dossier.validation import load_model
from regietafel.model.zending import Mailsoort
from regietafel.resources import example_workspace

from .cli.antwoordmail import Afspraak, outlook
from .cli.mailwerkmap import set_mail
from .postkantoor import open_postkantoor
from .zendingen import record_mailing

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "docs" / "handleiding"
SOURCE = ROOT / "src" / "regietafel"
PAGES = sorted(MANUAL.glob("*.md"))
TIMES = ("begin", "einde")
MEMO = "meetings/prt-drenthe/2024-07-17/bijlagen/verslag-inspiratiebijeenkomst.pdf"
MAX_PICTURE_BYTES = 120_000

_TOKEN = re.compile(
    r"^[ ]*<!--[ ](?P<mark>.*?)[ ]-->$|^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")

MINIMAL: dict[str, dict[str, str]] = {
    "vergadering": {
        "datum": "datum: 2027-03-10\n",
        "begin": "begin: 12:30\n",
        "einde": "einde: 13:30\n",
        "plaats": "plaats: Provinciehuis\n",
    },
    "verslag": {},
    "cijfers": {"titel": "titel: Tabel\n"},
    "dashboard": {"titel": "titel: Dashboard\n", "indicatoren": "indicatoren: [{naam: A}]\n"},
    "acties": {},
    "tafel": {
        "naam": "naam: provinciale regietafel Voorbeeld\n",
        "kort": "kort: PRT Voorbeeld\n",
        "nummercode": "nummercode: PRT-VB\n",
        "niveau": "niveau: provinciaal\n",
        "secretariaat": "secretariaat: {naam: Secretariaat, email: a@b.example}\n",
    },
    "regietafel": {
        "huisstijl": "huisstijl: {naam: Provincie}\n",
    },
    "soort": {
        "naam": "naam: Werkbezoek\n",
        "omschrijving": "omschrijving: Een verslag.\n",
        "familie": "familie: stuk\n",
    },
}


@dataclass(frozen=True)
class Blok:
    """A fenced block with the marks that stand before it."""

    kind: str
    text: str
    marks: tuple[str, ...]

    def mark(self, name: str) -> str | None:
        """Return what a mark says, such as ``leeg`` for ``map: leeg``."""
        found = (mark.partition(": ") for mark in self.marks)
        return next((value for key, _, value in found if key == name), None)


def blocks(page: Path) -> Iterator[Blok]:
    marks: list[str] = []
    for token in _TOKEN.finditer(page.read_text(encoding="utf-8")):
        if token["mark"] is not None:
            marks.append(token["mark"])
        else:
            yield Blok(token["kind"], token["text"], tuple(marks))
            marks = []


def _example(target: Path) -> Path:
    source = example_workspace()
    shutil.copytree(source / "meetings", target / "meetings", ignore=shutil.ignore_patterns("uit"))
    shutil.copy(source / "regietafel.yaml", target)
    return target


class Lezer:
    """Somebody who does what a page says, and compares what comes back."""

    def __init__(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        needs_program: Callable[..., None],
        until_the_end: ExitStack,
    ) -> None:
        self._until_the_end = until_the_end
        self._folders = (tmp_path / f"map{number}" for number in range(1000))
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self._needs_program = needs_program
        self.root = self.here = tmp_path

    def follow(self, blok: Blok) -> None:
        place = blok.mark("map") or ("" if blok.kind == "console" else "verder")
        if place != "verder":
            self.root = self.here = next(self._folders)
            self.root.mkdir()
            if place != "leeg":
                _example(self.root)
        for mark in blok.marks:
            self._prepare(mark)
        if path := blok.mark("bestand"):
            (self.root / path).write_text(blok.text, encoding="utf-8")
        if blok.kind == "console":
            self._type(blok.text, int(blok.mark("afsluitcode") or 0))

    def _prepare(self, mark: str) -> None:
        kind, _, rest = mark.partition(": ")
        if kind == "nodig":
            self._needs_program(*rest.split())
        elif kind == "stuk":
            shutil.copy(example_workspace() / MEMO, self.root / rest)
        elif kind == "verstuurd":
            moment = datetime(2024, 9, 25, 9, tzinfo=UTC)
            record_mailing(self.root, rest, Mailsoort.AGENDA, moment)
        elif kind == "mailserver":
            kantoor = self._until_the_end.enter_context(open_postkantoor())
            set_mail(self.root, server="127.0.0.1", tls="geen", poort=kantoor.poort)
        elif kind == "antwoord":
            self._answer(*rest.split())
        elif kind == "vervang":
            path, _, change = rest.partition(": ")
            _replace(self.root / path, *change.split(" -> "))

    def _answer(self, meeting: str, file: str, email: str, partstat: str) -> None:
        """Put the answer of a member's Outlook to the invitation that went out last."""
        stand = yaml_values(self.root / "meetings" / meeting / "uitnodiging.yaml")
        begin, einde = (datetime.fromisoformat(f"{stand['datum']} {stand[t]}") for t in TIMES)
        afspraak = Afspraak(stand["uid"], int(stand.get("volgnummer", "0")), begin, einde)
        (self.root / file).write_bytes(outlook(afspraak, datetime.now(UTC), email, partstat))

    def _type(self, text: str, last_code: int) -> None:
        steps = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
        for number, step in enumerate(steps, 1):
            command, _, shown = step.partition("\n")
            words = shlex.split(command)
            if words[0] == "cd":
                self.here = self.here / words[1]
                continue
            assert words[0] == "regietafel", f"the manual types {command!r}"
            code, output = self.run(words[1:])
            expected = last_code if number == len(steps) else 0
            assert code == expected, f"{command} ended with {code}:\n{output}"
            _compare(command, shown, output)

    def run(self, arguments: list[str]) -> tuple[int, str]:
        self._monkeypatch.chdir(self.here)
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        captured = self._capsys.readouterr()
        return int(stop.value.code or 0), captured.err + captured.out


def yaml_values(path: Path) -> dict[str, str]:
    """Return the single values of a file that regietafel keeps."""
    found = re.findall(
        r"^(\w+): *['\"]?(.+?)['\"]?$", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    return dict(found)


def _replace(path: Path, old: str, new: str) -> None:
    """Change a text file, or the text of a Word file, where the old text stands."""
    if path.suffix != ".docx":
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {path.name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    assert old in body, f"{old!r} does not stand in {path.name}"
    parts["word/document.xml"] = body.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _compare(command: str, shown: str, output: str) -> None:
    """Require every shown line in the real output; ``…`` stands for whatever is left out.

    Without a line of ``…`` alone, nothing else may have been said.
    """
    real = [line.rstrip() for line in output.splitlines() if line.strip()]
    expected = [line.rstrip() for line in shown.splitlines() if line.strip()]
    for line in expected:
        pattern = ".*".join(re.escape(part) for part in line.split("…"))
        assert any(re.fullmatch(pattern, r) for r in real), f"{command}: {line!r} not in\n{output}"
    if "…" not in expected:
        assert len(real) == len(expected), f"{command} says more than the manual:\n{output}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_the_manual_types_gives_what_it_shows(
    page: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    needs_program: Callable[..., None],
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    with ExitStack() as until_the_end:
        lezer = Lezer(tmp_path, capsys, monkeypatch, needs_program, until_the_end)
        for blok in blocks(page):
            if blok.kind == "console" or blok.mark("bestand"):
                lezer.follow(blok)


def test_the_day_of_a_secretary_in_the_readme_runs_in_the_example(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    needs_program: Callable[..., None],
) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    day = re.findall(r"^regietafel (.*)$", text, re.MULTILINE)
    assert len(day) > 10
    with ExitStack() as until_the_end:
        lezer = Lezer(tmp_path, capsys, monkeypatch, needs_program, until_the_end)
        lezer.here = _example(tmp_path / "werkmap")
        for command in day:
            code, output = lezer.run(shlex.split(command, comments=True))
            assert code == 0, f"{command} ended with {code}:\n{output}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_nothing_that_is_typed_escapes_the_test(page: Path) -> None:
    typed = re.findall(r"^\$ .*", page.read_text(encoding="utf-8"), re.MULTILINE)
    texts = [blok.text for blok in blocks(page) if blok.kind == "console"]
    assert typed == [line for text in texts for line in re.findall(r"^\$ .*", text, re.MULTILINE)]


def _yaml_blocks() -> list[tuple[str, Blok]]:
    found = [(page.stem, blok) for page in PAGES for blok in blocks(page) if blok.kind == "yaml"]
    return [(f"{stem}-{number}", blok) for number, (stem, blok) in enumerate(found)]


def _whole(kind: str, fragment: str) -> str:
    """Return a part of a file with what is required around it."""
    own = set(re.findall(r"^(\w+):", fragment, re.MULTILINE))
    return "".join(text for key, text in MINIMAL[kind].items() if key not in own) + fragment


@pytest.mark.parametrize("blok", [b for _, b in _yaml_blocks()], ids=[n for n, _ in _yaml_blocks()])
def test_every_yaml_in_the_manual_is_right(blok: Blok, tmp_path: Path) -> None:
    path, text = blok.mark("bestand"), blok.text
    kind = Path(path).stem if path else next((m for m in blok.marks if m in MINIMAL), None)
    assert kind, f"this YAML does not say what it is:\n{text}"
    file = tmp_path / f"{kind}.yaml"
    file.write_text(text if path else _whole(kind, text), encoding="utf-8")
    loaded = load_model(file, MODELS[kind])
    assert not loaded.findings
    assert loaded.model is not None


def _names(model: type[BaseModel]) -> set[str]:
    """Return every key below a model."""
    names = set(model.model_fields)
    for field in model.model_fields.values():
        for nested in _models(field.annotation):
            names |= _names(nested)
    return names


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("vergadering", "vergadering"),
        ("verslag", "verslag"),
        ("acties", "acties"),
        ("cijfers", "cijfers"),
        ("verdeling", "verdelen"),
        ("prognose", "prognose"),
        ("dashboard", "dashboard"),
        ("tafel", "tafel-en-huisstijl"),
        ("regietafel", "tafel-en-huisstijl mailen"),
        ("stuk", "stukken"),
        ("soort", "eigen-soort"),
    ],
)
def test_every_key_of_a_file_is_explained(kind: str, page: str) -> None:
    names = _names(MODELS[kind])
    if kind == "tafel":  # its fixed points are explained with the agenda
        names -= _names(MODELS["vergadering"]) - set(MODELS["tafel"].model_fields)
    text = "".join((MANUAL / f"{name}.md").read_text(encoding="utf-8") for name in page.split())
    assert {name for name in names if f"`{name}`" not in text} == set()


def _commands(group: typer.core.TyperGroup, prefix: str = "regietafel") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield from _commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}"


def test_every_command_has_a_heading_and_an_example() -> None:
    root = typer.main.get_command(app)
    assert isinstance(root, typer.core.TyperGroup)
    parts = re.split(
        r"^## `(.*)`$", (MANUAL / "opdrachten.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert set(sections) == set(_commands(root))
    assert [name for name, text in sections.items() if f"$ {name}" not in text] == []


_MAKERS = {
    "_at", "fout", "waarschuwing", "hint", "Probleem", "GeenTabel", "_report", "_add", "_about_origin",
    "Tekstprobleem", "Gebrek", "cls",
}  # fmt: skip


@cache
def finding_codes() -> frozenset[str]:
    """Return every code in the source; a part that is filled in later becomes ``*``."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found |= {code for code in _codes_at(node) if _CODE.fullmatch(code.replace("*", "x"))}
    return frozenset(found)


def _codes_at(node: ast.AST) -> Iterator[str]:
    """Yield the texts given to what makes findings, and those that a variable ``code`` gets."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in _MAKERS:
            yield from (text for argument in node.args[:2] for text in _texts(argument))
    if isinstance(node, ast.Assign):
        targets = [name.id for name in ast.walk(node) if isinstance(name, ast.Name)]
        first = (
            node.value.elts[0]
            if isinstance(node.value, ast.Tuple) and node.value.elts
            else node.value
        )
        if "code" in targets:
            yield from _texts(first)


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))


def explained_codes() -> list[str]:
    text = (MANUAL / "meldingen.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `([a-z0-9-]+)`", text, re.MULTILINE)


def _covers(code: str, explained: str) -> bool:
    return re.fullmatch(code.replace("*", "[a-z]+"), explained) is not None


def test_the_codes_are_found_in_the_source() -> None:
    assert {"bijlage-ontbreekt", "onbekende-sleutel", "sjabloon-code"} <= finding_codes()
    assert len(finding_codes()) > 40


def test_every_finding_is_explained() -> None:
    explained = explained_codes()
    assert [c for c in sorted(finding_codes()) if not any(_covers(c, e) for e in explained)] == []


def test_no_finding_is_explained_that_does_not_exist() -> None:
    codes = finding_codes()
    assert [e for e in explained_codes() if not any(_covers(code, e) for code in codes)] == []


def test_no_finding_is_explained_twice() -> None:
    assert len(explained_codes()) == len(set(explained_codes()))


@cache
def said_texts() -> str:
    """Return every text in the source, one to a line."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    return "\n".join(
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def messages_without_code() -> list[str]:
    page = (MANUAL / "meldingen.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (\*.*?) \| ", page.partition("## Meldingen zonder code")[2], re.MULTILINE
    )
    return [message for row in rows for message in re.findall(r"\*(.+?)\*", row)]


@pytest.mark.parametrize("message", messages_without_code())
def test_a_message_without_a_code_is_quoted_as_regietafel_says_it(message: str) -> None:
    parts = [part.strip() for part in message.split("…") if part.strip()]
    assert parts
    assert [part for part in parts if part not in said_texts()] == []


def test_the_messages_without_a_code_are_found() -> None:
    assert len(messages_without_code()) > 8


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page, made from its headings as code hosts make them."""
    text = page.read_text(encoding="utf-8")
    heads = re.findall(
        r"^#+ (.*)$", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE
    )
    plain = (re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads)
    return {*plain, *re.findall(r'<a id="([^"]+)">', text)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(
        r"^```.*?^```|`[^`\n]+`",
        "",
        page.read_text(encoding="utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        other = (page.parent / name) if name else page
        assert other.is_file(), f"{page.name} links to {target}"
        assert not anchor or anchor in _anchors(other), f"{page.name} links to {target}"


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.stem != "README"], ids=lambda p: p.stem
)
def test_every_page_is_in_the_index(page: Path) -> None:
    assert f"({page.name})" in (MANUAL / "README.md").read_text(encoding="utf-8")


def test_every_picture_is_used_described_and_small() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    used = dict(re.findall(r"!\[([^\]]*)\]\(beelden/([^)]+)\)", text))
    pictures = sorted((MANUAL / "beelden").glob("*.png"))
    assert sorted(used.values()) == [picture.name for picture in pictures]
    assert all(len(description) > 30 for description in used)
    assert all(picture.stat().st_size < MAX_PICTURE_BYTES for picture in pictures)
