"""Pieces of text that mean something by their place: a raised digit is no digit of the number."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(text: str) -> str:
    """Return raised text with raised digits, so that the note in ``5.722¹`` stays a note."""
    return text.translate(_RAISED)
