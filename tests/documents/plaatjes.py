"""Pictures for tests, made without a picture library."""

import struct
import zlib


def png(width: int = 240, height: int = 80) -> bytes:
    """Return a PNG in one colour."""
    rows = b"".join(b"\0" + b"\x15\x42\x73" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
