"""Views in, bytes out: the documents of a meeting as Word and PDF."""
