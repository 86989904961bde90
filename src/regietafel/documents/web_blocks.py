"""Rich text as HTML: one function per kind of block, every word escaped."""

from html import escape

from regietafel.documents.blocks import Blok, Blokken, Citaat, Deel, Kop, Lijst
from regietafel.documents.word_blocks import LINKS
from regietafel.documents.word_xml import clean_text


def blocks_to_html(blokken: Blokken) -> str:
    """Return blocks as HTML. A heading becomes bold text: it is in a cell, outside the outline."""
    return "".join(map(_block, blokken))


def _block(blok: Blok) -> str:
    if isinstance(blok, Lijst):
        items = "".join(f"<li>{blocks_to_html(item)}</li>" for item in blok.items)
        start = f' start="{blok.begin}"' if blok.genummerd and blok.begin != 1 else ""
        tag = "ol" if blok.genummerd else "ul"
        return f"<{tag}{start}>{items}</{tag}>"
    if isinstance(blok, Citaat):
        return f"<blockquote>{blocks_to_html(blok.blokken)}</blockquote>"
    words = "".join(map(_run, blok.delen))
    return f"<p><strong>{words}</strong></p>" if isinstance(blok, Kop) else f"<p>{words}</p>"


def _run(deel: Deel) -> str:
    words = escape(clean_text(deel.tekst)).replace("\n", "<br>")
    for wanted, tag in ((deel.code, "code"), (deel.cursief, "em"), (deel.vet, "strong")):
        words = f"<{tag}>{words}</{tag}>" if wanted else words
    if deel.link.startswith(LINKS):
        return f'<a href="{escape(clean_text(deel.link))}" rel="noopener noreferrer">{words}</a>'
    return words
