"""How many pages a PDF has that we made ourselves."""

from io import BytesIO


def count_pages(content: bytes) -> int:
    """Return the number of pages of a PDF.

    Only for PDFs that come from our own programs: what others sent is read by ``inspection``.
    """
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)
