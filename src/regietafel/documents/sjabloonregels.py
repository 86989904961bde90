"""The rules that a template is held to: its loops and conditions, and every field it names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Protocol

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from regietafel.documents.sjabloontaal import (
    FILTERS,
    TESTS,
    Probleem,
    Sjabloondeel,
    check_layout,
    shorten,
)
from regietafel.documents.sjabloonvelden import GETAL, ONBEKEND, TEKST, Soort, Veldtype

MAX_DEPTH = 5
"""How deep loops go: one over a list of the view counts twice, one within it once."""

MAX_OPEN = 15
"""How many loops and conditions may be open at once."""

_LOOP = Veldtype(
    Soort.GROEP,
    velden=dict.fromkeys(("index", "index0", "first", "last", "length", "revindex"), GETAL),
)
_TEXTUAL = (Soort.TEKST, Soort.GETAL, Soort.ONBEKEND)
_TOKEN = re.compile(
    r"\{%[-+]?\s*(?P<word>\w+)(?P<rest>.*?)%\}|\{\{.*?\}\}|\{#.*?#\}|(?P<newline>\n)"
    r"|<(?P<close>/?)(?P<name>[\w:]+)(?:\s[^>]*?)?(?P<empty>/?)>",
    re.DOTALL,
)
_ENDS = {"endfor": "for", "endif": "if"}
_CELLS = frozenset({"w:tc", "w:tr"})
Scope = Mapping[str, Veldtype]


@dataclass
class _Open:
    """A loop or condition that is not closed yet, and within which elements it began.

    ``low`` is the smallest number of elements that were open since.
    """

    word: str
    line: int
    path: list[str]
    low: int
    tag: str

    def fits(self, path: list[str]) -> bool:
        """Return whether what lies between can be left out or repeated and leave XML whole."""
        return path == self.path and not _CELLS.intersection(path[self.low :])


def inspect_part(
    deel: Sjabloondeel, environment: ImmutableSandboxedEnvironment, velden: Veldtype
) -> tuple[nodes.Template | None, list[Probleem]]:
    """Return the syntax tree of a part, and everything that is wrong with it.

    Nothing of the template runs. With problems in how tags are placed or closed the tree is
    ``None``, since the fields cannot be told then.
    """
    problems = check_layout(deel) or _Structure(deel).problems()
    if problems:
        return None, problems
    fields = Velden(deel, velden.velden)
    try:
        tree = environment.parse(deel.bron)
        fields.statements(tree.body, velden.velden, 0)
    except TemplateSyntaxError as error:
        return None, [_broken(deel, error.lineno)]
    except RecursionError:
        return None, [Probleem("sjabloon-te-diep", "een tag is te ingewikkeld", deel.plek)]
    return tree, list(dict.fromkeys(fields.problems))


def _broken(deel: Sjabloondeel, line: int) -> Probleem:
    text = deel.bron.split("\n")[line - 1]
    tags = re.findall(r"\{%.*?%\}|\{\{.*?\}\}", text)
    shown = f": {shorten(' '.join(tags))}" if tags else ""
    return Probleem(
        "sjabloon-tag-kapot", f"een tag is niet goed geschreven{shown}", deel.place(line)
    )


class _Structure:
    """One pass over tags and XML: whether loops are closed, and where they began."""

    def __init__(self, deel: Sjabloondeel) -> None:
        self.deel = deel
        self.line = 1
        self.path: list[str] = []
        self.open: list[_Open] = []
        self.found: list[Probleem] = []

    def problems(self) -> list[Probleem]:
        for token in _TOKEN.finditer(self.deel.bron):
            self._take(token)
        for opened in self.open:
            self._report(
                "sjabloon-niet-gesloten",
                f"{{% {opened.tag} %}} is niet gesloten; zet eronder een tag met end{opened.word}",
                opened.line,
            )
        return self.found

    def _take(self, token: re.Match[str]) -> None:
        if token["newline"]:
            self.line += 1
        elif token["word"]:
            self._statement(token["word"], token["rest"].rstrip("-+ "))
        elif token["close"] is not None and not token["empty"]:
            self._nest(token["name"], closes=bool(token["close"]))
        if not token["newline"]:
            self.line += token[0].count("\n")

    def _nest(self, name: str, *, closes: bool) -> None:
        if not closes:
            self.path.append(name)
        elif self.path:
            self.path.pop()
        if self.open:
            self.open[-1].low = min(self.open[-1].low, len(self.path))

    def _statement(self, word: str, rest: str) -> None:
        if word in _ENDS.values():
            tag = shorten(f"{word}{rest}")
            self.open.append(_Open(word, self.line, [*self.path], len(self.path), tag))
            if len(self.open) == MAX_OPEN + 1:
                text = "lussen en voorwaarden staan te diep in elkaar"
                self._report("sjabloon-te-diep", text, self.line)
        elif word in {"else", "elif"}:
            self._check_place(word)
        elif word in _ENDS:
            self._close(word)
        else:
            self._unknown(word)

    def _close(self, word: str) -> None:
        if not self.open or self.open[-1].word != _ENDS[word]:
            self._report(
                "sjabloon-niet-geopend", f"{{% {word} %}} sluit niets wat open staat", self.line
            )
            return
        self._check_place(word)
        closed = self.open.pop()
        if self.open:
            self.open[-1].low = min(self.open[-1].low, closed.low)

    def _check_place(self, word: str) -> None:
        if not self.open:
            self._report("sjabloon-niet-geopend", f"{{% {word} %}} hoort nergens bij", self.line)
            return
        top = self.open[-1]
        if not top.fits(self.path):
            self._report(
                "sjabloon-tag-plaats",
                f"{{% {top.tag} %}} en {{% {word} %}} staan niet in dezelfde alinea of cel; zet "
                "ze elk alleen in een alinea met {%p … %}, of in een tabelrij met {%tr … %}",
                top.line,
            )
            top.path, top.low = [*self.path], len(self.path)

    def _unknown(self, word: str) -> None:
        if word in {"tr", "tc", "p", "r"}:
            text = f"een tag {{%{word} … %}} staat niet op een plek waar dat kan"
            self._report("sjabloon-tag-plaats", text, self.line)
        else:
            text = f"de opdracht '{word}' kan niet; alleen for en if"
            self._report("sjabloon-code", text, self.line)

    def _report(self, code: str, uitleg: str, line: int) -> None:
        self.found.append(Probleem(code, uitleg, self.deel.place(line)))


class Plaats(Protocol):
    """Says where a line of a template is."""

    def place(self, line: int) -> str: ...


@dataclass
class Velden:
    """A walk over the syntax tree with the fields in reach; gathers problems, runs nothing."""

    deel: Plaats
    view: Scope
    problems: list[Probleem] = field(default_factory=list)

    def statements(self, body: list[nodes.Node], scope: Scope, depth: int) -> None:
        for node in body:
            if isinstance(node, nodes.For):
                self._loop(node, scope, depth)
            elif isinstance(node, nodes.If):
                self._condition(node, scope, depth)
            elif isinstance(node, nodes.Output):
                self._output(node, scope)
            else:
                self.other(node, scope, depth)

    def other(self, node: nodes.Node, scope: Scope, depth: int) -> None:  # noqa: ARG002 - for others
        """Take a statement that is no loop, condition or output."""
        self._code(node)

    def _loop(self, node: nodes.For, scope: Scope, depth: int) -> None:
        kind = self.infer(node.iter, scope)
        if not isinstance(node.target, nodes.Name) or node.recursive or node.test:
            self._code(node)
            return
        if kind.soort not in {Soort.LIJST, Soort.ONBEKEND}:
            text = f"'{_spell(node.iter)}' is geen lijst, dus for kan daar niet"
            self._add("sjabloon-geen-lijst", text, node)
        depth += 2 if kind in self.view.values() else 1
        if depth > MAX_DEPTH:
            self._add("sjabloon-te-diep", "lussen staan te diep in elkaar", node)
        inner = {**scope, node.target.name: kind.element or ONBEKEND, "loop": _LOOP}
        self.statements(node.body, inner, depth)
        self.statements(node.else_, scope, depth)

    def _condition(self, node: nodes.If, scope: Scope, depth: int) -> None:
        self.infer(node.test, scope)
        self.statements(node.body, scope, depth)
        self.statements(list(node.elif_), scope, depth)
        self.statements(node.else_, scope, depth)

    def _output(self, node: nodes.Output, scope: Scope) -> None:
        for shown in node.nodes:
            if isinstance(shown, nodes.TemplateData):
                continue
            kind = self.infer(shown, scope)
            if kind.soort is Soort.GROEP:
                self._add("sjabloon-groep", f"'{_spell(shown)}' is een groep{_pick(kind)}", shown)
            elif kind.soort is Soort.LIJST and kind.element and kind.element.velden:
                text = f"'{_spell(shown)}' is een lijst; zet er een lus met for omheen"
                self._add("sjabloon-lijst", text, shown)

    def infer(self, node: nodes.Node, scope: Scope) -> Veldtype:
        """Return what an expression gives; what is not allowed becomes a problem."""
        if isinstance(node, nodes.Name):
            return self._look_up(node.name, scope, node)
        if isinstance(node, nodes.Getattr):
            return self._member(self.infer(node.node, scope), node.attr, node)
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        if isinstance(node, nodes.CondExpr):
            return self._choice(node, scope)
        if isinstance(node, nodes.Const) and isinstance(node.value, str | int | None):
            return TEKST
        return self._operation(node, scope)

    def _operation(self, node: nodes.Node, scope: Scope) -> Veldtype:
        if isinstance(node, nodes.Test) and node.name not in TESTS:
            self._code(node)
        if isinstance(node, nodes.Concat):
            for part in node.nodes:
                self._only_text(self.infer(part, scope), part)
            return TEKST
        allowed = (nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Test, nodes.List)
        if not isinstance(node, (*allowed, nodes.Tuple)):
            self._code(node)
            return ONBEKEND
        for child in node.iter_child_nodes():
            self.infer(child.expr if isinstance(child, nodes.Operand) else child, scope)
        return TEKST

    def _choice(self, node: nodes.CondExpr, scope: Scope) -> Veldtype:
        self.infer(node.test, scope)
        other = self.infer(node.expr2, scope) if node.expr2 else TEKST
        kind = self.infer(node.expr1, scope)
        return other if kind.soort is Soort.ONBEKEND else kind

    def _filter(self, node: nodes.Filter, scope: Scope) -> Veldtype:
        if node.node is None or node.name not in FILTERS or node.kwargs:
            text = f"de bewerking '{node.name}' kan niet; alleen {', '.join(FILTERS)}"
            self._add("sjabloon-bewerking", text, node)
            return ONBEKEND
        kind = self.infer(node.node, scope)
        for argument in node.args:
            self._only_text(self.infer(argument, scope), argument)
        if node.name in {"first", "last"} and kind.soort is Soort.LIJST:
            return kind.element or ONBEKEND
        if node.name == "length":
            return GETAL
        if node.name != "join" or (kind.element and kind.element.soort is not Soort.TEKST):
            self._only_text(kind, node)
        return TEKST

    def _only_text(self, kind: Veldtype, node: nodes.Node) -> None:
        if kind.soort not in _TEXTUAL:
            text = f"'{_spell(node)}' kan hier niet: het is geen gewone tekst, maar {kind.soort}"
            self._add("sjabloon-geen-tekst", text, node)

    def _look_up(self, name: str, scope: Scope, node: nodes.Node) -> Veldtype:
        if name in scope:
            return scope[name]
        if name.startswith("_"):
            self._code(node)
        else:
            self._unknown_field(name, name, scope, node)
        return ONBEKEND

    def _member(self, kind: Veldtype, name: str, node: nodes.Getattr) -> Veldtype:
        if name.startswith("_"):
            self._code(node)
        elif kind.soort is Soort.GROEP and name in kind.velden:
            return kind.velden[name]
        elif kind.soort is Soort.GROEP:
            self._unknown_field(_spell(node), name, kind.velden, node)
        elif kind.soort is Soort.LIJST:
            text = f"'{_spell(node.node)}' is een lijst; '.{name}' kan pas binnen een lus met for"
            self._add("sjabloon-lijst", text, node)
        elif kind.soort is not Soort.ONBEKEND:
            self._unknown_field(_spell(node), name, {}, node)
        return ONBEKEND

    def _unknown_field(self, spelled: str, name: str, known: Scope, node: nodes.Node) -> None:
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f"; waarschijnlijk bedoelt u '{spelled.removesuffix(name)}{near[0]}'" if near else ""
        self._add("sjabloon-onbekend-veld", f"het veld '{spelled}' bestaat niet{hint}", node)

    def _code(self, node: nodes.Node) -> None:
        text = "een tag probeert code uit te voeren; alleen velden, for en if kunnen"
        self._add("sjabloon-code", text, node)

    def _add(self, code: str, uitleg: str, node: nodes.Node) -> None:
        self.problems.append(Probleem(code, uitleg, self.deel.place(node.lineno)))


def _spell(node: nodes.Node) -> str:
    """Return an expression as the template wrote it, as far as it is a field."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_spell(node.node)}.{node.attr}"
    if isinstance(node, nodes.Filter) and node.node is not None:
        return f"{_spell(node.node)}|{node.name}"
    return "…"


def _pick(kind: Veldtype) -> str:
    names = ", ".join(kind.velden)
    return f"; kies er een veld uit ({names})" if names else ""
