"""regietafel: meeting documents for the secretariats of Dutch regietafels."""

__version__ = "0.1.0"
