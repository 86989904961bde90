"""Page labels: the number that a viewer shows is the one on the paper (ISO 32000-1, 12.4.2)."""

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, String


def write_labels(pack: Pdf, bladen: Sequence[str]) -> None:
    """Write the label of every page of ``pack``, in order; nothing when there are none."""
    if bladen:
        numbers = [item for entry in _entries(bladen) for item in entry]
        pack.Root.PageLabels = Dictionary(Nums=Array(numbers))


def _entries(bladen: Sequence[str]) -> Iterator[tuple[int, Object]]:
    """Yield each page where another way of counting begins; ``41a`` is a prefix without a number."""
    expected = ""
    for place, blad in enumerate(bladen):
        if not blad.isdecimal():
            yield place, Dictionary(P=String(blad))
            expected = ""
            continue
        if blad != expected:
            yield place, Dictionary(S=Name.D, St=int(blad))
        expected = str(int(blad) + 1)
