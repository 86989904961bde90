"""The template of a page or a mail looked over, without running it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

from jinja2 import TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from regietafel.documents.jinjaregels import forbidden
from regietafel.documents.sjabloonregels import Scope, Velden
from regietafel.documents.sjabloonvelden import TEKST, Soort, Veldtype, view_fields
from regietafel.documents.sjabloonvulling import Sjabloon
from regietafel.findings import Finding, fout

_FILTERS = ("beeldbron", "tekening", "csp", "document", "leesbaar", "tint")
"""What a page can do with a value besides what every template can."""


def check_page(sjabloon: Sjabloon, view_type: type, where: Callable[[str], Path]) -> list[Finding]:
    """Return what is wrong with a template and with the pieces that it uses, each on its line.

    ``where`` gives the file of a template by its name. Nothing in it runs.
    """
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    pieces = dict(sjabloon.gedeeld)
    found: list[Finding] = []
    trees = {
        naam: _tree(tekst, where(naam), environment, () if naam in pieces else tuple(pieces), found)
        for naam, tekst in {**pieces, sjabloon.naam: sjabloon.tekst}.items()
    }
    own = {f.name for f in fields(view_type)}
    scope = {name: kind for name, kind in view_fields(view_type).velden.items() if name in own}
    walk = _Pagina(_Regel(), scope, trees=trees, where=where, found=found)
    walk.template(sjabloon.naam)
    return list(dict.fromkeys(found))


def _tree(
    tekst: str,
    path: Path,
    environment: ImmutableSandboxedEnvironment,
    pieces: tuple[str, ...],
    found: list[Finding],
) -> nodes.Template | None:
    """Return the syntax tree of a template; None, and why, when it can't be used."""
    try:
        tree = environment.parse(tekst)
    except (TemplateError, RecursionError) as error:
        line = getattr(error, "lineno", 0) or 0
        text = "Een tag is niet goed geschreven, of niet gesloten."
        found.append(fout(path, "sjabloon-tag-kapot", text, line=line))
        return None
    problem = forbidden(tree, pieces)
    if problem is None:
        return tree
    line, reason = problem
    text = f"{reason[0].upper()}{reason[1:]}."
    found.append(fout(path, "sjabloon-code", text, line=line))
    return None


class _Regel:
    """The place within a template of a page: its line, which a finding has already."""

    def place(self, line: int) -> str:
        return str(line)


@dataclass
class _Pagina(Velden):
    """A walk over a template and what it builds on; ``naam`` is where it is now."""

    trees: dict[str, nodes.Template | None] = field(default_factory=dict)
    where: Callable[[str], Path] = Path
    found: list[Finding] = field(default_factory=list)
    naam: str = ""
    gezet: dict[str, Veldtype] = field(default_factory=dict)

    def template(self, naam: str) -> None:
        """Look a template over; one that can't be used, or is not there, has been told."""
        tree = self.trees.get(naam)
        outer, self.naam = self.naam, naam
        if tree is not None:
            self.gezet |= dict.fromkeys(_set_names(tree), TEKST)
            self.statements(tree.body, {**self.view, **self.gezet}, 0)
        self.naam = outer

    def other(self, node: nodes.Node, scope: Scope, depth: int) -> None:
        """Go into a block, a set and what is taken in."""
        if isinstance(node, nodes.Block | nodes.AssignBlock):
            self.statements(node.body, scope, depth)
        elif isinstance(node, nodes.Extends | nodes.Include):
            self.template(str(getattr(node.template, "value", "")))

    def _filter(self, node: nodes.Filter, scope: Scope) -> Veldtype:
        if node.name not in _FILTERS or node.node is None:
            return super()._filter(node, scope)
        self.infer(node.node, scope)
        return TEKST

    def _output(self, node: nodes.Output, scope: Scope) -> None:
        super()._output(node, scope)
        for shown in node.nodes:
            if isinstance(shown, nodes.Name | nodes.Getattr) and self._is_picture(shown, scope):
                text = "hier staat een beeld; zet er |beeldbron of |tekening achter"
                self._add("sjabloon-geen-tekst", text, shown)

    def _is_picture(self, node: nodes.Name | nodes.Getattr, scope: Scope) -> bool:
        return self.infer(node, scope).soort is Soort.BEELD

    def _add(self, code: str, uitleg: str, node: nodes.Node) -> None:
        text = f"{uitleg[0].upper()}{uitleg[1:]}."
        self.found.append(fout(self.where(self.naam), code, text, line=node.lineno))


def _set_names(tree: nodes.Template) -> Iterator[str]:
    for block in tree.find_all(nodes.AssignBlock):
        if isinstance(block.target, nodes.Name):
            yield block.target.name
