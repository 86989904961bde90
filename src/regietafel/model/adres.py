"""E-mail addresses: when two ways of writing are one address."""

import unicodedata


def same_address(address: str) -> str:
    """Return an address in the form in which two spellings of it are equal.

    Case does not count, nor whether a domain is written with its accents (IDNA, RFC 5890).
    """
    plain = unicodedata.normalize("NFC", address.strip()).casefold()
    try:
        return with_ascii_domain(plain)
    except UnicodeError:
        return plain


def with_ascii_domain(address: str) -> str:
    """Return an address with its domain as servers and calendars know it (IDNA, RFC 5890).

    Raises UnicodeError for a domain that can't be written so.
    """
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.encode('idna').decode('ascii')}"
