"""The frozen nouns of the trade: no I/O, no clock, no formatting."""
