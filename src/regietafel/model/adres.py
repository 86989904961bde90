"""E-mail addresses: when two ways of writing are one address."""

import unicodedata


def same_address(address: str) -> str:
    """Return an address in the form in which two spellings of it are equal.

    Case does not count, nor whether a domain is written with its accents (IDNA, RFC 5890).
    """
    local, _, domain = unicodedata.normalize("NFC", address.strip()).casefold().rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return f"{local}@{domain}"
