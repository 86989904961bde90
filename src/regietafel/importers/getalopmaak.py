"""A stored number as Excel shows it, in Dutch notation (ECMA-376 part 1, 18.8.31)."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction

from regietafel.figures.notatie import schrijf_breuk, schrijf_getal

_FIFTEEN = Context(prec=15, traps=[])
_TEN = Context(prec=10)
_MAX_SIZE = 30
"""Powers of ten; beyond, a stored number is shown as it is stored."""
_PIECE = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].')
_TOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].|.', re.DOTALL)
_CONDITION = re.compile(r"\[[<>=]")
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+")


@dataclass(frozen=True)
class _Vorm:
    """One section of a number format, taken apart."""

    tekst: str
    cijfers: str

    @property
    def procent(self) -> bool:
        return "%" in self.tekst


def toon_getal(opgeslagen: str, opmaak: str) -> str:
    """Return a stored number (``1151.5``) by a format (``#,##0.0``): ``1.151,5``.

    Decimals are rounded half up, as shown; per cent, euro, points and a dash for nil are kept.
    Other words in a format (``0 "plekken"``) are left out, and a negative number always has its
    minus: the number counts. A format that is no plain number gives at most ten digits.
    """
    try:
        number = _FIFTEEN.plus(Decimal(opgeslagen))
    except InvalidOperation:
        return opgeslagen
    if not number.is_finite() or abs(number.adjusted()) > _MAX_SIZE:
        return "0" if number == 0 else opgeslagen
    form = _form(opmaak, number)
    if form is None:
        return _general(number)
    hidden = number == 0 and "0" not in form.cijfers
    if form.cijfers and not hidden:
        return _shown(number, form)
    return form.tekst.strip("?#,. ") or "-"  # hidden, as is done with nil


def _general(number: Decimal) -> str:
    whole = number == number.to_integral_value()
    shown = number if whole else _TEN.plus(number).normalize()
    return schrijf_getal(shown.quantize(Decimal(1)) if whole else shown).replace(".", "")


def _form(opmaak: str, number: Decimal) -> _Vorm | None:
    """Return the section for this number; None when it is no plain number format."""
    if opmaak.lower() in {"", "general", "standaard", "@"} or _CONDITION.search(opmaak):
        return None
    sections = _sections(opmaak)
    place = 0 if number > 0 else 1 if number < 0 else 2
    section = sections[place] if place < len(sections) else sections[0]
    bare = _PIECE.sub("", section)
    literal = _PIECE.sub(lambda m: m[1] or m[2] or m[3] or "", section)
    found = _DIGITS.findall(bare)
    if len(found) > 1 or re.search(r"[Ee@/]", bare):
        return None
    return _Vorm(literal, found[0] if found else "")


def _sections(opmaak: str) -> list[str]:
    """Return the parts of a format between ``;``: for plus, minus and nil."""
    sections = [""]
    for piece in _TOKEN.findall(opmaak):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _shown(number: Decimal, form: _Vorm) -> str:
    whole, _, decimals = form.cijfers.partition(".")
    scale = len(form.cijfers) - len(form.cijfers.rstrip(","))
    value = Fraction(number) * (100 if form.procent else 1) / 1000**scale
    text = schrijf_breuk(value, len(decimals.rstrip(",")))
    must = decimals.count("0")
    text = _shorter(text, must)
    if "," not in whole.rstrip(","):
        text = text.replace(".", "")
    sign, text = ("−", text[1:]) if text.startswith("−") else ("", text)
    euro = "€ " if "€" in form.tekst else ""
    return f"{euro}{sign}{text}{'%' if form.procent else ''}"


def _shorter(text: str, must: int) -> str:
    """Take optional zeros (``#``) off the end of the decimals."""
    head, comma, decimals = text.partition(",")
    while len(decimals) > must and decimals.endswith("0"):
        decimals = decimals[:-1]
    return f"{head}{comma if decimals else ''}{decimals}"
