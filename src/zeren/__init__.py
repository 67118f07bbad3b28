"""Zeren: who answers for what, by how much, and where does it say so."""

from .api import open  # noqa: A004 (zeren.open, as gzip.open)

__all__ = ["__version__", "open"]

#: The one place where the version stands in code; a test compares it with the other places.
__version__ = "0.1.0"
