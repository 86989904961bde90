"""Markdown tokens as the blocks of a document, with what is wrong in the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from regietafel.documents.blocks import (
    GEDAAN,
    NOG_TE_DOEN,
    Alinea,
    Blok,
    Blokken,
    Citaat,
    Code,
    Deel,
    Delen,
    Figuur,
    Inhoudsopgave,
    Kop,
    Liggend,
    Lijst,
    Paginawissel,
    Tekstprobleem,
    runs_text,
)
from regietafel.documents.richtext_delen import (
    LINKS,
    Opmaak,
    is_key,
    make_bold,
    read_runs,
    split_key,
    strip_start,
)
from regietafel.documents.richtext_regels import block_end, document_parser
from regietafel.documents.richtext_tabellen import Tabelbron, read_table
from regietafel.documents.woorden import words_of
from regietafel.dutch import MAANDEN

if TYPE_CHECKING:
    from markdown_it.token import Token

_CAPTION = "Tabel:"
_TASK = re.compile(r"\[([ xX])\]\s+(?=\S)")
_UNDER_A_HEAD = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-*:?\s*)+")
_HIGHEST_BEGIN = 999
"""A list that begins with a higher number is a year, or another number at the start of a line."""
_DATE = re.compile(rf"({'|'.join(MAANDEN)})\b.*\b\d{{4}}\b")
_NO_NOTE = re.compile(r"\[\^([^\]\s]+)\]")


class Lezer:
    """One reading of a text: the blocks, the notes that are named, and the problems.

    ``begin`` is the line of the file on which the text begins.
    """

    def __init__(self, tokens: Sequence["Token"], begin: int) -> None:
        self.begin = begin
        self.problemen: list[Tekstprobleem] = []
        self.noten = self._take_notes(tokens)
        self.genoemd: dict[str, int] = {}
        self.ingevoegd: set[str] = set()
        self.in_noot = False
        self.tabelbron = Tabelbron(
            begin, self._inline_runs, self._loose_runs, self.problemen.append
        )

    # ------------------------------------------------------------------ blocks

    def blocks(self, tokens: Sequence["Token"], *, top: bool = False) -> Iterator[Blok]:
        """Yield the blocks of tokens; ``top`` for those that lie in no other block."""
        position = 0
        caption: tuple[Delen, str] | None = None
        while position < len(tokens):
            end = block_end(tokens, position)
            token, inside = tokens[position], tokens[position + 1 : end]
            follows = end + 1 < len(tokens) and tokens[end + 1].type == "table_open"
            position = end + 1
            if token.type == "paragraph_open" and (taken := self._caption(token, inside, follows)):
                caption = taken
                continue
            if token.type == "table_open":
                key = caption or ((), "")
                yield read_table(inside, *key, self._line(token), self.tabelbron)
            else:
                yield from self._block(token, inside, top)
            caption = None

    def _block(self, token: "Token", inside: Sequence["Token"], top: bool) -> Iterator[Blok]:
        regel = self._line(token)
        match token.type:
            case "paragraph_open":
                yield from self._paragraph(inside, regel)
            case "heading_open":
                yield from self._heading(token, inside, top)
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(token, inside)
            case "blockquote_open":
                yield Citaat(tuple(self.blocks(inside)), regel=regel)
            case "code_block" | "fence":
                yield Code(token.content.rstrip("\n"), regel=regel)
            case "hr":
                yield Alinea((Deel("* * *"),), regel=regel)
            case "liggend_open":
                yield Liggend(tuple(self.blocks(inside, top=top)), regel=regel)
            case "inhoudsopgave":
                yield Inhoudsopgave(int(token.meta["diepte"]), regel=regel)
            case "paginawissel":
                yield Paginawissel(regel=regel)

    def _caption(
        self, token: "Token", inside: Sequence["Token"], follows: bool
    ) -> tuple[Delen, str] | None:
        """Return the words and the key of the caption of a table that comes next."""
        if not inside[0].content.startswith(_CAPTION):
            return None
        if not follows:
            self._report(
                "bijschrift-zonder-tabel",
                self._line(token),
                "hier staat een bijschrift, maar er volgt geen tabel; zet de tabel er direct onder",
            )
            return None
        return split_key(strip_start(self._inline_runs(inside[0]), _CAPTION))

    def _heading(self, token: "Token", inside: Sequence["Token"], top: bool) -> Iterator[Blok]:
        regel = self._line(token)
        delen, sleutel = split_key(self._inline_runs(inside[0]))
        if not runs_text(delen).strip() and not any(deel.verwijst for deel in delen):
            self._report("kop-leeg", regel, "deze kop heeft geen tekst; vul hem in of haal hem weg")
        elif top:
            yield Kop(int(token.tag[1:]), delen, sleutel=sleutel, regel=regel)
        else:
            yield Alinea(make_bold(delen), regel=regel)

    def _paragraph(self, inside: Sequence["Token"], regel: int) -> Iterator[Blok]:
        children = inside[0].children or []
        figures = list(self._figures(children, regel)) if _only_pictures(children) else []
        if figures:
            yield from figures
            return
        delen = self._inline_runs(inside[0])
        self._report_odd(inside[0].content, regel)
        if delen:
            yield Alinea(delen, regel=regel)

    def _list(self, token: "Token", inside: Sequence["Token"]) -> Lijst:
        items, states, position = [], [], 0
        while position < len(inside):
            end = block_end(inside, position)
            state, item = _take_task(tuple(self.blocks(inside[position + 1 : end])))
            items.append(item)
            states.append(state)
            position = end + 1
        ordered = token.type == "ordered_list_open"
        if ordered:
            self._report_numbers(
                [t for t in inside if t.type == "list_item_open" and t.level == token.level + 1],
                items,
            )
        begin = token.attrGet("start")
        taken = tuple(states) if any(states) else ()
        return Lijst(
            ordered, tuple(items), 1 if begin is None else int(begin),
            taken=taken, regel=self._line(token),
        )  # fmt: skip

    # ------------------------------------------------------------------ runs, pictures, notes

    def _inline_runs(self, token: "Token") -> Delen:
        return read_runs(token.children or [], self._line(token), self._special, self._checked)

    def _loose_runs(self, text: str, regel: int) -> Delen:
        """Return the runs of a text that stood outside the tokens."""
        tokens = document_parser().parseInline(text, {})
        return read_runs(tokens[0].children or [], regel, self._special, self._checked)

    def _checked(self, deel: Deel) -> Deel:
        """Return a run without a link that nobody can follow; marks of unknown notes are told."""
        if not deel.code:
            for name in _NO_NOTE.findall(deel.tekst):
                self._report(
                    "noot-onbekend", deel.regel,
                    f"de noot [^{name}] heeft geen tekst; zet onderaan een regel '[^{name}]: …'",
                )  # fmt: skip
        if not deel.link or deel.link.lower().startswith(LINKS):
            return deel
        self._report(
            "koppeling-geen-adres", deel.regel,
            f"'{unquote(deel.link, errors='replace')}' is geen webadres of sleutel, dus dit wordt "
            "gewone tekst; begin met https:// of mailto:",
        )  # fmt: skip
        return replace(deel, link="")

    def _special(self, token: "Token", look: Opmaak) -> Iterator[Deel]:
        if token.type == "footnote_ref":
            yield from self._note(str(token.meta["label"]), look)
            return
        self._report(
            "afbeelding-in-tekst", look.regel,
            "een afbeelding midden in de tekst wordt niet getoond; zet haar in een eigen alinea",
        )  # fmt: skip
        yield look.deel(token.content or _path(token))

    def _figures(self, children: Sequence["Token"], regel: int) -> Iterator[Figuur]:
        for place, token in enumerate(children):
            if token.type == "softbreak":
                regel += 1
            if token.type == "image":
                after = children[place + 1] if place + 1 < len(children) else None
                sleutel = is_key(after.content) if after is not None else ""
                yield self._figure(token, sleutel, regel)

    def _figure(self, token: "Token", sleutel: str, regel: int) -> Figuur:
        title, pad = str(token.attrGet("title") or ""), _path(token)
        if not token.content.strip():
            self._report(
                "afbeelding-zonder-tekst", regel,
                "deze afbeelding heeft geen beschrijving voor wie haar niet ziet; zet die tussen "
                "[ en ]",
            )  # fmt: skip
        text = token.content.strip() or title or pad
        return Figuur(pad, text, (Deel(title),) if title else (), sleutel=sleutel, regel=regel)

    def _take_notes(self, tokens: Sequence["Token"]) -> dict[str, list["Token"]]:
        """Return the tokens of every footnote by its label; of two the first counts."""
        notes: dict[str, list[Token]] = {}
        for place, token in enumerate(tokens):
            if token.type == "footnote_reference_open":
                label = str(token.meta["label"])
                if label in notes:
                    label = self._second_note(label, self._line(token))
                notes[label] = list(tokens[place + 1 : block_end(tokens, place)])
        return notes

    def _second_note(self, label: str, regel: int) -> str:
        self._report("noot-dubbel", regel, f"de noot [^{label}] staat er twee keer")
        return f"{label} {regel}"

    def _note(self, label: str, look: Opmaak) -> Iterator[Deel]:
        """Yield the mark of a note, with its text where it is named first.

        A note within a note becomes words between brackets: Word knows no such thing.
        """
        if self.in_noot:
            if label not in self.ingevoegd:
                self.ingevoegd.add(label)
                yield look.deel(f" ({self._nested_words(label)})")
            return
        first = label not in self.genoemd
        number = self.genoemd.setdefault(label, len(self.genoemd) + 1)
        text = self._note_blocks(label) if first else ()
        yield replace(look.deel(""), noot=number, noottekst=text, link="", doel="")

    def _nested_words(self, label: str) -> str:
        """Return what a note within a note says; notes within that one stay marks."""
        plain = [token.content for token in self.noten[label] if token.children]
        return " ".join(" ".join(plain).split())

    def _note_blocks(self, label: str) -> Blokken:
        outer, self.in_noot = self.in_noot, True
        blokken = tuple(self.blocks(self.noten[label]))
        self.in_noot = outer
        return blokken

    def unnamed_notes(self) -> Iterator[Blok]:
        """Yield the text of notes that nothing names: it is not lost, and it is told."""
        for label, tokens in self.noten.items():
            if label not in self.genoemd and label not in self.ingevoegd:
                regel = self._line(tokens[0]) if tokens else self.begin
                self._report(
                    "noot-ongenoemd", regel,
                    f"de noot [^{label.split()[0]}] wordt nergens genoemd; haar tekst staat nu "
                    "onderaan",
                )  # fmt: skip
                yield from self.blocks(tokens)

    # ------------------------------------------------------------------ what is wrong

    def _report_odd(self, text: str, regel: int) -> None:
        lines = text.split("\n")
        if any(_UNDER_A_HEAD.fullmatch(line) for line in lines[1:]):
            self._report(
                "tabel-niet-af", regel,
                "dit lijkt op een tabel, maar de kop en de regel met streepjes hebben niet evenveel "
                "kolommen; zet in beide evenveel |",
            )  # fmt: skip
        if text.startswith(":::"):
            self._report(
                "blok-onbekend", regel,
                f"'{lines[0][:40]}' wordt hier niet herkend; het kan ::: liggend, ::: inhoud of "
                "::: nieuwe pagina zijn, buiten een lijst of citaat",
            )  # fmt: skip

    def _report_numbers(self, tokens: Sequence["Token"], items: Sequence[Blokken]) -> None:
        """Tell of points that get another number than was typed, and of dates taken for one."""
        typed = [int(token.info) for token in tokens]
        begin, alike = typed[0], len(set(typed)) == 1
        for place, (token, item) in enumerate(zip(tokens, items, strict=True)):
            number = begin + place
            if typed[place] > _HIGHEST_BEGIN or _DATE.match(words_of(item[:1])):
                self._report(
                    "lijst-bedoeld", self._line(token),
                    f"deze regel begint met '{token.info}.' en wordt daardoor punt {number} van een "
                    f"lijst; haal de punt weg, of typ '{token.info}\\.' als het geen lijst is",
                )  # fmt: skip
            elif typed[place] != number and not alike:
                self._report(
                    "lijst-nummer", self._line(token),
                    f"hier staat '{token.info}.', maar in het stuk wordt dit punt {number}; nummer "
                    f"door, of typ '{token.info}\\.' als het geen lijst is",
                )  # fmt: skip

    def _report(self, code: str, regel: int, uitleg: str) -> None:
        self.problemen.append(Tekstprobleem(code, regel, uitleg))

    def _line(self, token: "Token") -> int:
        return (token.map or [0])[0] + self.begin


def _only_pictures(children: Sequence["Token"]) -> bool:
    known = all(
        child.type in {"image", "softbreak"} or not child.content.strip() or is_key(child.content)
        for child in children
    )
    return known and any(child.type == "image" for child in children)


def _path(token: "Token") -> str:
    return unquote(str(token.attrGet("src") or ""), errors="replace").replace("\\", "/")


def _take_task(item: Blokken) -> tuple[str, Blokken]:
    """Return the state of an item that begins with ``[ ]`` or ``[x]``, and the item without it."""
    first = item[0] if item else None
    if not isinstance(first, Alinea) or not first.delen:
        return "", item
    found = None if first.delen[0].code else _TASK.match(first.delen[0].tekst)
    if found is None:
        return "", item
    state = NOG_TE_DOEN if found[1] == " " else GEDAAN
    return state, (replace(first, delen=strip_start(first.delen, found[0])), *item[1:])
