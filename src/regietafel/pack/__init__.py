"""Bytes in, bytes out: what received files are, and one accessible PDF out of many."""
