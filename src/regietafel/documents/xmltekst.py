"""Text that XML can hold: for Word, Excel, pages and drawings alike."""

import re

# What XML 1.0 (section 2.2) cannot hold; a carriage return counts as a line break before this.
_NOT_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean_text(text: str) -> str:
    """Return text that XML can hold: other characters become a visible replacement."""
    return _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
