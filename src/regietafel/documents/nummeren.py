"""Numbers of tables, figures, headings and annexes, and the references to them: one pure pass.

The renderers only show what is decided here, so that Word, PDF and HTML cannot differ.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from regietafel.documents.blocks import (
    Blok,
    Blokken,
    Citaat,
    Deel,
    Delen,
    Figuur,
    Inhoudsopgave,
    Inhoudsregel,
    Kop,
    Liggend,
    Lijst,
    Tabel,
    Tekstprobleem,
    runs_text,
)
from regietafel.documents.kale_getallen import bare_number
from regietafel.documents.richtext_delen import strip_start
from regietafel.documents.tabelmaten import measured
from regietafel.documents.woorden import map_lines, map_runs, walk
from regietafel.documents.word_beeld import natural_width

MEESTE_RIJEN = 2_000
_ANNEX = re.compile(r"Bijlage(?:\s+(\d{1,3}|[IVXL]{1,7}))?(?:[.:]\s+|\s+[-–]\s+|\s*$)")
_SENTENCE_END = re.compile(r"(\d+|\w{2,}|[)%”’'\"])[.!?][)”’'\"]*\s+$")
_ENDS = re.compile(r"[.!?]\s*$")
_SHORTENED = {
    "bijv", "resp", "incl", "excl", "enz", "art", "vgl", "afb", "blz", "etc", "evt", "max", "min",
    "nr", "nrs", "ca", "cq", "vs", "jl", "dr", "mr", "ir", "dhr", "mw", "mevr", "pag", "par", "tel",
}  # fmt: skip
_NEARBY = 3
_NUMBERED_LEVELS = 3
_OWN_NUMBER = re.compile(r"\s*\d+(\.\d+)*[.)]?\s+")
_OWN_KEY = "_kop-"


@dataclass
class Telling:
    """What has been counted so far in one pass.

    ``buiten`` is the level of the heading without a number that this is under, 0 elsewhere.
    """

    genummerd: bool
    ongenummerd: frozenset[str] = frozenset()
    buiten: int = 0
    koppen: list[int] = field(default_factory=list)
    bijlagen: int = 0
    tabellen: int = 0
    figuren: int = 0
    sleutels: int = 0
    namen: dict[str, str] = field(default_factory=dict)
    inhoud: list[Inhoudsregel] = field(default_factory=list)
    problemen: list[Tekstprobleem] = field(default_factory=list)

    def name(self, sleutel: str, naam: str, regel: int) -> None:
        """Remember what a key stands for; the first that has it keeps it."""
        if sleutel in self.namen:
            self.problemen.append(
                Tekstprobleem(
                    "sleutel-dubbel",
                    regel,
                    f"de sleutel '{sleutel}' is al gebruikt; geef deze een andere",
                )
            )
        elif sleutel:
            self.namen[sleutel] = naam


def number_blocks(
    blokken: Blokken,
    *,
    koppen: bool = False,
    bekend: Mapping[str, str] | None = None,
    ongenummerd: frozenset[str] = frozenset(),
) -> tuple[Blokken, tuple[Tekstprobleem, ...]]:
    """Return blocks with every number and reference filled in, and what is wrong with them.

    ``koppen`` numbers the headings three levels deep (3.1); ``bekend`` names what lies outside the
    text by its key, such as ``{"begroting": "bijlage 2"}``; ``ongenummerd`` are the titles of
    headings that get no number, nor does what is below them. A heading that begins with 'Bijlage: '
    becomes an annex with a number of its own. Doing it again gives the same.
    """
    telling = Telling(koppen, frozenset(map(_plain_title, ongenummerd)))
    counted = tuple(_count(tuple(_joined(blokken)), telling))
    for key, name in (bekend or {}).items():
        telling.namen.setdefault(key, name)
    here = {key for key in telling.namen if key not in (bekend or {})}
    referring = _Verwijzingen(telling, here)
    done = tuple(map(referring.block, counted))
    return done, tuple(sorted(dict.fromkeys(telling.problemen), key=lambda p: p.regel))


def count_annexes(blokken: Blokken) -> int:
    """Return how many headings are annexes, numbered or not yet."""
    return sum(1 for b in walk(blokken) if isinstance(b, Kop) and (b.bijlage or _annex_mark(b)))


def _annex_mark(kop: Kop) -> re.Match[str] | None:
    """Return what makes a heading an annex that has no number yet, such as 'Bijlage: '."""
    return _ANNEX.match(kop.delen[0].tekst) if kop.delen and not kop.bijlage else None


def _joined(blokken: Blokken) -> Iterator[Blok]:
    """Yield blocks with landscape parts that touch made one, so that no page stays empty."""
    held: Liggend | None = None
    for blok in blokken:
        if isinstance(blok, Liggend):
            held = blok if held is None else replace(held, blokken=held.blokken + blok.blokken)
            continue
        if held is not None:
            yield held
            held = None
        yield blok
    if held is not None:
        yield held


# ------------------------------------------------------------------ counting


def _count(blokken: Blokken, telling: Telling) -> Iterator[Blok]:
    """Yield blocks with their numbers; headings, tables and figures lie at the top or lie flat."""
    for blok in blokken:
        match blok:
            case Kop():
                yield _count_heading(blok, telling)
            case Tabel():
                yield _count_table(blok, telling)
            case Figuur():
                yield _count_figure(blok, telling)
            case Liggend():
                yield replace(blok, blokken=tuple(_count(blok.blokken, telling)))
            case _:
                yield _count_inside(blok, telling)


def _count_inside(blok: Blok, telling: Telling) -> Blok:
    """Return a list or quotation with its tables and figures counted."""
    if isinstance(blok, Lijst):
        return replace(blok, items=tuple(tuple(_count(item, telling)) for item in blok.items))
    if isinstance(blok, Citaat):
        return replace(blok, blokken=tuple(_count(blok.blokken, telling)))
    return blok


def _count_table(tabel: Tabel, telling: Telling) -> Tabel:
    if len(tabel.rijen) > MEESTE_RIJEN:
        telling.problemen.append(
            Tekstprobleem(
                "tabel-te-lang",
                tabel.regel,
                f"deze tabel heeft {len(tabel.rijen)} rijen; boven de {MEESTE_RIJEN} wordt een stuk "
                "erg groot. Stuur de gegevens liever mee als bijlage",
            )
        )
    bare = bare_number(tabel)
    telling.problemen += [bare] if bare else []
    number = 0
    if tabel.bijschrift or tabel.sleutel:
        telling.tabellen += 1
        number = telling.tabellen
        telling.name(tabel.sleutel, f"tabel {number}", tabel.regel)
    return measured(replace(tabel, nummer=number))


def _count_figure(figuur: Figuur, telling: Telling) -> Figuur:
    if not (figuur.bijschrift or figuur.sleutel):
        return figuur
    telling.figuren += 1
    telling.name(figuur.sleutel, f"figuur {telling.figuren}", figuur.regel)
    return replace(figuur, nummer=telling.figuren)


def _count_heading(kop: Kop, telling: Telling) -> Kop:
    own = kop.sleutel.startswith(_OWN_KEY)
    kop = replace(kop, sleutel="") if own else kop
    numbered = _annex(kop, telling) or _numbered(kop, telling)
    naam = _heading_name(numbered)
    telling.name(kop.sleutel, naam, kop.regel)
    telling.sleutels += 1
    sleutel = kop.sleutel or f"{_OWN_KEY}{telling.sleutels}"
    prefix = f"{numbered.nummer}." if numbered.bijlage else numbered.nummer
    words = runs_text(numbered.delen).replace("\n", " ")
    telling.inhoud.append(Inhoudsregel(kop.niveau, prefix, words, sleutel))
    return replace(numbered, sleutel=sleutel)


def _annex(kop: Kop, telling: Telling) -> Kop | None:
    """Return a heading such as 'Bijlage: Cijfers' with the number of its annex."""
    found = _annex_mark(kop)
    if found is None and not kop.bijlage:
        return None
    telling.bijlagen += 1
    telling.koppen = []
    given = (found[1] if found else kop.nummer.removeprefix("Bijlage ")) or telling.bijlagen
    delen = strip_start(kop.delen, found[0]) if found else kop.delen
    return replace(kop, nummer=f"Bijlage {given}", bijlage=True, delen=delen)


def _numbered(kop: Kop, telling: Telling) -> Kop:
    if not telling.genummerd or kop.niveau > _NUMBERED_LEVELS or _below_annex(kop, telling):
        return replace(kop, nummer="")
    if _is_outside(kop, telling):
        return replace(kop, nummer="")
    counts = [*telling.koppen, *[0] * kop.niveau][: kop.niveau]
    counts[-1] += 1
    telling.koppen = counts
    return replace(kop, nummer=".".join(map(str, counts)))


def _is_outside(kop: Kop, telling: Telling) -> bool:
    """Return whether a heading is one that gets no number, or lies below one."""
    if 0 < telling.buiten < kop.niveau:
        return True
    named = _plain_title(heading_title(kop)) in telling.ongenummerd
    telling.buiten = kop.niveau if named else 0
    return named


def heading_title(kop: Kop) -> str:
    """Return the words of a heading, without a number that was typed before them."""
    return _OWN_NUMBER.sub("", runs_text(kop.delen)).strip()


def _plain_title(title: str) -> str:
    return " ".join(title.casefold().split()).rstrip(" .:")


def _below_annex(kop: Kop, telling: Telling) -> bool:
    """Return whether a heading lies within an annex, which has no numbers of its own."""
    return bool(telling.bijlagen) and not telling.koppen and kop.niveau > 1


def _heading_name(kop: Kop) -> str:
    if kop.bijlage:
        return f"bijlage {kop.nummer.removeprefix('Bijlage ')}"
    return f"paragraaf {kop.nummer}" if kop.nummer else f"‘{runs_text(kop.delen).strip()}’"


# ------------------------------------------------------------------ referring


class _Verwijzingen:
    """References filled in from what was counted; ``here`` are the keys that this text holds."""

    def __init__(self, telling: Telling, here: set[str]) -> None:
        self.telling = telling
        self.here = here

    def block(self, blok: Blok) -> Blok:
        if isinstance(blok, Inhoudsopgave):
            lines = (line for line in self.telling.inhoud if line.niveau <= blok.diepte)
            return replace(blok, regels=tuple(lines))
        if isinstance(blok, Liggend):
            return replace(blok, blokken=tuple(map(self.block, blok.blokken)))
        return map_lines(map_runs((blok,), self._run), _capitalised)[0]

    def _run(self, deel: Deel) -> Deel:
        if not deel.doel:
            return deel
        name = self.telling.namen.get(deel.doel)
        if name is None:
            return self._unknown(deel)
        tekst = name if deel.verwijst else deel.tekst
        known_here = deel.doel in self.here
        return replace(deel, tekst=tekst, doel=deel.doel if known_here else "")

    def _unknown(self, deel: Deel) -> Deel:
        self.telling.problemen.append(
            Tekstprobleem(
                "verwijzing-onbekend",
                deel.regel,
                f"er is niets met de sleutel '{deel.doel}'; zet {{#{deel.doel}}} achter de kop, het "
                "bijschrift of de afbeelding die u bedoelt",
            )
        )
        text = f"[verwijzing onbekend: {deel.doel}]" if deel.verwijst else deel.tekst
        return replace(deel, tekst=text, doel="", verwijst=False)


def _capitalised(delen: Delen, within: Blok | None) -> Delen:
    """Return a line in which a reference that opens a sentence begins with a capital.

    In a list or cell the first words are often no sentence: there, the full stop at the end tells.
    """
    if not any(deel.verwijst for deel in delen):
        return delen
    first = within is None or _ENDS.search(runs_text(delen)) is not None
    opens = (_opens_sentence(delen[:place], first) for place in range(len(delen)))
    pairs = zip(delen, opens, strict=True)
    return tuple(
        _with_capital(deel) if deel.verwijst and is_open else deel for deel, is_open in pairs
    )


def _opens_sentence(before: Delen, first: bool) -> bool:
    if not runs_text(before).strip():
        return first
    found = _SENTENCE_END.search(runs_text(before[-_NEARBY:]))
    return found is not None and found[1].lower() not in _SHORTENED


def _with_capital(deel: Deel) -> Deel:
    return replace(deel, tekst=deel.tekst[:1].upper() + deel.tekst[1:])


# ------------------------------------------------------------------ pictures


def picture_paths(blokken: Blokken) -> tuple[tuple[str, int], ...]:
    """Return the pictures that a text names, each with its line."""
    return tuple((blok.pad, blok.regel) for blok in walk(blokken) if isinstance(blok, Figuur))


def fill_pictures(blokken: Blokken, beelden: Mapping[str, bytes]) -> Blokken:
    """Return blocks whose figures hold the bytes of ``beelden``, by their path.

    The bytes are PNG, JPEG or SVG that somebody has looked at: a picture that cannot be shown
    makes Typst refuse the document. A figure without any becomes words.
    """
    return tuple(_filled(blok, beelden) for blok in blokken)


def _filled(blok: Blok, beelden: Mapping[str, bytes]) -> Blok:
    match blok:
        case Figuur():
            beeld = beelden.get(blok.pad, b"")
            return replace(blok, beeld=beeld, breedte=natural_width(beeld))
        case Citaat() | Liggend():
            return replace(blok, blokken=fill_pictures(blok.blokken, beelden))
        case Lijst():
            return replace(blok, items=tuple(fill_pictures(item, beelden) for item in blok.items))
        case Tabel():
            rows = (
                replace(rij, cellen=tuple(fill_pictures(cel, beelden) for cel in rij.cellen))
                for rij in blok.rijen
            )
            return replace(blok, rijen=tuple(rows))
    return blok
