"""What the template of a page or a mail may do: show fields, choose, repeat, use a shared piece.

Nothing else is run. A template may come from somebody else. It cannot compute, call or grow text on
text, so it cannot keep the machine busy or fill its memory.
"""

from collections.abc import Collection, Iterator

from jinja2 import nodes

_ALLOWED = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter, nodes.Const,
    nodes.For, nodes.If, nodes.AssignBlock, nodes.And, nodes.Or, nodes.Not, nodes.Compare,
    nodes.Operand, nodes.CondExpr, nodes.Block, nodes.Extends, nodes.Include,
)  # fmt: skip
_DEEPEST = 3


def forbidden(tree: nodes.Template, pieces: Collection[str] = ()) -> tuple[int, str] | None:
    """Return the line of the first thing that a template may not do, and why; None when clean.

    ``pieces`` are the names of what it may build on (``extends``) or take in (``include``). A piece
    itself has none, so that nothing goes round in a circle.
    """
    return next(_problems(tree, pieces), None)


def _problems(tree: nodes.Template, pieces: Collection[str]) -> Iterator[tuple[int, str]]:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            yield node.lineno, "alleen velden, for, if, set, block, extends en include kunnen"
        elif isinstance(node, nodes.Extends | nodes.Include) and not _is_one(node, pieces):
            yield node.lineno, f"dit deel is er niet; {_known(pieces)}"
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield node.lineno, f"het veld '{node.attr}' bestaat niet"
    for loop in tree.find_all(nodes.For):
        for inner in loop.find_all((nodes.Block, nodes.Include)):
            yield inner.lineno, "een block of include kan niet in een lus staan"
    yield from _deep_loops(tree, (), 0)
    blocks = list(tree.find_all(nodes.AssignBlock))
    names = {block.target.name for block in blocks if isinstance(block.target, nodes.Name)}
    for block in blocks:
        if any(name.name in names for part in block.body for name in part.find_all(nodes.Name)):
            yield block.lineno, "een set kan geen andere set gebruiken"


def _is_one(node: nodes.Extends | nodes.Include, pieces: Collection[str]) -> bool:
    return isinstance(node.template, nodes.Const) and node.template.value in pieces


def _known(pieces: Collection[str]) -> str:
    return f"kies uit: {', '.join(sorted(pieces))}" if pieces else "hier kan geen ander sjabloon in"


def _deep_loops(node: nodes.Node, inside: tuple[str, ...], depth: int) -> Iterator[tuple[int, str]]:
    """Yield loops within loops that do not go down into what the outer one repeats."""
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.For):
            yield from _deep_loops(child, inside, depth)
            continue
        source = _root(child.iter)
        if depth >= _DEEPEST or (inside and source not in inside) or child.recursive:
            yield child.lineno, "lussen staan te diep in elkaar"
        target = child.target.name if isinstance(child.target, nodes.Name) else ""
        yield from _deep_loops(child, (*inside, target), depth + 1)


def _root(node: nodes.Node) -> str:
    """Return the name that an expression such as ``grafiek.rijen`` begins with."""
    while isinstance(node, (nodes.Getattr, nodes.Filter)) and node.node is not None:
        node = node.node
    return node.name if isinstance(node, nodes.Name) else ""
