"""The pages that the contents of a Word file names."""

from collections.abc import Sequence

from regietafel.documents.compose_stuk import has_contents, with_pages
from regietafel.documents.soorten import PDF, Sjablonen
from regietafel.documents.views_stuk import StukView

_PLAIN = "notitie"
"""What a kind is counted like when it has no template in the package."""


def with_page_numbers(view: StukView, kinds: Sequence[str], sjablonen: Sjablonen) -> StukView:
    """Return a view with a page for every line of its contents; most views have no contents.

    Only Word itself knows its pages. These are counted by Typst in a setting about as wide as
    Word's, with a template of the package: one page off in about one of twelve lines.
    """
    if not has_contents(view):
        return view
    from regietafel.documents.pdf import heading_pages

    folders = (sjablonen.pakket / kind for kind in (*filter(None, kinds), _PLAIN))
    folder = next(folder for folder in folders if (folder / PDF).is_file())
    return with_pages(view, heading_pages(view, folder, gedeeld=sjablonen.gedeeld))
